"""Events of the catalogue as accounts that can be compared."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from kg.serve.accounts.disagreement import BEFORE, Account, Amount
from kg.serve.catalogue import Catalogue
from kg.view.drawing.timeline import parse_days

EVENTS = """
SELECT statement.*, article.date FROM statement JOIN article ON article.id = statement.article
WHERE statement.id IN (SELECT value FROM json_each(?)) ORDER BY statement.id
"""
PARTS = """
SELECT part.*, instr(node.iri, '#') = 0 AS named FROM part JOIN node ON node.id = part.node
WHERE part.statement IN (SELECT value FROM json_each(?))
"""
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
    parts: dict[int, list[sqlite3.Row]] = {}
    for row in catalogue.rows(PARTS, wanted):
        parts.setdefault(row["statement"], []).append(row)
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
        found = parts.get(number, [])
        sources = frozenset(part["node"] for part in found if part["role"] == "source")
        yield Account(
            statement=number,
            article=row["article"],
            voices=sources | {claim["speaker"] for claim in said},
            type=row["type"],
            parts=_roles(found),
            named=_roles([part for part in found if part["named"]]),
            first=days[0],
            last=days[1],
            published=_published(row),
            status=row["status"],
            denied=bool(row["negated"]) or any(claim["negated"] for claim in said),
            amounts=tuple(amounts.get(number, ())),
        )


def _roles(parts: list[sqlite3.Row]) -> dict[str, frozenset[int]]:
    """Who is in each role; the sources of an account have none."""
    roles = {part["role"] for part in parts} - {"source"}
    return {
        role: frozenset(part["node"] for part in parts if part["role"] == role) for role in roles
    }


def _days(row: sqlite3.Row) -> tuple[int, int] | None:
    """The days of an event as ordinals, else those before its article was published."""
    if row["first"] is not None:
        return row["first"], row["last"]
    published = _published(row)
    return None if published is None else (max(1, published - BEFORE), published)


def _published(row: sqlite3.Row) -> int | None:
    """The day on which the article appeared, the last one where only a month or year is known."""
    days = parse_days(row["date"][: len("2024-05-17")])
    return None if days is None else days[1].toordinal()
