// Which part of the base map is seen, and how people move it: pointers, wheel, keys.

const NARROWEST = 60; // times the scale at which the whole world is seen

export class Camera {
  /** `moved` is called once a frame after changes. */
  constructor(stage, world, moved) {
    this.stage = stage;
    this.world = world;
    this.moved = moved;
    this.waiting = 0;
    this.pointers = new Map();
    this.dragged = false;
    [this.x, this.y, this.scale] = [0, 0, 1];
    this.measure();
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    stage.addEventListener("dblclick", (event) => this.zoom(2, ...this.inside(event)));
    stage.addEventListener("click", (event) => { if (this.dragged) { event.preventDefault(); event.stopPropagation(); } }, true);
    stage.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resize()).observe(stage);
  }

  measure() {
    [this.width, this.height] = [this.stage.clientWidth, this.stage.clientHeight];
    this.least = Math.min(this.width / this.world.width, this.height / this.world.height);
  }

  resize() {
    const [x, y] = [(this.width / 2 - this.x) / this.scale, (this.height / 2 - this.y) / this.scale];
    this.measure();
    this.look(x, y, this.scale);
  }

  /** Shows these points with some room around them, but never less than a large country. */
  fit(points) {
    const { width, height } = this.world;
    const xs = points.length ? points.map((p) => p.x) : [0, width];
    const ys = points.length ? points.map((p) => p.y) : [0, height];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = 1.25;
    const scale = Math.min(this.width / Math.max((right - left) * room, 900), this.height / Math.max((bottom - top) * room, 700));
    this.look((left + right) / 2, (top + bottom) / 2, scale);
  }

  /** Brings a point of the base map to the middle. */
  look(x, y, scale = this.scale) {
    this.scale = Math.min(Math.max(scale, this.least), this.least * NARROWEST);
    this.x = this.width / 2 - x * this.scale;
    this.y = this.height / 2 - y * this.scale;
    this.change();
  }

  zoom(by, x = this.width / 2, y = this.height / 2) {
    const scale = Math.min(Math.max(this.scale * by, this.least), this.least * NARROWEST);
    const ratio = scale / this.scale;
    this.x = x - (x - this.x) * ratio;
    this.y = y - (y - this.y) * ratio;
    this.scale = scale;
    this.change();
  }

  pan(x, y) {
    this.x += x;
    this.y += y;
    this.change();
  }

  /** Keeps the world in sight, and tells once a frame. */
  change() {
    const keep = (at, size, room) => (size * this.scale <= room ? (room - size * this.scale) / 2 : Math.min(room * .4, Math.max(room * .6 - size * this.scale, at)));
    this.x = keep(this.x, this.world.width, this.width);
    this.y = keep(this.y, this.world.height, this.height);
    this.waiting ||= requestAnimationFrame(() => { this.waiting = 0; this.moved(this); });
  }

  inside(event) {
    const box = this.stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) / 300), ...this.inside(event));
  }

  press(event) {
    if (event.button) return;
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, this.inside(event));
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (event.pointerType === "mouse" && !event.buttons) { this.pointers.delete(event.pointerId); return; }
    const now = this.inside(event);
    if (!this.dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    this.dragged = true;
    if (!this.stage.hasPointerCapture(event.pointerId)) this.stage.setPointerCapture(event.pointerId);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (!other) { this.pan(now[0] - before[0], now[1] - before[1]); return; }
    const length = (point) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
    this.zoom(length(now) / length(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const zooms = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };
    if (event.target === this.stage && moves[event.key]) this.pan(...moves[event.key]);
    else if (zooms[event.key]) this.zoom(zooms[event.key]);
    else return;
    event.preventDefault();
  }
}
