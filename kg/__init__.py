"""A knowledge-graph builder for news: from articles to sourced, typed RDF.

>>> import kg
>>> store = kg.Store()
>>> len(kg.to_networkx(store))
0

The public names; a stage is imported when one of its names is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import (
    ArticleError,
    FormatError,
    KGError,
    ModelError,
    QueryError,
    SchemaError,
    StoreError,
)
from kg.model import Article, ArticleGraph

if TYPE_CHECKING:
    from kg.pipeline import ArticleWarning, build, lexicon_gaps, load_model
    from kg.pipeline import extract as extract_graphs
    from kg.rdf import Results, Store, named_queries, to_interchange, to_text
    from kg.read import read_articles, read_text
    from kg.schema import Schema, default_schema
    from kg.show.highlight import Highlight, highlight
    from kg.show.inline import Page, page
    from kg.view import brokerage, centrality, communities, to_networkx, write_page

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "ArticleGraph",
    "ArticleWarning",
    "FormatError",
    "Highlight",
    "KGError",
    "ModelError",
    "Page",
    "QueryError",
    "Results",
    "Schema",
    "SchemaError",
    "Store",
    "StoreError",
    "brokerage",
    "build",
    "centrality",
    "communities",
    "default_schema",
    "extract_graphs",
    "highlight",
    "lexicon_gaps",
    "load_model",
    "named_queries",
    "page",
    "read_articles",
    "read_text",
    "to_interchange",
    "to_networkx",
    "to_text",
    "write_page",
]

_HOMES = {
    "kg.show.highlight": ("Highlight", "highlight"),
    "kg.show.inline": ("Page", "page"),
    "kg.pipeline": ("ArticleWarning", "build", "lexicon_gaps", "load_model"),
    "kg.rdf": ("Results", "Store", "named_queries", "to_interchange", "to_text"),
    "kg.read": ("read_articles", "read_text"),
    "kg.schema": ("Schema", "default_schema"),
    "kg.view": ("brokerage", "centrality", "communities", "to_networkx", "write_page"),
}
_HOME = {name: (home, name) for home, names in _HOMES.items() for name in names}
_HOME["extract_graphs"] = ("kg.pipeline", "extract")  # `kg.extract` is the folder of that stage


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; its names are in kg.__all__")
    home, there = _HOME[name]
    found: object = getattr(import_module(home), there)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
