"""Annotated knowledge graphs as documents: their JSON, words, mentions, and all of it together."""

from training.corpora.graphs.reader import read_graphs

__all__ = ["read_graphs"]
