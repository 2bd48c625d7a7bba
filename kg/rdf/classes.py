"""The classes of the ontology as quads: a graph of their own, which every store has.

With them a query finds companies where it asks for organisations:
`?company a/rdfs:subClassOf* news:Organization`.
"""

from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import RDFS

from kg.schema import Schema

KINDS = ("RelationStatement", "AttributeStatement", "Claim", "Mention", "Quantity", "Argument")
STRUCTURE = (*KINDS, "Statement", "Happening", "Passage", "Article")
BELOW, LABEL = NamedNode(str(RDFS.subClassOf)), NamedNode(str(RDFS.label))


def ontology_iri(schema: Schema) -> NamedNode:
    """The name of the graph of classes: the IRI of the ontology itself."""
    return NamedNode(schema.iri("Person").removesuffix("#Person"))


@cache
def class_quads(schema: Schema) -> frozenset[Quad]:
    """The labels of entity types and happenings, and which class is just below which."""
    graph = ontology_iri(schema)
    links = (
        Quad(NamedNode(schema.iri(below)), BELOW, NamedNode(schema.iri(above)), graph)
        for below, above in _links(schema)
    )
    entities, happenings = schema.entity_types.values(), schema.event_types.values()
    named = [(t.iri, t.label) for t in entities] + [(t.iri, t.label) for t in happenings]
    labels = (Quad(NamedNode(iri), LABEL, Literal(label), graph) for iri, label in named)
    return frozenset((*links, *labels))


def _links(schema: Schema) -> Iterator[tuple[str, str]]:
    """Each class with those that are above it and have no other such class below them."""
    names = (*schema.entity_types, *schema.event_types, *STRUCTURE)
    for below in names:
        above = [n for n in names if n != below and schema.is_a(below, n)]
        for name in above:
            if not any(other != name and schema.is_a(other, name) for other in above):
                yield below, name
