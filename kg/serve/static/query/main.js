// The query page: an editor, examples that run at a click, results as table, graph or text.
import { Yasqe, Yasr } from "./yasgui.js";
import { acceptFor, ask, download, formatsFor } from "./asking.js";
import { completeFrom, declareFor } from "./completion.js";
import { element } from "./element.js";
import { graphFor } from "./graph.js";
import { Labels } from "./labels.js";
import { tableFor } from "./table.js";

const LONGEST_ADDRESS = 6000; // characters; longer queries travel in the fragment
const KEPT = "query";
const settings = JSON.parse(document.getElementById("settings").textContent);
const labels = new Labels(settings.prefixes);
const [runButton, state, share, problem, downloads, hint] =
  ["run", "state", "share", "problem", "downloads", "hint"].map((id) => document.getElementById(id));

const editor = makeEditor();
const results = makeResults();
let running;

function makeEditor() {
  completeFrom(Yasqe, settings);
  declareFor(Yasqe, settings.prefixes);
  const place = document.getElementById("editor");
  const written = place.querySelector("textarea").value;
  place.replaceChildren();
  const made = new Yasqe(place, {
    value: written || kept() || declared("SELECT ?class (COUNT(*) AS ?number)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?number)"),
    persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false, resizeable: false,
    editorHeight: "auto", viewportMargin: Infinity,
    extraKeys: { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), Tab: false, "Shift-Tab": false },
  });
  const input = made.getInputField();
  input.setAttribute("aria-label", "SPARQL query");
  input.setAttribute("aria-multiline", "true");
  return made;
}

function makeResults() {
  Yasr.plugins = { error: Yasr.plugins.error, boolean: Yasr.plugins.boolean, response: Yasr.plugins.response };
  Yasr.registerPlugin("table", tableFor(labels));
  Yasr.registerPlugin("graph", graphFor(labels));
  const made = new Yasr(document.getElementById("results"), {
    persistenceId: null, prefixes: settings.prefixes, pluginOrder: ["graph", "table", "response"], defaultPlugin: "table",
    plugins: Object.fromEntries(["graph", "table", "boolean", "response", "error"].map((name) => [name, { enabled: true }])),
  });
  made.rootEl.querySelector(".yasr_external_ref_btn").remove(); // leads to another server
  made.rootEl.querySelector(".yasr_downloadIcon").remove(); // ours has more formats
  made.rootEl.querySelector(".yasr_plugin_control").removeAttribute("aria-controls");
  made.rootEl.hidden = true;
  made.on("drawn", () => queueMicrotask(() => markChosen(made))); // YASR marks them just after
  return made;
}

function markChosen(yasr) {
  for (const button of yasr.headerEl.querySelectorAll(".yasr_btn")) {
    button.setAttribute("aria-pressed", button.classList.contains("selected"));
    button.parentElement.hidden = button.classList.contains("disabled");
  }
}

function declared(query) {
  const used = Object.entries(settings.prefixes).filter(([prefix]) => new RegExp(`\\b${prefix}:`).test(query));
  return used.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("") + query;
}

function write(query) {
  editor.setValue(query.trimEnd());
  editor.collapsePrefixes();
}

function kept() {
  try { return sessionStorage.getItem(KEPT); } catch { return null; }
}

function keep(query) {
  try { sessionStorage.setItem(KEPT, query); } catch { /* the address has it anyway */ }
  const address = `/query?query=${encodeURIComponent(query)}`;
  const short = address.length <= LONGEST_ADDRESS;
  history.replaceState(null, "", short ? address : `/query#query=${encodeURIComponent(query)}`);
  share.hidden = false;
}

async function run() {
  running?.abort();
  const asked = new AbortController();
  running = asked;
  const query = editor.getValue();
  const type = editor.getQueryType();
  if (editor.getQueryMode() === "update") {
    return tell("This page only asks", "An update is sent to /sparql by a client that knows the token of the server.");
  }
  keep(query);
  const stopClock = startClock();
  try {
    const began = performance.now();
    const response = await ask(query, acceptFor(type), asked.signal);
    const text = await response.text();
    if (running !== asked) return;
    show(query, type, response, text, Math.round(performance.now() - began));
  } catch (error) {
    if (error.name === "AbortError") { if (running === asked) state.textContent = "Stopped."; return; }
    if (running === asked) tell(error.message, error.detail ?? String(error));
  } finally {
    stopClock();
    if (running === asked) finish();
  }
}

function show(query, type, response, text, executionTime) {
  problem.hidden = hint.hidden = true;
  results.rootEl.hidden = false;
  results.config.defaultPlugin = ["CONSTRUCT", "DESCRIBE"].includes(type) ? "graph" : type === "ASK" ? "boolean" : "table";
  results.setResponse({ data: text, contentType: response.headers.get("content-type"), status: response.status, executionTime });
  const count = results.results.getBindings()?.length;
  const what = ["CONSTRUCT", "DESCRIBE"].includes(type) ? "triple" : "row";
  const seconds = `${(executionTime / 1000).toFixed(executionTime < 1000 ? 2 : 1)} s`;
  state.textContent = count === undefined ? seconds : `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"} in ${seconds}`;
  if (count >= settings.rows) state.textContent += `: no more than ${settings.rows.toLocaleString("en")} are given`;
  const formats = type === "ASK" ? formatsFor(type).slice(2) : formatsFor(type);
  const buttons = formats.map(([name, format]) => element("button", {
    type: "button", class: "quiet",
    onclick: () => download(query, format).catch((error) => tell(error.message, error.detail ?? "")),
  }, name));
  downloads.replaceChildren(element("span", { "aria-hidden": "true" }, "Download"), ...buttons);
  downloads.hidden = false;
}

function tell(title, detail) {
  problem.replaceChildren(element("h2", {}, title), element("pre", {}, detail));
  problem.hidden = false;
  results.rootEl.hidden = downloads.hidden = hint.hidden = true;
  state.textContent = "";
  problem.scrollIntoView({ block: "nearest" });
}

function startClock() {
  runButton.textContent = "Stop";
  state.textContent = "Running …";
  const began = Date.now();
  const clock = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    if (runButton.textContent === "Stop") state.textContent = `Running for ${seconds} s of at most ${settings.timeout} s …`;
  }, 2000);
  return () => clearInterval(clock);
}

function finish() {
  running = undefined;
  runButton.textContent = "Run";
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) running.abort(); else run();
});
document.querySelectorAll(".example").forEach((form) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const values = new URLSearchParams(new FormData(form));
  const answer = await fetch(`/api/query/${encodeURIComponent(form.dataset.name)}?${values}`);
  if (!answer.ok) return tell("This example cannot be asked", await answer.text());
  write((await answer.json()).query);
  run();
}));
share.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    state.textContent = "The link is copied.";
  } catch {
    state.textContent = "Copy the address of this page: it holds the query.";
  }
});

const inFragment = new URLSearchParams(location.hash.slice(1)).get("query");
write(inFragment ?? editor.getValue());
if (inFragment || settings.query) run();
document.documentElement.dataset.ready = "";
