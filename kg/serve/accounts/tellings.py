"""Events of the catalogue as accounts that can be compared."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from kg.serve.accounts.disagreement import BEFORE, Account, Amount
from kg.serve.catalogue import Catalogue
from kg.view.drawing.timeline import parse_days

EVENTS = """
SELECT statement.*, article.date FROM statement JOIN article ON article.id = statement.article
WHERE statement.id IN (SELECT value FROM json_each(?)) ORDER BY statement.id
"""
PARTS = "SELECT * FROM part WHERE statement IN (SELECT value FROM json_each(?))"
FIGURES = """
SELECT * FROM figure WHERE number IS NOT NULL AND statement IN (SELECT value FROM json_each(?))
"""
CLAIMS = """
SELECT asserted.event, claim.speaker, claim.negated FROM asserted
JOIN claim ON claim.statement = asserted.claim
WHERE asserted.event IN (SELECT value FROM json_each(?))
"""


def load_accounts(catalogue: Catalogue, events: Sequence[int]) -> Iterator[Account]:
    """The accounts of some events; one without any date, its article's included, is left out."""
    wanted = (json.dumps(list(events)),)
    parts: dict[int, dict[str, set[int]]] = {}
    for row in catalogue.rows(PARTS, wanted):
        parts.setdefault(row["statement"], {}).setdefault(row["role"], set()).add(row["node"])
    amounts: dict[int, list[Amount]] = {}
    for row in catalogue.rows(FIGURES, wanted):
        amount = Amount(row["number"], row["qualifier"], row["unit"])
        amounts.setdefault(row["statement"], []).append(amount)
    claims: dict[int, list[sqlite3.Row]] = {}
    for row in catalogue.rows(CLAIMS, wanted):
        claims.setdefault(row["event"], []).append(row)
    for row in catalogue.rows(EVENTS, wanted):
        days = _days(row)
        if days is None:
            continue
        number, said = row["id"], claims.get(row["id"], [])
        roles = {role: frozenset(nodes) for role, nodes in parts.get(number, {}).items()}
        sources = roles.pop("source", frozenset())
        yield Account(
            statement=number,
            article=row["article"],
            voices=sources | {claim["speaker"] for claim in said},
            type=row["type"],
            parts=roles,
            first=days[0],
            last=days[1],
            status=row["status"],
            denied=bool(row["negated"]) != any(claim["negated"] for claim in said),
            amounts=tuple(amounts.get(number, ())),
        )


def _days(row: sqlite3.Row) -> tuple[int, int] | None:
    """The days of an event as ordinals, else those before its article was published."""
    if row["first"] is not None:
        return row["first"], row["last"]
    published = parse_days(row["date"][: len("2024-05-17")])
    if published is None:
        return None
    day: date = published[1]
    return max(1, day.toordinal() - BEFORE), day.toordinal()
