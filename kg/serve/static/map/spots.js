// The circles of the map: a link for each spot, its size by events, names where there is room.

const SVG = "http://www.w3.org/2000/svg";
const [SMALLEST, LARGEST] = [5, 30]; // pixels; the largest is smaller on a small screen
const SHARE = 1 / 24; // of the map's width that the largest may take
const MOST_NAMES = 80;
const MOST_TAKEN = 500; // boxes that names keep clear of
const NARROW = 6.9; // pixels of a character, about
const LONGEST = 26; // characters

export function draw(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

const events = (number) => `${number.toLocaleString("en")} ${number === 1 ? "event" : "events"}`;

export class Spots {
  /** `address` gives the address of a spot's events. */
  constructor(svg, spots, address) {
    this.links = draw("g", { role: "list", "aria-label": "Places" }, svg);
    this.names = draw("g", { "aria-hidden": "true" }, svg);
    const largest = Math.min(LARGEST, svg.clientWidth * SHARE);
    const most = Math.max(1, ...spots.map((spot) => spot.events));
    this.drawn = spots.map((spot, i) => {
      const radius = Math.max(SMALLEST, largest * Math.sqrt(spot.events / most));
      const within = spot.places.every((place) => place.within);
      const item = draw("g", { role: "listitem" });
      const link = draw("a", { class: within ? "spot within" : "spot", href: address(spot), tabindex: i ? "-1" : "0" }, item);
      link.setAttribute("aria-label", `${spot.name}: ${events(spot.events)}`);
      draw("title", {}, link).textContent = `${spot.name}: ${events(spot.events)}${within ? " (in it)" : ""}`;
      const circle = draw("circle", { r: radius }, link);
      link.dataset.at = spot.at;
      return { spot, radius, item, link, circle };
    });
    this.links.append(...this.drawn.map(({ item }) => item)); // small ones above large ones
    this.links.addEventListener("keydown", (event) => this.key(event));
  }

  /** From spot to spot with the arrow keys, from many events to few. */
  key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = this.drawn.findIndex(({ link }) => link === event.target);
    const next = this.drawn[at + step];
    if (!step || at < 0) return;
    event.preventDefault();
    if (!next) return;
    event.target.setAttribute("tabindex", "-1");
    next.link.setAttribute("tabindex", "0");
    next.link.focus();
  }

  choose(at) {
    for (const { spot, link } of this.drawn) {
      if (spot.at === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** Puts everything where the camera sees it. */
  move({ x, y, scale, width, height }) {
    const names = [];
    const seen = [];
    for (const { spot, radius, circle } of this.drawn) {
      const at = [x + spot.x * scale, y + spot.y * scale];
      circle.setAttribute("cx", at[0].toFixed(1));
      circle.setAttribute("cy", at[1].toFixed(1));
      if (at[0] < -radius || at[1] < -radius || at[0] > width + radius || at[1] > height + radius) continue;
      seen.push({ spot, radius, at });
    }
    const taken = []; // by names, and by circles of more events
    for (const { spot, radius, at } of seen) {
      if (names.length >= MOST_NAMES) break;
      const text = spot.name.length > LONGEST ? `${spot.name.slice(0, LONGEST - 1)}…` : spot.name;
      const box = [at[0] + radius + 3, at[1] - 8, at[0] + radius + 6 + text.length * NARROW, at[1] + 8];
      const fits = box[2] <= width && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      if (taken.length < MOST_TAKEN) taken.push([at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius]);
      if (!fits) continue;
      const name = draw("text", { class: "spot-name", x: box[0], y: at[1] + 4 });
      name.textContent = text;
      names.push(name);
      taken.push(box);
    }
    this.names.replaceChildren(...names);
  }
}
