/* The state as the address's fragment: start, what was added, filters, selection. */

const OWN = ["start", "open", "select", "line"];

function readShare() {
  const params = new URLSearchParams(location.hash.slice(1));
  Object.assign(view, { start: params.get("start"), opened: params.getAll("open") });
  return params;
}

/** The filters among the parameters of a fragment. */
function filtersOf(params) {
  return new URLSearchParams([...params].filter(([key]) => !OWN.includes(key)));
}

/** The selection as parameters, which hold across pictures. */
function sharedSelection() {
  const { selection } = choice;
  const params = new URLSearchParams();
  if (selection?.node !== undefined) params.set("select", nodes[selection.node].iri);
  if (selection?.line !== undefined) {
    const { from, to, status } = lines[selection.line];
    params.set("line", `${nodes[from].iri} ${nodes[to].iri} ${status}`);
  }
  return params;
}

/** Selects what the parameters say, if it is to be had. */
async function adoptSelection(params) {
  choice.selection = null;
  const iri = params.get("select");
  const [from, to, status] = (params.get("line") || "").split(" ");
  const line = known.lines.get(`${known.nodes.get(from)} ${known.nodes.get(to)} ${status}`);
  if (line !== undefined) choice.selection = { line };
  if (!iri) return;
  if (!known.nodes.has(iri)) grow((await askJson(`/api/statements?${new URLSearchParams({ node: iri })}`)).part);
  if (known.nodes.has(iri)) choice.selection = { node: known.nodes.get(iri) };
}

/** Takes the filters that the server applied as the reader's choices. */
function adoptFilters({ filters, facets }) {
  const keys = {
    type: [facets.types, choice.hiddenTypes],
    status: [facets.statuses, choice.hiddenStatuses],
    relation: [facets.relations.flatMap(([, counted]) => counted), choice.hiddenRelations],
  };
  Object.entries(keys).forEach(([name, [counted, hidden]]) => {
    hidden.clear();
    const { only, without } = filters[name];
    counted.forEach(([key]) => { if ((only.length && !only.includes(key)) || without.includes(key)) hidden.add(key); });
  });
  const last = Math.max(0, timeline.length - 1);
  const binOf = (day) => Math.max(0, timeline.starts.findLastIndex((start) => start <= day));
  Object.assign(choice, {
    from: filters.from ? binOf(filters.from) : 0,
    until: filters.until ? binOf(filters.until) : last,
    undated: filters.undated, confidence: filters.confidence, unlinked: true,
    article: filters.article ? { key: filters.article.identifier, title: filters.article.title } : null,
  });
}

/** The address of what is shown now. */
function shareAddress() {
  const params = withView(filterParameters());
  sharedSelection().forEach((value, key) => params.set(key, value));
  const text = String(params);
  return `${location.origin}${location.pathname}${text ? `#${text}` : ""}`;
}

let lastAddress = location.href;

/** Writes the state into the address bar, without an entry in the history. */
function remember() {
  document.getElementById("start-again").hidden = view.start === null && view.opened.length === 0;
  lastAddress = shareAddress();
  history.replaceState(null, "", lastAddress);
}

async function share() {
  remember();
  try {
    await navigator.clipboard.writeText(lastAddress);
    say("The link is in the clipboard.");
  } catch {
    say("The link is in the address bar.");
  }
}

function startShare() {
  document.getElementById("share").hidden = false;
  document.getElementById("share").addEventListener("click", share);
  document.getElementById("start-again").addEventListener("click", () => startFrom(null));
  // Another link in the same tab changes only the fragment.
  addEventListener("hashchange", () => { if (location.href !== lastAddress) open().then(remember); });
  if (totals) remember();
}
