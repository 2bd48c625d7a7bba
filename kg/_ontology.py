"""The triples of `ontology/*.ttl` under prefixed names, before `kg.schema` gives them meaning.

A term is written as in Turtle ("news:Visit", "rdfs:label"); an IRI of no declared prefix stays
whole, and a literal is its text. Terms in the namespaces `news:` and `lex:` are ours: each one
that is used must be declared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.errors import SchemaError

OURS = ("news:", "lex:")
SUBCLASS = "rdfs:subClassOf"
SUBPROPERTY = "rdfs:subPropertyOf"
COORDINATES = "coordinates.ttl"  # facts about individuals, no terms; `kg.coordinates` reads it
Objects = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Terms:
    """Every triple of an ontology, by subject and predicate, in file order."""

    objects: Mapping[str, Mapping[str, list[str]]]
    files: Mapping[str, str]
    namespaces: Mapping[str, str]
    below: Mapping[tuple[str, str], list[str]]

    def all(self, term: str, predicate: str) -> tuple[str, ...]:
        """What `term` has for `predicate`, perhaps nothing."""
        return tuple(self.objects.get(term, {}).get(predicate, ()))

    def one(self, term: str, predicate: str) -> str:
        """The only value that `term` has for `predicate`; none or several is a SchemaError."""
        values = self.all(term, predicate)
        if len(values) != 1:
            raise self.error(term, f"has {len(values)} values of {predicate}; give it exactly one")
        return values[0]

    def iri(self, term: str) -> str:
        """The full IRI of a prefixed name."""
        prefix, _, local = term.partition(":")
        return self.namespaces[prefix] + local if prefix in self.namespaces else term

    def declared(self) -> Iterator[str]:
        """The terms that have a type, ours and those of other vocabularies, in file order."""
        return (t for t, o in self.objects.items() if "rdf:type" in o and not t.startswith("_:"))

    def broader(self, term: str, predicate: str) -> tuple[str, ...]:
        """`term` itself and what it is transitively linked to by `predicate`, nearest first."""
        found = {term: None}
        for item in (queue := [term]):
            fresh = [o for o in self.all(item, predicate) if o not in found]
            found.update(dict.fromkeys(fresh))
            queue.extend(fresh)
        return tuple(found)

    def narrower(self, top: str, predicate: str) -> tuple[str, ...]:
        """The declared terms transitively linked to `top` by `predicate`, without `top`."""
        return tuple(self.below.get((predicate, top), ()))

    def classes(self, term: str, predicate: str) -> frozenset[str]:
        """The classes in the one domain or range of `term`: itself, or the parts of its union."""
        value = self.one(term, predicate)
        if not value.startswith("_:"):
            return frozenset({value})
        rest, members = self.one(value, "owl:unionOf"), set()
        while rest != "rdf:nil":
            members.add(self.one(rest, "rdf:first"))
            rest = self.one(rest, "rdf:rest")
        return frozenset(members)

    def members(self, kind: str) -> tuple[str, ...]:
        """The declared terms that have the type `kind`, in file order."""
        return tuple(self.below.get(("rdf:type", kind), ()))

    def bounds(self, term: str, predicate: str, classes: list[str]) -> frozenset[str]:
        """The names of the classes in the one domain or range of `term`, all of them ours."""
        found = self.classes(term, predicate)
        for unknown in sorted(found.difference(classes)):
            raise self.unknown(term, unknown, f"a class of ours for {predicate}", classes)
        return local_names(found)

    def evocable(self, kind: str) -> tuple[str, ...]:
        """What cues of a kind may evoke: the terms below its `lex:evokesUnder`, perhaps nothing."""
        return tuple(
            term
            for top in self.all(kind, "lex:evokesUnder")
            for term in (
                *self.narrower(top, SUBCLASS),
                *self.narrower(top, SUBPROPERTY),
                *self.members(top),
            )
        )

    def evoked(self, term: str, accepted: tuple[str, ...]) -> str:
        """The name of what a cue evokes, "" where its kind says it all; it must be `accepted`."""
        if not accepted and not self.all(term, "lex:evokes"):
            return ""
        value = self.one(term, "lex:evokes")
        if value not in accepted:
            kind = self.all(term, "rdf:type")[0]
            raise self.unknown(term, value, f"what a {kind} can evoke", accepted or ("nothing",))
        return local_name(value)

    def cues(self, kinds: Iterable[str]) -> Iterator[str]:
        """The cues of the lexicon, in file order; one of an unknown kind is a SchemaError."""
        vocabulary = ("owl:", "rdf:", "rdfs:", "lex:Slot")
        for term in self.declared():
            kind = self.all(term, "rdf:type")[0]
            if term.startswith("lex:") and not kind.startswith(vocabulary):
                if kind not in kinds:
                    raise self.unknown(term, kind, "a kind of cue", kinds)
                yield term

    def values(self, term: str, top: str) -> dict[str, tuple[str, ...]]:
        """What `term` has for the subproperties of `top`, by their names."""
        predicates = self.narrower(top, SUBPROPERTY)
        found = ((local_name(p), self.all(term, p)) for p in predicates)
        return {name: values for name, values in found if values}

    def slots(self, term: str) -> dict[str, str]:
        """The role of ours, or the end of a relation, for each PropBank label of a cue."""
        slots = (*self.narrower("news:involves", SUBPROPERTY), *self.members("lex:Slot"))
        roles = self.values(term, "lex:role")
        for label, values in roles.items():
            if len(values) != 1 or values[0] not in slots:
                raise self.unknown(term, " ".join(values), f"one role or slot for {label}", slots)
        return {label: local_name(values[0]) for label, values in roles.items()}

    def share(self, term: str, predicate: str) -> float:
        """A number in [0, 1] that `term` has for `predicate`, 1 where it has none."""
        value = "".join(self.all(term, predicate)) or "1"
        try:
            if 0 <= (share := float(value)) <= 1:
                return share
        except ValueError:
            pass
        raise self.error(term, f"has {value!r} for {predicate}; give it one number in [0, 1]")

    def places(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The countries of cities and of regions by every name, and the places of demonyms."""
        cities: dict[str, str] = {}
        regions: dict[str, str] = {}
        demonyms: dict[str, str] = {}
        for place in (*self.members("news:Country"), *self.members("news:Region")):
            name = self.one(place, "rdfs:label")
            cities.update((city, name) for city in self.all(place, "news:cityName"))
            for demonym in self.all(place, "news:demonymName"):
                demonyms.setdefault(demonym, name)
            for within in self.all(place, "news:locatedIn"):
                names = (name, *self.all(place, "skos:altLabel"))
                regions.update((alias, self.one(within, "rdfs:label")) for alias in names)
        return cities, regions, demonyms

    def admitted(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The domain and the range of each of our properties between things, by its name."""
        return {
            local_name(p): (
                local_names(self.classes(p, "rdfs:domain")),
                local_names(self.classes(p, "rdfs:range")),
            )
            for p in self.members("owl:ObjectProperty")
            if p.startswith("news:")
        }

    def error(self, term: str, problem: str) -> SchemaError:
        """A SchemaError that names the file and the term."""
        return SchemaError(f"{self.files.get(term, 'ontology')}: {term} {problem}")

    def unknown(self, term: str, value: str, wanted: str, accepted: Iterable[str]) -> SchemaError:
        """A SchemaError for a `value` that is none of the `accepted`, with the nearest of them."""
        names = sorted(accepted)
        near = get_close_matches(value, names, n=1)
        hint = f"; did you mean {near[0]}?" if near else "."
        return self.error(
            term, f"uses {value}, which is not {wanted}{hint} Accepted: {', '.join(names)}"
        )


def read_terms(folder: Path) -> Terms:
    """The triples of the Turtle files in `folder`; every term of ours is declared and complete.

    The coordinates of places, which only maps need, are not among them.
    """
    paths = sorted(path for path in folder.glob("*.ttl") if path.name != COORDINATES)
    if not paths:
        raise SchemaError(
            f"{folder}: no Turtle file (*.ttl) there; give the folder that holds the ontology"
        )
    standard = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "skos": SKOS}
    namespaces = {prefix: str(namespace) for prefix, namespace in standard.items()}
    triples = [(path.name, list(_triples(path, namespaces))) for path in paths]
    objects, files = _gathered(triples, {n: prefix for prefix, n in namespaces.items()})
    below: dict[tuple[str, str], list[str]] = {}
    terms = Terms(objects, files, namespaces, below)
    for term in terms.declared():
        for predicate in (SUBCLASS, SUBPROPERTY):
            for top in terms.broader(term, predicate)[1:]:
                below.setdefault((predicate, top), []).append(term)
        for kind in terms.all(term, "rdf:type"):
            below.setdefault(("rdf:type", kind), []).append(term)
    _check(terms)
    return terms


def _gathered(
    triples: Iterable[tuple[str, list[Triple]]], prefixes: Mapping[str, str]
) -> tuple[Objects, dict[str, str]]:
    """The triples of the named files by subject, and the file that declares each subject."""
    objects: Objects = {}
    files: dict[str, str] = {}
    names: dict[NamedNode | BlankNode, str] = {}

    def name(node: object) -> str:
        if not isinstance(node, NamedNode | BlankNode):
            return str(getattr(node, "value", node))
        if node not in names:
            names[node] = str(node) if isinstance(node, BlankNode) else _short(node.value, prefixes)
        return names[node]

    for file, stated in triples:
        for triple in stated:
            subject, predicate, value = (name(n) for n in triple)
            if predicate == "rdf:type" or subject not in files:
                files[subject] = file
            values = objects.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
    return objects, files


def _triples(path: Path, namespaces: dict[str, str]) -> Iterator[Triple]:
    try:
        parser = parse(path=str(path), format=RdfFormat.TURTLE)
        for quad in parser:
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise SchemaError(f"{path.name}: not readable as Turtle: {error}") from error
    for prefix, namespace in parser.prefixes.items():
        if namespaces.setdefault(prefix, namespace) != namespace:
            raise SchemaError(
                f"{path.name}: the prefix {prefix}: stands for <{namespace}> here and for "
                f"<{namespaces[prefix]}> elsewhere; give it one meaning"
            )


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = prefixes.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix is not None and cut < len(iri) else iri


def _check(terms: Terms) -> None:
    declared = dict.fromkeys(t for t in terms.declared() if t.startswith(OURS))
    for subject, stated in terms.objects.items():
        for predicate, values in stated.items():
            for term in (subject, predicate, *values):
                if term.startswith(OURS) and " " not in term and term not in declared:
                    raise terms.unknown(subject, term, "a declared term", _nearest(term, declared))
    for term in declared:
        if term.startswith("news:"):
            _check_complete(terms, term)


def _nearest(term: str, declared: Iterable[str]) -> list[str]:
    prefix = term.partition(":")[0] + ":"
    same = [t for t in declared if t.startswith(prefix)]
    return get_close_matches(term, same, n=5, cutoff=0.3) or same


def _check_complete(terms: Terms, term: str) -> None:
    kinds = terms.all(term, "rdf:type")
    terms.one(term, "rdfs:label")
    terms.one(term, "skos:definition")
    if "owl:ObjectProperty" in kinds or "owl:DatatypeProperty" in kinds:
        terms.classes(term, "rdfs:domain")
        terms.classes(term, "rdfs:range")


def local_name(term: str) -> str:
    """The name of a term of ours: "Visit" for "news:Visit"."""
    return term.removeprefix("news:").removeprefix("lex:")


def local_names(terms: Iterable[str]) -> frozenset[str]:
    """The names of terms of ours."""
    return frozenset(local_name(t) for t in terms)


def shipped_folder() -> Path:
    """The ontology of an installed kg, or of a checkout."""
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"
