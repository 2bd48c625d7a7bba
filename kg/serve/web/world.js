// The outlines of countries as lines of whole numbers, ready to be drawn in an SVG.
import { readFileSync } from "node:fs";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 10000; // of the whole world; a unit is about four kilometres at the equator
const LEAST = 6e-7; // the smallest triangle of an outline that is kept, in steradians
const SCALE = WIDTH / (2 * Math.PI * 0.8707); // the equator fills the width
const POINTS = [[0, 0], [37.6, 55.8], [-74, 40.7], [151.2, -33.9], [-180, 0], [179.9, -80]];

export function drawWorld() {
  const path = new URL("node_modules/world-atlas/countries-50m.json", import.meta.url);
  const atlas = JSON.parse(readFileSync(path, "utf8"));
  const world = simplify(presimplify(atlas, sphericalTriangle), LEAST);
  const projection = geoNaturalEarth1().scale(SCALE).translate([0, 0]).precision(4);
  const height = 2 * Math.ceil(-projection([0, 90])[1]);
  projection.translate([WIDTH / 2, height / 2]);
  const whole = feature(atlas, atlas.objects.countries).features; // islands that simplifying takes away
  const countries = feature(world, world.objects.countries).features
    .map((shape, i) => ({
      id: shape.id ?? "", name: shape.properties.name,
      path: outline(shape, projection) || outline(whole[i], projection),
    }))
    .filter((country) => country.path)
    .sort((a, b) => (a.id + a.name < b.id + b.name ? -1 : 1));
  const points = POINTS.map((at) => [...at, ...projection(at).map((v) => Math.round(v * 10) / 10)]);
  const rows = countries.map((country) => JSON.stringify(country)).join(",\n");
  return `{"width":${WIDTH},"height":${height},"points":${JSON.stringify(points)},"countries":[\n${rows}\n]}\n`;
}

// The ends of arcs are kept: neighbours stay neighbours.
function sphericalTriangle([[a, b], [c, d], [e, f]]) {
  const narrow = Math.cos((d * Math.PI) / 180);
  return Math.abs((a - e) * (d - b) - (a - c) * (f - b)) * narrow * 0.5 * (Math.PI / 180) ** 2;
}

// The lines of a shape, each point as steps from the one before; what is smaller than a unit goes.
function outline(shape, projection) {
  let written = "";
  let ring = [];
  const end = () => {
    const [first, ...rest] = ring;
    const steps = [];
    let at = first;
    for (const point of rest) {
      const step = [point[0] - at[0], point[1] - at[1]];
      if (step[0] || step[1]) steps.push(step);
      at = point;
    }
    if (steps.length > 2) written += `M${first.join(" ")}l${steps.map((s) => s.join(" ")).join(" ")}z`;
    ring = [];
  };
  const context = {
    moveTo(x, y) { ring = [[Math.round(x), Math.round(y)]]; },
    lineTo(x, y) { ring.push([Math.round(x), Math.round(y)]); },
    closePath: end,
  };
  geoPath(projection, context)(shape);
  return written.replaceAll(" -", "-");
}
