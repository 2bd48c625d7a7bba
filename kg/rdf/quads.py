"""An article's graph as RDF quads.

All quads are in one named graph, whose name is the article's IRI; nothing is a blank node.
Entities and plain triples carry what the article asserts as fact; statement nodes carry
everything, each with `news:evidence` (passages with `oa:exact`, `oa:start`, `oa:end`).
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pyoxigraph import NamedNode, Quad
from rdflib.namespace import RDF, SKOS

from kg import __version__
from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Attribute,
    Claim,
    Coverage,
    Entity,
    Event,
    MentionKind,
    Predication,
    Quantity,
    Relation,
    Source,
    Span,
    Time,
)
from kg.rdf import terms
from kg.rdf.writer import LABEL, TYPE, QuadWriter
from kg.schema import Schema

ALT = NamedNode(str(SKOS.altLabel))
UNTYPED, ROLES = "Happening", {"ARG0": "agent", "ARG1": "patient"}
SUBJECT, PREDICATE, OBJECT = (NamedNode(str(i)) for i in (RDF.subject, RDF.predicate, RDF.object))


def to_quads(graph: ArticleGraph, schema: Schema) -> Iterator[Quad]:
    """Every quad of an article's graph once, in an order that depends on nothing but the graph.

    A plain triple is written only for what the article presents as fact: not for a statement that
    is negated, planned, possible or attributed, nor for a relation that no longer holds. Two
    entities with one IRI become one. A lone surrogate in a text becomes U+FFFD.
    """
    writer = _Writer(graph, schema)
    writer.facts()
    for entity in graph.entities:
        writer.entity(entity)
    for relation in graph.relations:
        writer.relation(relation)
    for attribute in graph.attributes:
        writer.attribute(attribute)
    for event in graph.events:
        writer.event(event)
    for claim in graph.claims:
        writer.claim(claim)
    for predication in graph.predications:
        writer.predication(predication)
    writer.coverage(graph.coverage)
    return iter(writer.quads)


class _Writer(QuadWriter):
    """The quads of one article's graph, statement by statement."""

    def __init__(self, graph: ArticleGraph, schema: Schema) -> None:
        super().__init__(graph.article, schema)
        self.nodes = {e.id: terms.entity_iri(self.name, e, schema) for e in graph.entities} | {
            v.id: self.own(terms.place_iri(self.name, v.type, v.trigger)) for v in graph.events
        }
        self.types = {x.id: x.type for group in (graph.entities, graph.events) for x in group}

    def facts(self) -> None:
        """Add what is known about the article itself."""
        article = self.article
        self.add(self.name, TYPE, self.term("Article"))
        self.add(self.name, "dcterms:identifier", article.id)
        self.add(self.name, "schema:articleBody", article.text)
        digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        self.add(self.name, "textHash", digest)
        self.add(self.name, "extractorVersion", f"kg {__version__}")
        for name, value in _article_facts(article):
            self.add(self.name, name, value)
        if article.date is not None:
            self.add(self.name, "schema:datePublished", terms.time(article.date.isoformat()))

    def entity(self, entity: Entity) -> None:
        """Add an entity with its type, its names and its mentions."""
        node = self.nodes[entity.id]
        self.add(node, TYPE, self.term(entity.type))
        self.add(node, LABEL, entity.name)
        names = (
            m.span.of(self.article.text) for m in entity.mentions if m.kind is MentionKind.NAME
        )
        for name in names:
            if name != entity.name:
                self.add(node, ALT, name)
        for mention in entity.mentions:
            passage = self.passage(mention.span, "Mention")
            self.add(node, "mention", passage)
            self.add(passage, "mentionKind", self.term(mention.kind.value))
            if mention.confidence < 1.0:
                self.add(passage, "confidence", terms.number(mention.confidence))

    def statement(
        self, node: NamedNode, evidence: Iterable[Span], source: Source, *, fact: bool
    ) -> None:
        """Add what every statement node has."""
        self.add(node, "prov:wasDerivedFrom", self.name)
        self.add(node, "factual", terms.boolean(fact))
        self.add(node, "confidence", terms.number(source.confidence))
        self.add(node, "rule", source.rule)
        for span in evidence:
            self.add(node, "evidence", self.passage(span))

    def sources(self, node: NamedNode, speakers: Iterable[str]) -> None:
        """Add whom a statement is attributed to."""
        for speaker in speakers:
            self.add(node, "attributedTo", self.nodes[speaker])

    def relation(self, relation: Relation) -> None:
        """Add a relation's statement node and, if it is a present fact, its plain triple."""
        subject, object_ = self.nodes[relation.subject], self.nodes[relation.object]
        status = [f"former {relation.former}", f"negated {relation.negated}"]
        node = self.own(
            terms.part_iri(
                self.name,
                relation.predicate,
                subject.value,
                object_.value,
                *status,
                *(self.nodes[s].value for s in relation.attributed_to),
            )
        )
        fact = not (relation.negated or relation.attributed_to or relation.former)
        self.add(node, TYPE, self.term("RelationStatement"))
        self.add(node, SUBJECT, subject)
        self.add(node, PREDICATE, self.term(relation.predicate))
        self.add(node, OBJECT, object_)
        self.add(node, "negated", terms.boolean(relation.negated))
        self.add(node, "former", terms.boolean(relation.former))
        self.sources(node, relation.attributed_to)
        self.statement(node, relation.evidence, relation.source, fact=fact)
        if fact:
            self.add(subject, relation.predicate, object_)

    def attribute(self, attribute: Attribute) -> None:
        """Add an attribute's statement node and its plain triple."""
        subject = self.nodes[attribute.subject]
        datatype = self.schema.attributes[attribute.predicate].datatype
        value = terms.typed(attribute.value, datatype)
        content = (subject.value, attribute.value)
        node = self.own(terms.part_iri(self.name, attribute.predicate, *content))
        self.add(node, TYPE, self.term("AttributeStatement"))
        self.add(node, SUBJECT, subject)
        self.add(node, PREDICATE, self.term(attribute.predicate))
        self.add(node, OBJECT, value)
        self.statement(node, attribute.evidence, attribute.source, fact=True)
        self.add(subject, attribute.predicate, value)

    def event(self, event: Event) -> None:
        """Add an event's node and, if the article says that it happened, its plain triples.

        The node also has their subjects, predicate and objects, like a relation's, so that one
        pattern finds the statement behind any plain triple.
        """
        node = self.nodes[event.id]
        self.happening(node, event.type, event)
        for argument in event.arguments:
            self.argument(node, argument)
        if event.time is not None:
            self.time(node, event.time)
        name = self.schema.event_types[event.type].triple
        triple = self.term(name)
        for agent, filler in self.projected(event):
            if not self.admits(name, agent, filler):
                continue
            subject, object_ = self.nodes[agent], self.nodes[filler]
            self.add(node, SUBJECT, subject)
            self.add(node, PREDICATE, triple)
            self.add(node, OBJECT, object_)
            if event.is_fact:
                self.add(subject, triple, object_)

    def happening(self, node: NamedNode, name: str, found: Event | Predication) -> None:
        """Add what every happening has; `name` is that of its class."""
        self.add(node, TYPE, self.term(name))
        self.add(node, LABEL, found.trigger.of(self.article.text))
        self.add(node, "trigger", self.passage(found.trigger))
        self.add(node, "negated", terms.boolean(found.negated))
        self.add(node, "modality", self.term(found.modality.value))
        self.sources(node, found.attributed_to)
        self.statement(node, found.evidence, found.source, fact=found.is_fact)

    def predication(self, predication: Predication) -> None:
        """Add a happening of no type with its roleset; it has no plain triple."""
        node = self.own(terms.place_iri(self.name, UNTYPED, predication.trigger))
        self.happening(node, UNTYPED, predication)
        self.add(node, "roleset", predication.roleset)
        for label, entity in predication.arguments:
            role = ROLES.get(label)
            if role and self.schema.admits(role, UNTYPED, self.types[entity]):
                self.add(node, role, self.nodes[entity])

    def admits(self, triple: str, subject: str, object_: str) -> bool:
        """Whether the ontology lets a plain triple run between two entities or events."""
        return self.schema.admits(triple, self.types[subject], self.types[object_])

    def projected(self, event: Event) -> Iterator[tuple[str, str]]:
        """The ids at the ends of the triples that an event stands for.

        A place or topic belongs to the happening, not to somebody's act on it; so without an
        agent it is what happened to the patient there: a death's patient died in its place.
        """
        role = self.schema.event_types[event.type].object_role
        agents = list(event.fillers("agent"))
        if not agents and role in ("place", "topic"):
            agents = list(event.fillers("patient"))
        for agent in agents:
            for filler in event.fillers(role):
                yield agent, filler

    def argument(self, node: NamedNode, argument: Argument) -> None:
        """Add what fills a role, and how sure that is where it is not certain."""
        filler = self.filler(argument.filler)
        self.add(node, argument.role, filler)
        if argument.confidence < 1.0:
            doubt = NamedNode(f"{node.value};{argument.role}={terms.digest(filler.value)}")
            self.add(node, "argument", doubt)
            self.add(doubt, TYPE, self.term("Argument"))
            self.add(doubt, "role", self.term(argument.role))
            self.add(doubt, "filler", filler)
            self.add(doubt, "confidence", terms.number(argument.confidence))

    def filler(self, filler: str | Quantity | Span) -> NamedNode:
        """The node of an entity, event, figure or passage."""
        if isinstance(filler, str):
            return self.nodes[filler]
        return self.quantity(filler) if isinstance(filler, Quantity) else self.passage(filler)

    def time(self, node: NamedNode, time: Time) -> None:
        """Add when something happened: one value, or the first and the last day of a range."""
        begin, slash, end = time.value.partition("/")
        if slash:
            self.add(node, "eventStart", terms.time(begin))
            self.add(node, "eventEnd", terms.time(end))
        else:
            self.add(node, "eventTime", terms.time(time.value))
        self.add(node, "timeExpression", self.passage(time.span))

    def claim(self, claim: Claim) -> None:
        """Add a claim's node; that somebody said it is a fact, what they said is not."""
        node = self.own(terms.place_iri(self.name, "claim", claim.content))
        self.add(node, TYPE, self.term("Claim"))
        self.add(node, "speaker", self.nodes[claim.speaker])
        self.add(node, "cue", self.passage(claim.cue))
        self.add(node, "content", self.passage(claim.content))
        self.add(node, "direct", terms.boolean(claim.direct))
        self.add(node, "negated", terms.boolean(claim.negated))
        for event in claim.events:
            self.add(node, "asserts", self.nodes[event])
        self.statement(node, claim.evidence, claim.source, fact=True)

    def coverage(self, coverage: Coverage) -> None:
        """Add the coverage report."""
        self.add(self.name, "sentenceCount", terms.integer(coverage.sentences))
        self.add(self.name, "coveredSentenceCount", terms.integer(coverage.covered))
        for skipped in coverage.skipped:
            passage = self.passage(skipped.span)
            self.add(self.name, "skipped", passage)
            self.add(passage, "reason", skipped.reason)
        for note in coverage.notes:
            self.add(self.name, "coverageNote", note)


def _article_facts(article: Article) -> Iterator[tuple[str, str]]:
    """The facts that are given, each as a term's name and its words."""
    facts = [
        ("schema:headline", article.title),
        ("schema:url", article.url),
        ("publisher", article.publisher),
    ]
    facts += [("byline", author) for author in article.byline]
    if article.dateline is not None:
        facts += [("datelinePlace", article.dateline.place), ("agency", article.dateline.agency)]
    return (fact for fact in facts if fact[1])
