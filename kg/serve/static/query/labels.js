// What IRIs are called: asked of the server in bulk, once each.

const AT_ONCE = 2000;

export class Labels {
  constructor(prefixes) {
    this.prefixes = Object.entries(prefixes);
    this.known = new Map();
  }

  /** Finds the labels of these IRIs; where the server has none or fails, they stay as they are. */
  async find(iris) {
    const wanted = [...new Set(iris)].filter((iri) => !this.known.has(iri));
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const some = wanted.slice(start, start + AT_ONCE);
      const found = await ask(some);
      for (const iri of some) this.known.set(iri, found[iri] ?? "");
    }
  }

  /** The label of an IRI, or else the IRI under its prefix. */
  of(iri) {
    return this.known.get(iri) || this.short(iri);
  }

  short(iri) {
    for (const [prefix, namespace] of this.prefixes) {
      if (iri.startsWith(namespace) && iri.length > namespace.length) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return iri;
  }
}

export const pageOf = (iri) => `/resource?iri=${encodeURIComponent(iri)}`;

async function ask(iris) {
  try {
    const answer = await fetch("/api/labels", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ iris }) });
    return answer.ok ? (await answer.json()).labels : {};
  } catch {
    return {};
  }
}
