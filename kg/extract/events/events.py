"""Triggers with their roles → events: status, time, attribution."""

from collections.abc import Iterator, Sequence

from kg.extract.entities.resolved import Resolved
from kg.extract.events.dating import lead_time
from kg.extract.events.merging import merge_events, ordered
from kg.extract.events.roles import Role
from kg.extract.events.status import statuses
from kg.extract.events.subtotals import subtotals
from kg.extract.reading import AMOUNT, CLAIM, SOURCE, SPEAKER, TIME, Trigger
from kg.model import Argument, Claim, Event, Modality, Quantity, Source, Span, Time


def extract_events(
    resolved: Resolved,
    triggers: Sequence[Trigger],
    roles: dict[int, list[Role]],
    claims: Sequence[Claim],
) -> list[Event]:
    """Each happening once, numbered in text order; one in which no entity takes part is left out.

    What happens in the content of a claim is attributed to its speaker, unless the speaker tells
    what he does himself ("we condemn the attack"); what a claim denies did not happen.
    """
    status = statuses(resolved.reading, triggers)
    events = []
    for t, trigger in enumerate(triggers):
        arguments = ordered(list(_arguments(resolved, trigger.label, roles.get(t, []))))
        if trigger.label == CLAIM or not any(_is_entity(a) for a in arguments):
            continue
        span = resolved.reading.span(trigger.word, trigger.word + 1)
        sentence = resolved.reading.sentence_span(trigger.word)
        negated, modality = status[t]
        around = innermost(span, claims)
        sources = list(_sources(resolved, roles.get(t, []))) or [c.speaker for c in around]
        if modality is Modality.ASSERTED:
            agents = {a.filler for a in arguments if a.role == "agent"}
            sources = [s for s in sources if s not in agents]
        event = Event(
            id=f"v{t}",
            type=trigger.label,
            trigger=span,
            arguments=arguments,
            evidence=(sentence,),
            source=Source(trigger.rule, round(min(trigger.confidence, 1.0), 4)),
            time=_time(resolved, roles.get(t, [])) or lead_time(resolved, span, sentence),
            negated=negated or any(c.negated for c in around),
            modality=modality,
            attributed_to=tuple(dict.fromkeys(sources)),
        )
        events += [event, *subtotals(resolved, event, resolved.quantities)]
    return merge_events(events)


def _is_entity(argument: Argument) -> bool:
    return isinstance(argument.filler, str) and argument.filler.startswith("e")


def _arguments(resolved: Resolved, label: str, roles: Sequence[Role]) -> Iterator[Argument]:
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
            if entity is None or entity.id in taken:
                continue
            if resolved.reading.schema.admits(role.role, label, entity.type):
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
    return max(inside, key=lambda q: len(q.span), default=None)


def _sources(resolved: Resolved, roles: Sequence[Role]) -> Iterator[str]:
    """Those whose word the event is, as the model sees it."""
    for role in roles:
        entity = resolved.entity(role.candidate) if role.role == SOURCE else None
        if entity is not None:
            yield entity.id


def innermost(trigger: Span, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the smallest content that a trigger lies in."""
    around = [c for c in claims if c.content.start <= trigger.start < c.content.end]
    least = min((len(c.content) for c in around), default=0)
    return [c for c in around if len(c.content) == least]
