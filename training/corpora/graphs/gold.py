"""The JSON of a gold graph, as GUIDELINES.md beside the gold data describes it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict


class GoldEntity(TypedDict):
    """An entity; each of its mention strings stands for all its occurrences."""

    id: str
    type: str
    mentions: Sequence[str]


class GoldRelation(TypedDict):
    """A relation between two entities."""

    subject: str
    predicate: str
    object: str
    evidence: str


class GoldLiteral(TypedDict):
    """A value of an entity's attribute."""

    subject: str
    predicate: str
    value: str
    evidence: str


class GoldEvent(TypedDict):
    """An event; a role's fillers are one string or several: entities or, as amount, words."""

    type: str
    trigger: str
    evidence: str
    roles: Mapping[str, str | Sequence[str]]
    time: NotRequired[str]
    attributed_to: NotRequired[Sequence[str]]
    modality: NotRequired[str]
    negated: NotRequired[bool]


class GoldClaim(TypedDict):
    """Who says what, by which cue."""

    speaker: str
    cue: str
    content: str
    direct: NotRequired[bool]


class Gold(TypedDict):
    """One article's graph; the date is that of publication, or empty."""

    id: str
    date: str
    entities: Sequence[GoldEntity]
    relations: Sequence[GoldRelation]
    literals: Sequence[GoldLiteral]
    events: Sequence[GoldEvent]
    claims: Sequence[GoldClaim]


def read_gold(path: Path) -> Gold:
    """The graph of a file; its form is taken on trust."""
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return gold


def fillers(event: GoldEvent, role: str) -> tuple[str, ...]:
    """What fills a role of an event."""
    found = event["roles"].get(role, ())
    return (found,) if isinstance(found, str) else tuple(found)
