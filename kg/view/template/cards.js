/* The evidence panel: what is said of the selected node or line, and the sentences that say it. */

const panel = document.getElementById("card-list");
const PAGE_OF_CARDS = 40;
const KIND_ORDER = { relation: 0, event: 1, claim: 2, attribute: 3 };

/** An element with a class, and children that are elements or plain text, never markup. */
function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function dot(node) {
  const mark = make("span", node.kind === "event" ? "dot event" : "dot");
  mark.style.background = `var(--${node.coarse}, var(--Other))`;
  return mark;
}

/** Text that may run right to left, kept apart from what stands beside it. */
function name(text, kind = "span", className = "name") {
  const element = make(kind, className, text);
  element.dir = "auto";
  return element;
}

function entityButton(i) {
  const button = name(nodes[i].label, "button", "entity");
  button.type = "button";
  button.addEventListener("click", () => select({ node: i }, { moveTo: true }));
  return button;
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

function badges(statement) {
  const list = make("ul", "badges");
  const status = make("li", "status", statement.status);
  status.style.color = `var(--${statement.status})`;
  if (statement.kind !== "claim") list.append(status);
  const also = [statement.negated && "negated", statement.modality !== "asserted" && statement.modality, statement.former && "former"];
  also.filter((word) => word && word !== statement.status).forEach((word) => list.append(make("li", "", word)));
  if (statement.time) list.append(make("li", "", statement.time.replace("/", " – ")));
  const sure = make("li", "", `${Math.round(statement.confidence * 100)} % sure`);
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

function source(article) {
  const line = make("cite", "");
  const words = [article.publisher, article.date].filter(Boolean).join(" · ");
  const title = article.title || article.url;
  line.append(words, words && title ? " · " : "");
  if (/^https?:\/\//i.test(article.url)) {
    const link = name(title, "a", "");
    link.href = article.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    line.append(link);
  } else line.append(name(title));
  return line;
}

function card(s) {
  const statement = statements[s];
  const box = make("article", "card", headline(s), badges(statement), factLines(s));
  box.style.borderLeftColor = `var(--${statement.status})`;
  statement.evidence.forEach((number) => {
    const record = evidence[number];
    box.append(make("blockquote", "", sentence(record), source(articles[record.article])));
  });
  return box;
}

/** Cards for statements, hidden ones left out, the rest behind a button when there are many. */
function cards(numbers) {
  const order = (s) => [KIND_ORDER[statements[s].kind], statements[s].time || "9999", s];
  const sorted = numbers.filter(statementShows).sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    return x[0] - y[0] || x[1].localeCompare(y[1]) || x[2] - y[2];
  });
  const list = make("div", "");
  const showFrom = (start) => {
    sorted.slice(start, start + PAGE_OF_CARDS).forEach((s) => list.append(card(s)));
    if (sorted.length <= start + PAGE_OF_CARDS) return;
    const more = make("button", "link", `Show ${sorted.length - start - PAGE_OF_CARDS} more`);
    more.type = "button";
    more.onclick = () => { more.remove(); showFrom(start + PAGE_OF_CARDS); };
    list.append(more);
  };
  showFrom(0);
  const hidden = numbers.length - sorted.length;
  if (hidden) list.append(make("p", "hint", `${plural(hidden, "statement is", "statements are")} hidden by the filters.`));
  if (!numbers.length) list.append(make("p", "hint", "Mentioned, but no statement was found about it."));
  return list;
}

function aboutNode(i) {
  const node = nodes[i];
  const title = name(node.label, "h2", "subject");
  title.tabIndex = -1;
  const found = plural(statementsOf(i).length, "statement", "statements");
  const words = node.kind === "event" ? ["event", found]
    : [spoken(node.type), found, `in ${plural(node.articles, "article", "articles")}`];
  const parts = [title, make("p", "about", dot(node), words.join(" · "))];
  if (node.kind === "entity" && node.aliases.length) parts.push(make("p", "about", "Also: ", name(node.aliases.join(" · "))));
  return [...parts, cards(statementsOf(i))];
}

function aboutLine(l) {
  const line = lines[l];
  const title = make("h2", "subject", entityButton(line.from), " → ", entityButton(line.to));
  const found = [...new Set(line.statements)];
  return [title, make("p", "about", plural(found.length, "statement", "statements")), cards(found)];
}

function nothingSelected() {
  const hint = make("p", "hint", "Select a name or a line to see the sentences behind it.");
  const list = make("ul", "top");
  const most = (a, b) => statementsOf(b).length - statementsOf(a).length || nodes[a].rank - nodes[b].rank;
  byRank.filter((i) => nodes[i].kind === "entity" && linked[i]).sort(most).slice(0, 10).forEach((i) => {
    const button = entityButton(i);
    button.replaceChildren(dot(nodes[i]), name(nodes[i].label), make("span", "count", String(statementsOf(i).length)));
    list.append(make("li", "", button));
  });
  return list.childElementCount ? [hint, make("h2", "heading", "Most statements"), list] : [hint];
}

/** Fills the panel for the selection. */
function showCards() {
  const { selection } = choice;
  panel.replaceChildren(...(!selection ? nothingSelected()
    : selection.line === undefined ? aboutNode(selection.node) : aboutLine(selection.line)));
  panel.parentElement.scrollTop = 0;
}
