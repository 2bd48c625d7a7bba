"""Participants: who takes part in the events that are found, in which role."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.meantime.corpus import EventMention, overlap
from evaluation.meantime.events import Reading
from evaluation.report import Group, Metric
from evaluation.scores import Fact, by_label, compare, counted, f1
from kg.model import Event

ROLES = {
    "Arg0": frozenset({"agent"}),
    "Arg1": frozenset({"patient", "counterpart", "destination", "topic"}),
    "Argm-LOC": frozenset({"place", "destination", "origin"}),
}
"""PropBank's roles, and which of ours they may be; the others depend on the verb."""
COMPARED = frozenset().union(*ROLES.values())
NOTE = (
    "events with the same word only; mentions of argument and participant overlap in the event's"
    " sentence; Arg0 is agent, Arg1 patient, counterpart, destination or topic, Argm-LOC place,"
    " destination or origin; other roles count without role only; figures and events do not"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A role that an entity fills, and the annotated participants that the entity may be."""

    role: str
    entity: str
    participants: frozenset[int]


def participants_group(name: str, readings: Sequence[Reading]) -> Group:
    """Participants with their role and without; recall of each of the corpus's roles.

    Two of ours that are one annotated participant ("Holm and Lind") count as one.
    """
    pairs = [(r, mention, event) for r in readings for mention, event in r.pairs()]
    gold: list[Fact] = []
    found: list[Fact] = []
    bare_gold: list[Fact] = []
    bare_found: list[Fact] = []
    for k, (reading, mention, event) in enumerate(pairs):
        roles = [p.role for p in mention.participants]
        filled = list(filled_roles(reading, mention, event))
        gold += [(role, k, i) for i, role in enumerate(roles) if role in ROLES]
        found += {(label, k, filler) for label, filler in _with_role(filled, roles)}
        bare_gold += [("", k, i) for i in range(len(roles))]
        bare_found += {("", k, i) for f in filled for i in f.participants or (f.entity,)}
    total, bare = compare(gold, found), compare(bare_gold, bare_found)
    each = by_label(gold, found).items()
    return Group(
        name,
        (f1("F1", total), f1("F1 without role", bare), Metric("events", len(pairs))),
        (
            *counted(total),
            *counted(bare, "without role"),
            *(Metric(f"{role} recall", round(count.recall, 4)) for role, count in each),
        ),
        NOTE,
    )


def filled_roles(reading: Reading, mention: EventMention, event: Event) -> Iterator[Filled]:
    """The roles of an event that entities fill which the corpus mentions in its sentence.

    Of other entities the corpus cannot say that they take no part.
    """
    entities = {e.id: e for e in reading.graph.entities}
    sentences = [s for s in reading.annotated.sentences if overlap(mention.words, s)]
    for argument in event.arguments:
        if not isinstance(argument.filler, str) or argument.filler not in entities:
            continue
        spans = [
            m.span
            for m in entities[argument.filler].mentions
            if any(m.span.overlaps(s) for s in sentences)
        ]
        if any(overlap(words, s) for words in reading.annotated.mentions for s in spans):
            same = (
                i
                for i, participant in enumerate(mention.participants)
                if any(overlap(participant.words, s) for s in spans)
            )
            yield Filled(argument.role, argument.filler, frozenset(same))


def _with_role(filled: Iterable[Filled], roles: Sequence[str]) -> Iterator[tuple[str, int | str]]:
    """What counts as found: participants under their role, and entities that are none.

    Left out are entities that fill a role which has no counterpart, here or there.
    """
    for f in filled:
        same = {i for i in f.participants if f.role in ROLES.get(roles[i], ())}
        known = not f.participants or any(roles[i] in ROLES for i in f.participants)
        if same:
            yield from ((roles[i], i) for i in same)
        elif known and f.role in COMPARED:
            yield "", f.entity
