/* Boxes that search while one types: arrows walk the results, Enter takes one, Escape closes. */

const MOST_RESULTS = 12;
const searchInput = document.getElementById("search");
const resultList = document.getElementById("results");

/**
 * Makes an input and a list a combobox. `find` gives records for a text, `row` the contents of
 * a record's row, `take` is called with the one that was chosen; with `always` no text finds too.
 */
function startCombobox(input, list, { find, row, take, nothing, always = false }) {
  let found = [];
  let current = -1;
  let asked = 0;

  const close = () => {
    asked += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const walkTo = (number) => {
    current = number;
    [...list.children].forEach((element, i) => element.setAttribute("aria-selected", String(i === number)));
    if (number >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${number}`);
      list.children[number].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    if (number < 0 || number >= found.length) return;
    close();
    take(found[number]);
  };
  const rowOf = (record, number) => {
    const element = make("li", "", ...row(record));
    element.id = `${list.id}-${number}`;
    element.setAttribute("role", "option");
    element.addEventListener("mousedown", (event) => { event.preventDefault(); choose(number); });
    return element;
  };
  const show = async () => {
    const text = input.value.trim();
    asked += 1;
    const mine = asked;
    if (!text && !always) return close();
    const records = await find(text);
    if (mine !== asked) return undefined; // what was typed since asks for something else
    found = records;
    list.replaceChildren(...(found.length ? found.map(rowOf) : [make("li", "nothing", nothing)]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    return walkTo(found.length ? 0 : -1);
  };

  input.addEventListener("input", () => show().catch(report));
  input.addEventListener("focus", () => { input.select(); if (always) show().catch(report); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) show().catch(report);
      else if (found.length) walkTo((current + step + found.length) % found.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      choose(current);
    } else if (event.key === "Escape" && (!list.hidden || (input.value && !always))) {
      event.stopPropagation();
      if (!always) input.value = "";
      close();
    }
  });
}

function resultRow(found) {
  const words = `${found.kind === "event" ? "event" : spoken(found.type)} · ${found.said.toLocaleString("en")}`;
  return [dot(found), name(found.label), make("span", "kind", words)];
}

function startSearch() {
  startCombobox(searchInput, resultList, {
    find: (text) => source.find(text),
    row: resultRow,
    take: async (found) => {
      searchInput.value = found.label;
      try { await select({ node: await source.reach(found) }, { moveTo: true }); } catch (error) { report(error); }
    },
    nothing: "No name matches.",
  });
}
