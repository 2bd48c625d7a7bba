/* Where the graph comes from: a server that has the whole store, filters it, and sends what is shown. */

/** What the reader asked for besides filters: where the picture starts, and what was added to it. */
const view = { start: null, opened: [] };
let totals = null;
let underWay = null;

async function ask(path, options = {}) {
  let answer;
  const ahead = window.firstPicture;
  try {
    if (ahead && path === `/api/graph?${ahead.query}`) {
      window.firstPicture = null; // an answer is read once
      answer = await ahead.answer;
    } else answer = await fetch(path, { headers: { accept: "application/json" }, ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The server does not answer.");
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let words = text;
  try { words = JSON.parse(text).error || text; } catch { /* it was no JSON */ }
  const error = new Error(words.slice(0, 300) || `The server answered ${answer.status}.`);
  error.name = answer.status === 503 ? "NotReady" : "Refused";
  throw error;
}

/** What `work` gives, tried again while the server is reading its store. */
async function patiently(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error.name !== "NotReady") throw error;
      note.hidden = false;
      note.textContent = `${error.message.replace(/^./, (c) => c.toUpperCase())} …`;
      await new Promise((resume) => { setTimeout(resume, 1000); });
    }
  }
}

async function askJson(path, options) {
  return (await ask(path, options)).json();
}

function post(body, signal) {
  return { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", accept: "application/json" }, signal };
}

/** The keys of `hidden` as the server reads them: those left out, or those wanted when fewer. */
function addHidden(params, key, group, hidden) {
  const all = [...rows.keys()].filter((row) => row.startsWith(`${group} `)).map((row) => row.slice(group.length + 1));
  const wanted = all.filter((value) => !hidden.has(value));
  if (wanted.length && wanted.length < hidden.size) wanted.forEach((value) => params.append(key, value));
  else hidden.forEach((value) => params.append(key, `-${value}`));
}

/** The filters as parameters of an address. */
function filterParameters() {
  const params = new URLSearchParams();
  addHidden(params, "type", "types", choice.hiddenTypes);
  addHidden(params, "relation", "relations", choice.hiddenRelations);
  addHidden(params, "status", "statuses", choice.hiddenStatuses);
  if (choice.from > 0) params.set("from", timeline.starts[choice.from]);
  if (choice.until < timeline.length - 1) params.set("until", timeline.ends[choice.until]);
  if (!choice.undated) params.set("undated", "0");
  if (choice.article) params.set("article", choice.article.key);
  if (choice.confidence) params.set("confidence", String(choice.confidence));
  return params;
}

/** Parameters with what was asked for besides filters. */
function withView(params) {
  const all = new URLSearchParams(params);
  if (view.start) all.set("start", view.start);
  view.opened.forEach((iri) => all.append("open", iri));
  return all;
}

/** Asks for the picture of a state, and shows it when nothing newer was asked for meanwhile. */
async function draw(params) {
  underWay?.abort();
  const mine = new AbortController();
  underWay = mine;
  const answer = await askJson(`/api/graph?${withView(params)}`, { signal: mine.signal });
  if (mine !== underWay) return null;
  const [first, ...others] = answer.parts;
  const { labels, starts, ends } = answer.facets.time;
  first.places.forEach(([x, y], i) => { Object.assign(first.nodes[i], { x, y }); });
  load({ ...first, statuses: answer.statuses, timeline: Object.assign(labels, { starts, ends }), drawn: Infinity });
  others.forEach((part) => addAround(part));
  totals = answer.totals;
  return answer;
}

/** Draws a part of the graph around the node that was expanded; how many nodes are new. */
function addAround(part) {
  const before = drawn.size;
  const { nodes: numbers } = grow(part);
  const centre = known.nodes.get(part.centre);
  const added = numbers.filter((i) => !drawn.has(i));
  [centre, ...added].forEach((i) => drawn.add(i));
  placeAround(centre, added);
  return drawn.size - before;
}

const source = {
  filters: true,

  async start() {
    const shared = readShare();
    const answer = await patiently(() => draw(filtersOf(shared)));
    adoptFilters(answer);
    await adoptSelection(shared);
    return answer.facets;
  },

  /** Called when a filter changed: asks for the picture again, once the reader pauses. */
  async refresh() {
    clearTimeout(this.pause);
    await new Promise((resume) => { this.pause = setTimeout(resume, 180); });
    await this.again();
  },

  async again() {
    const chosen = sharedSelection();
    try {
      const answer = await draw(filterParameters());
      if (!answer) return;
      await adoptSelection(chosen);
      redrawAll();
      showFilters(answer.facets);
      showCounts();
      showCards();
      remember();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  },

  async find(text) {
    return (await askJson(`/api/search?${new URLSearchParams({ q: text })}`)).results;
  },

  async findArticles(text) {
    const params = filterParameters();
    params.delete("article");
    params.set("q", text === choice.article?.title ? "" : text);
    return (await askJson(`/api/articles?${params}`)).results;
  },

  async reach(found) {
    return grow({ nodes: [{ ...found, statements: [] }], statements: [], edges: [], evidence: [], articles: [] }).nodes[0];
  },

  async approach(i) {
    return drawn.has(i) ? false : this.expand(i);
  },

  /** Adds the strongest neighbours of a node that are not there yet. */
  async expand(i) {
    const iri = nodes[i].iri;
    const shown = [...drawn].map((number) => nodes[number].iri);
    const part = await askJson(`/api/expand?${filterParameters()}`, post({ node: iri, shown }));
    if (known.nodes.get(iri) !== i) return false; // another picture came meanwhile
    const count = addAround(part);
    view.opened.push(iri);
    drawMore();
    remember();
    return count;
  },

  async cards(selection, from) {
    const params = filterParameters();
    params.set("offset", String(from));
    if (selection.line === undefined) params.set("node", nodes[selection.node].iri);
    else {
      const line = lines[selection.line];
      params.set("source", nodes[line.from].iri);
      params.set("target", nodes[line.to].iri);
      params.delete("status");
      params.set("status", line.status);
    }
    const answer = await askJson(`/api/statements?${params}`);
    const added = grow(answer.part);
    return { numbers: added.statements, total: answer.total, hidden: answer.hidden };
  },

  counts() {
    const entities = [...drawn].filter((i) => nodes[i].kind === "entity" && nodeShows(i)).length;
    const said = new Set(lines.filter(lineShows).flatMap((line) => line.statements)).size;
    return { entities: [entities, totals.entities], statements: [said, totals.statements], nodes: totals.nodes };
  },

  pageOf: (iri) => (iri ? `/resource?iri=${encodeURIComponent(iri)}` : ""),
};

/** Draws the neighbourhood of a node, or the most central part again. */
async function startFrom(iri) {
  Object.assign(view, { start: iri, opened: [] });
  try { await source.again(); } catch (error) { report(error); }
}
