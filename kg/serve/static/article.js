/* Statements and the characters that carry them light up together; #char=start,end leads to some. */
"use strict";
(() => {
  const text = document.getElementById("text");
  const stretches = [...text.querySelectorAll("span[data-start]")];
  const cards = new Map([...document.querySelectorAll(".says [data-says]")].map((card) => [card.dataset.says, card]));
  const said = (element) => (element.dataset.says || "").split(" ").filter(Boolean);

  const byStatement = new Map();
  stretches.forEach((stretch) => said(stretch).forEach((id) => {
    byStatement.set(id, [...(byStatement.get(id) || []), stretch]);
  }));

  let lit = [];
  function light(ids) {
    lit.forEach((element) => element.classList.remove("lit"));
    lit = ids.flatMap((id) => [...(byStatement.get(id) || []), cards.get(id)]).filter(Boolean);
    lit.forEach((element) => element.classList.add("lit"));
  }

  function onPointer(event) {
    const element = event.target.closest("[data-says]");
    light(element ? said(element) : []);
  }
  ["mouseover", "focusin"].forEach((kind) => document.addEventListener(kind, onPointer));

  /* Cuts the stretch around a place in two; offsets count code points, strings UTF-16 units. */
  function cut(place) {
    const i = stretches.findLastIndex((stretch) => Number(stretch.dataset.start) < place);
    if (i < 0) return;
    const stretch = stretches[i], letters = Array.from(stretch.textContent);
    const kept = place - Number(stretch.dataset.start);
    if (kept >= letters.length) return;
    const rest = stretch.cloneNode(false);
    rest.removeAttribute("tabindex");
    rest.dataset.start = place;
    rest.textContent = letters.slice(kept).join("");
    stretch.textContent = letters.slice(0, kept).join("");
    stretch.after(rest);
    stretches.splice(i + 1, 0, rest);
    said(rest).forEach((id) => byStatement.get(id).push(rest));
  }

  function visit() {
    const found = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
    stretches.forEach((stretch) => stretch.classList.remove("target"));
    if (!found) return;
    const [start, end] = [Number(found[1]), Number(found[2])];
    [start, end].forEach(cut);
    const inside = stretches.filter(({ dataset }) => Number(dataset.start) >= start && Number(dataset.start) < end);
    inside.forEach((stretch) => stretch.classList.add("target"));
    if (!inside.length) return;
    inside[0].tabIndex = -1;
    inside[0].focus({ preventScroll: true });
    inside[0].scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
  addEventListener("hashchange", visit);
  visit();
  document.documentElement.dataset.ready = "true";
})();
