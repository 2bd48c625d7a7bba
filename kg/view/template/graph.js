/* The canvas: vis-network draws nodes and lines at the places that Python computed, we the names. */

const DASHES = {
  fact: false, former: [12, 4, 2, 4], planned: [8, 5], possible: [2, 4], attributed: [5, 3], negated: [3, 3],
};
const LABELS = 45;
const MOST_LINE_WORDS = 24;
const LONGEST = 30;
const FACE = 'system-ui, "Noto Sans", sans-serif';
const canvasBox = document.getElementById("graph");
const places = nodes.map((node) => ({ x: node.x, y: node.y }));
const nodeSet = new vis.DataSet();
const lineSet = new vis.DataSet();
const shownLooks = new Map();
const wordWidths = new Map();
let colours = {};
let hovered = null;
let enlarged = 1;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["--ground", "--stage", "--text", "--soft", "--accent", "--edge", "--strong"];
  nodes.forEach((node) => names.push(`--${node.coarse}`));
  graph.statuses.forEach((status) => names.push(`--${status}`));
  colours = {};
  new Set(names).forEach((name) => {
    colours[name.slice(2)] = style.getPropertyValue(name).trim() || style.getPropertyValue("--Other").trim();
  });
}

const network = new vis.Network(canvasBox, { nodes: nodeSet, edges: lineSet }, {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, hideEdgesOnDrag: lines.length > 4000, selectConnectedEdges: false, zoomSpeed: 0.6,
    keyboard: { enabled: true, bindToWindow: false } },
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

function lineLabel(line, wanted) {
  const text = wanted ? lineName(line) : undefined;
  const size = 11 / network.getScale();
  return { label: text, font: { size, face: FACE, color: colours.soft, strokeColor: colours.stage, strokeWidth: size / 3, align: "middle" } };
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

/** Brings the canvas up to date with the choices, touching only what looks different. */
function redraw() {
  const centre = focus();
  const changedNodes = [];
  drawn.forEach((i) => keepIfChanged(`n${i}`, nodeLook(i, centre), changedNodes));
  nodeSet.update(changedNodes);
  const changedLines = [];
  lines.forEach((line, l) => {
    if (drawn.has(line.from) && drawn.has(line.to)) keepIfChanged(`l${l}`, lineLook(l, centre), changedLines);
  });
  lineSet.update(changedLines);
  if (!changedNodes.length && !changedLines.length) network.redraw(); // an update redraws by itself
}

function keepIfChanged(key, look, changed) {
  const text = JSON.stringify(look);
  if (shownLooks.get(key) === text) return;
  shownLooks.set(key, text);
  changed.push(look);
}

/** The nodes in the order in which they get a name as long as there is room. */
function namingOrder() {
  const centre = focus();
  const first = [];
  if (hovered !== null) first.push(hovered);
  if (!centre) return [...first, ...byRank];
  if (centre.centre !== undefined) first.push(centre.centre);
  return [...new Set([...first, ...byRank.filter((i) => centre.nodes.has(i))])];
}

function shortened(name) {
  const letters = Array.from(name);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : name;
}

function wordWidth(context, name) {
  if (!wordWidths.has(name)) wordWidths.set(name, context.measureText(name).width);
  return wordWidths.get(name);
}

/** Writes the names that fit, most central first, in a size that stays the same at every zoom. */
function drawNames(context) {
  const scale = network.getScale();
  const size = 12.5;
  const budget = Math.min(LABELS, Math.ceil((canvasBox.clientWidth * canvasBox.clientHeight) / 9000));
  const taken = [];
  const middle = network.getViewPosition();
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const i of namingOrder()) {
    if (taken.length >= budget) break;
    if (nodeShows(i)) placeName(context, i, { scale, size, middle, taken });
  }
  context.restore();
}

function placeName(context, i, { scale, size, middle, taken }) {
  const chosen = choice.selection !== null && choice.selection.node === i;
  const text = shortened(nodes[i].label);
  context.font = `${size}px ${FACE}`;
  const width = wordWidth(context, text);
  const x = (places[i].x - middle.x) * scale;
  const y = (places[i].y - middle.y + radius(i)) * scale + 3;
  const box = [x - width / 2 - 3, y - 1, x + width / 2 + 3, y + size + 2];
  const outside = box[2] < -canvasBox.clientWidth / 2 || box[0] > canvasBox.clientWidth / 2
    || box[3] < -canvasBox.clientHeight / 2 || box[1] > canvasBox.clientHeight / 2;
  const free = i === hovered || chosen
    || !taken.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3]);
  if (outside || !free) return;
  taken.push(box);
  context.font = `${chosen ? "bold " : ""}${size / scale}px ${FACE}`;
  context.lineWidth = 3.5 / scale;
  context.strokeStyle = colours.stage;
  context.fillStyle = colours.text;
  const at = [places[i].x, places[i].y + radius(i) + 3 / scale];
  context.strokeText(text, ...at);
  context.fillText(text, ...at);
}

/** The middle of all that passes the filters, and the scale at which it fits, names included. */
function wholeView() {
  const shown = [...drawn].filter(nodeShows).map((i) => places[i]);
  if (!shown.length) return { position: { x: 0, y: 0 }, scale: 1 };
  const ends = ["x", "y"].map((axis) => shown.reduce(
    ([low, high], at) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity],
  ));
  const [width, height] = ends.map(([low, high]) => high - low);
  const margin = canvasBox.clientWidth < 500 ? 40 : 70;
  const scale = Math.min((canvasBox.clientWidth - 2 * margin) / Math.max(width, 1),
    (canvasBox.clientHeight - 90) / Math.max(height, 1), 1.6);
  return { position: { x: (ends[0][0] + ends[0][1]) / 2, y: (ends[1][0] + ends[1][1]) / 2 }, scale: Math.max(scale, 0.05) };
}

function fit(animated) {
  network.moveTo({ ...wholeView(), animation: animated && calm() ? { duration: 300 } : false });
}

function calm() {
  return matchMedia("(prefers-reduced-motion: no-preference)").matches;
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

function followDrag(event) {
  const moved = network.getPositions(event.nodes);
  event.nodes.forEach((i) => { places[i] = moved[i]; });
}

/** Connects the canvas to the page: `select` is called with what the reader clicked. */
function startGraph(select) {
  readColours();
  bendLines();
  enlarged = drawn.size > 150 ? 1 : Math.min(1.8, Math.max(1, 0.8 / wholeView().scale));
  redraw();
  fit(false);
  network.on("afterDrawing", drawNames);
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("dragging", followDrag);
  let settled;
  network.on("zoom", () => { clearTimeout(settled); settled = setTimeout(redraw, 150); }); // sizes of words on lines
  network.on("click", (event) => {
    if (event.nodes.length) select({ node: event.nodes[0] });
    else select(event.edges.length ? { line: event.edges[0] } : null);
  });
  const frame = canvasBox.querySelector("[tabindex]") || canvasBox;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "Graph: arrow keys move it, plus and minus zoom; search to select a name");
  document.getElementById("zoom-in").onclick = () => zoom(1.3);
  document.getElementById("zoom-out").onclick = () => zoom(1 / 1.3);
  document.getElementById("fit").onclick = () => fit(true);
}
