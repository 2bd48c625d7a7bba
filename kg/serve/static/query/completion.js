// What the editor knows and proposes: prefixes, classes and properties of this server's ontology alone.

/** Has the editor take these prefixes as declared, as the server does; any other one is still a mistake. */
export function declareFor(Yasqe, prefixes) {
  const { sparql11 } = Yasqe.modes;
  Yasqe.defineMode("sparql11", (...given) => {
    const mode = sparql11(...given);
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...prefixes } }) };
  });
}

/** Puts the server's lists in the place of those that YASQE asks other servers for. */
export function completeFrom(Yasqe, { prefixes, classes, properties }) {
  const declared = Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  const short = (iri) => {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return `<${iri}>`;
  };
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declared, persistenceId: null });
  for (const [name, terms] of [["class", classes], ["property", properties]]) {
    Yasqe.forkAutocompleter(name, {
      name,
      get: (_, token) => matching(terms, token.string),
      preProcessToken: (_, token) => token,
      postProcessSuggestion: (_, __, iri) => short(iri),
      persistenceId: null,
    });
  }
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "class", "property"];
}

/** The IRIs of terms whose name or label has what was typed, those that begin with it first. */
function matching(terms, typed) {
  const words = typed.replace(/^[\w-]*:|^</, "").trim().toLowerCase();
  const ranked = terms.map(({ iri, label }) => {
    const name = iri.replace(/.*[#/]/, "").toLowerCase();
    const begins = name.startsWith(words) || label.toLowerCase().startsWith(words);
    return { iri, name, rank: begins ? 0 : name.includes(words) || label.toLowerCase().includes(words) ? 1 : 2 };
  });
  ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return ranked.filter(({ rank }) => rank < 2).map(({ iri }) => iri);
}
