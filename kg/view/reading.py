"""One article's named graph, read back from RDF: its nodes, their values, and passages as evidence.

Nothing here knows about networkx. A node is known by its IRI, a term by its local name.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from pyoxigraph import Quad, Triple
from rdflib.namespace import RDF, RDFS, SKOS

from kg.schema import Schema
from kg.view.records import Evidence

Marks = list[tuple[int, int]]
STANDARD = {
    "rdf:type": str(RDF.type),
    "rdf:subject": str(RDF.subject),
    "rdf:predicate": str(RDF.predicate),
    "rdf:object": str(RDF.object),
    "rdfs:label": str(RDFS.label),
    "skos:altLabel": str(SKOS.altLabel),
}


class ArticleReader:
    """The triples of one article by subject and predicate; values in a fixed order."""

    def __init__(self, article: str, quads: Iterable[Quad], schema: Schema) -> None:
        self.article = article
        self.schema = schema
        self._values: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue  # RDF 1.2 only repeats what the statement nodes say
            values = self._values.setdefault(subject.value, {})
            values.setdefault(quad.predicate.value, []).append(value.value)
        self._mentions: dict[str, Marks] = {}

    def all(self, node: str, predicate: str) -> list[str]:
        """Every value that `node` has for a term, sorted."""
        iri = STANDARD.get(predicate) or self.schema.iri(predicate)
        return sorted(self._values.get(node, {}).get(iri, []))

    def one(self, node: str, predicate: str) -> str:
        """The value that `node` has for a term, "" when it has none."""
        return next(iter(self.all(node, predicate)), "")

    def is_true(self, node: str, predicate: str) -> bool:
        """Whether a boolean property holds."""
        return self.one(node, predicate) == "true"

    def type(self, node: str) -> str:
        """The local name of a node's class, "" when the graph gives none."""
        return self.term(node, "rdf:type")

    def term(self, node: str, predicate: str) -> str:
        """The local name of the term of the ontology that `node` has for another, or ""."""
        iri = self.one(node, predicate)
        return self.schema.name(iri) if iri else ""

    def nodes(self) -> Iterator[tuple[str, str]]:
        """Each node that has a class, with that class, sorted by IRI."""
        for node in sorted(self._values):
            if name := self.type(node):
                yield node, name

    def span(self, passage: str) -> tuple[int, int]:
        """The offsets of a passage in the article's text."""
        return int(self.one(passage, "oa:start")), int(self.one(passage, "oa:end"))

    def mentions(self, node: str) -> Marks:
        """Where the article mentions an entity, pronouns included."""
        if node not in self._mentions:
            self._mentions[node] = [self.span(p) for p in self.all(node, "mention")]
        return self._mentions[node]

    def evidence(self, statement: str, marked: Iterable[tuple[int, int]]) -> list[Evidence]:
        """The sentences that say a statement, in text order; of `marked` what lies in each."""
        marks = list(marked)
        passages = sorted((self.span(p), p) for p in self.all(statement, "evidence"))
        return [
            Evidence(
                text=self.one(passage, "oa:exact"),
                start=start,
                marks=clip(marks, start, end),
                article=self.article,
                title=self.one(self.article, "schema:headline"),
                date=self.one(self.article, "schema:datePublished"),
                publisher=self.one(self.article, "publisher"),
                url=self.one(self.article, "schema:url"),
            )
            for (start, end), passage in passages
        ]


def clip(marks: Iterable[tuple[int, int]], start: int, end: int) -> list[list[int]]:
    """The parts of `marks` inside a sentence, as offsets in it, those that touch joined.

    >>> clip([(12, 15), (14, 18), (30, 40)], 10, 35)
    [[2, 8], [20, 25]]
    """
    inside = sorted((max(a, start), min(b, end)) for a, b in marks if a < end and b > start)
    joined: list[list[int]] = []
    for a, b in sorted(inside, key=itemgetter(0)):
        if joined and a - start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], b - start)
        else:
            joined.append([a - start, b - start])
    return joined
