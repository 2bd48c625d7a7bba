"""The store as a networkx graph: entities are nodes, what is said of them are edges.

- A relation is an edge. A claim is an edge from its speaker to each entity that it is about.
- An event is an edge from its agent to its object, as its plain triple, and one to each further
  participant, with the role. It is a node of its own, with an edge to each participant, when it
  has fewer than two, or when another event has it as a participant.
- What is negated, planned, possible or attributed is there too, with that status.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import networkx as nx

from kg.rdf import Store
from kg.rdf.terms import coarse_type
from kg.schema import Schema
from kg.view.projection import Projection
from kg.view.reading import ArticleReader
from kg.view.records import Edge, Node, Statement


def to_networkx(store: Store) -> nx.MultiDiGraph:
    """The graph of everything in `store`, attributes as `kg.view.records` describes them.

    Nodes are IRIs, an edge's key begins with the IRI of its statement. The same statements give
    the same graph in the same order, whatever the order in which articles were added.
    """
    return project(_read(store), store.schema)


def _read(store: Store) -> Iterator[ArticleReader]:
    """Each article's graph, in the order of their IRIs; graphs that are no article's are left."""
    for name in sorted(store.database.named_graphs(), key=str):
        quads = store.database.quads_for_pattern(None, None, None, name)
        article = ArticleReader(name.value, quads, store.schema)
        if article.type(name.value) == "Article":
            yield article


def project(articles: Iterable[ArticleReader], schema: Schema) -> nx.MultiDiGraph:
    """The graph of some articles that were read."""
    entities: dict[str, _Entity] = {}
    happenings: dict[str, Node] = {}
    edges: list[tuple[str, str, str, Edge]] = []
    for article in articles:
        projection = Projection(article, schema)
        for node, entity_type in projection.entities():
            entities.setdefault(node, _Entity()).add(article, node, entity_type)
        for subject, attribute in projection.attributes():
            entities[subject].attributes.append(attribute)
        edges += [(s, o, _key(edge), edge) for s, o, edge in projection.edges()]
        happenings |= projection.happenings()
    G = nx.MultiDiGraph()
    for iri in sorted(entities):
        G.add_node(iri, **entities[iri].node(schema))
    for iri in sorted(happenings):
        G.add_node(iri, **happenings[iri])
    for source, target, key, edge in sorted(edges, key=lambda e: e[:3]):
        G.add_edge(source, target, key=key, **edge)
    return G


def _key(edge: Edge) -> str:
    return f"{edge['statement']}#{edge['role']}" if edge["role"] else edge["statement"]


@dataclass(slots=True)
class _Entity:
    """What all articles together say about one entity."""

    labels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    attributes: list[Statement] = field(default_factory=list)

    def add(self, article: ArticleReader, node: str, entity_type: str) -> None:
        """Take in what one article says about it."""
        labels = article.all(node, "rdfs:label")
        self.labels.update(labels)
        self.types[entity_type] += 1
        self.aliases.update(labels, article.all(node, "skos:altLabel"))
        self.articles.add(article.article)

    def node(self, schema: Schema) -> Node:
        """Its attributes in the graph: the most frequent label and type, the first of equals."""
        label = most_frequent(self.labels)
        entity_type = most_frequent(self.types)
        return Node(
            label=label,
            kind="entity",
            type=entity_type,
            coarse=coarse_type(entity_type, schema),
            aliases=sorted(self.aliases - {label}),
            articles=sorted(self.articles),
            attributes=sorted(self.attributes, key=lambda s: s["statement"]),
        )


def most_frequent(counts: Counter[str]) -> str:
    """The most frequent string, the first of equals."""
    return min(counts, key=lambda value: (-counts[value], value), default="")
