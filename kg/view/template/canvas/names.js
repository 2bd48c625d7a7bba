/* The names on the canvas: as many as fit, the most central first, and how many neighbours wait. */

const LABELS = 45;
const LONGEST = 30;
const SIZE = 12.5;
const wordWidths = new Map();

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

/** What is written at a node: its name, and after that of the chosen one what expanding adds. */
function nameOf(i) {
  const more = i === hovered || isChosen(i) ? waiting(i) : 0;
  return shortened(nodes[i].label) + (more ? `  +${more.toLocaleString("en")} more` : "");
}

function isChosen(i) {
  return choice.selection !== null && choice.selection.node === i;
}

/** How many neighbours of a node pass the filters and are not on the canvas. */
function waiting(i) {
  return nodes[i].more === undefined ? 0 : Math.max(0, nodes[i].more - neighboursDrawn(i));
}

function neighboursDrawn(i) {
  const near = linesOf[i].map((l) => (lines[l].from === i ? lines[l].to : lines[l].from));
  return new Set(near.filter((other) => drawn.has(other))).size;
}

function wordWidth(context, name) {
  if (!wordWidths.has(name)) wordWidths.set(name, context.measureText(name).width);
  return wordWidths.get(name);
}

/** The names that fit into a view of the graph, each with its node. */
function placedNames(context, { scale, middle }) {
  const budget = Math.min(LABELS, Math.ceil((canvasBox.clientWidth * canvasBox.clientHeight) / 9000));
  const placed = [];
  context.font = `${SIZE}px ${FACE}`;
  for (const i of namingOrder()) {
    if (placed.length >= budget) break;
    if (!nodeShows(i)) continue;
    const text = nameOf(i);
    const width = wordWidth(context, text);
    const x = (places[i].x - middle.x) * scale;
    const y = (places[i].y - middle.y + radius(i)) * scale + 3;
    const box = [x - width / 2 - 3, y - 1, x + width / 2 + 3, y + SIZE + 2];
    const outside = box[2] < -canvasBox.clientWidth / 2 || box[0] > canvasBox.clientWidth / 2
      || box[3] < -canvasBox.clientHeight / 2 || box[1] > canvasBox.clientHeight / 2;
    const free = i === hovered || isChosen(i)
      || !placed.some(({ box: b }) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3]);
    if (!outside && free) placed.push({ i, text, box });
  }
  return placed;
}

/** Writes the names that fit, in a size that stays the same at every zoom. */
function drawNames(context) {
  const scale = network.getScale();
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  placedNames(context, { scale, middle: network.getViewPosition() }).forEach(({ i, text }) => {
    context.font = `${isChosen(i) ? "bold " : ""}${SIZE / scale}px ${FACE}`;
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = colours.stage;
    context.fillStyle = colours.text;
    const at = [places[i].x, places[i].y + radius(i) + 3 / scale];
    context.strokeText(text, ...at);
    context.fillText(text, ...at);
  });
  context.restore();
}
