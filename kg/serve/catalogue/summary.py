"""What all articles together say about each node: its name, its type, how central it is."""

import json
import re
import sqlite3
from collections import Counter
from itertools import groupby

import rustworkx as rx

from kg.schema import Schema
from kg.serve.catalogue.article_rows import coarse_of
from kg.view.network import most_frequent

UNUSED = """
DELETE FROM node WHERE id NOT IN
  (SELECT node FROM naming UNION SELECT node FROM part UNION SELECT target FROM edge)
"""
COUNTS = """
UPDATE node SET
  articles = (SELECT COUNT(DISTINCT article) FROM naming WHERE naming.node = node.id),
  statements = (SELECT COUNT(DISTINCT statement) FROM part WHERE part.node = node.id)
    + (SELECT COUNT(*) FROM statement WHERE statement.iri = node.iri)
"""


def summarise(connection: sqlite3.Connection, schema: Schema) -> None:
    """Fill the columns of `node` and the table `name` from what the articles say."""
    connection.execute(UNUSED)
    connection.execute("DELETE FROM name")
    rows = connection.execute(
        "SELECT node, article, label, kind, type, aliases FROM naming ORDER BY node, article"
    )
    for node, namings in groupby(rows.fetchall(), key=lambda row: row[0]):
        found = list(namings)
        label = most_frequent(Counter(row[2] for row in found))
        kind = found[0][3]
        name = most_frequent(Counter(row[4] for row in found))
        aliases = {alias for row in found for alias in json.loads(row[5])} - {label}
        written = json.dumps(sorted(aliases), ensure_ascii=False)
        connection.execute(
            "UPDATE node SET label = ?, kind = ?, type = ?, coarse = ?, aliases = ? WHERE id = ?",
            (label, kind, name, coarse_of(name, kind, schema), written, node),
        )
        connection.execute(
            "INSERT INTO name (rowid, label, aliases) VALUES (?, ?, ?)",
            (node, label, " \n ".join(sorted(aliases))),
        )
    _name_others(connection)
    connection.execute(COUNTS)
    _rank(connection)


def _name_others(connection: sqlite3.Connection) -> None:
    """Call nodes that statements have, but no article describes, by the end of their IRI."""
    found = connection.execute("SELECT id, iri FROM node WHERE coarse = ''").fetchall()
    for node, iri in found:
        label = re.split("[/#]", iri)[-1] or iri
        change = "UPDATE node SET label = ?, coarse = 'Other' WHERE id = ?"
        connection.execute(change, (label, node))


def _rank(connection: sqlite3.Connection) -> None:
    """Write how many neighbours each node has, and its place in the order of PageRank."""
    nodes = [row[0] for row in connection.execute("SELECT id FROM node ORDER BY iri")]
    index = {node: i for i, node in enumerate(nodes)}
    ties = connection.execute(
        "SELECT MIN(source, target), MAX(source, target), COUNT(*) FROM edge"
        " WHERE source <> target GROUP BY 1, 2 ORDER BY 1, 2"
    )
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(nodes)
    graph.add_edges_from([(index[a], index[b], float(weight)) for a, b, weight in ties])
    ranks = rx.pagerank(graph.to_directed(), weight_fn=float, max_iter=500) if nodes else {}
    order = sorted(range(len(nodes)), key=lambda i: (-ranks[i], i))
    connection.executemany(
        "UPDATE node SET rank = ?, degree = ? WHERE id = ?",
        ((place, graph.degree(i), nodes[i]) for place, i in enumerate(order)),
    )
