/* What the page knows: a graph that may grow, indexes over it, and the reader's choices. */

const nodes = [];
const statements = [];
const evidence = [];
const articles = [];
const edges = [];
const lines = []; // edges that join the same two nodes in the same direction and status
const edgesOf = [];
const linesOf = [];
const quotedIn = []; // per node: the statements that it is the source of
const edgesSaying = []; // per statement
const ownerOf = new Map(); // statement -> the node whose attribute or happening it is
const known = { nodes: new Map(), statements: new Map(), articles: new Map(), edges: new Set(), lines: new Map() };
let statuses = [];
let timeline = [];
let byRank = [];

/** What the reader has chosen; `selection` is null, {node} or {line}. */
const choice = {
  hiddenTypes: new Set(), hiddenStatuses: new Set(), hiddenRelations: new Set(), unlinked: true,
  undated: true, from: 0, until: 0, article: null, confidence: 0, selection: null,
};

/** The nodes that are on the canvas at all: the most central ones, and those asked for since. */
const drawn = new Set();

/** Forgets every node and statement; the choices stay. */
function forget() {
  [nodes, statements, evidence, articles, edges, lines, edgesOf, linesOf, quotedIn, edgesSaying].forEach((list) => { list.length = 0; });
  Object.values(known).forEach((index) => index.clear());
  ownerOf.clear();
  statementsOf.forget();
  drawn.clear();
  places.length = 0;
}

/** Puts a picture in the place of what was known; its nodes of a high enough rank are drawn. */
function load(picture) {
  forget();
  statuses = picture.statuses;
  timeline = picture.timeline;
  grow(picture);
  nodes.forEach((node, i) => {
    places[i] = { x: node.x, y: node.y };
    if (node.rank < picture.drawn) drawn.add(i);
  });
}

/** Adds a part of a graph, what is known already left as it is; the numbers of its nodes here. */
function grow(part) {
  const articleNumbers = part.articles.map((row) => numbered(articles, known.articles, row));
  const firstEvidence = evidence.length;
  part.evidence.forEach((row) => evidence.push({ ...row, article: articleNumbers[row.article] }));
  const numbers = part.nodes.map((row) => numbered(nodes, known.nodes, row));
  while (edgesOf.length < nodes.length) [edgesOf, linesOf, quotedIn].forEach((index) => index.push([]));
  const said = part.statements.map((row) => growStatement(row, { articleNumbers, numbers, firstEvidence }));
  part.edges.forEach(([from, to, s, role, sourceRole]) => growEdge({ from: numbers[from], to: numbers[to], statement: said[s], role, sourceRole }));
  part.nodes.forEach((row, place) => {
    const own = row.statements.map((s) => said[s]);
    nodes[numbers[place]].statements = [...new Set([...own, ...(nodes[numbers[place]].statements || [])])];
    own.forEach((s) => ownerOf.set(s, numbers[place]));
  });
  (part.owners || []).forEach(([s, i]) => {
    const { statements: own } = nodes[numbers[i]];
    if (!own.includes(said[s])) own.push(said[s]);
    ownerOf.set(said[s], numbers[i]);
  });
  statementsOf.forget();
  byRank = [...nodes.keys()].sort((a, b) => nodes[a].rank - nodes[b].rank);
  return { nodes: numbers, statements: said };
}

/** The number of a row that its IRI identifies; a row without one is always another. */
function numbered(rows, index, row) {
  const number = row.iri === undefined ? undefined : index.get(row.iri);
  if (number === undefined) {
    if (row.iri !== undefined) index.set(row.iri, rows.length);
    return rows.push({ ...row, statements: undefined, key: row.identifier ?? rows.length }) - 1;
  }
  if (row.more !== undefined) rows[number].more = row.more;
  return number;
}

/** A statement comes first without its sentences, and with them once a card was asked for. */
function growStatement(row, { articleNumbers, numbers, firstEvidence }) {
  const s = numbered(statements, known.statements, row);
  const isNew = edgesSaying.length <= s;
  if (isNew) edgesSaying.push([]);
  if (isNew || (!statements[s].evidence.length && row.evidence)) {
    const sentences = (row.evidence || []).map((e) => firstEvidence + e);
    const by = (row.by || []).map((i) => numbers[i]);
    const article = row.article === undefined ? evidence[sentences[0]]?.article : articleNumbers[row.article];
    Object.assign(statements[s], { ...row, evidence: sentences, by, article });
    by.forEach((i) => { if (!quotedIn[i].includes(s)) quotedIn[i].push(s); });
  }
  return s;
}

function growEdge(edge) {
  const key = `${edge.from} ${edge.to} ${edge.statement} ${edge.role}`;
  if (known.edges.has(key)) return;
  known.edges.add(key);
  const number = edges.push(edge) - 1;
  edgesOf[edge.from].push(number);
  if (edge.to !== edge.from) edgesOf[edge.to].push(number);
  edgesSaying[edge.statement].push(edge);
  if (edge.from !== edge.to) growLine(edge);
}

function growLine(edge) {
  const { status } = statements[edge.statement];
  const key = `${edge.from} ${edge.to} ${status}`;
  if (!known.lines.has(key)) {
    const number = lines.push({ from: edge.from, to: edge.to, status, statements: [], roles: [] }) - 1;
    known.lines.set(key, number);
    linesOf[edge.from].push(number);
    linesOf[edge.to].push(number);
  }
  const line = lines[known.lines.get(key)];
  line.statements.push(edge.statement);
  line.roles.push(edge.role);
}

function isLinked(i) {
  return linesOf[i].length > 0 || nodes[i].more > 0;
}

/** The numbers of the known statements that a node takes part in or is the source of, each once. */
const statementsOf = (() => {
  const found = new Map();
  const of = (i) => {
    if (!found.has(i)) {
      found.set(i, [...new Set([...nodes[i].statements, ...edgesOf[i].map((e) => edges[e].statement), ...quotedIn[i]])]);
    }
    return found.get(i);
  };
  of.forget = () => found.clear();
  return of;
})();

/** How many statements there are about a node, those that the page has not got included. */
function countOf(i) {
  return nodes[i].said ?? statementsOf(i).length;
}

function inPeriod(statement) {
  if (!timeline.length) return true;
  if (!statement.bins) return choice.undated;
  return statement.bins[0] <= choice.until && statement.bins[1] >= choice.from;
}

/** Whether the filters on statements let statement number `s` show. */
function statementShows(s) {
  if (source.filters) return true;
  const statement = statements[s];
  return !choice.hiddenStatuses.has(statement.status) && !choice.hiddenRelations.has(relationKey(statement))
    && inPeriod(statement) && statement.confidence >= choice.confidence
    && (!choice.article || articles[statement.article]?.key === choice.article.key);
}

function statementsFiltered() {
  return choice.hiddenStatuses.size > 0 || choice.hiddenRelations.size > 0 || !choice.undated
    || choice.from > 0 || choice.until < Math.max(0, timeline.length - 1)
    || choice.confidence > 0 || choice.article !== null;
}

function anythingFiltered() {
  return statementsFiltered() || choice.hiddenTypes.size > 0 || !choice.unlinked;
}

/** While statements are filtered a node stays only if one of its own passes, or it never had any. */
function nodeShows(i) {
  if (!drawn.has(i) || choice.hiddenTypes.has(nodes[i].coarse)) return false;
  if (!choice.unlinked && !isLinked(i)) return false;
  if (source.filters || !statementsFiltered()) return true;
  const own = statementsOf(i);
  return own.length === 0 ? choice.article === null : own.some(statementShows);
}

function lineShows(line) {
  return nodeShows(line.from) && nodeShows(line.to) && line.statements.some(statementShows);
}

/** The nodes that the selection is about, and all that should stand out with them. */
function focus() {
  const { selection } = choice;
  if (!selection) return null;
  const chosen = selection.line === undefined ? linesOf[selection.node] : [selection.line];
  const shown = chosen.filter((l) => lineShows(lines[l]));
  const ends = shown.flatMap((l) => [lines[l].from, lines[l].to]);
  const own = selection.line === undefined ? [selection.node] : [];
  return { nodes: new Set([...own, ...ends]), lines: new Set(shown), centre: selection.node };
}
