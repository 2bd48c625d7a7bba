/* What is shown, as a file: pictures are drawn here, graphs are written by the server that has them. */

/** Offers `blob` to the reader as a file. */
function saveAs(blob, fileName) {
  const link = make("a", "");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The canvas on the ground that it stands on. */
function savePng() {
  const drawnOn = canvasBox.querySelector("canvas");
  const sheet = make("canvas", "");
  sheet.width = drawnOn.width;
  sheet.height = drawnOn.height;
  const context = sheet.getContext("2d");
  context.fillStyle = colours.stage;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(drawnOn, 0, 0);
  sheet.toBlob((blob) => saveAs(blob, "graph.png"), "image/png");
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes, and text as text. */
function shape(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([key, value]) => { if (value !== undefined) element.setAttribute(key, String(value)); });
  if (text !== undefined) element.textContent = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return element;
}

/** A line with its arrow head, bent like that on the canvas, with what it says as its title. */
function lineShape(l, centre) {
  const look = lineLook(l, centre);
  const [from, to] = [places[look.from], places[look.to]];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bend = lines[l].bend || 0;
  const middle = { x: (from.x + to.x) / 2 + bend * dy, y: (from.y + to.y) / 2 - bend * dx };
  const angle = Math.atan2(to.y - middle.y, to.x - middle.x);
  const end = { x: to.x - radius(look.to) * Math.cos(angle), y: to.y - radius(look.to) * Math.sin(angle) };
  const corner = (turn) => `${(end.x - 6 * Math.cos(angle + turn)).toFixed(1)} ${(end.y - 6 * Math.sin(angle + turn)).toFixed(1)}`;
  const group = shape("g", { opacity: look.color.opacity });
  group.append(
    shape("title", {}, `${nodes[look.from].label} – ${lineName(lines[l])} – ${nodes[look.to].label}`),
    shape("path", { d: `M${from.x} ${from.y}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`,
      fill: "none", stroke: look.color.color, "stroke-width": look.width, "stroke-dasharray": look.dashes ? look.dashes.join(" ") : undefined }),
    shape("path", { d: `M${end.x.toFixed(1)} ${end.y.toFixed(1)}L${corner(0.4)}L${corner(-0.4)}Z`, fill: look.color.color }),
  );
  return group;
}

function nodeShape(i, centre) {
  const { x, y, size, color, opacity, borderWidth } = nodeLook(i, centre);
  const paint = { fill: color.background, stroke: color.border, "stroke-width": borderWidth, opacity };
  const group = nodes[i].kind === "event"
    ? shape("path", { d: `M${x} ${y - size}L${x + size} ${y}L${x} ${y + size}L${x - size} ${y}Z`, ...paint })
    : shape("circle", { cx: x, cy: y, r: size, ...paint });
  group.append(shape("title", {}, nodes[i].label));
  return group;
}

/** All that passes the filters as an SVG picture; names as on the canvas, in its size. */
function toSvg() {
  const centre = focus();
  const { position, scale } = wholeView();
  const [width, height] = [canvasBox.clientWidth, canvasBox.clientHeight];
  const box = [position.x - width / 2 / scale, position.y - height / 2 / scale, width / scale, height / scale];
  const root = shape("svg", { xmlns: SVG, width, height, viewBox: box.map((n) => n.toFixed(1)).join(" "), "font-family": FACE });
  root.append(shape("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: colours.stage }));
  lines.forEach((line, l) => { if (lineShows(line)) root.append(lineShape(l, centre)); });
  const shown = [...drawn].filter(nodeShows);
  shown.forEach((i) => root.append(nodeShape(i, centre)));
  const context = canvasBox.querySelector("canvas").getContext("2d");
  placedNames(context, { scale, middle: position }).forEach(({ i, text }) => root.append(shape("text", {
    x: places[i].x, y: (places[i].y + radius(i) + 14 / scale).toFixed(1), "text-anchor": "middle", "font-size": (SIZE / scale).toFixed(2),
    fill: colours.text, stroke: colours.stage, "stroke-width": (3.5 / scale).toFixed(2), "paint-order": "stroke", "stroke-linejoin": "round",
  }, text)));
  return new XMLSerializer().serializeToString(root);
}

/** Has the server write what is shown as a graph. */
async function saveGraph(format) {
  const shown = [...drawn].filter(nodeShows);
  const said = new Set(lines.filter(lineShows).flatMap((line) => line.statements.filter(statementShows)));
  shown.filter((i) => nodes[i].kind === "event").flatMap((i) => nodes[i].statements).forEach((s) => said.add(s));
  const body = { format, nodes: shown.map((i) => nodes[i].iri), statements: [...said].map((s) => statements[s].iri) };
  const answer = await ask("/api/download", post(body));
  saveAs(await answer.blob(), format === "turtle" ? "graph.ttl" : "graph.graphml");
}

const SAVE = {
  png: async () => savePng(),
  svg: async () => saveAs(new Blob([toSvg()], { type: "image/svg+xml" }), "graph.svg"),
  graphml: () => saveGraph("graphml"),
  turtle: () => saveGraph("turtle"),
};

function startDownloads() {
  const menu = document.getElementById("download");
  menu.querySelectorAll("button").forEach((element) => {
    const { format } = element.dataset;
    element.hidden = !source.filters && (format === "graphml" || format === "turtle");
    element.addEventListener("click", () => {
      menu.open = false;
      menu.querySelector("summary").focus();
      SAVE[format]().catch(report);
    });
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}
