"""Events → events: mentions of one happening made one."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Argument, Event, Quantity

CENTRAL = ("agent", "patient", "counterpart", "destination", "topic")
"""Roles of which one must agree and none may differ."""


def merge_events(events: Sequence[Event]) -> list[Event]:
    """The events in text order, each happening once; every mention's sentence stays as evidence.

    Two mentions are one happening when type and status agree, a central role has fillers in
    common and no central role, time or amount differs.
    """
    out = sorted(events, key=lambda e: (e.trigger.start, e.id))
    renamed: dict[str, str] = {}
    before = len(out) + 1
    while len(out) < before:
        before = len(out)
        out = _merged(out, renamed)
    numbers = {e.id: f"v{n}" for n, e in enumerate(out, 1)}
    for merged in renamed:
        kept = merged
        while kept in renamed:
            kept = renamed[kept]
        numbers[merged] = numbers[kept]
    return [_renumbered(e, numbers) for e in out]


def _merged(events: Sequence[Event], renamed: dict[str, str]) -> list[Event]:
    """The events after one pass; `renamed` notes which one each joined."""
    out: list[Event] = []
    for event in events:
        same = next((k for k, e in enumerate(out) if _is_same(e, event)), None)
        if same is None:
            out.append(event)
        else:
            out[same] = _union(out[same], event)
            renamed[event.id] = out[same].id
    return out


def _renumbered(event: Event, numbers: dict[str, str]) -> Event:
    """The event with its final id, and those of the events that are its arguments.

    An argument that is no event of the graph is left out, and so is the event itself.
    """
    arguments: dict[tuple[str, object], Argument] = {}
    for argument in event.arguments:
        filler = argument.filler
        if isinstance(filler, str) and not filler.startswith("e"):
            filler = numbers.get(filler, "")
        if filler and filler != numbers[event.id]:
            found = replace(argument, filler=filler)
            arguments.setdefault((found.role, found.filler), found)
    return replace(event, id=numbers[event.id], arguments=tuple(arguments.values()))


def _is_same(a: Event, b: Event) -> bool:
    """Whether two mentions denote one happening."""
    if (a.type, a.negated, a.modality) != (b.type, b.negated, b.modality):
        return False
    if a.time and b.time and a.time.value != b.time.value:
        return False
    figures = [_figures(e) for e in (a, b)]
    if all(figures) and figures[0].isdisjoint(figures[1]):
        return False
    shared = 0
    for role in CENTRAL:
        x, y = set(a.fillers(role)), set(b.fillers(role))
        if x and y and x.isdisjoint(y):
            return False
        shared += bool(x & y)
    return shared > 0


def _figures(event: Event) -> set[float]:
    return {a.filler.number for a in event.arguments if isinstance(a.filler, Quantity)}


def _union(a: Event, b: Event) -> Event:
    """One event with the arguments and evidence of both."""
    filled = {x.filler for x in a.arguments}
    counted = bool(_figures(a))
    more = [
        x
        for x in b.arguments
        if x.filler not in filled and not (counted and isinstance(x.filler, Quantity))
    ]
    return replace(
        a,
        arguments=ordered([*a.arguments, *more]),
        evidence=tuple(dict.fromkeys((*a.evidence, *b.evidence))),
        time=a.time or b.time,
        attributed_to=a.attributed_to if b.attributed_to else (),
    )


def ordered(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """Arguments by role, then by filler."""
    return tuple(sorted(arguments, key=lambda a: (a.role, str(a.filler))))
