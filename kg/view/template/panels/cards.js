/* The evidence panel: what is said of the selected node or line, and the sentences that say it. */

const panel = document.getElementById("card-list");
const PAGE_OF_CARDS = 40;
const STEP_OF_EXPANSION = 30;
const KIND_ORDER = { relation: 0, event: 1, claim: 2, attribute: 3 };

/** The name of a node, which selects it; a link where it has a page, for another tab. */
function entityButton(i) {
  const page = source.pageOf(nodes[i].iri);
  const element = name(nodes[i].label, page ? "a" : "button", "entity");
  if (page) element.href = page;
  else element.type = "button";
  element.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select({ node: i }, { moveTo: true });
  });
  return element;
}

/** Buttons for some nodes, the first few of many. */
function entityList(numbers) {
  const list = numbers.slice(0, 3).flatMap((i, place) => (place ? [", ", entityButton(i)] : [entityButton(i)]));
  return numbers.length > 3 ? [...list, ` and ${numbers.length - 3} more`] : list;
}

/** Who a statement is told of, its verb, and its objects: each entity a button. */
function headline(s) {
  const statement = statements[s];
  const edgesSaid = edgesSaying[s];
  const main = edgesSaid.filter((edge) => !edge.role && edge.from !== edge.to);
  const verb = make("span", "verb", " ", hedge(statement), statement.label, " ");
  verb.dataset.status = statement.status;
  if (main.length) {
    const froms = [...new Set(main.map((edge) => edge.from))];
    const tos = [...new Set(main.map((edge) => edge.to))];
    return make("h3", "", ...entityList(froms), verb, ...entityList(tos));
  }
  if (statement.kind === "event") return make("h3", "sole", verb);
  const value = statement.kind === "attribute" ? name(statement.details.join(", ")) : "";
  return make("h3", "", entityButton(edgesSaid.length ? edgesSaid[0].from : ownerOf.get(s)), verb, value);
}

/** Everybody with a role that the headline does not name, by role. */
function rolesBeside(s) {
  const roles = new Map();
  const put = (role, i) => roles.set(role, [...new Set([...(roles.get(role) || []), i])]);
  const told = edgesSaying[s].some((edge) => !edge.role);
  edgesSaying[s].filter((edge) => edge.role && !(told && edge.from === ownerOf.get(s))).forEach((edge) => {
    if (!told && edge.sourceRole) put(edge.sourceRole, edge.from);
    put(edge.role, edge.to);
  });
  return roles;
}

function badges(statement, told) {
  const list = make("ul", "badges");
  const status = make("li", "status", statement.status);
  status.style.color = `var(--${statement.status})`;
  if (statement.kind !== "claim") list.append(status);
  const tellers = new Set(told.map((s) => statements[s].article)).size;
  if (tellers > 1) list.append(make("li", "told-in", `in ${tellers} articles`));
  const also = [statement.negated && "negated", statement.modality !== "asserted" && statement.modality, statement.former && "former"];
  also.filter((word) => word && word !== statement.status).forEach((word) => list.append(make("li", "", word)));
  if (statement.time) list.append(make("li", "", statement.time.replace("/", " – ")));
  const unsure = statement.confidence < 0.5;
  const sure = make("li", unsure ? "unsure" : "", `${unsure ? "only " : ""}${Math.round(statement.confidence * 100)} % sure`);
  sure.title = "How sure the extraction is";
  list.append(sure);
  return list;
}

/** The lines under a headline: who else takes part, figures, and who is the source. */
function factLines(s) {
  const statement = statements[s];
  const list = make("ul", "facts");
  const line = (role, ...words) => list.append(make("li", "", make("span", "role", `${role} `), ...words));
  rolesBeside(s).forEach((who, role) => line(role, ...entityList(who)));
  if (statement.kind === "event") {
    statement.details.forEach((detail) => {
      const [role, ...words] = detail.split(": ");
      line(role, name(words.join(": ")));
    });
  }
  if (statement.by.length && statement.kind !== "claim") line("according to", ...entityList(statement.by));
  return list.childElementCount ? list : null;
}

/** A sentence with the characters that carry the statement marked. Offsets count code points. */
function sentence(record) {
  const letters = Array.from(record.text);
  const line = make("p", "");
  line.dir = "auto";
  let done = 0;
  record.marks.forEach(([start, end]) => {
    if (start < done) return;
    line.append(letters.slice(done, start).join(""), make("mark", "", letters.slice(start, end).join("")));
    done = end;
  });
  line.append(letters.slice(done).join(""));
  return line;
}

function webLink(url, text) {
  const link = name(text, "a", "");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

/** Where a sentence stands: the page of its article, or its address when it has no page. */
function citation(article) {
  const line = make("cite", "");
  const words = [article.publisher, article.date].filter(Boolean).join(" · ");
  const page = source.pageOf(article.iri);
  const title = article.title || (page ? article.identifier : article.url);
  const isWeb = /^https?:\/\//i.test(article.url);
  line.append(words, words && title ? " · " : "");
  if (page) {
    const link = name(title, "a", "");
    link.href = page;
    line.append(link, ...(isWeb ? [" · ", webLink(article.url, "original")] : []));
  } else line.append(isWeb ? webLink(article.url, title) : name(title));
  return line;
}

/** The sentences that say a statement, and the way to its page. */
function passages(s) {
  const statement = statements[s];
  const quotes = statement.evidence.map((number) => {
    const record = evidence[number];
    return make("blockquote", "", sentence(record), citation(articles[record.article]));
  });
  const page = source.pageOf(statement.iri);
  if (!page) return quotes;
  const link = make("a", "page-link", `Page of this ${statement.kind}`);
  link.href = page;
  return [...quotes, link];
}

/** One card for statements that say the same: the surest, and the others below it. */
function card(told) {
  const [s, ...others] = told.toSorted((a, b) => statements[b].confidence - statements[a].confidence);
  const statement = statements[s];
  const box = make("article", "card", headline(s), badges(statement, told), factLines(s), ...passages(s));
  box.style.borderLeftColor = `var(--${statement.status})`;
  if (others.length) {
    const summary = make("summary", "", plural(others.length, "more passage", "more passages"));
    box.append(make("details", "again", summary, ...others.flatMap(passages)));
  }
  return box;
}

/** What a statement says, of whom: the same for two that say the same; a time makes events the same. */
function saying(s) {
  const { kind, type, label, status, negated, modality, former, time, details, by } = statements[s];
  const ends = edgesSaying[s].map((edge) => `${edge.from} ${edge.role} ${edge.to}`).sort();
  const own = kind === "claim" ? statements[s].evidence.map((e) => evidence[e].text) : kind === "event" && !time ? s : "";
  return JSON.stringify([kind, type, label, status, negated, modality, former, time, details, [...by].sort(), ends, ownerOf.get(s), own]);
}

/** Statements in groups that say the same, in the order of the first of each. */
function groupAlike(numbers) {
  const groups = new Map();
  numbers.forEach((s) => { const key = saying(s); groups.set(key, [...(groups.get(key) || []), s]); });
  return [...groups.values()];
}

/** The known statements among `numbers` that pass the filters, in the order of their cards. */
function inOrder(numbers) {
  const order = (s) => [KIND_ORDER[statements[s].kind], statements[s].time || "9999", s];
  return numbers.filter(statementShows).sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    return x[0] - y[0] || x[1].localeCompare(y[1]) || x[2] - y[2];
  });
}

/** Adds the next page of the selection's cards to `list`, and a button for those that follow. */
async function addCards(list, selection, from) {
  const { numbers, total, hidden } = await source.cards(selection, from);
  if (choice.selection !== selection || !list.isConnected) return;
  list.append(...groupAlike(numbers).map(card));
  const left = total - from - numbers.length;
  if (left > 0) {
    const more = button("link", `Show ${left.toLocaleString("en")} more`, () => { more.remove(); addCards(list, selection, from + numbers.length); });
    list.append(more);
  } else if (hidden) list.append(make("p", "hint", `${plural(hidden, "statement is", "statements are")} hidden by the filters.`));
  else if (!total) list.append(make("p", "hint", "Mentioned, but no statement was found about it."));
}

function aboutNode(i) {
  const node = nodes[i];
  const title = name(node.label, "h2", "subject");
  title.tabIndex = -1;
  const found = plural(countOf(i), "statement", "statements");
  const words = node.kind === "event" ? ["event", found]
    : [spoken(node.type), found, `in ${plural(node.articles, "article", "articles")}`];
  const parts = [title, make("p", "about", dot(node), words.join(" · "))];
  if (node.kind === "entity" && node.aliases.length) parts.push(make("p", "about", "Also: ", name(node.aliases.join(" · "))));
  return source.filters ? [...parts, nodeTools(i)] : parts;
}

/** What can be done with a node of a graph that grows. */
function nodeTools(i) {
  const count = drawn.has(i) ? waiting(i) : nodes[i].more ?? 0;
  const words = count > STEP_OF_EXPANSION ? `Expand: ${STEP_OF_EXPANSION} of ${count.toLocaleString("en")} more` : `Expand: ${count} more`;
  const more = button("tool", count ? words : "All neighbours shown", () => { if (count) expand(i); });
  more.id = "expand";
  more.setAttribute("aria-disabled", String(!count)); // disabled it would lose the focus
  const page = make("a", "tool", "Open its page");
  page.href = source.pageOf(nodes[i].iri);
  return make("div", "node-tools", more, button("tool", "Start from here", () => startFrom(nodes[i].iri)), page);
}

/** Brings what can be done with the selected node up to date; its cards are what they were. */
function showTools(i) {
  panel.querySelector(".node-tools")?.replaceWith(nodeTools(i));
}

function aboutLine(l) {
  const line = lines[l];
  const title = make("h2", "subject", entityButton(line.from), " → ", entityButton(line.to));
  const found = [...new Set(line.statements)];
  return [title, make("p", "about", plural(found.length, "statement", "statements"))];
}

function nothingSelected() {
  const hint = make("p", "hint", "Select a name or a line to see the sentences behind it.");
  const list = make("ul", "top");
  const most = (a, b) => countOf(b) - countOf(a) || nodes[a].rank - nodes[b].rank;
  byRank.filter((i) => nodes[i].kind === "entity" && isLinked(i)).sort(most).slice(0, 10).forEach((i) => {
    const row = entityButton(i);
    row.replaceChildren(dot(nodes[i]), name(nodes[i].label), make("span", "count", countOf(i).toLocaleString("en")));
    list.append(make("li", "", row));
  });
  if (source.filters) {
    hint.append(" ", "Double-click a node, or select it and press Expand, to draw its neighbours. "
      + "Search leads to any name of the store; the filters and the bars of time narrow what is drawn.");
  }
  return list.childElementCount ? [hint, make("h2", "heading", "Most statements"), list] : [hint];
}

/** Fills the panel for the selection. */
function showCards() {
  const { selection } = choice;
  const list = make("div", "");
  panel.replaceChildren(...(!selection ? nothingSelected()
    : selection.line === undefined ? aboutNode(selection.node) : aboutLine(selection.line)), list);
  panel.parentElement.scrollTop = 0;
  if (selection) addCards(list, selection, 0).catch(report);
}
