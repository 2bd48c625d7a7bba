"""Events of the catalogue by time: how many begin on each day, which ones, which have no date."""

from dataclasses import dataclass
from datetime import date

from kg.serve.catalogue import Catalogue
from kg.serve.times.bins import LENGTHS

SORTS = ("dated", "vague", "undated")


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
        " AND statement.first IS NOT NULL AND statement.last - statement.first < :length"
        " GROUP BY statement.first"
    )
    rows = catalogue.rows(sql, {**parameters, "length": LENGTHS[unit]})
    return {row["day"]: row["events"] for row in rows}


def find_events(
    choice: Choice, sort: str, period: tuple[date, date], unit: str
) -> tuple[str, dict[str, object]]:
    """The events of one of `SORTS` as the end of a query and its parameters.

    "dated" begin in the period and last no longer than `unit`; "vague" touch it and last longer,
    or are known less precisely; "undated" have no time at all.
    """
    chosen, parameters = choice.restrict()
    conditions = {
        "dated": "statement.first BETWEEN :from AND :until"
        " AND statement.last - statement.first < :length",
        "vague": "statement.first <= :until AND statement.last >= :from"
        " AND statement.last - statement.first >= :length",
        "undated": "statement.first IS NULL",
    }
    first, last = (day.toordinal() for day in period)
    parameters |= {"from": first, "until": last, "length": LENGTHS[unit]}
    return f"{chosen} AND {conditions[sort]}", parameters
