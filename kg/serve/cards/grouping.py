"""Statements that say the same, together: one card for what several articles tell."""

import json
from collections.abc import Sequence
from dataclasses import replace

from kg.serve.cards.statements import Card, load_cards
from kg.serve.catalogue import Catalogue

MOST_COMPARED = 5000  # statements of one list; those after them stand alone
MOST_AGAIN = 30  # further tellings that one card shows
# An event without a date is the same as no other: what is told twice may have happened twice.
ALIKE = """
SELECT statement.id, statement.kind, statement.type, statement.label, statement.status,
  statement.negated, statement.modality, statement.former, statement.time, statement.details,
  claim.content,
  CASE WHEN statement.kind = 'event' AND statement.first IS NULL THEN statement.id END AS alone,
  (SELECT group_concat(found.role || ' ' || found.node) FROM
    (SELECT role, node FROM part WHERE part.statement = statement.id ORDER BY role, node) AS found)
FROM json_each(?) AS wanted JOIN statement ON statement.id = wanted.value
LEFT JOIN claim ON claim.statement = statement.id
"""


def group_alike(catalogue: Catalogue, ids: Sequence[int]) -> list[list[int]]:
    """The statements in groups that say the same of the same; both keep the order of `ids`."""
    compared = json.dumps(list(ids[:MOST_COMPARED]))
    keys = {row["id"]: tuple(row)[1:] for row in catalogue.rows(ALIKE, (compared,))}
    groups: dict[object, list[int]] = {}
    for number in ids:
        groups.setdefault(keys.get(number, number), []).append(number)
    return list(groups.values())


def load_groups(catalogue: Catalogue, groups: Sequence[Sequence[int]]) -> list[Card]:
    """A card for each group: its surest statement, with the others as `again`."""
    shown = [group[: 1 + MOST_AGAIN] for group in groups]
    cards = {card.id: card for card in load_cards(catalogue, [n for group in shown for n in group])}
    return [
        _together([cards[number] for number in some], len(group))
        for some, group in zip(shown, groups, strict=True)
    ]


def _together(cards: list[Card], told: int) -> Card:
    first, *others = sorted(cards, key=lambda card: -card.confidence)
    return replace(first, again=tuple(others), told=told)
