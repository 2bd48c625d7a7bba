"""SHACL validation of article graphs.

Shapes come from the domain and range of every property of the schema and from
`ontology/shapes.ttl`. A relation that is no plain triple (negated, former, attributed) has to
respect domain and range as well, so it is validated as if it were one. pyshacl runs over an
rdflib graph in memory, a batch of articles at a time, so memory does not grow with the store.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from kg._ontology import shipped_folder
from kg.rdf import terms
from kg.rdf.classes import class_quads, ontology_iri
from kg.schema import Schema

BATCH = 20_000  # quads; a core validates about 5,000 in a second
LISTED = 20


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that breaks a shape: the node, the property, the value, and what is expected."""

    article: str
    node: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        value = f" {self.value}" if self.value else ""
        return f"{self.article}: {self.node} {self.path}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found: `articles` were looked at; no violation means valid."""

    articles: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing breaks a shape."""
        return not self.violations

    def __str__(self) -> str:
        if self.conforms:
            return f"{_counted(self.articles, 'article')}, valid"
        violations = _counted(len(self.violations), "violation")
        head = f"{_counted(self.articles, 'article')}, {violations}"
        lines = [str(violation) for violation in self.violations[:LISTED]]
        more = len(self.violations) - LISTED
        return "\n".join([head, *lines, *([f"... and {more} more"] if more > 0 else [])])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shapes(schema: Schema) -> Graph:
    """One shape for each end of each property: the classes that its domain or range admits."""
    graph = Graph()
    for relation in (*schema.relations.values(), *schema.projections.values()):
        _add_class_shape(graph, schema, (relation.name, SH.targetSubjectsOf), relation.domain)
        _add_class_shape(graph, schema, (relation.name, SH.targetObjectsOf), relation.range)
    for attribute in schema.attributes.values():
        _add_class_shape(graph, schema, (attribute.name, SH.targetSubjectsOf), attribute.domain)
        _add_datatype_shape(graph, attribute.iri, attribute.datatype)
    for role in schema.roles:
        _add_class_shape(graph, schema, (role, SH.targetSubjectsOf), frozenset({"Happening"}))
        _add_class_shape(graph, schema, (role, SH.targetObjectsOf), _range(schema, role))
    return graph


def validate(store: pyoxigraph.Store, schema: Schema) -> Report:
    """What breaks a shape among the articles of a store, in the order of their IRIs."""
    import pyshacl  # noqa: PLC0415  a tenth of a second and more, and queries need none

    shacl = shapes(schema).parse(shipped_folder() / "shapes.ttl", format="turtle")
    classes = _rdflib_graph(class_quads(schema))
    ontology = ontology_iri(schema)
    namespaces = terms.prefixes(schema)
    violations: list[Violation] = []
    articles = 0
    for batch, quads in _batches(store, ontology):
        articles += batch
        data = _rdflib_graph(quads) + classes
        _, found, _ = pyshacl.validate(data, shacl_graph=shacl, inference="none", inplace=True)
        violations += _violations(found, store, namespaces)
    return Report(articles, tuple(sorted(violations, key=str)))


def _range(schema: Schema, role: str) -> frozenset[str]:
    """The uppermost classes that may fill a role."""
    known = (*schema.entity_types, "Happening", "Quantity", "Passage")
    admitted = {c for c in known if schema.admits(role, "Happening", c)}
    return frozenset(c for c in admitted if not any(c != d and schema.is_a(c, d) for d in admitted))


def _add_class_shape(
    graph: Graph, schema: Schema, target: tuple[str, URIRef], classes: frozenset[str]
) -> None:
    name, end = target
    shape = URIRef(f"{schema.iri(name)}.{end.rpartition('#')[2]}")
    options: list[Node] = []
    for admitted in sorted(classes):
        option = BNode()
        graph.add((option, SH["class"], URIRef(schema.iri(admitted))))
        options.append(option)
    side = "subject" if end == SH.targetSubjectsOf else "object"
    message = f"the {side} of {name} has to be a {' or '.join(sorted(classes))}"
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, end, URIRef(schema.iri(name))))
    graph.add((shape, SH.message, Literal(message)))
    graph.add((shape, SH["or"], Collection(graph, BNode(), options).uri))


def _add_datatype_shape(graph: Graph, iri: str, datatype: str) -> None:
    shape = URIRef(f"{iri}.datatype")
    name = datatype.rpartition("#")[2]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetObjectsOf, URIRef(iri)))
    graph.add((shape, SH.datatype, URIRef(datatype)))
    graph.add((shape, SH.message, Literal(f"the value has to be an xsd:{name}")))


def _batches(store: pyoxigraph.Store, left_out: NamedNode) -> Iterator[tuple[int, list[Quad]]]:
    """Numbers of articles, each with all their quads, about `BATCH` quads at a time."""
    articles, quads = 0, list[Quad]()
    for name in sorted(store.named_graphs(), key=str):
        if name == left_out:
            continue
        quads += store.quads_for_pattern(None, None, None, name)
        articles += 1
        if len(quads) >= BATCH:
            yield articles, quads
            articles, quads = 0, []
    if articles:
        yield articles, quads


def _rdflib_graph(quads: Iterable[Quad]) -> Graph:
    """The triples as rdflib has them, with those of statements that are no facts."""
    written = io.BytesIO()
    pyoxigraph.serialize((q.triple for q in quads), written, format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=written.getvalue(), format="nt")
    for statement, predicate in list(graph.subject_objects(RDF.predicate)):
        for subject in list(graph.objects(statement, RDF.subject)):
            for object_ in list(graph.objects(statement, RDF.object)):
                graph.add((subject, predicate, object_))
    return graph


def _violations(
    found: Graph, store: pyoxigraph.Store, namespaces: dict[str, str]
) -> Iterator[Violation]:
    for result in found.subjects(RDF.type, SH.ValidationResult):
        focus = found.value(result, SH.focusNode)
        path = found.value(result, SH.resultPath)
        if path is None:
            shape = str(found.value(result, SH.sourceShape))
            path = URIRef(shape.rpartition(".")[0])
        message = found.value(result, SH.resultMessage)
        value = found.value(result, SH.value)
        yield Violation(
            article=_article(focus, store, namespaces),
            node=_shown(focus, namespaces),
            path=_shown(path, namespaces),
            value="" if value in (None, focus) else _shown(value, namespaces),
            message=str(message),
        )


def _shown(node: Node | None, namespaces: dict[str, str]) -> str:
    if isinstance(node, URIRef):
        return terms.shorten(str(node), namespaces)
    return repr(str(node)) if node is not None else ""


def _article(focus: Node | None, store: pyoxigraph.Store, namespaces: dict[str, str]) -> str:
    """The first article that speaks of a node or has a value."""
    if isinstance(focus, Literal):
        datatype = NamedNode(str(focus.datatype or XSD.string))
        value = pyoxigraph.Literal(str(focus), datatype=datatype)
        quads = store.quads_for_pattern(None, None, value)
    else:
        quads = store.quads_for_pattern(NamedNode(str(focus)), None, None)
    names = sorted(str(quad.graph_name.value) for quad in quads)  # type: ignore[union-attr]
    return terms.shorten(names[0], namespaces) if names else "an unknown article"
