"""Positions, ages and populations."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.entities.resolved import Resolved
from kg.extract.reading import POSITION
from kg.model import Attribute, Entity, MentionKind, Quantity, Source, Span
from kg.nlp.expressions.quantities import find_ages

THRESHOLD = 0.4
RULE_CONFIDENCE = 0.8
NEAR = 80
"""Characters between a figure and whom it describes, at most."""
_RESIDENTS = re.compile(r"\s*(?:\w+\s)?(?:people|residents|inhabitants|members|citizens)\b")
_OWNED = re.compile(r"[’']s\s+(?:\w+\s)?$")


def extract_attributes(resolved: Resolved, quantities: Sequence[Quantity]) -> list[Attribute]:
    """Positions, ages and populations, each once, in the order of their evidence."""
    found: dict[tuple[str, str, str], Attribute] = {}
    for attribute in (
        *_positions(resolved),
        *_ages(resolved),
        *_populations(resolved, quantities),
    ):
        key = attribute.subject, attribute.predicate, attribute.value.casefold()
        found.setdefault(key, attribute)
    return sorted(found.values(), key=lambda a: (a.evidence[0].start, a.subject, a.value))


def _positions(resolved: Resolved) -> Iterator[Attribute]:
    """Offices that the model ties to a person of the sentence."""
    reading, candidates = resolved.reading, resolved.candidates
    offices = [k for k, c in enumerate(candidates) if c.label == POSITION]
    people = [k for k, _, entity in resolved.denoting() if resolved.is_a(entity, "Person")]
    pairs = [
        (a, b)
        for b in offices
        for a in people
        if reading.sentence[candidates[a].start] == reading.sentence[candidates[b].start]
    ]
    column = reading.heads.labels["relation"].index(POSITION)
    for (a, b), row in zip(pairs, reading.relations(candidates, pairs), strict=True):
        entity = resolved.entity(a)
        if entity is not None and row[column] >= THRESHOLD:
            sentence = reading.sentence_span(candidates[b].start)
            source = Source("head:relation", round(float(row[column]), 4))
            value = reading.words_of(candidates[b])
            yield Attribute(entity.id, POSITION, value, (sentence,), source)


def _ages(resolved: Resolved) -> Iterator[Attribute]:
    """Ages, of the nearest person or group of the sentence."""
    for age in find_ages(resolved.reading.text):
        yield from _figure(resolved, age, "age", ("Person", "Group"))


def _populations(resolved: Resolved, quantities: Sequence[Quantity]) -> Iterator[Attribute]:
    """Numbers of inhabitants: "population of 9 million", "Gaza's 2.3 million residents"."""
    text = resolved.reading.text
    for quantity in quantities:
        before = text[max(0, quantity.span.start - 40) : quantity.span.start].lower()
        owned = _OWNED.search(before) and _RESIDENTS.match(text, quantity.span.end)
        if owned or "population" in before:
            yield from _figure(resolved, quantity, "population", ("Place",))


def _figure(
    resolved: Resolved, quantity: Quantity, predicate: str, types: tuple[str, ...]
) -> Iterator[Attribute]:
    """A figure as an attribute of what stands nearest to it."""
    near = _nearest(resolved, quantity.span, types)
    if near is not None:
        entity, sentence = near
        source = Source(f"rule:{predicate}", RULE_CONFIDENCE)
        yield Attribute(entity.id, predicate, f"{quantity.number:.0f}", (sentence,), source)


def _nearest(resolved: Resolved, span: Span, types: tuple[str, ...]) -> tuple[Entity, Span] | None:
    """The entity of one of the types that is mentioned nearest to a span, and the sentence."""
    reading = resolved.reading
    best: tuple[int, Entity, Span] | None = None
    for _, candidate, entity in resolved.denoting():
        if candidate.kind is MentionKind.PRONOUN or not any(
            resolved.is_a(entity, t) for t in types
        ):
            continue
        here = reading.span(candidate.start, candidate.end)
        gap = max(here.start - span.end, span.start - here.end, 0)
        sentence = reading.sentence_span(candidate.start)
        if sentence.overlaps(span) and gap < NEAR and (best is None or gap < best[0]):
            best = gap, entity, sentence
    return best[1:] if best else None
