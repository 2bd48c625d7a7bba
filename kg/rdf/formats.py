"""Texts of RDF: quads in the formats that other programs read, and one article's graph."""

import io
from collections.abc import Iterable
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.errors import FormatError
from kg.model import ArticleGraph
from kg.rdf.interchange import to_interchange
from kg.rdf.quads import to_quads
from kg.rdf.terms import prefixes
from kg.schema import Schema

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
ARTICLE_FORMATS = ("json", *RDF_FORMATS)
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG)


def write_quads(quads: Iterable[Quad], output: IO[bytes], name: str, schema: Schema) -> None:
    """Write quads in the order given, in the format called `name`; Turtle drops their graphs.

    Raises:
        FormatError: there is no RDF format of that name.
    """
    if name not in RDF_FORMATS:
        raise FormatError(f"unknown RDF format {name!r}; give one of {', '.join(RDF_FORMATS)}")
    chosen = RDF_FORMATS[name]
    rows: Iterable[Quad] | Iterable[Triple] = quads
    if not chosen.supports_datasets:
        rows = (quad.triple for quad in quads)
    declared = prefixes(schema) if chosen in _WITH_PREFIXES else None
    serialize(rows, output, format=chosen, prefixes=declared)


def to_text(graph: ArticleGraph, name: str, schema: Schema) -> str:
    """An article's graph in the format called `name`: "json" is the interchange JSON.

    N-Quads come sorted; the other RDF formats in the same order.

    Raises:
        FormatError: there is no format of that name.
    """
    if name == "json":
        return to_interchange(graph)
    if name not in ARTICLE_FORMATS:
        raise FormatError(f"unknown format {name!r}; give one of {', '.join(ARTICLE_FORMATS)}")
    output = io.BytesIO()
    write_quads(sorted(to_quads(graph, schema), key=str), output, name, schema)
    return output.getvalue().decode("utf-8")
