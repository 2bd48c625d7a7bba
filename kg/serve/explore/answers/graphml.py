"""What is shown as GraphML, as `kg export` writes it, from the catalogue."""

import json
from collections.abc import Sequence
from sqlite3 import Row

import networkx as nx

from kg.serve.catalogue import Catalogue
from kg.view.export import to_graphml
from kg.view.records import Edge, Evidence, Node, Statement

NODES = "SELECT * FROM node WHERE id IN (SELECT value FROM json_each(?)) ORDER BY iri"
STATEMENTS = """
SELECT s.*, a.iri AS article_iri, a.title, a.date, a.publisher, a.url
FROM statement s JOIN article a ON a.id = s.article WHERE s.id IN (SELECT value FROM json_each(?))
"""
EDGES = """
SELECT DISTINCT x.iri AS source, y.iri AS target, e.statement, e.label, e.role, e.source_role
FROM edge e JOIN node x ON x.id = e.source JOIN node y ON y.id = e.target
WHERE e.statement IN (SELECT value FROM json_each(:statements))
AND e.source IN (SELECT value FROM json_each(:nodes))
AND e.target IN (SELECT value FROM json_each(:nodes))
ORDER BY x.iri, y.iri, e.statement, e.role
"""
OWN = """
SELECT n.iri AS node, s.id AS statement, s.kind FROM node n JOIN part p ON p.node = n.id
JOIN statement s ON s.id = p.statement AND s.kind = 'attribute'
WHERE n.id IN (SELECT value FROM json_each(:nodes))
UNION SELECT n.iri, s.id, s.kind FROM node n JOIN statement s ON s.iri = n.iri
WHERE n.id IN (SELECT value FROM json_each(:nodes)) ORDER BY 1, 2
"""
SOURCES = """
SELECT p.statement, n.iri FROM part p JOIN node n ON n.id = p.node
WHERE p.role IN ('source', 'speaker') AND p.statement IN (SELECT value FROM json_each(?))
ORDER BY 1, 2
"""
ARTICLES = """
SELECT DISTINCT m.node, a.iri FROM naming m JOIN article a ON a.id = m.article
WHERE m.node IN (SELECT value FROM json_each(?)) ORDER BY 1, 2
"""


def read_graphml(catalogue: Catalogue, nodes: Sequence[int], statements: Sequence[int]) -> str:
    """Some nodes with the edges of some statements among them, as `kg export` writes them."""
    shown = {"nodes": json.dumps(nodes), "statements": json.dumps(statements)}
    own = catalogue.rows(OWN, shown)
    said = sorted({*statements, *(row["statement"] for row in own)})
    records = _statements(catalogue, said)
    articles: dict[int, list[str]] = {}
    for row in catalogue.rows(ARTICLES, (shown["nodes"],)):
        articles.setdefault(row["node"], []).append(row["iri"])
    G = nx.MultiDiGraph()
    for row in catalogue.rows(NODES, (shown["nodes"],)):
        mine = [found for found in own if found["node"] == row["iri"]]
        G.add_node(row["iri"], **_node(row, mine, records, articles.get(row["id"], [])))
    for row in catalogue.rows(EDGES, shown):
        roles = {"label": row["label"], "role": row["role"], "source_role": row["source_role"]}
        edge = Edge(**(records[row["statement"]] | roles))  # type: ignore[typeddict-item]
        key = f"{edge['statement']}#{edge['role']}" if edge["role"] else edge["statement"]
        G.add_edge(row["source"], row["target"], key=key, **edge)
    return to_graphml(G)


def _node(row: Row, own: Sequence[Row], records: dict[int, Statement], articles: list[str]) -> Node:
    node = Node(
        label=row["label"],
        kind=row["kind"],
        type=row["type"],
        coarse=row["coarse"],
        aliases=json.loads(row["aliases"]),
        articles=articles,
        attributes=[records[o["statement"]] for o in own if o["kind"] == "attribute"],
    )
    for found in own:
        if found["kind"] == "event":
            node["happening"] = records[found["statement"]]
    return node


def _statements(catalogue: Catalogue, ids: Sequence[int]) -> dict[int, Statement]:
    wanted = (json.dumps(ids),)
    sources: dict[int, list[str]] = {}
    for row in catalogue.rows(SOURCES, wanted):
        sources.setdefault(row["statement"], []).append(row["iri"])
    return {
        row["id"]: _statement(row, sources.get(row["id"], []))
        for row in catalogue.rows(STATEMENTS, wanted)
    }


def _statement(row: Row, sources: list[str]) -> Statement:
    return Statement(
        statement=row["iri"],
        kind=row["kind"],
        type=row["type"],
        label=row["label"],
        status=row["status"],
        negated=bool(row["negated"]),
        modality=row["modality"],
        former=bool(row["former"]),
        attributed_to=sources,
        time=row["time"],
        confidence=row["confidence"],
        details=json.loads(row["details"]),
        evidence=[
            Evidence(
                text=sentence["text"],
                start=sentence["start"],
                marks=sentence["marks"],
                article=row["article_iri"],
                title=row["title"],
                date=row["date"],
                publisher=row["publisher"],
                url=row["url"],
            )
            for sentence in json.loads(row["evidence"])
        ],
    )
