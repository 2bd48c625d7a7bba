"""A stand-in for the language model and the extractor: fast, and with a result that is known."""

import re
from collections.abc import Callable
from functools import cache

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.model import (
    Article,
    ArticleGraph,
    Coverage,
    Entity,
    Mention,
    MentionKind,
    Relation,
    Skipped,
    Source,
    Span,
)
from kg.schema import Schema

Kg = Callable[..., tuple[int, str, str]]
"""Runs a command line: its exit code, output and errors."""
_NAME = re.compile(r"\b[A-Z][a-z]+\b")


def extract_names(
    doc: Doc, article: Article, schema: Schema, *, heads: object = None
) -> ArticleGraph:
    """A location for each capitalised word, of which the first lies in the second."""
    spans = {match[0]: Span(*match.span()) for match in _NAME.finditer(doc.text)}
    entities = tuple(
        Entity(f"e{i}", name, "Location", (Mention(span, MentionKind.NAME),))
        for i, (name, span) in enumerate(spans.items())
    )
    whole = (Span(0, len(article.text)),)
    near = Relation("e0", "locatedIn", "e1", whole, Source("stand-in", 0.5))
    relations = (near,) if len(entities) > 1 else ()
    skipped = () if relations else (Skipped(whole[0], "no names"),)
    notes = () if article.date else ("the article has no date",)
    return ArticleGraph(article, entities, relations, (), (), (), Coverage(1, skipped, notes))


@cache
def tokenizer() -> Language:
    return spacy.blank("en")


def install(patch: pytest.MonkeyPatch) -> Language:
    """Put the stand-in where the pipeline finds the model and the extractor."""
    nlp = tokenizer()
    patch.setattr("kg.pipeline.load_model", lambda: nlp)
    patch.setattr("kg.extract.extract_graph", extract_names, raising=False)
    return nlp
