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
    reader = _Reader(graph, schema)
    lines = [
        *map(reader.relation, graph.relations),
        *map(reader.attribute, graph.attributes),
        *map(reader.event, graph.events),
        *map(reader.claim, graph.claims),
    ]
    return tuple(sorted(lines, key=lambda line: line.start))


class _Reader:
    """The words for the ids and terms of one article's graph."""

    def __init__(self, graph: ArticleGraph, schema: Schema) -> None:
        self._text = graph.article.text
        self._schema = schema
        self._names = {entity.id: entity.name for entity in graph.entities}
        self._names |= {e.id: schema.event_types[e.type].label for e in graph.events}

    def relation(self, relation: Relation) -> Line:
        return Line(
            subject=self._name(relation.subject),
            relation=self._schema.relations[relation.predicate].label,
            object=self._name(relation.object),
            time="",
            status=self._status(
                ["former"] * relation.former + ["negated"] * relation.negated,
                relation.attributed_to,
            ),
            confidence=relation.source.confidence,
            start=_start(relation.evidence),
        )

    def attribute(self, attribute: Attribute) -> Line:
        return Line(
            subject=self._name(attribute.subject),
            relation=self._schema.attributes[attribute.predicate].label,
            object=attribute.value,
            time="",
            status=FACT,
            confidence=attribute.source.confidence,
            start=_start(attribute.evidence),
        )

    def event(self, event: Event) -> Line:
        modality = [] if event.modality is Modality.ASSERTED else [event.modality.value]
        leading = [self._filler(a) for a in event.arguments if a.role == LEADING]
        others = [f"{a.role}: {self._filler(a)}" for a in event.arguments if a.role != LEADING]
        return Line(
            subject=", ".join(leading),
            relation=self._schema.event_types[event.type].label,
            object="; ".join(others),
            time=event.time.value if event.time else "",
            status=self._status(["negated"] * event.negated + modality, event.attributed_to),
            confidence=event.source.confidence,
            start=_start(event.evidence),
        )

    def claim(self, claim: Claim) -> Line:
        content = claim.content.of(self._text)
        return Line(
            subject=self._name(claim.speaker),
            relation=claim.cue.of(self._text),
            object=f"“{content}”" if claim.direct else content,
            time="",
            status="denied" if claim.negated else "quoted" if claim.direct else "reported",
            confidence=claim.source.confidence,
            start=_start(claim.evidence),
        )

    def _name(self, key: str) -> str:
        return self._names.get(key, key)

    def _filler(self, argument: Argument) -> str:
        filler = argument.filler
        if isinstance(filler, Quantity):
            return filler.span.of(self._text)
        return filler.of(self._text) if isinstance(filler, Span) else self._name(filler)

    def _status(self, words: list[str], sources: Iterable[str]) -> str:
        names = [self._name(source) for source in sources]
        said = [f"according to {', '.join(names)}"] if names else []
        return ", ".join([*words, *said]) or FACT


def _start(evidence: tuple[Span, ...]) -> int:
    return evidence[0].start if evidence else 0
