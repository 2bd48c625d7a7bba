"""Doc → ArticleGraph: mentions, coreference, relations, events, claims, times, quantities."""

from kg.extract.assembly import extract_graph

__all__ = ["extract_graph"]
