/* The left panel and the timeline: rows with counts, and a period with two ends. */

const ROWS = 8;

function tally(keys) {
  const counts = new Map();
  keys.forEach((key) => counts.set(key, (counts.get(key) || 0) + 1));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** A check box with a mark, a name, a count and an "only" button; `hidden` holds what is off. */
function filterRow({ key, label, mark, count, hidden, all }) {
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = true;
  box.dataset.key = key;
  const change = () => { refreshBoxes(); changed(); };
  box.addEventListener("change", () => { hidden[box.checked ? "delete" : "add"](key); change(); });
  const only = make("button", "only", "only");
  only.type = "button";
  only.setAttribute("aria-label", `Only ${label}`);
  only.addEventListener("click", () => {
    all.forEach((other) => hidden[other === key ? "delete" : "add"](other));
    change();
  });
  boxes.push({ box, hidden });
  const words = make("label", "", box, mark, name(label));
  return make("div", "row", words, only, make("span", "count", count.toLocaleString("en")));
}

const boxes = [];

function refreshBoxes() {
  boxes.forEach(({ box, hidden }) => { box.checked = !hidden.has(box.dataset.key); });
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

function startTypes() {
  const rows = tally(nodes.map((node) => node.coarse));
  const all = rows.map(([key]) => key);
  const place = document.getElementById("types");
  rows.forEach(([key, count]) => {
    const mark = dot({ coarse: key, kind: "entity" });
    place.append(filterRow({ key, label: spoken(key).replace(/^./, (c) => c.toUpperCase()), mark, count, hidden: choice.hiddenTypes, all }));
  });
  const lonely = linked.filter((is) => !is).length;
  if (lonely) place.append(unlinkedRow(lonely));
}

function unlinkedRow(count) {
  const box = make("input", "");
  box.type = "checkbox";
  box.id = "unlinked";
  box.checked = true;
  box.addEventListener("change", () => { choice.unlinked = box.checked; changed(); });
  return make("div", "row", make("label", "", box, name("Not connected")), make("span", "count", String(count)));
}

function startStatuses() {
  const counts = new Map(tally(statements.map((statement) => statement.status)));
  const all = graph.statuses.filter((status) => counts.has(status));
  all.forEach((key) => document.getElementById("statuses").append(
    filterRow({ key, label: key, mark: stroke(key), count: counts.get(key), hidden: choice.hiddenStatuses, all }),
  ));
}

/** Rows for one kind of statement, the frequent ones first, the rest behind a button. */
function startRelations(kind) {
  const place = document.querySelector(`#kind-${kind} .rows`);
  const own = statements.filter((statement) => statement.kind === kind);
  place.parentElement.hidden = own.length === 0;
  const words = (statement) => (kind === "event" ? spoken(statement.type) : statement.label);
  const labels = new Map(own.map((statement) => [relationKey(statement), kind === "claim" ? "said" : words(statement)]));
  const rows = tally(own.map(relationKey));
  const all = [...new Set(statements.map(relationKey))];
  rows.forEach(([key, count], number) => {
    const row = filterRow({ key, label: labels.get(key), mark: null, count, hidden: choice.hiddenRelations, all });
    row.hidden = number >= ROWS && rows.length > ROWS + 2;
    place.append(row);
  });
  if (rows.length <= ROWS + 2) return;
  const more = make("button", "link", `Show all ${rows.length}`);
  more.type = "button";
  more.onclick = () => { more.remove(); [...place.children].forEach((row) => { row.hidden = false; }); };
  place.append(more);
}

const fromInput = document.getElementById("from");
const untilInput = document.getElementById("until");

function startTimeline() {
  const labels = graph.timeline;
  const undated = statements.filter((statement) => !statement.bins).length;
  document.getElementById("timeline").hidden = labels.length === 0;
  if (!labels.length) return;
  document.getElementById("bars").append(...bars(labels));
  document.getElementById("timeline").style.setProperty("--half", `${50 / labels.length}%`);
  document.getElementById("first").textContent = labels[0];
  document.getElementById("last").textContent = labels.length > 1 ? labels[labels.length - 1] : "";
  document.getElementById("undated-count").textContent = undated.toLocaleString("en");
  [fromInput, untilInput].forEach((input) => { input.max = String(labels.length - 1); });
  fromInput.addEventListener("input", () => movePeriod(Math.min(+fromInput.value, choice.until), choice.until));
  untilInput.addEventListener("input", () => movePeriod(choice.from, Math.max(+untilInput.value, choice.from)));
  document.getElementById("undated").addEventListener("change", (event) => {
    choice.undated = event.target.checked;
    changed();
  });
  showPeriod();
}

/** One bar per bin; what happened within a month or a range counts in parts, spread over it. */
function bars(labels) {
  const weights = labels.map(() => 0);
  const touched = labels.map(() => 0);
  statements.filter(({ bins }) => bins).forEach(({ bins: [first, last] }) => {
    for (let b = first; b <= last; b += 1) {
      weights[b] += 1 / (last - first + 1);
      touched[b] += 1;
    }
  });
  const highest = Math.max(...weights);
  return weights.map((weight, b) => {
    const bar = make("span", "");
    bar.style.height = weight ? `${Math.max(5, (100 * weight) / highest)}%` : "1px";
    bar.title = `${labels[b]}: ${plural(touched[b], "statement", "statements")}`;
    return bar;
  });
}

function movePeriod(from, until) {
  choice.from = from;
  choice.until = until;
  showPeriod();
  changed();
}

function showPeriod() {
  const labels = graph.timeline;
  if (!labels.length) return;
  const { from, until } = choice;
  fromInput.value = String(from);
  untilInput.value = String(until);
  // At the right end the left handle must stay on top, or nobody could take it back.
  fromInput.style.zIndex = from > labels.length / 2 ? "2" : "1";
  fromInput.setAttribute("aria-valuetext", labels[from]);
  untilInput.setAttribute("aria-valuetext", labels[until]);
  const whole = from === 0 && until === labels.length - 1;
  const text = from === until ? labels[from] : `${labels[from]} – ${labels[until]}`;
  document.getElementById("period").textContent = whole ? "All times" : text;
  [...document.getElementById("bars").children].forEach((bar, b) => bar.classList.toggle("off", b < from || b > until));
}

function resetFilters() {
  [choice.hiddenTypes, choice.hiddenStatuses, choice.hiddenRelations].forEach((hidden) => hidden.clear());
  Object.assign(choice, { unlinked: true, undated: true, from: 0, until: Math.max(0, graph.timeline.length - 1) });
  document.getElementById("undated").checked = true;
  if (document.getElementById("unlinked")) document.getElementById("unlinked").checked = true;
  refreshBoxes();
  showPeriod();
  changed();
}

function startFilters() {
  startTypes();
  startStatuses();
  ["relation", "event", "claim"].forEach(startRelations);
  startTimeline();
  document.getElementById("reset").addEventListener("click", () => {
    resetFilters();
    document.querySelector("#types input")?.focus();
  });
}
