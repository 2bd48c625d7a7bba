"""The one update, `kg/rdf/queries/replace.ru`, and the functions that give it its quads."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.sparql.results import Term
from kg.rdf.terms import INDIVIDUALS


def change_graph(
    database: pyoxigraph.Store, name: NamedNode, removed: Iterable[Quad], added: Iterable[Quad]
) -> None:
    """Remove and add quads of the graph `name` in one transaction."""
    functions = _functions(name, removed, added)
    database.update(_replacement(), custom_functions=functions)


@cache
def _replacement() -> str:
    return (Path(__file__).parent.parent / "queries" / "replace.ru").read_text(encoding="utf-8")


def _functions(
    name: NamedNode, removed: Iterable[Quad], added: Iterable[Quad]
) -> dict[NamedNode, Callable[..., Term | None]]:
    """What `replace.ru` asks for: it has no text of its own."""
    given = f"{INDIVIDUALS}function/"

    def numbered(quads: Iterable[Quad]) -> Callable[[Literal], Triple | None]:
        triples = dict(enumerate(quad.triple for quad in quads))
        return lambda number: triples.get(int(number.value))

    return {
        NamedNode(given + "graph"): lambda: name,
        NamedNode(given + "removed"): numbered(removed),
        NamedNode(given + "added"): numbered(added),
    }
