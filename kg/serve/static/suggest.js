/* Names while one types into the search of the bar. Enter without a choice searches, as without
   this script; arrows choose a name, Enter opens its page, Escape closes. */
"use strict";
(() => {
  const input = document.querySelector(".site-search input");
  if (!input) return;
  const MOST = 8;
  const PAUSE = 80; // milliseconds
  const list = Object.assign(document.createElement("ul"), { id: "site-results", className: "site-results", hidden: true });
  const told = Object.assign(document.createElement("span"), { className: "unseen" });
  let addresses = [];
  let current = -1;
  let waiting = 0;
  let underWay = null;

  const set = (element, attributes) => Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  const make = (tag, className, ...contents) => {
    const element = Object.assign(document.createElement(tag), { className });
    element.append(...contents);
    return element;
  };
  const spoken = (type) => type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();

  function close() {
    clearTimeout(waiting);
    underWay?.abort();
    list.hidden = true;
    current = -1;
    told.textContent = "";
    set(input, { "aria-expanded": "false" });
    input.removeAttribute("aria-activedescendant");
  }

  function walkTo(number) {
    current = number;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === number)));
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `site-result-${number}`);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  }

  function row(found, number) {
    const dot = make("span", found.kind === "event" ? "dot event" : "dot");
    set(dot, { "data-coarse": found.coarse, "aria-hidden": "true" });
    const kind = found.kind === "event" ? "event" : spoken(found.type);
    const words = `${kind} · ${found.said.toLocaleString("en")} ${found.said === 1 ? "statement" : "statements"}`;
    const element = make("li", "", dot, make("bdi", "name", found.label || found.iri), make("span", "kind", words));
    set(element, { id: `site-result-${number}`, role: "option", "aria-selected": "false" });
    element.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    element.addEventListener("click", () => location.assign(addresses[number]));
    return element;
  }

  async function suggest() {
    underWay?.abort();
    const text = input.value.trim();
    if (!text) { close(); return; }
    underWay = new AbortController();
    let results;
    try {
      const answer = await fetch(`/api/search?${new URLSearchParams({ q: text })}`, { signal: underWay.signal });
      if (!answer.ok) { close(); return; }
      ({ results } = await answer.json());
    } catch { return; } // newer words are asked for, or the search page will say what is wrong
    if (document.activeElement !== input) return;
    const shown = results.slice(0, MOST);
    addresses = shown.map(({ iri }) => `/resource?iri=${encodeURIComponent(iri)}`);
    list.replaceChildren(...shown.map(row));
    list.hidden = shown.length === 0;
    set(input, { "aria-expanded": String(shown.length > 0) });
    told.textContent = shown.length ? `${shown.length} ${shown.length === 1 ? "name" : "names"}, choose with the arrows` : "No name begins so";
    walkTo(-1);
  }

  input.type = "text"; // of a search box no combobox can be made
  set(input, { role: "combobox", "aria-expanded": "false", "aria-controls": "site-results", "aria-autocomplete": "list" });
  set(list, { role: "listbox", "aria-label": "Names" });
  set(told, { role: "status" });
  input.form.append(list, told);
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden && input.value.trim()) {
      event.preventDefault();
      suggest();
    } else if (step && !list.hidden) {
      event.preventDefault();
      const places = list.childElementCount + 1; // the last is none of them
      walkTo((current + 1 + step + places) % places - 1);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      location.assign(addresses[current]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  document.documentElement.dataset.suggesting = "true";
})();
