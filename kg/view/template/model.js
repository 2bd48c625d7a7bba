/* What the page knows: the graph that Python wrote, indexes over it, and the reader's choices. */

const graph = JSON.parse(document.getElementById("graph-data").textContent);
const { nodes, statements, evidence, articles } = graph;
const edges = graph.edges.map(([from, to, statement, role, sourceRole]) => ({ from, to, statement, role, sourceRole }));

/** What the reader has chosen; `selection` is null, {node} or {line}. */
const choice = {
  hiddenTypes: new Set(), hiddenStatuses: new Set(), hiddenRelations: new Set(),
  unlinked: true, undated: true, from: 0, until: Math.max(0, graph.timeline.length - 1),
  selection: null,
};

/** The nodes that are on the canvas at all: the most central ones, and those asked for since. */
const drawn = new Set(nodes.keys());
nodes.forEach((node, i) => { if (node.rank >= graph.drawn) drawn.delete(i); });

const edgesOf = nodes.map(() => []);
const edgesSaying = statements.map(() => []);
edges.forEach((edge, i) => {
  edgesOf[edge.from].push(i);
  if (edge.to !== edge.from) edgesOf[edge.to].push(i);
  edgesSaying[edge.statement].push(edge);
});
const quotedIn = nodes.map(() => []);
statements.forEach((statement, s) => statement.by.forEach((i) => quotedIn[i].push(s)));
const ownerOf = new Map();
nodes.forEach((node, i) => node.statements.forEach((statement) => ownerOf.set(statement, i)));
const linked = nodes.map((_, i) => edgesOf[i].some((e) => edges[e].from !== edges[e].to));
const byRank = [...nodes.keys()].sort((a, b) => nodes[a].rank - nodes[b].rank);

/** Lines on the canvas: the edges that join the same two nodes in the same direction and status. */
const lines = [];
{
  const known = new Map();
  edges.forEach((edge) => {
    if (edge.from === edge.to) return;
    const status = statements[edge.statement].status;
    const key = `${edge.from} ${edge.to} ${status}`;
    if (!known.has(key)) {
      known.set(key, lines.length);
      lines.push({ from: edge.from, to: edge.to, status, statements: [], roles: [] });
    }
    const line = lines[known.get(key)];
    line.statements.push(edge.statement);
    line.roles.push(edge.role);
  });
}
const linesOf = nodes.map(() => []);
lines.forEach((line, i) => { linesOf[line.from].push(i); linesOf[line.to].push(i); });

function relationKey(statement) {
  return `${statement.kind} ${statement.type}`;
}

/** "GovernmentBody" as a reader says it: "government body". */
function spoken(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

const HEDGES = {
  negated: "not: ", planned: "planned: ", possible: "possibly: ", attributed: "reportedly: ", former: "formerly: ",
};

/** The word that keeps a statement from reading as a fact when it is none. */
function hedge(statement) {
  return statement.kind === "claim" ? "" : HEDGES[statement.status] || "";
}

/** What a statement is called on a line to something in a role: "visited", "visit · place". */
function lineWords(statement, role) {
  const words = role && statement.kind === "event" ? `${spoken(statement.type)} · ${role}` : statement.label;
  return hedge(statement) + words;
}

function inPeriod(statement) {
  if (!graph.timeline.length) return true;
  if (!statement.bins) return choice.undated;
  return statement.bins[0] <= choice.until && statement.bins[1] >= choice.from;
}

/** Whether the filters on statements let statement number `s` show. */
function statementShows(s) {
  const statement = statements[s];
  return !choice.hiddenStatuses.has(statement.status)
    && !choice.hiddenRelations.has(relationKey(statement)) && inPeriod(statement);
}

function statementsFiltered() {
  return choice.hiddenStatuses.size > 0 || choice.hiddenRelations.size > 0 || !choice.undated
    || choice.from > 0 || choice.until < Math.max(0, graph.timeline.length - 1);
}

function anythingFiltered() {
  return statementsFiltered() || choice.hiddenTypes.size > 0 || !choice.unlinked;
}

/** The numbers of the statements that a node takes part in or is the source of, each once. */
const statementsOf = (() => {
  const known = new Map();
  return (i) => {
    if (!known.has(i)) {
      const own = [...nodes[i].statements, ...edgesOf[i].map((e) => edges[e].statement), ...quotedIn[i]];
      known.set(i, [...new Set(own)]);
    }
    return known.get(i);
  };
})();

/** While statements are filtered a node stays only if one of its own passes, or it never had any. */
function nodeShows(i) {
  if (!drawn.has(i) || choice.hiddenTypes.has(nodes[i].coarse)) return false;
  if (!linked[i] && !choice.unlinked) return false;
  if (!statementsFiltered()) return true;
  const own = statementsOf(i);
  return own.length === 0 || own.some(statementShows);
}

function lineShows(line) {
  return nodeShows(line.from) && nodeShows(line.to) && line.statements.some(statementShows);
}

/** Puts a node and its neighbours on the canvas; whether any of them was not there. */
function draw(i) {
  const before = drawn.size;
  drawn.add(i);
  linesOf[i].forEach((l) => { drawn.add(lines[l].from); drawn.add(lines[l].to); });
  return drawn.size > before;
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
