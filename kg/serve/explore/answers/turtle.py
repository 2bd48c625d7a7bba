"""What is shown as Turtle, from the store; it runs in a worker."""

import io
from collections.abc import Iterable, Iterator
from itertools import product

from pyoxigraph import NamedNode, Quad
from rdflib.namespace import RDF, RDFS

from kg.rdf import Store
from kg.rdf.formats import write_quads
from kg.rdf.terms import boolean

PASSAGES = ("evidence", "content", "cue", "trigger", "timeExpression", "argument", "expression")
FACTS = ("schema:headline", "schema:datePublished", "schema:url", "publisher")
TYPE, LABEL = NamedNode(str(RDF.type)), NamedNode(str(RDFS.label))
ENDS = tuple(NamedNode(str(term)) for term in (RDF.subject, RDF.predicate, RDF.object))


def write_turtle(store: Store, nodes: list[str], statements: list[str]) -> bytes:
    """The statement nodes, their evidence and their plain triples as Turtle, sorted.

    Of nodes there are type and label, of articles what a citation needs.
    """
    find = store.database.quads_for_pattern
    found: set[Quad] = set()
    for iri in nodes:
        for property_ in (TYPE, LABEL):
            found.update(find(NamedNode(iri), property_, None, None))
    for iri in statements:
        found.update(_about(store, NamedNode(iri)))
    for graph in {quad.graph_name for quad in found}:
        if isinstance(graph, NamedNode):
            for term in FACTS:
                found.update(find(graph, NamedNode(store.schema.iri(term)), None, graph))
    triples = {quad.triple: quad for quad in found}
    output = io.BytesIO()
    rows = [triples[triple] for triple in sorted(triples, key=str)]
    write_quads(rows, output, "turtle", store.schema)
    return output.getvalue()


def _about(store: Store, statement: NamedNode) -> Iterator[Quad]:
    """The quads of a statement node, of the passages that it names, and its plain triples."""
    find = store.database.quads_for_pattern
    own = list(find(statement, None, None, None))
    yield from own
    for passage in _passages(store, own):
        inside = list(find(passage, None, None, None))
        yield from inside
        for deeper in _passages(store, inside):
            yield from find(deeper, None, None, None)
    factual = NamedNode(store.schema.iri("factual"))
    for fact in own:
        if fact.predicate == factual and fact.object == boolean(True):  # noqa: FBT003
            ends = ([quad.object for quad in own if quad.predicate == end] for end in ENDS)
            for subject, predicate, object_ in product(*ends):
                if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                    yield from find(subject, predicate, object_, fact.graph_name)


def _passages(store: Store, quads: Iterable[Quad]) -> Iterator[NamedNode]:
    """The passages, figures and doubts that quads lead to; no other statement, no entity."""
    terms = {store.schema.iri(name) for name in PASSAGES}
    roles = {store.schema.iri(role) for role in store.schema.roles}
    kinds = {store.schema.iri(name) for name in ("Passage", "Quantity")}
    for quad in quads:
        if not isinstance(quad.object, NamedNode):
            continue
        if quad.predicate.value in terms:
            yield quad.object
        elif quad.predicate.value in roles:
            types = store.database.quads_for_pattern(quad.object, TYPE, None, None)
            if any(isinstance(t.object, NamedNode) and t.object.value in kinds for t in types):
                yield quad.object
