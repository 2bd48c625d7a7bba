/* Ties the parts together: one selection, one set of filters, one redraw. */

const counts = document.getElementById("counts");
const note = document.getElementById("note");
const narrow = matchMedia("(max-width: 820px)");

/** Makes `selection` (null, {node} or {line}) what the page is about. */
function select(selection, { moveTo = false } = {}) {
  choice.selection = selection;
  if (selection && selection.node !== undefined) {
    if (draw(selection.node)) showCounts();
    if (moveTo && nodeShows(selection.node)) reveal(selection.node);
  }
  redraw();
  showCards();
  if (narrow.matches) openDrawer("details", selection !== null);
}

/** Called when a filter changed. */
function changed() {
  document.getElementById("reset").hidden = !anythingFiltered();
  redraw();
  showCounts();
  showCards();
}

function showCounts() {
  const entities = nodes.filter((node) => node.kind === "entity").length;
  const shown = nodes.filter((node, i) => node.kind === "entity" && nodeShows(i)).length;
  const said = statements.filter((_, s) => statementShows(s)).length;
  const part = (some, all) => (some === all ? "" : `${some.toLocaleString("en")} of `);
  counts.textContent = `${part(shown, entities)}${plural(entities, "entity", "entities")} · `
    + `${part(said, statements.length)}${plural(statements.length, "statement", "statements")}`;
  const left = nodes.length - drawn.size;
  note.hidden = left === 0 && nodes.length > 0;
  note.textContent = nodes.length === 0 ? "This graph is empty."
    : `${drawn.size.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} are drawn, the most central first; search finds the other ${left.toLocaleString("en")}.`;
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

/** Escape takes back the last thing: results, then a drawer, then the selection. */
function escape() {
  if (!resultList.hidden || (document.activeElement === searchInput && searchInput.value)) {
    searchInput.value = "";
    closeResults();
  } else if (narrow.matches && document.querySelector(".panel.open")) openDrawer("", false);
  else select(null);
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type === "text";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      searchInput.focus();
    } else if (event.key === "Escape") escape();
  });
}

function startTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const wear = (theme) => { root.dataset.theme = theme; readColours(); redraw(); };
  system.addEventListener("change", () => wear(system.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () => wear(root.dataset.theme === "dark" ? "light" : "dark"));
  root.dataset.theme = system.matches ? "dark" : "light";
}

startTheme();
startGraph(select);
startFilters();
startSearch();
startDrawers();
startKeys();
showCounts();
showCards();
window.addEventListener("resize", () => fit(false));
window.graphPage = { network, nodes: nodeSet, lines: lineSet, choice };
document.documentElement.dataset.ready = "true";
