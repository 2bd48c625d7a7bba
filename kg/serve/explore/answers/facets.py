"""What there is to filter by, over the whole store: each value with a count under the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from sqlite3 import Row
from weakref import WeakKeyDictionary

import numpy as np

from kg.serve.catalogue import Catalogue
from kg.serve.explore.answers.parts import Value
from kg.serve.explore.filters import Choice, Filters
from kg.serve.explore.queries import read_query
from kg.view.drawing.timeline import Timeline, timeline_of_days
from kg.view.records import STATUSES

KINDS = ("relation", "event", "claim")
LABELS = "SELECT kind, type, MIN(label) AS label FROM statement GROUP BY kind, type"
_LABELS: WeakKeyDictionary[Catalogue, dict[tuple[str, str], str]] = WeakKeyDictionary()
_TIMELINES: WeakKeyDictionary[Catalogue, Timeline] = WeakKeyDictionary()


class Facets:
    """Counts of nodes and statements of one catalogue under some filters.

    A value that no node or statement has under the other filters counts 0, so that the list of
    values is always the same.
    """

    def __init__(self, catalogue: Catalogue, filters: Filters) -> None:
        self._catalogue = catalogue
        self._filters = filters
        # Neither query looks at its own filter, so that both serve for the totals too.
        self._nodes = self._rows("types", filters)
        self._by_status = self._rows("statuses", replace(filters, statuses=Choice()))

    def facets(self) -> Value:
        """The counts of every value."""
        return {
            "types": self._types(),
            "statuses": self._statuses(),
            "relations": self._relations(),
            "time": self._time(),
            "unlinked": 0,
            "articles": self._catalogue.number("SELECT COUNT(*) FROM article"),
        }

    def totals(self) -> Value:
        """How many entities, statements and nodes pass all filters."""
        rows = [row for row in self._nodes if self._filters.types.takes(row["coarse"])]
        entities = [row["count"] for row in rows if row["kind"] == "entity"]
        said = [r["count"] for r in self._by_status if self._filters.statuses.takes(r["status"])]
        return {
            "entities": sum(entities),
            "nodes": sum(row["count"] for row in rows),
            "statements": sum(said),
        }

    def _types(self) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for row in self._nodes:
            counts[row["coarse"]] += row["count"]
        known = self._catalogue.rows("SELECT DISTINCT coarse FROM node")
        return _in_order((row["coarse"], counts[row["coarse"]]) for row in known)

    def _statuses(self) -> list[tuple[str, int]]:
        counts = {row["status"]: row["count"] for row in self._by_status}
        known = self._catalogue.rows("SELECT DISTINCT status FROM statement")
        present = {row["status"] for row in known}
        return [(status, counts.get(status, 0)) for status in STATUSES if status in present]

    def _relations(self) -> list[tuple[str, list[tuple[str, int, str]]]]:
        labels = self._labels()
        rows = self._rows("relations", replace(self._filters, relations=Choice()))
        counts = {(row["kind"], row["type"]): row["count"] for row in rows}
        found = []
        for kind in KINDS:
            own = [key for key in labels if key[0] == kind]
            own.sort(key=lambda key: (-counts.get(key, 0), key))
            named = [(" ".join(key), counts.get(key, 0), labels[key]) for key in own]
            found.append((kind, named))
        return found

    def _labels(self) -> dict[tuple[str, str], str]:
        """What each kind and type of statement of the store is called."""
        known = _LABELS.get(self._catalogue)
        if known is None:
            rows = self._catalogue.rows(LABELS)
            known = {(row["kind"], row["type"]): row["label"] for row in rows}
            _LABELS[self._catalogue] = known
        return known

    def _time(self) -> Value:
        """A weight per bin; what happened within a range counts in parts, spread over it."""
        timeline = self._timeline()
        rows = self._rows("days", replace(self._filters, first=0, last=0, undated=True))
        dated = [row for row in rows if row["first"] is not None]
        weights, touched = _spread(dated, timeline)
        ends = [following - timedelta(days=1) for _, following in pairwise(timeline.starts)]
        return {
            "labels": timeline.labels,
            "starts": [day.isoformat() for day in timeline.starts],
            "ends": [day.isoformat() for day in [*ends, date.max][: len(timeline.starts)]],
            "weights": weights,
            "touched": touched,
            "undated": sum(row["count"] for row in rows if row["first"] is None),
        }

    def _timeline(self) -> Timeline:
        """The bins over all statements of the store, the same under all filters."""
        known = _TIMELINES.get(self._catalogue)
        if known is None:
            days = [
                row["first"]
                for row in self._rows("days", Filters())
                if row["first"] is not None
                for _ in range(row["count"])
            ]
            known = _TIMELINES[self._catalogue] = timeline_of_days(days)
        return known

    def _rows(self, name: str, filters: Filters) -> list[Row]:
        return self._catalogue.rows(read_query(name), filters.bindings(self._catalogue))


def _in_order(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda found: (-found[1], found[0]))


def _spread(rows: Iterable[Row], timeline: Timeline) -> tuple[list[float], list[int]]:
    """For each bin the weight of what happened in it, and how many statements touch it."""
    size = len(timeline.starts)
    found = [(row["first"], row["last"], row["count"]) for row in rows]
    if not size or not found:
        return [0.0] * size, [0] * size
    first, last, count = np.array(found).T
    starts = np.array([day.toordinal() for day in timeline.starts])
    low, high = (
        np.clip(np.searchsorted(starts, days, "right") - 1, 0, None) for days in (first, last)
    )
    weights, touched = np.zeros(size + 1), np.zeros(size + 1, dtype=int)
    for array, values in ((weights, count / (high - low + 1)), (touched, count)):
        np.add.at(array, low, values)
        np.add.at(array, high + 1, -values)
    steps = np.clip(np.cumsum(weights)[:-1], 0.0, None)
    return [round(float(w), 2) for w in steps], [int(t) for t in np.cumsum(touched)[:-1]]
