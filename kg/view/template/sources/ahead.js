/* Asks for the first picture while the scripts that draw it are still on their way. */
"use strict";
window.firstPicture = (() => {
  const params = new URLSearchParams(location.hash.slice(1));
  ["select", "line"].forEach((key) => params.delete(key));
  return { query: String(params), answer: fetch(`/api/graph?${params}`, { headers: { accept: "application/json" } }) };
})();
window.firstPicture.answer.catch(() => {}); // whoever awaits it hears of the error
