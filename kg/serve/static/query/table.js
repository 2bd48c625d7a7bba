// Results as a table: names instead of IRIs, each a link; sorted, searched and paged here.
import { element } from "./element.js";
import { pageOf } from "./labels.js";

const PAGE = 100;
const LONG = 60; // characters: a sentence
const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const SILENT = /#(string|langString|boolean|date|dateTime|gYear|gYearMonth|integer|decimal|double)$/;

export const tableFor = (labels) => class {
  priority = 10;
  label = "Table";
  constructor(yasr) { this.yasr = yasr; }

  canHandleResults() { return this.yasr.results?.getVariables()?.length > 0; }
  getIcon() { return undefined; }

  async draw() {
    const results = this.yasr.results;
    const rows = results.getBindings() ?? [];
    const iris = rows.flatMap((row) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value);
    await labels.find(iris);
    if (this.yasr.results !== results) return; // another query was faster
    const table = new Table(results.getVariables(), rows, labels);
    this.yasr.resultsEl.replaceChildren(table.root);
  }
};

class Table {
  constructor(variables, rows, labels) {
    this.variables = variables;
    this.labels = labels;
    this.rows = rows.map((row) => ({ row, text: variables.map((v) => this.text(row[v])).join("\u0000").toLowerCase() }));
    this.shown = this.rows;
    this.first = 0;
    this.order = { variable: undefined, down: false };
    this.body = element("tbody");
    this.headers = variables.map((variable) => this.header(variable, rows));
    this.range = element("span", { class: "range-of-rows", role: "status" });
    const search = element("input", {
      type: "search", "aria-label": "Search in the results", placeholder: "Search in the results",
      oninput: (event) => this.search(event.target.value),
    });
    this.back = element("button", { type: "button", class: "quiet", onclick: () => this.turn(-PAGE) }, "Previous");
    this.on = element("button", { type: "button", class: "quiet", onclick: () => this.turn(PAGE) }, "Next");
    const caption = element("caption", { class: "unseen" }, "Results of the query");
    const head = element("thead", {}, element("tr", {}, ...this.headers));
    this.root = element("div", { class: "table" },
      element("div", { class: "table-row" }, search, this.range, this.back, this.on),
      element("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table of results" },
        element("table", {}, caption, head, this.body)));
    this.draw();
  }

  text(term) {
    if (!term) return "";
    return term.type === "uri" ? this.labels.of(term.value) : term.value;
  }

  header(variable, rows) {
    const button = element("button", { type: "button", onclick: () => this.sort(variable) }, variable);
    const [first] = rows.filter((row) => row[variable]);
    const kind = first && NUMBERS.test(first[variable].datatype ?? "") ? "number" : "";
    return element("th", { scope: "col", class: kind, "aria-sort": "none" }, button);
  }

  search(words) {
    const wanted = words.toLowerCase();
    this.shown = this.rows.filter((row) => row.text.includes(wanted));
    this.first = 0;
    this.draw();
  }

  turn(by) {
    this.first += by;
    this.draw();
    this.root.querySelector(".table-frame").scrollTop = 0;
  }

  sort(variable) {
    const down = this.order.variable === variable && !this.order.down;
    this.order = { variable, down };
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    const value = ({ row }) => this.text(row[variable]);
    const isNumber = this.rows.every(({ row }) => !row[variable] || NUMBERS.test(row[variable].datatype ?? ""));
    const by = isNumber ? (a, b) => Number(value(a)) - Number(value(b)) : (a, b) => compare(value(a), value(b));
    this.rows = [...this.rows].sort((a, b) => (down ? by(b, a) : by(a, b)));
    this.headers.forEach((header, i) => {
      const chosen = this.variables[i] === variable;
      header.setAttribute("aria-sort", chosen ? (down ? "descending" : "ascending") : "none");
    });
    this.search(this.root.querySelector("input").value);
  }

  draw() {
    const some = this.shown.slice(this.first, this.first + PAGE);
    const end = this.first + some.length;
    this.body.replaceChildren(...some.map(({ row }) => element("tr", {}, ...this.variables.map((v) => this.cell(row[v])))));
    this.range.textContent = this.shown.length
      ? `${(this.first + 1).toLocaleString("en")}–${end.toLocaleString("en")} of ${this.shown.length.toLocaleString("en")}`
      : this.rows.length ? "no row has that" : "no results";
    this.back.hidden = this.on.hidden = this.shown.length <= PAGE;
    this.back.disabled = this.first === 0;
    this.on.disabled = end >= this.shown.length;
  }

  cell(term) {
    if (!term) return element("td");
    if (term.type === "uri") {
      return element("td", {}, element("a", { href: pageOf(term.value), title: term.value }, this.labels.of(term.value)));
    }
    if (term.type === "bnode") return element("td", { class: "blank" }, `_:${term.value}`);
    const about = term["xml:lang"] ? `@${term["xml:lang"]}` : SILENT.test(term.datatype ?? "#string") ? "" : this.labels.short(term.datatype);
    const content = about ? [term.value, element("small", {}, about)] : [term.value];
    const look = NUMBERS.test(term.datatype ?? "") ? "number" : term.value.length > LONG ? "long" : undefined;
    return element("td", { class: look }, ...content);
  }
}
