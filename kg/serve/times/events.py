"""Events of the catalogue by time: how many begin when, which ones, which have no date.

An event stands where it begins: on a day, or in the month or year that is all that is known.
"""

from dataclasses import dataclass
from datetime import date

from kg.serve.catalogue import Catalogue
from kg.view.drawing.timeline import bulk_of, parse_days

SORTS = ("dated", "vague", "undated")
# The last day on which an event may have begun; of a range, its first date tells. Days are counted
# as `date.toordinal` does, SQLite counts from noon of 4714 BC.
BEGUN = """
coalesce(min(statement.last, CASE
  WHEN instr(statement.time || '/', '/') > 10 THEN statement.first
  WHEN instr(statement.time, '/') = 0 THEN statement.last
  WHEN instr(statement.time, '/') > 6 THEN CAST(julianday(
    statement.first + 1721424.5, 'start of month', '+31 days', 'start of month', '-1 day'
  ) - 1721424.5 AS INTEGER)
  ELSE CAST(julianday(strftime('%Y-12-31', statement.first + 1721424.5)) - 1721424.5 AS INTEGER)
END), statement.last)
"""


@dataclass(frozen=True, slots=True)
class EventChoice:
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


def find_period(catalogue: Catalogue, choice: EventChoice) -> tuple[date, date] | None:
    """From the first day of the earliest to the last day of the latest, None without any date."""
    chosen, parameters = choice.restrict()
    sql = f"SELECT MIN(statement.first) AS first, MAX(statement.last) AS last {chosen}"
    row = catalogue.row(sql, parameters)
    if row is None or row["first"] is None:
        return None
    return date.fromordinal(row["first"]), date.fromordinal(row["last"])


def find_bulk(catalogue: Catalogue, choice: EventChoice) -> tuple[date, date] | None:
    """The days on which nearly all begin and what is recent, None without any date."""
    chosen, parameters = choice.restrict()
    rows = catalogue.rows(
        f"SELECT statement.first {chosen} AND statement.first IS NOT NULL ORDER BY statement.first",
        parameters,
    )
    if not rows:
        return None
    starts = [row["first"] for row in rows]
    first, last = bulk_of(starts)
    newest = catalogue.row("SELECT MAX(substr(date, 1, 10)) AS day FROM article")
    days = parse_days(newest["day"]) if newest and newest["day"] else None
    recent = min(starts[-1], days[1].toordinal()) if days else last
    return date.fromordinal(first), date.fromordinal(max(last, recent))


def count_begins(
    catalogue: Catalogue, choice: EventChoice, period: tuple[date, date]
) -> dict[tuple[date, date], int]:
    """How many events begin in each stretch of a period, those that `find_events` calls dated."""
    found, parameters = find_events(choice, "dated", period)
    sql = (
        f"SELECT statement.first AS first, {BEGUN} AS begun,"
        f" COUNT(DISTINCT statement.id) AS events {found} GROUP BY 1, 2"
    )
    rows = catalogue.rows(sql, parameters)
    day = date.fromordinal
    return {(day(row["first"]), day(row["begun"])): row["events"] for row in rows}


def find_events(
    choice: EventChoice, sort: str, period: tuple[date, date]
) -> tuple[str, dict[str, object]]:
    """The events of one of `SORTS` as the end of a query and its parameters.

    "dated" begin in the period, however precisely that is known; "vague" may begin in it or
    before or after; "undated" have no time at all.
    """
    chosen, parameters = choice.restrict()
    inside = f"statement.first >= :from AND statement.first <= :until AND {BEGUN} <= :until"
    conditions = {
        "dated": inside,
        "vague": f"statement.first <= :until AND {BEGUN} >= :from AND NOT ({inside})",
        "undated": "statement.first IS NULL",
    }
    parameters["from"], parameters["until"] = (day.toordinal() for day in period)
    return f"{chosen} AND {conditions[sort]}", parameters
