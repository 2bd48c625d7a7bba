/* Filters beside the graph: types, statuses, relations with counts, an article, confidence. */

const ROWS = 8;
const rows = new Map(); // "types Person" -> its box, its count, what holds the keys that are off

/** A check box with a mark, a name, a count and an "only" button; `hidden` holds what is off. */
function filterRow({ group, key, label, mark, hidden }) {
  const box = make("input", "");
  box.type = "checkbox";
  const change = () => { refreshBoxes(); changed(); };
  box.addEventListener("change", () => { hidden[box.checked ? "delete" : "add"](key); change(); });
  const only = button("only", "only", () => {
    [...rows.values()].filter((row) => row.hidden === hidden).forEach((row) => hidden[row.key === key ? "delete" : "add"](row.key));
    change();
  });
  only.setAttribute("aria-label", `Only ${label}`);
  const count = make("span", "count");
  const element = make("div", "row", make("label", "", box, mark, name(label)), only, count);
  rows.set(`${group} ${key}`, { element, box, count, key, hidden });
  return element;
}

function refreshBoxes() {
  rows.forEach(({ box, key, hidden }) => { box.checked = !hidden.has(key); });
}

/** The stroke of a status as a legend. */
function stroke(status) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  picture.setAttribute("class", "stroke");
  picture.setAttribute("viewBox", "0 0 26 10");
  picture.setAttribute("aria-hidden", "true");
  line.setAttribute("d", "M0 5H26");
  if (DASHES[status]) line.setAttribute("stroke-dasharray", DASHES[status].join(" "));
  picture.append(line);
  picture.style.color = `var(--${status})`;
  return picture;
}

/** Shows the counts of a group of rows; rows that are not there yet are added at its end. */
function showRows(place, group, counted, describe) {
  counted.forEach(([key, count, label]) => {
    if (!rows.has(`${group} ${key}`)) place.append(filterRow({ group, key, ...describe(key, label) }));
    rows.get(`${group} ${key}`).count.textContent = count.toLocaleString("en");
    rows.get(`${group} ${key}`).element.classList.toggle("none", count === 0);
  });
}

function typeRow(key) {
  const label = (spoken(key) || "not described").replace(/^./, (c) => c.toUpperCase());
  return { label, mark: dot({ coarse: key, kind: "entity" }), hidden: choice.hiddenTypes };
}

/** Rows for one kind of statement, the frequent ones first, the rest behind a button. */
function showRelations(kind, counted) {
  const place = document.querySelector(`#kind-${kind} .rows`);
  const isFirst = !place.childElementCount;
  place.parentElement.hidden = counted.length === 0;
  showRows(place, "relations", counted, (key, label) => {
    const words = kind === "event" ? spoken(key.split(" ")[1]) : kind === "claim" ? "said" : label;
    return { label: words, mark: null, hidden: choice.hiddenRelations };
  });
  if (!isFirst || counted.length <= ROWS + 2) return;
  const beyond = [...place.children].slice(ROWS);
  beyond.forEach((row) => { row.hidden = true; });
  const more = button("link", `Show all ${counted.length}`, () => {
    more.remove();
    beyond.forEach((row) => { row.hidden = false; });
    beyond[0].querySelector("input").focus();
  });
  place.append(more);
}

/** The row for nodes without lines, there while there are any. */
function showUnlinked(count) {
  const place = document.getElementById("unlinked-place");
  if (!count) return place.replaceChildren();
  const box = make("input", "");
  box.type = "checkbox";
  box.id = "unlinked";
  box.checked = choice.unlinked;
  box.addEventListener("change", () => { choice.unlinked = box.checked; changed(); });
  return place.replaceChildren(make("div", "row", make("label", "", box, name("Not connected")), make("span", "count", count.toLocaleString("en"))));
}

function showConfidence() {
  const input = document.getElementById("confidence");
  const percent = Math.round(100 * choice.confidence);
  input.value = String(percent);
  document.getElementById("confidence-value").textContent = percent ? `${percent} % or more` : "any";
  input.setAttribute("aria-valuetext", percent ? `${percent} percent or more` : "any");
}

function titleOf(article) {
  return article ? article.title || article.key : "";
}

function showArticle() {
  const input = document.getElementById("article");
  if (document.activeElement !== input) input.value = titleOf(choice.article); // else it is being typed
  document.getElementById("any-article").hidden = !choice.article;
}

/** Brings the panel in line with the choices, and with counts where there are any. */
function showFilters(facets) {
  if (facets) {
    showRows(document.getElementById("types"), "types", facets.types, typeRow);
    showRows(document.getElementById("statuses"), "statuses", facets.statuses,
      (key) => ({ label: key, mark: stroke(key), hidden: choice.hiddenStatuses }));
    facets.relations.forEach(([kind, counted]) => showRelations(kind, counted));
    showUnlinked(facets.unlinked);
    const byArticle = document.getElementById("article-filter");
    byArticle.hidden = facets.articles < 2 && !choice.article && !byArticle.contains(document.activeElement);
    showTimeline(facets.time);
  }
  refreshBoxes();
  if (document.getElementById("unlinked")) document.getElementById("unlinked").checked = choice.unlinked;
  showConfidence();
  showArticle();
  showPeriod();
  document.getElementById("reset").hidden = !anythingFiltered();
}

function resetFilters() {
  [choice.hiddenTypes, choice.hiddenStatuses, choice.hiddenRelations].forEach((hidden) => hidden.clear());
  Object.assign(choice, { unlinked: true, undated: true, from: 0, until: Math.max(0, timeline.length - 1), article: null, confidence: 0 });
}

function chooseArticle(article) {
  choice.article = article;
  document.getElementById("article").value = titleOf(article);
  changed();
}

function articleRow(article) {
  const words = [article.publisher, article.date].filter(Boolean).join(" · ");
  return [name(article.title || article.identifier || ""), make("span", "kind", words)];
}

function startFilters() {
  document.getElementById("reset").addEventListener("click", () => {
    resetFilters();
    changed();
    document.querySelector("#types input")?.focus();
  });
  document.getElementById("confidence").addEventListener("input", (event) => { choice.confidence = +event.target.value / 100; changed(); });
  const input = document.getElementById("article");
  startCombobox(input, document.getElementById("article-results"), {
    find: (text) => source.findArticles(text), row: articleRow, take: (found) => chooseArticle({ key: found.key ?? found.identifier, title: found.title }), nothing: "No article matches.", always: true,
  });
  input.addEventListener("blur", showArticle);
  document.getElementById("any-article").addEventListener("click", () => { chooseArticle(null); input.focus(); });
  startTimeline();
}
