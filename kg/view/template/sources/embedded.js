/* Where the graph comes from: all of it is in this file, and the page applies the filters. */

const source = {
  filters: false,

  async start() {
    load(JSON.parse(document.getElementById("graph-data").textContent));
    choice.until = Math.max(0, timeline.length - 1);
    return facetsHere();
  },

  /** Called when a filter changed: what the page shows follows by itself. */
  async refresh() { redraw(); },

  /** Nodes by name, those not drawn included. */
  async find(text) {
    const words = folded(text);
    return byRank.map((i) => [grade([nodes[i].label, ...nodes[i].aliases].map(folded), words), i]).filter(([g]) => g < 9)
      .sort((a, b) => a[0] - b[0]).slice(0, MOST_RESULTS).map(([, i]) => ({ ...nodes[i], number: i, said: statementsOf(i).length }));
  },

  async findArticles(text) {
    const words = folded(text);
    return articles.filter(({ title, publisher, date }) => folded(`${title} ${publisher} ${date}`).includes(words))
      .slice(0, MOST_RESULTS);
  },

  /** The number of a node that was found. */
  async reach({ number }) { return number; },

  /** Puts a node and its neighbours on the canvas; whether any of them was not there. */
  async approach(i) {
    const before = drawn.size;
    drawn.add(i);
    linesOf[i].forEach((l) => { drawn.add(lines[l].from); drawn.add(lines[l].to); });
    return drawn.size > before;
  },

  async expand(i) { return this.approach(i); },

  /** A page of the statements about the selection, and how many there are and are hidden. */
  async cards(selection, from) {
    const all = selection.line === undefined ? statementsOf(selection.node) : [...new Set(lines[selection.line].statements)];
    const passing = groupAlike(inOrder(all)).flat();
    return { numbers: passing.slice(from, from + PAGE_OF_CARDS), total: passing.length, hidden: all.length - passing.length };
  },

  pageOf: () => "",
};

/** 0 for a name that begins with the words, 1 for a word that does, 2 for any part; 9 for none. */
function grade(names, words) {
  const grades = names.map((text) => (text.startsWith(words) ? 0 : text.includes(` ${words}`) ? 1 : text.includes(words) ? 2 : 9));
  return Math.min(...grades);
}

function tally(keys) {
  const counts = new Map();
  keys.forEach((key) => counts.set(key, (counts.get(key) || 0) + 1));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** What there is to filter by, with counts over the whole graph. */
function facetsHere() {
  const counts = new Map(tally(statements.map((statement) => statement.status)));
  return {
    types: tally(nodes.map((node) => node.coarse)),
    statuses: statuses.filter((status) => counts.has(status)).map((status) => [status, counts.get(status)]),
    relations: ["relation", "event", "claim"].map((kind) => {
      const own = statements.filter((statement) => statement.kind === kind);
      const labels = new Map(own.map((statement) => [relationKey(statement), statement.label]));
      return [kind, tally(own.map(relationKey)).map(([key, count]) => [key, count, labels.get(key)])];
    }),
    time: timesHere(),
    unlinked: nodes.filter((_, i) => !isLinked(i)).length,
    articles: articles.length,
    surest: Math.max(0, ...statements.map(({ confidence }) => confidence)),
  };
}

/** A weight per bin; what happened within a month or a range counts in parts, spread over it. */
function timesHere() {
  const weights = timeline.map(() => 0);
  const touched = timeline.map(() => 0);
  statements.filter(({ bins }) => bins).forEach(({ bins: [first, last] }) => {
    for (let b = first; b <= last; b += 1) {
      weights[b] += 1 / (last - first + 1);
      touched[b] += 1;
    }
  });
  return { labels: timeline, weights, touched, undated: statements.filter(({ bins }) => !bins).length };
}

/** How much of the graph passes the filters, for the line of counts. */
function countsHere() {
  const entities = nodes.filter((node) => node.kind === "entity").length;
  const shown = nodes.filter((node, i) => node.kind === "entity" && nodeShows(i)).length;
  const said = statements.filter((_, s) => statementShows(s)).length;
  return { entities: [shown, entities], statements: [said, statements.length], nodes: nodes.length };
}
source.counts = countsHere;
