"""What the page draws: the most central part, the neighbourhood of a node, what a node adds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Row

import networkx as nx

from kg.serve.catalogue import Catalogue
from kg.serve.explore.answers.parts import PartWriter, Value
from kg.serve.explore.filters import Filters
from kg.serve.explore.queries import read_query
from kg.view.drawing.layout import positions

FIRST = 180  # nodes of the most central part: more make a knot
AROUND = 60  # neighbours of a node that the picture starts with
STEP = 30  # neighbours that a node adds at a time


@dataclass(frozen=True, slots=True)
class Explorer:
    """Pictures of one catalogue under some filters; nodes are known by their ids there."""

    catalogue: Catalogue
    filters: Filters

    def start(self, centre: int | None) -> tuple[Value, list[int]]:
        """The part that a picture starts with, each node with its place; and its nodes."""
        if centre is None:
            nodes = self._central()
        else:
            nodes = [centre, *self.neighbours(centre, (), AROUND)]
        edges = self._edges(nodes, nodes)
        part = self._write(nodes, edges)
        G = nx.MultiDiGraph()
        G.add_nodes_from(nodes)
        G.add_edges_from((edge["source"], edge["target"]) for edge in edges)
        places = positions(G)
        part["places"] = [places[node] for node in nodes]
        return part, nodes

    def expand(self, centre: int, shown: Sequence[int]) -> tuple[Value, list[int]]:
        """The strongest neighbours of a node that are not shown, tied to all that are."""
        nodes = [centre, *self.neighbours(centre, shown, STEP)]
        everybody = list(dict.fromkeys([*shown, *nodes]))
        return self._write(nodes, self._edges(nodes, everybody)), nodes

    def neighbours(self, centre: int, shown: Sequence[int], most: int) -> list[int]:
        """The neighbours of a node, those with most statements in common first."""
        values = {"node": centre, "shown": json.dumps(shown), "most": most}
        return [row["id"] for row in self._rows("neighbours", values)]

    def _central(self) -> list[int]:
        """The most central nodes that have a line to another one, and those others."""
        last = self.catalogue.row("SELECT MAX(rank) AS rank FROM node")
        ranks: dict[int, None] = {}
        low, high = 0, 2 * FIRST  # mostly the first few hundred nodes give enough
        while len(ranks) < FIRST and last is not None and low <= (last["rank"] or 0):
            for row in self._rows("central", {"from_rank": low, "to_rank": high}):
                ranks |= dict.fromkeys((int(row["link"]), row["rank"]))
            low, high = high, 4 * high
        if not ranks:
            return [row["id"] for row in self._rows("lonely", {"most": FIRST})]
        sql = "SELECT id FROM node WHERE rank IN (SELECT value FROM json_each(?)) ORDER BY rank"
        wanted = json.dumps(list(ranks)[:FIRST])
        return [row["id"] for row in self.catalogue.rows(sql, (wanted,))]

    def _edges(self, nodes: Sequence[int], others: Sequence[int]) -> list[Row]:
        values = {"nodes": json.dumps(nodes), "others": json.dumps(others)}
        return self._rows("edges_between", values)

    def _write(self, nodes: Sequence[int], edges: Sequence[Row]) -> Value:
        """The part of some nodes, and of those that the edges lead to besides."""
        ends = [end for edge in edges for end in (edge["source"], edge["target"])]
        everybody = list(dict.fromkeys([*nodes, *ends]))
        degrees = self._degrees(everybody)
        return PartWriter(self.catalogue).write(everybody, edges, degrees=degrees)

    def _degrees(self, nodes: Sequence[int]) -> dict[int, int]:
        """How many neighbours each node has under the filters."""
        wanted = json.dumps(nodes)
        if self.filters == Filters():
            sql = "SELECT id, degree FROM node WHERE id IN (SELECT value FROM json_each(?))"
            return {row["id"]: row["degree"] for row in self.catalogue.rows(sql, (wanted,))}
        rows = self._rows("degrees", {"nodes": wanted})
        return {row["here"]: row["degree"] for row in rows}

    def _rows(self, name: str, values: Mapping[str, object]) -> list[Row]:
        bindings = {**self.filters.bindings(self.catalogue), **values}
        return self.catalogue.rows(read_query(name), bindings)
