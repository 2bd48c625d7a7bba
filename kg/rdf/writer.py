"""The quads of one article's graph as they are added, with the nodes that all statements share."""

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import RDF, RDFS

from kg.model import Article, Qualifier, Quantity, Span
from kg.rdf import terms
from kg.schema import Schema

TYPE, LABEL = NamedNode(str(RDF.type)), NamedNode(str(RDFS.label))
# RFC 5147 has "char" for a stretch of text; a mention is a node of its own because the same words
# can also be a sentence, a trigger or a topic.
PASSAGES = {"Passage": "char", "Mention": "mention"}
QUALIFIERS = {
    Qualifier.EXACT: "exact",
    Qualifier.AT_LEAST: "atLeast",
    Qualifier.AT_MOST: "atMost",
    Qualifier.ABOUT: "about",
}


class QuadWriter:
    """The quads of one graph, each once, in the order in which they are first added."""

    def __init__(self, article: Article, schema: Schema) -> None:
        self.article = article
        self.schema = schema
        self.name = terms.article_iri(article.id)
        self.quads: dict[Quad, None] = {}
        self._terms: dict[str, NamedNode] = {}
        self._taken: set[NamedNode] = set()

    def own(self, iri: NamedNode) -> NamedNode:
        """`iri`, or the first free numbered variant of it, for a node that must be its own."""
        number, free = 1, iri
        while free in self._taken:
            number += 1
            free = NamedNode(f"{iri.value};{number}")
        self._taken.add(free)
        return free

    def term(self, name: str) -> NamedNode:
        """The node of a term of the ontology."""
        if name not in self._terms:
            self._terms[name] = NamedNode(self.schema.iri(name))
        return self._terms[name]

    def add(
        self, subject: NamedNode, predicate: NamedNode | str, value: NamedNode | Literal | str
    ) -> None:
        """Add a quad; a predicate is a node or a term's name, a string value becomes a literal."""
        if isinstance(predicate, str):
            predicate = self.term(predicate)
        if isinstance(value, str):
            value = terms.text(value)
        self.quads[Quad(subject, predicate, value, self.name)] = None

    def passage(self, span: Span, kind: str = "Passage") -> NamedNode:
        """The node of a stretch of the text, which is a `Passage` or a `Mention`."""
        node = terms.place_iri(self.name, PASSAGES[kind], span)
        if node not in self._taken:
            self._taken.add(node)
            self.add(node, TYPE, self.term(kind))
            self.add(node, "inArticle", self.name)
            self.add(node, "oa:exact", span.of(self.article.text))
            self.add(node, "oa:start", terms.integer(span.start))
            self.add(node, "oa:end", terms.integer(span.end))
        return node

    def quantity(self, quantity: Quantity) -> NamedNode:
        """The node of a figure."""
        place = terms.place_iri(self.name, "quantity", quantity.span)
        meaning = (repr(quantity.number), quantity.unit, quantity.qualifier.value)
        node = NamedNode(f"{place.value};{terms.digest(*meaning)}")
        self.add(node, TYPE, self.term("Quantity"))
        self.add(node, LABEL, quantity.span.of(self.article.text))
        self.add(node, "number", terms.number(quantity.number))
        self.add(node, "qualifier", self.term(QUALIFIERS[quantity.qualifier]))
        if quantity.unit:
            self.add(node, "unit", quantity.unit)
        self.add(node, "expression", self.passage(quantity.span))
        return node
