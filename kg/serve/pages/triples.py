"""The triples about one IRI, read in a worker: as rows for a page, or serialised."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.rdf import Store
from kg.rdf.sparql.results import to_rdf_xml
from kg.rdf.terms import prefixes, shorten

MOST = 2000
FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as a page shows it; `iri` is "" for a literal, `note` its language or datatype."""

    text: str
    iri: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """Triples that begin with an IRI, as (predicate, object), and that end with it, the other way.

    `cut` tells that there are more of them than are given.
    """

    outgoing: tuple[tuple[Cell, Cell], ...]
    incoming: tuple[tuple[Cell, Cell], ...]
    cut: bool


def describe(store: Store, iri: str) -> Description:
    """What a page shows of an IRI; at most `MOST` triples in each direction."""
    names = prefixes(store.schema)
    outgoing, more = _first(_about(store, iri))
    incoming, others = _first(_naming(store, iri))
    return Description(
        tuple((_cell(q.predicate, names), _cell(q.object, names)) for q in outgoing),
        tuple((_cell(q.subject, names), _cell(q.predicate, names)) for q in incoming),
        more or others,
    )


def dump(store: Store, iri: str, name: str) -> tuple[bytes, bool]:
    """The same triples in one of `FORMATS`, and whether there are more of them."""
    outgoing, more = _first(_about(store, iri))
    incoming, others = _first(_naming(store, iri))
    found = sorted({quad.triple for quad in (*outgoing, *incoming)}, key=str)
    if FORMATS[name] == RdfFormat.RDF_XML:
        return to_rdf_xml(found).encode() if found else b"", more or others
    names = dict(prefixes(store.schema))
    written = serialize(found, format=FORMATS[name], prefixes=names) or b""
    return written, more or others


def _about(store: Store, iri: str) -> Iterator[Quad]:
    return store.database.quads_for_pattern(NamedNode(iri), None, None, None)


def _naming(store: Store, iri: str) -> Iterator[Quad]:
    return store.database.quads_for_pattern(None, None, NamedNode(iri), None)


def _first(quads: Iterator[Quad]) -> tuple[list[Quad], bool]:
    """The first of some quads, each triple once, in a fixed order, and whether there are more."""
    found = list(islice(quads, MOST))
    unique = {str(quad.triple): quad for quad in found}
    return [unique[key] for key in sorted(unique)], next(quads, None) is not None


def _cell(term: NamedNode | BlankNode | Literal | Triple, names: dict[str, str]) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(shorten(term.value, names), term.value)
    if isinstance(term, Literal):
        note = term.language or shorten(term.datatype.value, names)
        return Cell(term.value, "", "" if note == "xsd:string" else note)
    return Cell(str(term), "")
