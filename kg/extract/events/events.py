"""Triggers with their roles → events: status, time, attribution."""

from collections.abc import Iterator, Sequence

from kg.extract.entities.resolved import Resolved
from kg.extract.events.dating import lead_time
from kg.extract.events.merging import merge_events, ordered
from kg.extract.events.roles import Role
from kg.extract.events.status import statuses
from kg.extract.events.subtotals import subtotals
from kg.extract.reading import AMOUNT, CLAIM, SOURCE, SPEAKER, TIME, Trigger
from kg.model import Argument, Event, Quantity, Source, Span, Time


def extract_events(
    resolved: Resolved,
    triggers: Sequence[Trigger],
    roles: dict[int, list[Role]],
    said: Sequence[tuple[Span, str]],
) -> list[Event]:
    """Each happening once, numbered in text order; one in which no entity takes part is left out.

    `said` are the contents of claims with their speakers: what happens in one is attributed.
    """
    status = statuses(resolved.reading, triggers)
    events = []
    for t, trigger in enumerate(triggers):
        arguments = ordered(list(_arguments(resolved, roles.get(t, []))))
        if trigger.label == CLAIM or not any(_is_entity(a) for a in arguments):
            continue
        span = resolved.reading.span(trigger.word, trigger.word + 1)
        sentence = resolved.reading.sentence_span(trigger.word)
        negated, modality = status[t]
        sources = list(_sources(resolved, roles.get(t, []))) or innermost(span, said)
        event = Event(
            id=f"v{t}",
            type=trigger.label,
            trigger=span,
            arguments=arguments,
            evidence=(sentence,),
            source=Source(trigger.rule, round(min(trigger.confidence, 1.0), 4)),
            time=_time(resolved, roles.get(t, [])) or lead_time(resolved, span, sentence),
            negated=negated,
            modality=modality,
            attributed_to=tuple(dict.fromkeys(sources)),
        )
        events += [event, *subtotals(resolved, event, resolved.quantities)]
    return merge_events(events)


def _is_entity(argument: Argument) -> bool:
    return isinstance(argument.filler, str) and argument.filler.startswith("e")


def _arguments(resolved: Resolved, roles: Sequence[Role]) -> Iterator[Argument]:
    """The arguments of an event: nothing in two roles, one amount, the surest first."""
    taken: set[str] = set()
    for role in roles:
        if role.event >= 0:
            yield Argument(role.role, f"v{role.event}", role.confidence)
        elif role.role == AMOUNT:
            quantity = _quantity(resolved, role.candidate)
            if quantity is not None and AMOUNT not in taken:
                taken.add(AMOUNT)
                yield Argument(AMOUNT, quantity, role.confidence)
        elif role.role not in (SOURCE, SPEAKER, TIME):
            entity = resolved.entity(role.candidate)
            if entity is not None and entity.id not in taken:
                taken.add(entity.id)
                yield Argument(role.role, entity.id, role.confidence)


def _time(resolved: Resolved, roles: Sequence[Role]) -> Time | None:
    """The time expression that the model is surest of."""
    for role in roles:
        if role.role == TIME:
            found = resolved.candidates[role.candidate]
            span = resolved.reading.span(found.start, found.end)
            return next((t for t in resolved.times if t.span.overlaps(span)), None)
    return None


def _quantity(resolved: Resolved, candidate: int) -> Quantity | None:
    """The longest figure within a candidate."""
    found = resolved.candidates[candidate]
    span = resolved.reading.span(found.start, found.end)
    inside = [q for q in resolved.quantities if q.span.overlaps(span)]
    return max(inside, key=lambda q: q.span.end - q.span.start, default=None)


def _sources(resolved: Resolved, roles: Sequence[Role]) -> Iterator[str]:
    """Those whose word the event is, as the model sees it."""
    for role in roles:
        entity = resolved.entity(role.candidate) if role.role == SOURCE else None
        if entity is not None:
            yield entity.id


def innermost(trigger: Span, said: Sequence[tuple[Span, str]]) -> list[str]:
    """The speakers of the smallest content that a trigger lies in."""
    around = [
        (span.end - span.start, who) for span, who in said if span.start <= trigger.start < span.end
    ]
    least = min(around, default=(0, ""))[0]
    return [who for size, who in around if size == least]
