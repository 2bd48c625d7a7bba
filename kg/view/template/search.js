/* Search by name: all nodes, also those not drawn; arrows walk, Enter selects, Escape clears. */

const searchInput = document.getElementById("search");
const resultList = document.getElementById("results");
const MOST_RESULTS = 12;
let found = [];
let current = -1;

/** Letters without case and accents, so that "muller" finds "Müller". */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const searchable = nodes.map((node) => [node.label, ...node.aliases].map(folded));

/** 0 for a name that begins with the words, 1 for a word that does, 2 for any part; 9 for none. */
function grade(names, words) {
  const grades = names.map((text) => (text.startsWith(words) ? 0 : text.includes(` ${words}`) ? 1 : text.includes(words) ? 2 : 9));
  return Math.min(...grades);
}

function searchNames(text) {
  const words = folded(text.trim());
  if (!words) return [];
  return byRank.map((i) => [grade(searchable[i], words), i]).filter(([g]) => g < 9)
    .sort((a, b) => a[0] - b[0]).slice(0, MOST_RESULTS).map(([, i]) => i);
}

function resultRow(i, number) {
  const row = make("li", "", dot(nodes[i]), name(nodes[i].label),
    make("span", "kind", `${nodes[i].kind === "event" ? "event" : spoken(nodes[i].type)} · ${statementsOf(i).length}`));
  row.id = `result-${number}`;
  row.setAttribute("role", "option");
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
  return row;
}

function showResults() {
  found = searchNames(searchInput.value);
  const rows = found.map(resultRow);
  if (!rows.length) rows.push(make("li", "nothing", "No name matches."));
  resultList.replaceChildren(...rows);
  const open = searchInput.value.trim() !== "";
  resultList.hidden = !open;
  searchInput.setAttribute("aria-expanded", String(open));
  walkTo(found.length ? 0 : -1);
}

function walkTo(number) {
  current = number;
  [...resultList.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === number)));
  if (number >= 0) {
    searchInput.setAttribute("aria-activedescendant", `result-${number}`);
    resultList.children[number].scrollIntoView({ block: "nearest" });
  } else searchInput.removeAttribute("aria-activedescendant");
}

function closeResults() {
  resultList.hidden = true;
  searchInput.setAttribute("aria-expanded", "false");
  searchInput.removeAttribute("aria-activedescendant");
}

function take(number) {
  if (number < 0 || number >= found.length) return;
  closeResults();
  searchInput.value = nodes[found[number]].label;
  select({ node: found[number] }, { moveTo: true });
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    event.preventDefault();
    if (resultList.hidden) showResults();
    else walkTo((current + step + found.length) % found.length);
  } else if (event.key === "Enter" && !resultList.hidden) {
    event.preventDefault();
    take(current);
  }
}

function startSearch() {
  searchInput.addEventListener("input", showResults);
  searchInput.addEventListener("keydown", searchKey);
  searchInput.addEventListener("focus", () => searchInput.select());
  searchInput.addEventListener("blur", closeResults);
}
