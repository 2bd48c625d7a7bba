"""Articles from plain text, HTML, JSON, JSON Lines, folders and standard input."""

from kg.read.article import MAX_ARTICLE_BYTES
from kg.read.batch import read_articles, read_text

__all__ = ["MAX_ARTICLE_BYTES", "read_articles", "read_text"]
