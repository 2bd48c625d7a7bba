"""Events of the catalogue by place: how many happened at each, and which ones."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.serve.catalogue import Catalogue

ROLES = ("place", "destination", "origin")  # in which an event has something to do with a place
HOLDER = "locatedIn"  # the relation to the place that one lies in
DEPTH = 4  # of places in places
PLACES = """
SELECT node.id, node.iri, node.label, COUNT(DISTINCT statement.id) AS events
FROM node CROSS JOIN part ON part.node = node.id
CROSS JOIN statement ON statement.id = part.statement
WHERE {chosen} AND node.kind = 'entity' AND node.coarse = 'Place'
GROUP BY node.id ORDER BY events DESC, node.label, node.id
"""
TOGETHER = """
SELECT spot.key AS spot, COUNT(DISTINCT statement.id) AS events
FROM json_each(:spots) AS spot CROSS JOIN json_each(spot.value) AS place
CROSS JOIN part ON part.node = place.value
CROSS JOIN statement ON statement.id = part.statement
WHERE {chosen} GROUP BY spot.key
"""
HOLDERS = """
SELECT edge.source, node.id, node.iri, node.label, COUNT(*) AS said
FROM json_each(?) AS wanted CROSS JOIN edge ON edge.source = wanted.value
CROSS JOIN statement ON statement.id = edge.statement
CROSS JOIN node ON node.id = edge.target
WHERE statement.kind = 'relation' AND statement.type = ? AND statement.status = 'fact'
GROUP BY edge.source, node.id ORDER BY edge.source, said DESC, node.iri
"""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """Which events: those of a type ("" for any), of an entity (its id, 0 for any), of a period."""

    type: str = ""
    node: int = 0
    period: tuple[date, date] | None = None

    def restrict(self) -> tuple[str, dict[str, object]]:
        """Conditions on `part` and `statement`, and their parameters."""
        roles = ", ".join(f"'{role}'" for role in ROLES)
        conditions = ["statement.kind = 'event'", f"part.role IN ({roles})"]
        values: dict[str, object] = {}
        if self.type:
            conditions.append("statement.type = :type")
            values["type"] = self.type
        if self.node:
            conditions.append(
                "statement.id IN"
                " (SELECT statement FROM part WHERE node = :node AND role <> 'source')"
            )
            values["node"] = self.node
        if self.period:
            conditions.append("statement.first <= :until AND statement.last >= :from")
            values["from"], values["until"] = (day.toordinal() for day in self.period)
        return " AND ".join(conditions), values


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the store with the number of chosen events there."""

    id: int
    iri: str
    label: str
    events: int


def count_places(catalogue: Catalogue, choice: PlaceChoice) -> list[Place]:
    """The places of the chosen events, those with most events first."""
    chosen, values = choice.restrict()
    return [Place(*row) for row in catalogue.rows(PLACES.format(chosen=chosen), values)]


def count_events(catalogue: Catalogue, choice: PlaceChoice, places: Sequence[int] = ()) -> int:
    """How many chosen events happened anywhere, or at some places."""
    chosen, values = _at(choice, places)
    return catalogue.number(f"SELECT COUNT(DISTINCT statement.id) {chosen}", values)


def count_together(
    catalogue: Catalogue, choice: PlaceChoice, spots: Sequence[Sequence[int]]
) -> list[int]:
    """How many chosen events happened at any of the places of each spot, each event once."""
    chosen, values = choice.restrict()
    values["spots"] = json.dumps([list(places) for places in spots])
    rows = catalogue.rows(TOGETHER.format(chosen=chosen), values)
    found = {row["spot"]: row["events"] for row in rows}
    return [found.get(number, 0) for number in range(len(spots))]


def list_events(
    catalogue: Catalogue, choice: PlaceChoice, places: Sequence[int], rows: tuple[int, int]
) -> list[int]:
    """The ids of chosen events at some places, in the order of time; `rows` are size and offset."""
    chosen, values = _at(choice, places)
    sql = (
        f"SELECT DISTINCT statement.id {chosen}"
        " ORDER BY statement.first IS NULL, statement.first, statement.id"
        " LIMIT :size OFFSET :offset"
    )
    values["size"], values["offset"] = rows
    return [row["id"] for row in catalogue.rows(sql, values)]


def find_holders(
    catalogue: Catalogue, places: Iterable[Place], known: Iterable[str]
) -> dict[int, Place]:
    """For each place the nearest known one that it lies in by what articles say, if there is one.

    `known` are IRIs. What articles say more often counts more.
    """
    goals = set(known)
    origins = {place.id: {place.id} for place in places}  # by where the way has come to
    seen = {place: {place} for place in origins}
    found: dict[int, Place] = {}
    for _ in range(DEPTH):
        rows = catalogue.rows(HOLDERS, (json.dumps(sorted(origins)), HOLDER))
        onward: dict[int, set[int]] = {}
        for row in sorted(rows, key=lambda row: row["iri"] not in goals):
            for origin in sorted(origins[row["source"]] - found.keys()):
                if row["iri"] in goals:
                    found[origin] = Place(row["id"], row["iri"], row["label"], 0)
                elif row["id"] not in seen[origin]:
                    seen[origin].add(row["id"])
                    onward.setdefault(row["id"], set()).add(origin)
        origins = onward
    return found


def _at(choice: PlaceChoice, places: Sequence[int]) -> tuple[str, dict[str, object]]:
    """The end of a query with its parameters, its tables in the order that is quick to read."""
    chosen, values = choice.restrict()
    joins = "FROM statement CROSS JOIN part ON part.statement = statement.id"
    if places:
        chosen += " AND part.node IN (SELECT value FROM json_each(:places))"
        values["places"] = json.dumps(list(places))
        joins = "FROM part CROSS JOIN statement ON statement.id = part.statement"
    return f"{joins} WHERE {chosen}", values
