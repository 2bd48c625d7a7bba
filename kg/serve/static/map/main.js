// The map page: draws the base map and the spots, and lists the events of the one that is chosen.
import { Camera } from "./camera.js";
import { Spots, draw } from "./spots.js";

const stage = document.getElementById("map");
const note = document.getElementById("map-note");
const CHOICE = ["at", "place", "page"];
let asked = 0;
let spots;

/** The parameters that say which events, without the place that is chosen. */
function filters(address = location.href) {
  const given = new URL(address).searchParams;
  for (const name of CHOICE) given.delete(name);
  return given;
}

function addressOf(spot) {
  const given = filters();
  given.set("at", spot.at);
  return `/map?${given}`;
}

async function begin() {
  const [world, found] = await Promise.all([load("/static/map/world.json"), load(`/api/map?${filters()}`)]);
  const svg = draw("svg", {}, stage);
  const land = draw("g", { "aria-hidden": "true" }, svg);
  for (const country of world.countries) draw("path", { class: "country", d: country.path, "data-id": country.id }, land);
  spots = new Spots(svg, found.spots, addressOf);
  const camera = new Camera(stage, world, (seen) => {
    land.setAttribute("transform", `translate(${seen.x} ${seen.y}) scale(${seen.scale})`);
    spots.move(seen);
  });
  camera.fit(found.spots);
  document.getElementById("zoom-in").addEventListener("click", () => camera.zoom(1.6));
  document.getElementById("zoom-out").addEventListener("click", () => camera.zoom(1 / 1.6));
  document.getElementById("fit").addEventListener("click", () => camera.fit(found.spots));
  const absent = found.absent.length;
  note.textContent = absent ? `Not on the map: ${absent.toLocaleString("en")} ${absent === 1 ? "place" : "places"}, listed with the others` : "";
  mark();
  await new Promise(requestAnimationFrame); // until it is drawn
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

const mark = () => spots?.choose(new URL(location.href).searchParams.get("at"));

/** Shows what another address of this page lists, without drawing the map again. */
async function show(address, remember) {
  const number = ++asked;
  let page;
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) page = undefined;
  } catch { page = undefined; }
  if (number !== asked) return;
  const next = page?.getElementById("view");
  if (!next) { location.assign(address); return; }
  document.getElementById("view").replaceWith(next);
  document.title = page.title;
  if (remember) history.pushState(null, "", address);
  mark();
  next.parentElement.scrollTop = 0;
  if (remember) next.focus({ preventScroll: !matchMedia("(max-width: 820px)").matches });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#map a, #view a[href^='/map']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.getAttribute("href"), location.href).href;
  if (`${filters(address)}` !== `${filters()}`) return; // another map
  event.preventDefault();
  show(address, true);
});
addEventListener("popstate", () => show(location.href, false));

begin()
  .catch((error) => { note.textContent = `The map cannot be drawn: ${error.message}`; })
  .finally(() => { document.documentElement.dataset.ready = ""; });
