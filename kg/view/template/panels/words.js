/* What things are called, and the elements that say so. */

function relationKey(statement) {
  return `${statement.kind} ${statement.type}`;
}

/** "GovernmentBody" as a reader says it: "government body". */
function spoken(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

const HEDGES = {
  negated: "not: ", planned: "planned: ", possible: "possibly: ", attributed: "reportedly: ", former: "formerly: ",
};

/** The word that keeps a statement from reading as a fact when it is none. */
function hedge(statement) {
  return statement.kind === "claim" ? "" : HEDGES[statement.status] || "";
}

/** What a statement is called on a line to something in a role: "visited", "visit · place". */
function lineWords(statement, role) {
  const words = role && statement.kind === "event" ? `${spoken(statement.type)} · ${role}` : statement.label;
  return hedge(statement) + words;
}

/** Letters without case and accents, so that "muller" finds "Müller". */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** An element with a class, and children that are elements or plain text, never markup. */
function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** A button that says `text`. */
function button(className, text, onClick) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

/** The mark of a node: a disc for an entity, a diamond for an event. */
function dot(node) {
  const mark = make("span", node.kind === "event" ? "dot event" : "dot");
  mark.style.background = `var(--${node.coarse}, var(--Other))`;
  return mark;
}

/** Text that may run right to left, kept apart from what stands beside it. */
function name(text, kind = "span", className = "name") {
  const element = make(kind, className, text);
  element.dir = "auto";
  return element;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: no-preference)").matches;
}
