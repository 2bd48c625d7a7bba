"""What each head of the language model, and the lexicon, adds to the graphs of gold articles."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from evaluation.graph import read_gold_article, score_group
from evaluation.report import Group
from kg.errors import KGError
from kg.extract import extract_graph
from kg.model import Article
from kg.nlp.heads import Heads, Pairs, heads_of
from kg.nlp.weights import Floats
from kg.pipeline import load_model
from kg.rdf import to_interchange
from kg.schema import Schema, default_schema

HEADS = (
    "trigger",
    "argument",
    "relation",
    "role",
    "coreference",
    "modality",
    "polarity",
    "content",
)
SHOWN = ("relations F1", "event arguments F1", "events F1", "typed triples F1", "claims F1")
NEVER = -30.0
"""Score of what a silenced head is asked about; its first label, which says nothing, has 0."""


class Silenced(Heads):
    """Heads of which some find nothing."""

    def __init__(self, heads: Heads, silent: frozenset[str]) -> None:
        self._heads, self._silent = heads, silent
        self.labels, self.rolesets = heads.labels, heads.rolesets

    def words(self, head: str, vectors: Floats) -> Floats:
        """Scores (words, labels)."""
        return self._hushed(head, self._heads.words(head, vectors))

    def pairs(self, head: str, x: Floats, y: Floats, pairs: Pairs) -> Floats:
        """Scores (pairs, labels)."""
        return self._hushed(head, self._heads.pairs(head, x, y, pairs))

    def probabilities(self, head: str, scores: Floats) -> Floats:
        """Calibrated probabilities."""
        return self._heads.probabilities(head, scores)

    def _hushed(self, head: str, scores: Floats) -> Floats:
        if head not in self._silent:
            return scores
        out = np.full_like(scores, NEVER)
        if head != "coreference":
            out[:, 0] = 0
        return out


def measure_ablation(shared: Path) -> Iterator[Group]:
    """A metric group for each part that is left out."""
    folder = shared / "gold"
    paths = sorted((folder / "gold").glob("*.json"))
    articles = [read_gold_article(folder / "articles" / p.name) for p in paths]
    nlp = load_model()
    heads = heads_of(nlp)
    if heads is None:
        raise KGError("the pipeline has no language model: reinstall kg")
    docs = [(article, nlp(article.text)) for article in articles]
    schema = default_schema()
    for name in HEADS:
        silenced = Silenced(heads, frozenset((name,)))
        read = [(a, _without_roles(d)) for a, d in docs] if name == "role" else docs
        yield _measure(folder, f"gold without the {name} head", read, schema, silenced)
    nothing = Silenced(heads, frozenset(HEADS) - {"role"})
    yield _measure(folder, "gold by the lexicon and the parse alone", docs, schema, nothing)
    empty = replace(schema, cues=(), _index={})
    yield _measure(folder, "gold without the lexicon", docs, empty, heads)


def _without_roles(doc: Doc) -> Doc:
    """The Doc without PropBank's predicates."""
    other = doc.copy()
    other.user_data = {**doc.user_data, "predicates": ()}
    return other


def _measure(
    folder: Path, name: str, docs: Sequence[tuple[Article, Doc]], schema: Schema, heads: Heads
) -> Group:
    """The scores of the graphs that are left."""
    with tempfile.TemporaryDirectory() as temporary:
        for article, doc in docs:
            written = to_interchange(extract_graph(doc, article, schema, heads=heads))
            (Path(temporary) / f"{article.id}.json").write_text(written, encoding="utf-8")
        group = score_group(name, folder, "gold", Path(temporary))
    shown = tuple(m for m in group.metrics if m.name in SHOWN)
    return replace(group, name=name, metrics=shown, details=())
