"""Positions, ages and populations."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from kg.extract.entities.resolved import Resolved
from kg.extract.reading import POSITION, Candidate
from kg.model import Attribute, Entity, Event, MentionKind, Quantity, Source, Span
from kg.nlp.expressions.quantities import find_ages

THRESHOLD = 0.4
RULE_CONFIDENCE = 0.8
NEAR = 80
"""Characters between a figure and whom it describes, at most."""
_RESIDENTS = re.compile(r"\s*(?:\w+\s)?(?:people|residents|inhabitants|members|citizens)\b")
_OWNED = re.compile(r"[’']s\s+(?:\w+\s)?$")


def extract_attributes(resolved: Resolved, events: Sequence[Event]) -> list[Attribute]:
    """Positions, ages and populations, each once, in the order of their evidence.

    A figure that is the amount of an event is no population.
    """
    amounts = {a.filler.span for e in events for a in e.arguments if isinstance(a.filler, Quantity)}
    found: dict[tuple[str, str, str], Attribute] = {}
    for attribute in (
        *_positions(resolved),
        *_ages(resolved),
        *_populations(resolved, amounts),
    ):
        key = attribute.subject, attribute.predicate, attribute.value.casefold()
        found.setdefault(key, attribute)
    return sorted(found.values(), key=lambda a: (a.evidence[0].start, a.subject, a.value))


def _positions(resolved: Resolved) -> Iterator[Attribute]:
    """Offices, each of the one person of its sentence to whom the model ties it most."""
    reading, candidates = resolved.reading, resolved.candidates
    at: dict[int, list[int]] = defaultdict(list)
    for k, candidate, entity in resolved.denoting():
        if resolved.is_a(entity, "Person"):
            at[reading.sentence[candidate.start]].append(k)
    offices = [k for k, c in enumerate(candidates) if c.label == POSITION]
    pairs = [(a, b) for b in offices for a in at[reading.sentence[candidates[b].start]]]
    column = reading.heads.labels["relation"].index(POSITION)
    best: dict[int, tuple[float, int]] = {}
    for (a, b), row in zip(pairs, reading.relations(candidates, pairs), strict=True):
        best[b] = max(best.get(b, (0.0, a)), (float(row[column]), a))
    for office, (likely, bearer) in best.items():
        holder = resolved.entity(bearer)
        if holder is not None and likely >= THRESHOLD:
            sentence = reading.sentence_span(candidates[office].start)
            source = Source("head:relation", round(likely, 4))
            value = _office(resolved, candidates[office])
            if value:
                yield Attribute(holder.id, POSITION, value, (sentence,), source)


def _office(resolved: Resolved, office: Candidate) -> str:
    """An office as one person holds it, without the body in front: "Senate aides" is "aide".

    Empty for what names the party or the people that somebody belongs to.
    """
    reading, start = resolved.reading, office.start
    inside = {k for word in range(office.start, office.end) for k in resolved.around[word]}
    for k in sorted(inside):
        candidate, entity = resolved.candidates[k], resolved.entity(k)
        begins = candidate.start == start and candidate.end < office.end
        if begins and entity is not None and not resolved.is_a(entity, "Person"):
            start = candidate.end
    while start > 1 and reading.layout.words[start - 1] == "-" and not reading.layout.gaps[start]:
        start -= 2
    head = reading.token(office.head)
    if head.text in reading.schema.demonyms:
        return ""
    words = reading.span(start, office.end).of(reading.text)
    several = head.tag_ in ("NNS", "NNPS") and office.head == office.end - 1
    return words.removesuffix("s") if several else words


def _ages(resolved: Resolved) -> Iterator[Attribute]:
    """Ages, of the nearest person or group of the sentence."""
    for age in find_ages(resolved.reading.text):
        yield from _figure(resolved, age, "age", ("Person", "Group"))


def _populations(resolved: Resolved, amounts: Set[Span]) -> Iterator[Attribute]:
    """Numbers of inhabitants: "population of 9 million", "Gaza's 2.3 million residents"."""
    text = resolved.reading.text
    for quantity in resolved.quantities:
        if quantity.span in amounts:
            continue
        before = text[max(0, quantity.span.start - 40) : quantity.span.start].lower()
        counted = _counted(resolved, quantity)
        if counted is not None:
            yield counted
        owned = _OWNED.search(before) and _RESIDENTS.match(text, quantity.span.end)
        if owned or "population" in before:
            yield from _figure(resolved, quantity, "population", ("Place",))


def _counted(resolved: Resolved, quantity: Quantity) -> Attribute | None:
    """The size of a group whose description has a number in it: "fifteen Democrats"."""
    reading, figure = resolved.reading, quantity.span
    words = reading.words_at(figure) if quantity.unit in ("", "people") else None
    for k in resolved.around[words[0]] if words else ():
        candidate, entity = resolved.candidates[k], resolved.entity(k)
        span = reading.span(candidate.start, candidate.end)
        counting = [c for c in reading.token(candidate.head).children if c.dep_ == "nummod"]
        counts = span.start <= figure.start < figure.end < span.end and any(
            figure.start <= c.idx < figure.end for c in counting
        )
        if counts and entity is not None and entity.type == "Group":
            sentence = reading.sentence_span(candidate.start)
            source = Source("rule:population", RULE_CONFIDENCE)
            value = f"{quantity.number:.0f}"
            return Attribute(entity.id, "population", value, (sentence,), source)
    return None


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
