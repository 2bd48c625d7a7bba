// The names on a drawing: as many as fit, the most connected things first, in one size at every zoom.

const MOST = 40;
const SIZE = 12.5;
const FACE = 'system-ui, "Noto Sans", sans-serif';
const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Writes names below their nodes; `nodes` come in the order in which they get one. */
export function drawNames(context, network, nodes) {
  const scale = network.getScale();
  const style = getComputedStyle(document.documentElement);
  context.save();
  Object.assign(context, {
    font: `${SIZE / scale}px ${FACE}`, textAlign: "center", textBaseline: "top", lineJoin: "round",
    lineWidth: 3.5 / scale, strokeStyle: style.getPropertyValue("--stage"), fillStyle: style.getPropertyValue("--text"),
  });
  const written = placedNames(context, network, nodes);
  for (const { name, x, y } of written) {
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
  context.restore();
  network.written = written.map(({ name }) => name); // what tests look at
}

function placedNames(context, network, nodes) {
  const scale = network.getScale();
  const { x: middleX, y: middleY } = network.getViewPosition();
  const { clientWidth, clientHeight } = network.canvas.frame;
  const [halfWidth, halfHeight] = [clientWidth / 2 / scale, clientHeight / 2 / scale];
  const view = [middleX - halfWidth, middleY - halfHeight, middleX + halfWidth, middleY + halfHeight];
  const positions = network.getPositions();
  const placed = [];
  for (const { id, name, size } of nodes) {
    if (placed.length >= MOST) break;
    const { x, y: centre } = positions[id];
    const y = centre + size + 3 / scale;
    const half = context.measureText(name).width / 2 + 3 / scale;
    const box = [x - half, y - 1 / scale, x + half, y + (SIZE + 2) / scale];
    if (meets(box, view) && !placed.some((other) => meets(other.box, box))) placed.push({ name, x, y, box });
  }
  return placed;
}
