"""The statements of an article graph as lines for people: subject, relation, object, status."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import (
    Argument,
    ArticleGraph,
    Attribute,
    Claim,
    Event,
    Modality,
    Quantity,
    Relation,
    Span,
)
from kg.schema import Schema

FACT = "fact"
LEADING = "agent"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in words; `status` is "fact", or how the article holds it: "planned".

    `start` is where its first evidence begins in the text.
    """

    subject: str
    relation: str
    object: str
    time: str
    status: str
    confidence: float
    start: int


def to_lines(graph: ArticleGraph, schema: Schema) -> tuple[Line, ...]:
    """Every statement of `graph`, in text order."""
    wording = Wording(graph, schema)
    lines = [
        *map(wording.relation, graph.relations),
        *map(wording.attribute, graph.attributes),
        *map(wording.event, graph.events),
        *map(wording.claim, graph.claims),
    ]
    return tuple(sorted(lines, key=lambda line: line.start))


class Wording:
    """The words for the ids, terms and statuses of one article's graph."""

    def __init__(self, graph: ArticleGraph, schema: Schema) -> None:
        self._text = graph.article.text
        self._schema = schema
        self._names = {entity.id: entity.name for entity in graph.entities}
        self._names |= {e.id: schema.event_types[e.type].label for e in graph.events}

    def relation(self, relation: Relation) -> Line:
        """A relation as a line."""
        return Line(
            subject=self.name(relation.subject),
            relation=self._schema.relations[relation.predicate].label,
            object=self.name(relation.object),
            time="",
            status=self.relation_status(relation),
            confidence=relation.source.confidence,
            start=_start(relation.evidence),
        )

    def attribute(self, attribute: Attribute) -> Line:
        """An attribute as a line."""
        return Line(
            subject=self.name(attribute.subject),
            relation=self._schema.attributes[attribute.predicate].label,
            object=attribute.value,
            time="",
            status=FACT,
            confidence=attribute.source.confidence,
            start=_start(attribute.evidence),
        )

    def event(self, event: Event) -> Line:
        """An event as a line, its agents first."""
        leading = [self.filler(a) for a in event.arguments if a.role == LEADING]
        others = [f"{a.role}: {self.filler(a)}" for a in event.arguments if a.role != LEADING]
        return Line(
            subject=", ".join(leading),
            relation=self._schema.event_types[event.type].label,
            object="; ".join(others),
            time=event.time.value if event.time else "",
            status=self.event_status(event),
            confidence=event.source.confidence,
            start=_start(event.evidence),
        )

    def claim(self, claim: Claim) -> Line:
        """A claim as a line."""
        content = claim.content.of(self._text)
        return Line(
            subject=self.name(claim.speaker),
            relation=claim.cue.of(self._text),
            object=f"“{content}”" if claim.direct else content,
            time="",
            status=self.claim_status(claim),
            confidence=claim.source.confidence,
            start=_start(claim.evidence),
        )

    def relation_status(self, relation: Relation) -> str:
        """How the article holds a relation: "fact", "former, according to Kari Holm"."""
        words = ["former"] * relation.former + ["negated"] * relation.negated
        return self._status(words, relation.attributed_to)

    def event_status(self, event: Event) -> str:
        """How the article holds an event."""
        modality = [] if event.modality is Modality.ASSERTED else [event.modality.value]
        return self._status(["negated"] * event.negated + modality, event.attributed_to)

    def claim_status(self, claim: Claim) -> str:
        """Whether a claim denies its content, quotes or reports it."""
        return "denied" if claim.negated else "quoted" if claim.direct else "reported"

    def name(self, key: str) -> str:
        """The name of an entity, the label of an event's type."""
        return self._names.get(key, key)

    def filler(self, argument: Argument) -> str:
        """What fills a role, in words."""
        filler = argument.filler
        if isinstance(filler, Quantity):
            return filler.span.of(self._text)
        return filler.of(self._text) if isinstance(filler, Span) else self.name(filler)

    def _status(self, words: list[str], sources: Iterable[str]) -> str:
        names = [self.name(source) for source in sources]
        said = [f"according to {', '.join(names)}"] if names else []
        return ", ".join([*words, *said]) or FACT


def _start(evidence: tuple[Span, ...]) -> int:
    return evidence[0].start if evidence else 0
