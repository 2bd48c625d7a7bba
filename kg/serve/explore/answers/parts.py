"""Parts of the graph as the plain values that the page draws.

A part is complete in itself: what repeats is written once and referred to by its number there.
The page knows nodes, statements and articles of different parts by their IRIs.
"""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Row

from kg.serve.catalogue import Catalogue
from kg.view.drawing.picture import web_address

Value = dict[str, object]
NODES = "SELECT * FROM node WHERE id IN (SELECT value FROM json_each(?))"
STATEMENTS = "SELECT * FROM statement WHERE id IN (SELECT value FROM json_each(?))"
ARTICLES = """
SELECT id, iri, identifier, title, date, publisher, url FROM article
WHERE id IN (SELECT value FROM json_each(?))
"""
SOURCES = """
SELECT statement, node FROM part WHERE statement IN (SELECT value FROM json_each(?))
AND role IN ('source', 'speaker') ORDER BY statement, node
"""
WORDS = ("iri", "kind", "type", "label", "status")
LEAST, MOST = 6.0, 21.0  # radius of a node


class PartWriter:
    """Makes one part: nodes in the order given, then the edges among them and their statements."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._most = largest_degree(catalogue)

    def write(
        self,
        nodes: Sequence[int],
        edges: Sequence[Row],
        *,
        statements: Sequence[int] = (),
        degrees: dict[int, int] | None = None,
        sentences: bool = False,
    ) -> Value:
        """The part of some nodes and edges, and of statements beyond those of the edges.

        With `degrees` each node says how many neighbours it has; with `sentences` statements
        come with all that a card shows, the nodes of their sources too, else with what a line
        shows.
        """
        said = list(dict.fromkeys([*statements, *(edge["statement"] for edge in edges)]))
        rows = self._by_id(STATEMENTS, said)
        sources = self._sources(said) if sentences else {}
        named = [node for found in sources.values() for node in found]
        number = _numbers([*nodes, *named])
        spoken = _numbers(said)
        part: Value = {
            "nodes": self._nodes(list(number), {rows[s]["iri"]: spoken[s] for s in said}, degrees),
            "edges": [
                [number[e["source"]], number[e["target"]], spoken[e["statement"]], *_roles(e)]
                for e in edges
            ],
            "statements": [{name: rows[s][name] for name in WORDS} for s in said],
            "evidence": [],
            "articles": [],
        }
        if sentences:
            by = [[number[node] for node in sources.get(s, ())] for s in said]
            part |= self._told([rows[s] for s in said], by)
        return part

    def _told(self, rows: Sequence[Row], by: Sequence[list[int]]) -> Value:
        """Statements with all that a card shows, their evidence, and the articles of that."""
        articles = self._by_id(ARTICLES, {row["article"] for row in rows})
        place = _numbers(articles)
        evidence: list[Value] = []
        statements: list[Value] = []
        for row, sources in zip(rows, by, strict=True):
            first, article = len(evidence), place[row["article"]]
            evidence += [
                {"text": sentence["text"], "marks": sentence["marks"], "article": article}
                for sentence in json.loads(row["evidence"])
            ]
            value: Value = {name: row[name] for name in (*WORDS, "time", "modality")}
            value |= {name: bool(row[name]) for name in ("negated", "former")}
            value |= {"details": json.loads(row["details"]), "by": sources, "article": article}
            value |= {"confidence": round(row["confidence"], 2)}
            statements.append(value | {"evidence": list(range(first, len(evidence)))})
        cited = [_article(row) for row in articles.values()]
        return {"statements": statements, "evidence": evidence, "articles": cited}

    def _by_id(self, sql: str, ids: Iterable[int]) -> dict[int, Row]:
        return {row["id"]: row for row in self._catalogue.rows(sql, (json.dumps(sorted(ids)),))}

    def _sources(self, statements: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row in self._catalogue.rows(SOURCES, (json.dumps(statements),)):
            found.setdefault(row["statement"], []).append(row["node"])
        return found

    def _nodes(
        self, ids: Sequence[int], spoken: dict[str, int], degrees: dict[int, int] | None
    ) -> list[Value]:
        rows = self._by_id(NODES, ids)
        return [
            node_value(rows[i], self._most)
            | {"statements": [spoken[rows[i]["iri"]]] if rows[i]["iri"] in spoken else []}
            | ({} if degrees is None else {"more": degrees.get(i, 0)})
            for i in ids
        ]


def largest_degree(catalogue: Catalogue) -> int:
    """How many neighbours the node with most of them has, at least 1."""
    return max(1, catalogue.number("SELECT MAX(degree) FROM node"))


def _roles(edge: Row) -> list[str]:
    return [edge["role"], edge["source_role"]]


def _numbers(keys: Iterable[int]) -> dict[int, int]:
    """The place of each key among the different ones."""
    return {key: place for place, key in enumerate(dict.fromkeys(keys))}


def node_value(row: Row, most: int) -> Value:
    """What the page knows of one node; `most` is the largest degree of the store."""
    share = (row["degree"] / most) ** 0.4
    return {
        "iri": row["iri"],
        "label": row["label"],
        "kind": row["kind"],
        "type": row["type"],
        "coarse": row["coarse"],
        "aliases": json.loads(row["aliases"]),
        "articles": row["articles"],
        "said": row["statements"],
        "rank": row["rank"],
        "size": round(LEAST + (MOST - LEAST) * share, 1),
    }


def _article(row: Row) -> Value:
    value: Value = {key: row[key] for key in ("iri", "identifier", "title", "date", "publisher")}
    return value | {"url": web_address(row["url"])}
