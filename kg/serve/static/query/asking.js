// One query to the server and what comes back: an answer, or words about what went wrong.

const GRAPHS = new Set(["CONSTRUCT", "DESCRIBE"]);
const KINDS = {
  rows: { CSV: ["text/csv", "csv"], TSV: ["text/tab-separated-values", "tsv"], JSON: ["application/sparql-results+json", "json"], XML: ["application/sparql-results+xml", "xml"] },
  triples: { Turtle: ["text/turtle", "ttl"], "N-Triples": ["application/n-triples", "nt"], "JSON-LD": ["application/ld+json", "jsonld"], "RDF/XML": ["application/rdf+xml", "rdf"] },
};
const TITLES = {
  400: "The query is not understood",
  403: "This is not allowed",
  413: "The query is too long",
  422: "The query gives or needs too much",
  500: "The server failed at this query",
  503: "There was no answer in time",
};

/** The formats that an answer to a query of this type can be downloaded in. */
export const formatsFor = (type) => Object.entries(GRAPHS.has(type) ? KINDS.triples : KINDS.rows);
export const acceptFor = (type) => (GRAPHS.has(type) ? "text/turtle" : "application/sparql-results+json");

export class Problem extends Error {
  constructor(title, detail) {
    super(title);
    this.detail = detail;
  }
}

/** The response of the server; a Problem when it has none. */
export async function ask(query, accept, signal) {
  let response;
  try {
    const body = new URLSearchParams({ query });
    response = await fetch("/sparql", { method: "POST", body, headers: { accept }, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The server does not answer", "It may have been stopped. Start it again with kg serve, and run the query once more.");
  }
  if (response.ok) return response;
  const detail = (await response.text()).trim();
  throw new Problem(TITLES[response.status] ?? `The server answers ${response.status}`, detail || response.statusText);
}

/** Saves an answer as a file. */
export async function download(query, [type, ending]) {
  const response = await ask(query, type);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `results.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
