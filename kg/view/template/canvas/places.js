/* Where nodes are drawn: where Python put them, and for those that came later, near what they belong to. */

const places = [];
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const STEP = 13;
const ROOM = 74; // between nodes that come later: two circles and a name between them
const ASIDE = 60; // what a name takes more across than down
const TURNS = 48; // directions tried on a ring
const FREE_SIDE = Math.PI / 2; // how far to either side of the way out of the graph is as good as it

/** Gives the nodes that have no place yet one around node `centre`; nobody else moves. */
function placeAround(centre, numbers) {
  const taken = new Grid(ROOM);
  drawn.forEach((i) => { if (places[i]) taken.add(places[i]); });
  if (!places[centre]) places[centre] = taken.around(anchor(centre)).next().value;
  const waiting = numbers.filter((i) => !places[i]);
  const free = ring(centre, waiting, taken);
  waiting.forEach((i) => { places[i] = free.next().value; });
}

/** Free points on rings around a node, the side away from the middle of the graph first, each then taken. */
function* ring(centre, waiting, taken) {
  const others = [...drawn].filter((i) => i !== centre && places[i]).map((i) => places[i]);
  const mean = (axis) => others.reduce((sum, at) => sum + at[axis], 0) / Math.max(1, others.length);
  const { x, y } = places[centre];
  const out = Math.atan2(y - mean("y"), x - mean("x"));
  const largest = Math.max(...[centre, ...waiting].map(radius));
  const wide = Math.max(2 * largest + 20, ROOM) + ASIDE;
  const first = Math.max(radius(centre) + largest + ROOM, Math.min(260, (waiting.length * wide) / (4 * FREE_SIDE)));
  const turns = Array.from({ length: TURNS }, (_, turn) => (turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * ((2 * Math.PI) / TURNS));
  for (let distance = first; ; distance += ROOM * 0.7) {
    const most = distance < first + 5 * ROOM ? FREE_SIDE : Math.PI; // where there is no room, all around
    for (const turn of turns.filter((angle) => Math.abs(angle) <= most)) {
      const point = { x: Math.round(x + 1.25 * distance * Math.cos(out + turn)), y: Math.round(y + distance * Math.sin(out + turn)) };
      if (taken.isFree(point, ASIDE)) {
        taken.add(point);
        yield point;
      }
    }
  }
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

  /** Whether nobody is near; `aside` more is kept to the left and right, where names are. */
  isFree({ x, y }, aside = 0) {
    const narrowed = this.gap / (this.gap + aside);
    for (const dx of aside ? [-2, -1, 0, 1, 2].map((step) => step * this.gap) : [-this.gap, 0, this.gap]) {
      for (const dy of [-this.gap, 0, this.gap]) {
        const near = this.squares.get(this.key(x + dx, y + dy)) || [];
        if (near.some((point) => Math.hypot((point.x - x) * narrowed, point.y - y) < this.gap)) return false;
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
