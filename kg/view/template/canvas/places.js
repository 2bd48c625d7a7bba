/* Where nodes are drawn: where Python put them, and for those that came later, near what they belong to. */

const places = [];
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const STEP = 13;

/** Gives the nodes that have no place yet one around node `centre`; nobody else moves. */
function placeAround(centre, numbers) {
  const taken = new Grid(46);
  drawn.forEach((i) => { if (places[i]) taken.add(places[i]); });
  if (!places[centre]) places[centre] = taken.around(anchor(centre)).next().value;
  const free = taken.around(places[centre]);
  numbers.filter((i) => !places[i]).forEach((i) => { places[i] = free.next().value; });
}

/** Where a node without a place belongs: by the most central neighbour that has one, else beside the graph. */
function anchor(i) {
  const near = linesOf[i].map((l) => (lines[l].from === i ? lines[l].to : lines[l].from))
    .filter((other) => drawn.has(other) && places[other]).sort((a, b) => nodes[a].rank - nodes[b].rank)[0];
  if (near !== undefined) return places[near];
  const all = [...drawn].map((other) => places[other]).filter(Boolean);
  return { x: Math.max(0, ...all.map(({ x }) => x + 160)), y: 0 };
}

/** Points no two of which are nearer than `gap`, found by the square that they lie in. */
class Grid {
  constructor(gap) {
    this.gap = gap;
    this.squares = new Map();
  }

  key(x, y) {
    return `${Math.floor(x / this.gap)} ${Math.floor(y / this.gap)}`;
  }

  add(point) {
    const key = this.key(point.x, point.y);
    this.squares.set(key, [...(this.squares.get(key) || []), point]);
  }

  isFree({ x, y }) {
    for (const dx of [-this.gap, 0, this.gap]) {
      for (const dy of [-this.gap, 0, this.gap]) {
        const near = this.squares.get(this.key(x + dx, y + dy)) || [];
        if (near.some((point) => Math.hypot(point.x - x, point.y - y) < this.gap)) return false;
      }
    }
    return true;
  }

  /** Free points, each then taken, on a spiral around `centre`; the golden angle spreads them. */
  * around(centre) {
    for (let turn = 0; ; turn += 1) {
      const distance = STEP * Math.sqrt(turn);
      const point = { x: Math.round(centre.x + distance * Math.cos(turn * GOLDEN)), y: Math.round(centre.y + distance * Math.sin(turn * GOLDEN)) };
      if (this.isFree(point)) {
        this.add(point);
        yield point;
      }
    }
  }
}

const ABOVE = 34; // pixels kept free for the buttons, names, and the note
const BELOW = 68;

/** The middle of all that passes the filters, and the scale at which it fits, names included. */
function wholeView() {
  const shown = [...drawn].filter(nodeShows).map((i) => places[i]);
  if (!shown.length) return { position: { x: 0, y: 0 }, scale: 1 };
  const ends = ["x", "y"].map((axis) => shown.reduce(
    ([low, high], at) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity],
  ));
  const [width, height] = ends.map(([low, high]) => high - low);
  const margin = canvasBox.clientWidth < 500 ? 40 : 70;
  const scale = Math.max(0.05, Math.min((canvasBox.clientWidth - 2 * margin) / Math.max(width, 1),
    (canvasBox.clientHeight - ABOVE - BELOW) / Math.max(height, 1), 1.6));
  return { position: { x: (ends[0][0] + ends[0][1]) / 2, y: (ends[1][0] + ends[1][1]) / 2 + (BELOW - ABOVE) / 2 / scale }, scale };
}
