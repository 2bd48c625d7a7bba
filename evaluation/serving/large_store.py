"""A store of a wanted size: graphs of real articles, and copies of them under other names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from kg.errors import ArticleError
from kg.model import ArticleGraph, Entity
from kg.pipeline import extract
from kg.rdf import Store
from kg.rdf.terms import coarse_type
from kg.read import read_articles
from kg.schema import Schema, default_schema

SOURCES = ("gold/articles", "articles/wikinews.jsonl")
SHARED_TYPE = "Place"
"""Copies speak of the same places, so that these become the hubs that they are in the news."""


def make_large_store(shared: Path, folder: Path, quads: int) -> int:
    """The number of quads of the store made in `folder`, at least `quads` and an article more."""
    schema = default_schema()
    articles = read_articles([str(shared / source) for source in SOURCES])
    graphs = list(extract(articles, schema=schema, on_error=_leave_out))
    with Store(folder) as store:
        for copied in _copies(graphs, schema):
            store.replace(copied)
            if len(store.database) >= quads:
                break
        return len(store.database)


def _copies(graphs: Sequence[ArticleGraph], schema: Schema) -> Iterator[list[ArticleGraph]]:
    """The graphs as they are, a few at a time, then again and again under other names."""
    for number in count():
        for start in range(0, len(graphs), 8):
            some = graphs[start : start + 8]
            yield [_copy(graph, number, schema) for graph in some] if number else list(some)


def _copy(graph: ArticleGraph, number: int, schema: Schema) -> ArticleGraph:
    def renamed(entity: Entity) -> Entity:
        if not entity.named or coarse_type(entity.type, schema) == SHARED_TYPE:
            return entity
        return replace(entity, name=f"{entity.name} {number}")

    article = replace(graph.article, id=f"{graph.article.id}-{number}")
    return replace(graph, article=article, entities=tuple(map(renamed, graph.entities)))


def _leave_out(_: ArticleError) -> None:
    """An article that cannot be read is not needed."""
