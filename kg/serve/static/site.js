/* What every page has: light or dark, and the key that leads to the search. Runs before the body
   is drawn, so that no page flashes in the wrong colours. */
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const ownChoice = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const wear = (theme) => {
    root.dataset.theme = theme;
    root.dispatchEvent(new CustomEvent("theme", { bubbles: true, detail: theme }));
  };
  const usual = () => ownChoice() || (system.matches ? "dark" : "light");

  wear(usual());
  system.addEventListener("change", () => wear(usual()));
  addEventListener("storage", (event) => { if (event.key === "theme") wear(usual()); });
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("site-theme").addEventListener("click", () => {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", theme); } catch { /* kept for this page only */ }
      wear(theme);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector('[aria-keyshortcuts="/"]');
    if (search) { event.preventDefault(); search.focus(); }
  });
})();
