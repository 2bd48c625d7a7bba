"""What the endpoint asks its workers for: functions of the store, whose values are bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import FormatError, LimitError, QueryError, StoreError
from kg.rdf import Store
from kg.rdf.sparql.query import Scope, run_query
from kg.rdf.sparql.results import Form, to_rdf_xml
from kg.rdf.sparql.syntax import BASE, explain_update, refuse_network
from kg.rdf.terms import prefixes
from kg.serve.protocol.negotiation import ROWS, TRIPLES

Statement = TypeVar("Statement", Triple, Quad)


@dataclass(frozen=True, slots=True)
class Written:
    """A result as it goes over the wire."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds.

    `graphs` is the number of named graphs; `classes` are IRIs with how many members they have,
    `properties` IRIs with how often they are used.
    """

    graphs: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]

    @property
    def triples(self) -> int:
        """The triples of all graphs."""
        return sum(number for _, number in self.properties)


def answer(
    store: Store, sparql: str, scope: Scope, rows: str | None, triples: str | None
) -> Written:
    """The results of a query in the media type for rows, or in that for triples.

    Raises:
        FormatError: the client has no type for what the query gives.
    """
    results = run_query(store.database, sparql, {}, prefixes(store.schema), scope)
    kind, offers = (triples, TRIPLES) if results.form is Form.CONSTRUCT else (rows, ROWS)
    if kind is None:
        raise FormatError(
            f"a {results.form.value} query has none of the media types in Accept; on offer are "
            f"{', '.join(offers)}"
        )
    return Written(kind, results.to_text(offers[kind]).encode())


def graph(store: Store, name: str, media_type: str, most: int) -> Written | None:
    """The triples of one named graph, None if there is no such graph."""
    node = NamedNode(name)
    if not store.database.contains_named_graph(node):
        return None
    quads = store.database.quads_for_pattern(None, None, None, node)
    return _written(store, (quad.triple for quad in quads), media_type, most)


def default_graph(store: Store, media_type: str, most: int) -> Written:
    """The triples of all graphs, each once."""
    quads = store.database.quads_for_pattern(None, None, None, None)
    return _written(store, (quad.triple for quad in quads), media_type, most)


def dataset(store: Store, media_type: str, most: int) -> Written:
    """The quads of all graphs."""
    return _written(
        store, store.database.quads_for_pattern(None, None, None, None), media_type, most
    )


def counts(store: Store) -> Counts:
    """How much the store holds."""
    found: dict[str, list[tuple[str, int]]] = {"graph": [], "class": [], "property": []}
    rows = run_query(store.database, _counting(), {}, prefixes(store.schema)).rows
    for kind, term, number in rows:
        if isinstance(kind, Literal) and isinstance(number, Literal):
            name = term.value if isinstance(term, NamedNode) else ""
            found[kind.value].append((name, int(number.value)))
    classes, properties = sorted(found["class"]), sorted(found["property"])
    return Counts(sum(n for _, n in found["graph"]), tuple(classes), tuple(properties))


def change(store: Store, update: str) -> None:
    """Apply an update in one transaction.

    Raises:
        QueryError: it does not parse, asks another server, or cannot be done.
        StoreError: the store cannot be written.
    """
    namespaces = prefixes(store.schema)
    refuse_network(update, namespaces)
    try:
        store.database.update(update, base_iri=BASE, prefixes=namespaces)
    except SyntaxError as error:
        raise QueryError(explain_update(str(error))) from error
    except UnicodeEncodeError as error:
        raise QueryError("the update has a lone surrogate; give it as valid Unicode") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the update cannot be done: {error}") from error
    except OSError as error:
        raise StoreError(f"the store cannot be written: {error}") from error


def _written(store: Store, rows: Iterable[Statement], media_type: str, most: int) -> Written:
    """Quads or triples, sorted, each once.

    Raises:
        LimitError: there are more than `most`; to leave some out would be another graph.
        FormatError: it has no way to write them.
    """
    kept = list(islice(rows, most + 1))
    if len(kept) > most:
        raise LimitError(
            f"this has more than {most} triples; ask for the graph of one article, query for a "
            "part, or write everything to a file with kg export"
        )
    chosen = RdfFormat.from_media_type(media_type)
    found = sorted(set(kept), key=str)
    if chosen == RdfFormat.RDF_XML:
        text = to_rdf_xml(Triple(row.subject, row.predicate, row.object) for row in found)
        return Written(media_type, text.encode())
    declared = prefixes(store.schema) if chosen in (RdfFormat.TURTLE, RdfFormat.TRIG) else None
    body = serialize(found, format=chosen, prefixes=declared)
    return Written(media_type, body or b"")


@cache
def _counting() -> str:
    return (Path(__file__).parent / "counts.rq").read_text(encoding="utf-8")
