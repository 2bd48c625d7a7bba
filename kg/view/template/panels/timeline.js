/* The timeline: how much happened when, and a period with two ends. */

const fromInput = document.getElementById("from");
const untilInput = document.getElementById("until");
const barsBox = document.getElementById("bars");

/** Draws one bar per bin of the timeline. */
function showTimeline({ labels, weights, touched, undated }) {
  document.getElementById("timeline").hidden = labels.length === 0;
  if (!labels.length) return;
  while (barsBox.childElementCount > labels.length) barsBox.lastChild.remove();
  while (barsBox.childElementCount < labels.length) barsBox.append(make("span", ""));
  const highest = Math.max(...weights);
  [...barsBox.children].forEach((bar, b) => {
    bar.style.height = weights[b] ? `${Math.max(5, (100 * weights[b]) / highest)}%` : "1px";
    bar.title = `${labels[b]}: ${plural(touched[b], "statement", "statements")}`;
  });
  document.getElementById("timeline").style.setProperty("--half", `${50 / labels.length}%`);
  document.getElementById("first").textContent = labels[0];
  document.getElementById("last").textContent = labels.length > 1 ? labels[labels.length - 1] : "";
  document.getElementById("undated-count").textContent = undated.toLocaleString("en");
  [fromInput, untilInput].forEach((input) => { input.max = String(labels.length - 1); });
}

function movePeriod(from, until) {
  Object.assign(choice, { from, until });
  showPeriod();
  changed();
}

function showPeriod() {
  document.getElementById("undated").checked = choice.undated;
  if (!timeline.length) return;
  const { from, until } = choice;
  fromInput.value = String(from);
  untilInput.value = String(until);
  // At the right end the left handle must stay on top, or nobody could take it back.
  fromInput.style.zIndex = from > timeline.length / 2 ? "2" : "1";
  fromInput.setAttribute("aria-valuetext", timeline[from]);
  untilInput.setAttribute("aria-valuetext", timeline[until]);
  const whole = from === 0 && until === timeline.length - 1;
  const text = from === until ? timeline[from] : `${timeline[from]} – ${timeline[until]}`;
  document.getElementById("period").textContent = whole ? "All times" : text;
  [...barsBox.children].forEach((bar, b) => bar.classList.toggle("off", b < from || b > until));
}

function startTimeline() {
  fromInput.addEventListener("input", () => movePeriod(Math.min(+fromInput.value, choice.until), choice.until));
  untilInput.addEventListener("input", () => movePeriod(choice.from, Math.max(+untilInput.value, choice.from)));
  document.getElementById("undated").addEventListener("change", (event) => {
    choice.undated = event.target.checked;
    changed();
  });
}
