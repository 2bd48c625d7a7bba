/* The canvas: vis-network draws the nodes and lines that show, we the names. */

const DASHES = {
  fact: false, former: [12, 4, 2, 4], planned: [8, 5], possible: [2, 4], attributed: [5, 3], negated: [3, 3],
};
const MOST_LINE_WORDS = 24;
const FACE = 'system-ui, "Noto Sans", sans-serif';
const canvasBox = document.getElementById("graph");
const nodeSet = new vis.DataSet();
const lineSet = new vis.DataSet();
const shownLooks = new Map();
let colours = {};
let hovered = null;
let enlarged = 1;
let wordScale = 1; // the scale that the words on lines have their size for

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["--ground", "--stage", "--text", "--soft", "--accent", "--edge", "--strong"];
  nodes.forEach((node) => names.push(`--${node.coarse}`));
  statuses.forEach((status) => names.push(`--${status}`));
  colours = {};
  new Set(names).forEach((name) => {
    colours[name.slice(2)] = style.getPropertyValue(name).trim() || style.getPropertyValue("--Other").trim();
  });
}

const network = new vis.Network(canvasBox, { nodes: nodeSet, edges: lineSet }, {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, selectConnectedEdges: false, zoomSpeed: 0.6, keyboard: { enabled: true, bindToWindow: false } },
  nodes: { shape: "dot", borderWidth: 1, borderWidthSelected: 3, chosen: false },
  edges: { arrows: { to: { enabled: true, scaleFactor: 0.42 } }, smooth: false, chosen: false, selectionWidth: 0,
    hoverWidth: 0, endPointOffset: { to: 1 } },
});

/** The radius of a node, larger on a screen so small that the whole graph shrinks. */
function radius(i) {
  return (nodes[i].kind === "event" ? 5.5 : nodes[i].size) * enlarged;
}

/** How a node looks now. */
function nodeLook(i, centre) {
  const node = nodes[i];
  const colour = colours[node.coarse];
  const chosen = centre && centre.centre === i;
  const faded = centre !== null && !centre.nodes.has(i);
  return {
    id: i, x: places[i].x, y: places[i].y, hidden: !nodeShows(i),
    size: radius(i), shape: node.kind === "event" ? "diamond" : "dot",
    color: { background: colour, border: chosen ? colours.text : colours.stage,
      hover: { background: colour, border: colours.text } },
    borderWidth: chosen ? 3 : 1.2, opacity: faded ? 0.22 : 1,
  };
}

/** How line number `l` looks now; parallel lines bend so that each can be seen and clicked. */
function lineLook(l, centre) {
  const line = lines[l];
  const near = centre !== null && centre.lines.has(l);
  const plain = line.status === "fact";
  const colour = near && plain ? colours.strong : plain ? colours.edge : colours[line.status];
  const faded = centre !== null && !near;
  const crowded = lines.length > 600;
  return {
    id: l, from: line.from, to: line.to, hidden: !lineShows(line),
    color: { color: colour, hover: colours.accent, opacity: faded ? 0.12 : near ? 1 : crowded ? 0.55 : plain ? 1 : 0.8 },
    dashes: DASHES[line.status], width: (near ? 2 : 1.2) + Math.min(2, 0.35 * (line.statements.length - 1)),
    smooth: line.bend ? { enabled: true, type: "curvedCW", roundness: line.bend } : false,
    ...lineLabel(line, near ? centre.lines.size <= MOST_LINE_WORDS : centre === null && lines.length <= 8),
  };
}

/** The words on a line; a line without any looks the same at every zoom, so that it can stay. */
function lineLabel(line, wanted) {
  if (!wanted) return { label: "" };
  const size = 11 / wordScale;
  return { label: lineName(line), font: { size, face: FACE, color: colours.soft, strokeColor: colours.stage, strokeWidth: size / 3, align: "middle" } };
}

/** The name of the only relation on a line, or how many there are. */
function lineName(line) {
  const names = new Set();
  line.statements.forEach((s, place) => {
    if (statementShows(s)) names.add(lineWords(statements[s], line.roles[place]));
  });
  return names.size === 1 ? [...names][0] : plural(names.size, "relation", "relations");
}

/** Gives each of the lines between the same two nodes its own bend. */
function bendLines() {
  const count = new Map();
  const key = (line) => `${Math.min(line.from, line.to)} ${Math.max(line.from, line.to)}`;
  lines.forEach((line) => count.set(key(line), (count.get(key(line)) || 0) + 1));
  const used = new Map();
  lines.forEach((line) => {
    if (count.get(key(line)) === 1) return;
    const direction = `${line.from} ${line.to}`;
    const place = used.get(direction) || 0;
    used.set(direction, place + 1);
    line.bend = 0.14 + 0.16 * place;
  });
}

/** Makes changes that are drawn together: vis-network would draw all anew after each of them. */
function together(change) {
  network.body.emitter.emit("_blockRedraw");
  change();
  requestAnimationFrame(() => {
    network.body.emitter.emit("_allowRedraw");
    network.body.emitter.emit("_redraw"); // unless the picture moves, and is drawn in this frame anyway
  });
}

/** Brings the canvas up to date with the choices, touching only what looks different. */
function redraw() {
  wordScale = network.getScale();
  const centre = focus();
  const changedNodes = [];
  drawn.forEach((i) => keepIfChanged(`n${i}`, nodeLook(i, centre), changedNodes));
  const changedLines = [];
  lines.forEach((line, l) => {
    if (drawn.has(line.from) && drawn.has(line.to)) keepIfChanged(`l${l}`, lineLook(l, centre), changedLines);
  });
  together(() => {
    nodeSet.update(changedNodes);
    lineSet.update(changedLines);
  });
}

function keepIfChanged(key, look, changed) {
  const text = JSON.stringify(look);
  if (shownLooks.get(key) === text) return;
  shownLooks.set(key, text);
  changed.push(look);
}

/** Draws the graph of the model as it is now, from nothing. */
function redrawAll() {
  nodeSet.clear();
  lineSet.clear();
  shownLooks.clear();
  hovered = null;
  network.setOptions({ interaction: { hideEdgesOnDrag: lines.length > 4000 } });
  drawMore();
  enlarged = drawn.size > 150 ? 1 : Math.min(1.8, Math.max(1, 0.8 / wholeView().scale));
  fit(false); // before the words on lines get their size
  redraw();
}

/** Makes ready for drawing what the model has got since; the nodes that are drawn have places. */
function drawMore() {
  readColours();
  bendLines();
}

function fit(animated) {
  network.moveTo({ ...wholeView(), animation: animated && calm() ? { duration: 300 } : false });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

/** Centres a node when it lies outside the middle of the picture, above an open drawer. */
function reveal(i) {
  const scale = Math.max(network.getScale(), 0.75);
  const at = network.canvasToDOM(places[i]);
  const { clientWidth: width, clientHeight: height } = canvasBox;
  const lowest = narrow.matches ? 0.3 : 0.9;
  const visible = at.x > width * 0.1 && at.x < width * 0.9 && at.y > height * 0.1 && at.y < height * lowest;
  if (visible && scale === network.getScale()) return;
  const offset = { x: 0, y: narrow.matches ? -height * 0.36 : 0 };
  network.moveTo({ position: places[i], scale, offset, animation: calm() ? { duration: 300 } : false });
}

/** Shows the whole graph when a node that came lies outside of the screen. */
function revealAll(numbers) {
  const { clientWidth: width, clientHeight: height } = canvasBox;
  const outside = numbers.filter(nodeShows).map((i) => network.canvasToDOM(places[i]))
    .some(({ x, y }) => x < 20 || x > width - 20 || y < 20 || y > height - 30);
  if (outside) fit(true);
}

function followDrag(event) {
  const moved = network.getPositions(event.nodes);
  event.nodes.forEach((i) => { places[i] = moved[i]; });
}

let settled;

/** Gives the words on lines their size again once the picture has come to rest at another scale. */
function followScale() {
  clearTimeout(settled);
  if (network.getScale() !== wordScale) settled = setTimeout(redraw, 150);
}

/** Connects the canvas to the page: `select` and `expand` are called with what the reader clicked. */
function startGraph(select, expand) {
  network.on("afterDrawing", drawNames);
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("dragging", followDrag);
  network.on("afterDrawing", followScale);
  network.on("click", (event) => {
    if (event.nodes.length) select({ node: event.nodes[0] });
    else select(event.edges.length ? { line: event.edges[0] } : null);
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]); });
  const frame = canvasBox.querySelector("[tabindex]") || canvasBox;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", `Graph: arrow keys move it, plus and minus zoom; search to select a name${source.filters ? ", Enter adds its neighbours" : ""}`);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && choice.selection?.node !== undefined) expand(choice.selection.node);
  });
  document.getElementById("zoom-in").onclick = () => zoom(1.3);
  document.getElementById("zoom-out").onclick = () => zoom(1 / 1.3);
  document.getElementById("fit").onclick = () => fit(true);
}
