"""Totals → their parts: "over 8,700 people, including at least 7,326 Palestinians"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.entities.resolved import Resolved
from kg.extract.events.merging import ordered
from kg.extract.reading import AMOUNT
from kg.model import Argument, Entity, Event, Quantity

INTRODUCING = ("including", "among them", "of them", "of whom")
PATIENT = "patient"
CONFIDENCE = 0.7


def subtotals(resolved: Resolved, event: Event, quantities: Sequence[Quantity]) -> Iterator[Event]:
    """One event for each counted group that a total is said to include, in the same sentence.

    Its trigger is the figure, for no word of its own names it.
    """
    total = next((a.filler for a in event.arguments if isinstance(a.filler, Quantity)), None)
    if total is None:
        return
    text, sentence = resolved.reading.text, event.evidence[0]
    start = max(event.trigger.end, total.span.end)
    found = [at for word in INTRODUCING if (at := text.find(word, start, sentence.end)) >= 0]
    kept = [a for a in event.arguments if a.role not in (AMOUNT, PATIENT)]
    for quantity in quantities if found else ():
        group = _counted(resolved, quantity)
        if min(found) < quantity.span.start < sentence.end and group is not None:
            parts = [
                Argument(AMOUNT, quantity, CONFIDENCE),
                Argument(PATIENT, group.id, CONFIDENCE),
            ]
            others = [a for a in kept if a.filler != group.id]
            yield replace(
                event,
                id=f"{event.id}.{quantity.span.start}",
                trigger=quantity.span,
                arguments=ordered([*others, *parts]),
            )


def _counted(resolved: Resolved, quantity: Quantity) -> Entity | None:
    """What a figure counts: the entity whose mention holds it or follows it."""
    reading, figure = resolved.reading, quantity.span
    words = reading.words_at(figure)
    best: tuple[int, Entity] | None = None
    for k in sorted({k for word in words for k in resolved.around[word]}) if words else ():
        candidate, entity = resolved.candidates[k], resolved.entity(k)
        span = reading.span(candidate.start, candidate.end)
        holds = span.start <= figure.start < span.end
        gap = 0 if holds else span.start - figure.end
        if entity and (holds or 0 <= gap <= 2) and (best is None or gap < best[0]):
            best = gap, entity
    return best[1] if best else None
