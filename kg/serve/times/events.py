"""Events of the catalogue by time: how many begin on each day, which ones, which have no date."""

from dataclasses import dataclass
from datetime import date

from kg.serve.catalogue import Catalogue

SORTS = ("dated", "vague", "undated")
LENGTHS = {"day": len("2024-05-17"), "month": len("2024-05"), "year": len("2024")}
PRECISE = "instr(statement.time || '/', '/') > :length"  # of a range, as its first day is


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events: those an entity takes part in (its id, 0 for any) of a type ("" for any)."""

    node: int = 0
    type: str = ""

    def restrict(self) -> tuple[str, dict[str, object]]:
        """The end of a FROM with its WHERE, and its parameters."""
        joins, conditions = "FROM statement", "WHERE statement.kind = 'event'"
        if self.node:  # CROSS JOIN, else SQLite begins with the events of everybody
            joins = "FROM part CROSS JOIN statement ON statement.id = part.statement"
            conditions += " AND part.node = :node AND part.role <> 'source'"
        if self.type:
            conditions += " AND statement.type = :type"
        return f"{joins} {conditions}", {"node": self.node, "type": self.type}


def count_days(catalogue: Catalogue, choice: Choice, unit: str = "year") -> dict[int, int]:
    """How many events begin on each day that has any, those vaguer than `unit` left out."""
    chosen, parameters = choice.restrict()
    sql = (
        f"SELECT statement.first AS day, COUNT(DISTINCT statement.id) AS events {chosen}"
        f" AND statement.first IS NOT NULL AND {PRECISE}"
        " GROUP BY statement.first"
    )
    rows = catalogue.rows(sql, {**parameters, "length": LENGTHS[unit]})
    return {row["day"]: row["events"] for row in rows}


def find_events(
    choice: Choice, sort: str, period: tuple[date, date], unit: str
) -> tuple[str, dict[str, object]]:
    """The events of one of `SORTS` as the end of a query and its parameters.

    "dated" begin in the period; "vague" touch it, but are known less precisely than to a `unit`;
    "undated" have no time at all.
    """
    chosen, parameters = choice.restrict()
    conditions = {
        "dated": f"statement.first BETWEEN :from AND :until AND {PRECISE}",
        "vague": f"statement.first <= :until AND statement.last >= :from AND NOT {PRECISE}",
        "undated": "statement.first IS NULL",
    }
    first, last = (day.toordinal() for day in period)
    parameters |= {"from": first, "until": last, "length": LENGTHS[unit]}
    return f"{chosen} AND {conditions[sort]}", parameters
