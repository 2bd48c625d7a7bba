// Triples as a graph: the most connected nodes where there are many, and names at those that have room.
import { element } from "./element.js";
import { pageOf } from "./labels.js";
import { drawNames } from "./names.js";

const MOST = 100;
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const COARSE = /\/id\/(person|organization|place|product|event|group|work)\//;
const LONGEST = 40;
const weight = ({ from, to }) => from.degree + to.degree;
const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

let library;
const drawing = () => {
  library ??= new Promise((done, failed) => {
    const script = element("script", { src: "/page/vis-network.js" });
    script.addEventListener("load", () => done(globalThis.vis));
    script.addEventListener("error", () => { library = undefined; failed(new Error("the drawing library does not load")); });
    document.head.append(script);
  });
  return library;
};

export const graphFor = (labels) => class {
  priority = 20;
  label = "Graph";
  constructor(yasr) { this.yasr = yasr; }

  canHandleResults() { return this.yasr.results?.getType() === "ttl" && this.yasr.results.getStatements()?.length > 0; }
  getIcon() { return undefined; }

  async draw() {
    const results = this.yasr.results;
    const graph = new Graph(results.getStatements());
    const [vis] = await Promise.all([drawing(), labels.find(graph.iris())]);
    if (this.yasr.results !== results) return; // another query was faster
    this.destroy();
    this.stage = element("div", { class: "stage-of-graph", role: "img", "aria-label": graph.summary() });
    this.chosen = element("p", { class: "chosen", role: "status" });
    const names = graph.drawn.map((node) => element("li", {}, graph.link(node, labels)));
    this.yasr.resultsEl.replaceChildren(
      element("p", { class: "hint" }, graph.summary()),
      element("div", { class: "framed" }, this.stage, this.zooms()), this.chosen,
      element("details", { class: "things" }, element("summary", {}, "The things drawn, as a list"), element("ul", {}, ...names)));
    this.network = show(vis, this.stage, graph, labels);
    this.network.on("selectNode", ({ nodes: [id] }) => this.chosen.replaceChildren(graph.link(graph.nodes.get(id), labels)));
    this.network.on("deselectNode", () => this.chosen.replaceChildren());
    this.recolour = () => this.network.setOptions(colours());
    document.documentElement.addEventListener("theme", this.recolour);
    this.stage.network = this.network; // what tests look at
  }

  zooms() {
    const button = (name, sign, turn) => element("button", { type: "button", "aria-label": name, title: name, onclick: turn }, sign);
    const by = (factor) => () => this.network.moveTo({ scale: this.network.getScale() * factor });
    return element("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("Zoom in", "+", by(1.3)), button("Zoom out", "−", by(1 / 1.3)),
      button("Show the whole graph", "⛶", () => this.network.fit()));
  }

  destroy() {
    document.documentElement.removeEventListener("theme", this.recolour);
    this.network?.destroy();
    this.network = undefined;
  }
};

class Graph {
  /** Nodes by term, and lines between them; what only names or classes a node is written at it. */
  constructor(statements) {
    this.nodes = new Map();
    this.lines = [];
    this.total = statements.length;
    const iris = new Set(statements.map(({ subject }) => subject.value));
    for (const { subject, predicate, object } of statements) {
      const from = this.node(subject);
      if (predicate.value === LABEL) from.name = object.value;
      else if (predicate.value === TYPE && !iris.has(object.value)) from.type = object.value;
      else this.lines.push({ from, to: this.node(object), predicate: predicate.value });
    }
    for (const { from, to } of this.lines) { from.degree += 1; to.degree += 1; }
    const drawn = this.choose();
    this.drawn = [...drawn];
    this.shown = this.lines.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  }

  /** All nodes, or of many those that the most connected ones are linked with. */
  choose() {
    const chosen = new Set();
    const nodes = [...this.nodes.values()].sort((a, b) => b.degree - a.degree);
    if (nodes.length <= MOST) return new Set(nodes);
    for (const { from, to } of this.lines.toSorted((a, b) => weight(b) - weight(a))) {
      if (chosen.size + 2 > MOST) break;
      chosen.add(from).add(to);
    }
    return chosen;
  }

  node(term) {
    const id = term.termType === "Literal" ? `"${term.value}"` : term.value;
    if (!this.nodes.has(id)) this.nodes.set(id, { id, kind: term.termType, value: term.value, name: "", type: "", degree: 0 });
    return this.nodes.get(id);
  }

  iris() {
    return [...this.nodes.values()].filter((node) => node.kind === "NamedNode").map((node) => node.id)
      .concat(this.lines.map((line) => line.predicate), [...this.nodes.values()].map((node) => node.type).filter(Boolean));
  }

  summary() {
    const [things, links] = [this.nodes.size, this.lines.length].map((n) => n.toLocaleString("en"));
    const all = `${things} ${this.nodes.size === 1 ? "thing" : "things"} and ${links} ${this.lines.length === 1 ? "link" : "links"}`;
    return this.drawn.length < this.nodes.size
      ? `The ${this.drawn.length} most connected of ${all} are drawn; zoom in for more names. The table and the response have all of them.`
      : `${all}; names are written where there is room; zoom in for more.`;
  }

  link(node, labels) {
    if (node.kind !== "NamedNode") return element("span", {}, node.value);
    const type = node.type ? ` (${labels.of(node.type)})` : "";
    return element("a", { href: pageOf(node.id), title: node.id }, (node.name || labels.of(node.id)) + type);
  }
}

function show(vis, stage, graph, labels) {
  const nodes = graph.drawn.map((node) => {
    const literal = node.kind === "Literal";
    const name = cut(literal ? node.value : node.name || labels.of(node.id));
    const colour = colourOf(literal ? "--edge" : `--${classOf(node)}`);
    const look = literal ? { shape: "box", label: name } : { shape: "dot", size: 7 + Math.min(14, node.degree), color: colour };
    return { id: node.id, name, degree: node.degree, ...look };
  });
  const edges = graph.shown.map(({ from, to, predicate }) => ({ from: from.id, to: to.id, label: cut(labels.of(predicate)) }));
  const network = new vis.Network(stage, { nodes, edges }, {
    ...colours(),
    layout: { randomSeed: 1, improvedLayout: false } /* improved is slower by seconds */,
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { springLength: 110, avoidOverlap: .3 }, stabilization: { iterations: 150 } },
    interaction: { hover: false, keyboard: { enabled: true, bindToWindow: false } },
  });
  const named = nodes.filter(({ shape }) => shape === "dot").sort((a, b) => b.degree - a.degree);
  network.on("afterDrawing", (context) => drawNames(context, network, named));
  return network;
}

function classOf(node) {
  const [, name] = COARSE.exec(node.id) ?? [];
  if (name) return name[0].toUpperCase() + name.slice(1);
  return /#[A-Z]\w*=/.test(node.id) ? "Event" : "Other";
}

const colourOf = (token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
const colours = () => {
  const [text, ground, stage] = ["--text", "--raised", "--stage"].map(colourOf);
  return {
    nodes: { font: { color: text, size: 13, strokeWidth: 3, strokeColor: stage }, borderWidth: 1, scaling: { label: { drawThreshold: 8 } }, color: { background: ground, border: colourOf("--edge") } },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: .5 } }, color: { color: colourOf("--edge"), highlight: colourOf("--accent") },
      font: { color: colourOf("--soft"), size: 11, strokeWidth: 3, strokeColor: stage }, width: 1,
    },
  };
};
