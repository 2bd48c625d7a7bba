"""The statements about a node or a line as cards, a page at a time."""

import json
from dataclasses import dataclass
from sqlite3 import Row

from kg.serve.cards import group_alike
from kg.serve.catalogue import Catalogue
from kg.serve.explore.answers.parts import PartWriter, Value
from kg.serve.explore.filters import Filters
from kg.serve.explore.queries import read_query

PAGE = 40
EDGES = """
SELECT DISTINCT source, target, statement, role, source_role FROM edge
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, role, source, target
"""
ATTRIBUTES = """
SELECT p.statement, p.node FROM part p JOIN statement s ON s.id = p.statement
WHERE s.kind = 'attribute' AND p.role = 'subject' AND s.id IN (SELECT value FROM json_each(?))
"""
HAPPENINGS = """
SELECT n.id FROM node n JOIN statement s ON s.iri = n.iri
WHERE s.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What joins two nodes in one direction and one status."""

    source: int
    target: int
    status: str


def read_cards(catalogue: Catalogue, subject: int | Line, filters: Filters, offset: int) -> Value:
    """A page of the statements about a node or a line: their part, how many pass, are hidden.

    The next page begins where this one ends: pages differ in length.
    """
    if isinstance(subject, Line):
        name = "about_line"
        values: dict[str, object] = {"source": subject.source, "target": subject.target}
        values["line_status"] = subject.status
        named = [subject.source, subject.target]
    else:
        name, values, named = "about_node", {"node": subject}, [subject]
    rows = catalogue.rows(read_query(name), filters.bindings(catalogue) | values)
    passing = [row["id"] for row in rows if row["passing"]]
    wanted = _page(group_alike(catalogue, passing), offset)
    return {
        "part": _part(catalogue, wanted, named),
        "total": len(passing),
        "hidden": len(rows) - len(passing),
    }


def _page(groups: list[list[int]], offset: int) -> list[int]:
    """The statements of a page: those that say the same follow each other, and stay together."""
    place, found = 0, list[int]()
    for group in groups:
        if place >= offset and len(found) < PAGE:
            found += group
        place += len(group)
    return found


def _part(catalogue: Catalogue, statements: list[int], named: list[int]) -> Value:
    wanted = json.dumps(statements)
    edges: list[Row] = catalogue.rows(EDGES, (wanted,))
    owners = {row["statement"]: row["node"] for row in catalogue.rows(ATTRIBUTES, (wanted,))}
    ends = [end for edge in edges for end in (edge["source"], edge["target"])]
    happenings = catalogue.rows(HAPPENINGS, (wanted,))
    nodes = list(
        dict.fromkeys([*named, *ends, *owners.values(), *(row["id"] for row in happenings)])
    )
    part = PartWriter(catalogue).write(nodes, edges, statements=statements, sentences=True)
    place = {statement: i for i, statement in enumerate(statements)}
    part["owners"] = [[place[s], nodes.index(node)] for s, node in owners.items()]
    return part
