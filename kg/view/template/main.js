/* Ties the parts together: one selection, one set of filters, one redraw. */

const counts = document.getElementById("counts");
const note = document.getElementById("note");
const narrow = matchMedia("(max-width: 820px)");

/** Makes `selection` (null, {node} or {line}) what the page is about. */
async function select(selection, { moveTo = false } = {}) {
  choice.selection = selection;
  if (selection && selection.node !== undefined && await source.approach(selection.node)) showCounts();
  if (choice.selection !== selection) return;
  if (moveTo && selection && selection.node !== undefined && nodeShows(selection.node)) reveal(selection.node);
  redraw();
  showCards();
  if (narrow.matches) openDrawer("details", selection !== null);
  if (source.filters) remember();
}

/** Adds neighbours of a node to the picture; the focus stays where it was. */
async function expand(i) {
  try {
    const before = new Set(drawn);
    const count = await source.expand(i);
    if (count === false) return;
    redraw();
    if (count) revealAll([...drawn].filter((other) => !before.has(other)));
    showCounts();
    const focused = document.activeElement?.id;
    if (choice.selection?.node === i) showTools(i);
    if (focused === "expand") document.getElementById("expand")?.focus();
    if (source.filters) say(`${plural(count, "neighbour", "neighbours")} of ${nodes[i].label} added.`);
  } catch (error) {
    report(error);
  }
}

/** Called when a filter changed. */
function changed() {
  showFilters(null);
  if (!source.filters) {
    redraw();
    showCounts();
    showCards();
  } else source.refresh().catch(report);
}

function showCounts() {
  const found = source.counts();
  const part = ([some, all]) => (some === all ? "" : `${some.toLocaleString("en")} of `);
  counts.textContent = `${part(found.entities)}${plural(found.entities[1], "entity", "entities")} · `
    + `${part(found.statements)}${plural(found.statements[1], "statement", "statements")}`;
  const left = found.nodes - drawn.size;
  note.hidden = left <= 0 && found.nodes > 0;
  const rest = source.filters ? "Expand one, or search for others." : `search finds the other ${left.toLocaleString("en")}.`;
  const how = !source.filters || !view.start ? `, the most central first${source.filters ? ". " : "; "}` : ". ";
  note.textContent = found.nodes > 0 ? `${drawn.size.toLocaleString("en")} of ${found.nodes.toLocaleString("en")} names (entities and events) are drawn${how}${rest}`
    : anythingFiltered() ? "Nothing passes these filters." : "This graph is empty.";
}

let spoke;

/** Says something in passing, on screen and to a screen reader. */
function say(text) {
  const line = document.getElementById("said");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(spoke);
  spoke = setTimeout(() => line.classList.remove("shown"), 4000);
}

/** Says what went wrong. */
function report(error) {
  if (error.name !== "AbortError") say(error.message);
}

function openDrawer(id, open) {
  ["filters", "details"].forEach((which) => {
    const isOpen = open && which === id;
    document.getElementById(which).classList.toggle("open", isOpen);
    document.getElementById(`open-${which}`).setAttribute("aria-expanded", String(isOpen));
  });
}

function startDrawers() {
  ["filters", "details"].forEach((id) => {
    const drawer = document.getElementById(id);
    const toggle = document.getElementById(`open-${id}`);
    toggle.addEventListener("click", () => {
      openDrawer(id, !drawer.classList.contains("open"));
      if (drawer.classList.contains("open")) drawer.querySelector(".close").focus();
    });
    drawer.querySelector(".close").addEventListener("click", () => { openDrawer(id, false); toggle.focus(); });
  });
}

/** Escape takes back the last thing; boxes that search keep the key to themselves while open. */
function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type === "text";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      searchInput.focus();
    } else if (event.key === "Escape") {
      if (narrow.matches && document.querySelector(".panel.open")) openDrawer("", false);
      else select(null);
    }
  });
}

/** Light or dark: by a button of this page, or as the site decides. */
function startTheme() {
  const root = document.documentElement;
  const recolour = () => { readColours(); redraw(); };
  const ownButton = document.getElementById("theme");
  if (!ownButton) return root.addEventListener("theme", recolour);
  const system = matchMedia("(prefers-color-scheme: dark)");
  const wear = (theme) => { root.dataset.theme = theme; recolour(); };
  system.addEventListener("change", () => wear(system.matches ? "dark" : "light"));
  ownButton.addEventListener("click", () => wear(root.dataset.theme === "dark" ? "light" : "dark"));
  root.dataset.theme = system.matches ? "dark" : "light";
  return undefined;
}

/** Shows what the source starts with, from nothing. */
async function open() {
  try {
    const facets = await source.start();
    showFilters(facets);
    redrawAll();
    showCounts();
    showCards();
  } catch (error) {
    report(error);
    note.hidden = false;
    note.textContent = error.message;
  }
}

async function begin() {
  startTheme();
  startGraph(select, expand);
  startFilters();
  startSearch();
  startDrawers();
  startDownloads();
  startKeys();
  window.addEventListener("resize", () => fit(false));
  window.graphPage = { network, nodes: nodeSet, lines: lineSet, choice, places, known: nodes };
  await open();
  if (source.filters) startShare();
  document.documentElement.dataset.ready = "true";
}

begin();
