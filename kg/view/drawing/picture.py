"""The projected graph as the plain values that the page draws: places, statements, evidence.

What repeats (a sentence, an article, a statement with several edges) is written once and referred
to by its number, so that the page stays small.
"""

from collections.abc import Hashable, Iterator
from math import cos, pi, sin, sqrt
from urllib.parse import urlsplit

import networkx as nx

from kg.view.analysis import centrality
from kg.view.drawing.layout import positions
from kg.view.drawing.timeline import Timeline, make_timeline
from kg.view.records import STATUSES, Evidence, Node, Statement

Row = dict[str, object]


class Table:
    """Rows known by a key, each stored once, numbered in the order of first appearance."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._numbers: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int | None:
        """The number of the row that `key` knows, if there is one."""
        return self._numbers.get(key)

    def add(self, key: Hashable, row: Row) -> int:
        """The number under which `row` is now known."""
        self._numbers[key] = len(self.rows)
        self.rows.append(row)
        return self._numbers[key]


def to_picture(G: nx.MultiDiGraph, *, title: str, drawn: int) -> Row:
    """Everything that the page shows of `G`; only the `drawn` most central nodes show at first."""
    timeline = make_timeline(s["time"] for s in _statements(G))
    articles, evidence, statements = Table(), Table(), Table()

    index = {node: i for i, node in enumerate(G)}

    def number(statement: Statement) -> int:
        known = statements.number(statement["statement"])
        if known is not None:
            return known
        sources = [_evidence_number(e, articles, evidence) for e in statement["evidence"]]
        row = _statement_row(statement, timeline, sources)
        row["by"] = [index[node] for node in statement["attributed_to"] if node in index]
        return statements.add(statement["statement"], row)

    edges = []
    for source, target, edge in G.edges(data=True):
        roles = [edge["role"], edge["source_role"]]
        edges.append([index[source], index[target], number(edge), *roles])
        if not edge["role"]:  # the verb rather than the noun that the other roles' edges have
            statements.rows[number(edge)]["label"] = edge["label"]
    own = [[number(s) for s in _own_statements(node)] for _, node in G.nodes(data=True)]
    return {
        "title": title,
        "drawn": drawn,
        "statuses": list(STATUSES),
        "nodes": _node_rows(G, own, drawn),
        "edges": edges,
        "statements": statements.rows,
        "evidence": evidence.rows,
        "articles": articles.rows,
        "timeline": list(timeline.labels),
    }


def web_address(url: str) -> str:
    """`url` when a browser may follow it as a plain web address, else "".

    >>> web_address("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _own_statements(node: Node) -> list[Statement]:
    """The statements that a node carries itself: its attributes, and what it is an event of."""
    happening = [node["happening"]] if "happening" in node else []
    return [*happening, *node["attributes"]]


def _statements(G: nx.MultiDiGraph) -> Iterator[Statement]:
    """Every statement of the graph once."""
    seen = set()
    for statement in _all_statements(G):
        if statement["statement"] not in seen:
            seen.add(statement["statement"])
            yield statement


def _all_statements(G: nx.MultiDiGraph) -> Iterator[Statement]:
    for _, node in G.nodes(data=True):
        yield from _own_statements(node)
    for _, _, edge in G.edges(data=True):
        yield edge


def _statement_row(statement: Statement, timeline: Timeline, evidence: list[int]) -> Row:
    return {
        "kind": statement["kind"],
        "type": statement["type"],
        "label": statement["label"],
        "status": statement["status"],
        "former": statement["former"],
        "negated": statement["negated"],
        "modality": statement["modality"],
        "time": statement["time"],
        "bins": timeline.bins(statement["time"]),
        "confidence": round(statement["confidence"], 2),
        "details": statement["details"],
        "evidence": evidence,
    }


def _evidence_number(evidence: Evidence, articles: Table, table: Table) -> int:
    article = articles.number(evidence["article"])
    if article is None:
        row: Row = {key: evidence[key] for key in ("title", "date", "publisher")}
        article = articles.add(evidence["article"], row | {"url": web_address(evidence["url"])})
    marks = evidence["marks"]
    key = (article, evidence["start"], evidence["text"], tuple(map(tuple, marks)))
    known = table.number(key)
    if known is not None:
        return known
    return table.add(key, {"text": evidence["text"], "marks": marks, "article": article})


def _node_rows(G: nx.MultiDiGraph, own: list[list[int]], drawn: int) -> list[Row]:
    central = centrality(G)
    by_rank = [node for _, node in sorted(enumerate(G), key=lambda i: (-central[i[1]], i[0]))]
    rank = {node: place for place, node in enumerate(by_rank)}
    places = _places(G, by_rank, drawn)
    least, most = (4.5, 15.0) if len(G) > 300 else (6.0, 20.0)
    rows: list[Row] = []
    for (name, node), statements in zip(G.nodes(data=True), own, strict=True):
        degree = len(set(nx.all_neighbors(G, name)) - {name})
        x, y = places[name]
        rows.append(
            {
                "label": node["label"],
                "kind": node["kind"],
                "type": node["type"],
                "coarse": node["coarse"],
                "aliases": node["aliases"],
                "articles": len(node["articles"]),
                "statements": statements,
                "x": x,
                "y": y,
                "size": round(min(most, least + 1.6 * sqrt(degree)), 1),
                "rank": rank[name],
            }
        )
    return rows


def _places(
    G: nx.MultiDiGraph, by_rank: list[Hashable], drawn: int
) -> dict[Hashable, tuple[int, int]]:
    """A place for every node; one that is not drawn at first is near a neighbour that is."""
    first = set(by_rank[:drawn])
    shown = nx.MultiDiGraph()  # not G.subgraph, whose order is that of a set
    shown.add_nodes_from(node for node in G if node in first)
    shown.add_edges_from((s, t) for s, t in G.edges() if s in first and t in first)
    places = positions(shown)
    for number, node in enumerate(by_rank[drawn:]):
        # In order of rank most have a neighbour with a place; the golden angle spreads them round.
        x, y = next((places[n] for n in nx.all_neighbors(G, node) if n in places), (0, 0))
        angle, distance = number * pi * (3 - sqrt(5)), 30 + number % 40
        places[node] = (round(x + distance * cos(angle)), round(y + distance * sin(angle)))
    return places
