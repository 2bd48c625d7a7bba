/* Zooms the timeline in place: wheel, + and -, arrows; each view is what its address shows. */
"use strict";
(() => {
  const DAY = 86400000;
  const view = () => document.getElementById("view");
  let asked = 0;

  async function show(address, remember = true) {
    const number = ++asked;
    let answer;
    try { answer = await fetch(address, { headers: { accept: "text/html" } }); } catch { location.assign(address); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number !== asked) return;
    const next = page.getElementById("view");
    if (!answer.ok || !next) { location.assign(address); return; }
    const way = document.activeElement && document.activeElement.dataset.way;
    view().replaceWith(next);
    document.title = page.title;
    ["from", "until"].forEach((name) => { document.querySelector(`.asking [name=${name}]`).value = next.dataset[name]; });
    if (way) (next.querySelector(`a[data-way=${way}]`) || next.querySelector("a[data-way=whole]")).focus();
    if (remember) history.pushState(null, "", address);
    rove();
  }

  /* One bar is reached with Tab, the others with the arrow keys. */
  function rove() {
    view().querySelectorAll(".chart a").forEach((bar, i) => bar.setAttribute("tabindex", i ? "-1" : "0"));
  }

  function move(bar, step) {
    const bars = [...view().querySelectorAll(".chart a")];
    const next = bars[bars.indexOf(bar) + step];
    if (!next) return;
    bar.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  function follow(way) {
    const link = view().querySelector(`a[data-way=${way}]`);
    if (link) show(link.href);
  }

  function zoomAt(share, factor) {
    const [from, until] = [view().dataset.from, view().dataset.until].map((day) => Date.parse(day) / DAY);
    const days = until - from + 1;
    const length = Math.min(Math.max(1, Math.round(days * factor)), 730000);
    const first = Math.round(from + share * (days - length));
    const day = (number) => new Date(number * DAY).toISOString().slice(0, 10);
    const [a, b] = [day(Math.max(first, -719162)), day(Math.min(first + length - 1, 2932896))];
    const address = new URL(location.href);
    if (a === view().dataset.from && b === view().dataset.until) return;
    address.searchParams.set("from", a);
    address.searchParams.set("until", b);
    ["page", "dated"].forEach((name) => address.searchParams.delete(name));
    show(address.href);
  }

  let waiting = 0;
  document.addEventListener("wheel", (event) => {
    const chart = event.target.closest(".chart");
    if (!chart || !event.deltaY) return;
    event.preventDefault();
    const box = chart.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    clearTimeout(waiting);
    waiting = setTimeout(() => zoomAt(share, event.deltaY < 0 ? 0.6 : 1.7), 60);
  }, { passive: false });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#view .chart a, #view .zooms a, #view .choices a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(new URL(link.getAttribute("href"), location.href).href);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const bar = event.target.closest(".chart a");
    const way = { "+": "closer", "=": "closer", "-": "wider", "0": "whole" }[event.key];
    if (way) { event.preventDefault(); follow(way); }
    else if (bar && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      move(bar, event.key === "ArrowRight" ? 1 : -1);
    }
  });
  addEventListener("popstate", () => show(location.href, false));
  rove();
  document.documentElement.dataset.ready = "true";
})();
