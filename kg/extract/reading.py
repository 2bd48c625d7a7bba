"""One article as the extractors see it: its words, and what the heads think of pairs of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Token

from kg.model import MentionKind, Span
from kg.nlp.features import Form, Ints
from kg.nlp.heads import Heads, Pairs
from kg.nlp.layers.coreference import Phrase, link_scores
from kg.nlp.layers.predicates import Predicate
from kg.nlp.layout import Layout
from kg.nlp.paths import argument_features, head_of, path_features
from kg.nlp.weights import Floats, load_weights
from kg.schema import Schema

POSITION, AMOUNT, TIME, PRONOUN = "position", "amount", "time", "pronoun"
CLAIM, SPEAKER, SOURCE = "Claim", "speaker", "source"
"""Labels of the model that are no types of the ontology: they become other parts of the graph."""
FIGURES = frozenset((AMOUNT, TIME))
"""Labels of candidates that fill the role of their own name and no other."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of words that may take part in a statement.

    `start`, `end` and `head` count words, white space left out; `label` is an entity type, or one
    of "position", "amount", "time" and "pronoun".
    """

    start: int
    end: int
    label: str
    kind: MentionKind
    confidence: float
    head: int

    @property
    def denotes(self) -> bool:
        """Whether it denotes an entity, rather than being a figure, a time or an office."""
        return self.label != POSITION and self.label not in FIGURES

    def contains(self, other: "Candidate") -> bool:
        """Whether the other's words are among its own."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event of type `label`, or introduces a claim."""

    word: int
    label: str
    confidence: float
    rule: str


@dataclass(slots=True, eq=False)
class Reading:
    """A Doc with the ontology, laid out by words."""

    doc: Doc
    schema: Schema
    heads: Heads = field(default_factory=lambda: Heads.of(load_weights()))
    text: str = field(init=False)
    layout: Layout = field(init=False)
    vectors: Floats = field(init=False)
    sentence: list[int] = field(init=False)
    sentences: list[tuple[int, int]] = field(init=False)
    predicates: dict[int, Predicate] = field(init=False)
    """PropBank's predicates by token."""
    tree: tuple[Ints, Ints] = field(init=False)
    """The head of each word, a root's itself, and the index of its dependency label."""

    def __post_init__(self) -> None:
        self.text = self.doc.text
        self.layout = Layout.of(self.doc)
        self.vectors = np.asarray(self.doc.tensor)[self.layout.tokens]
        self.predicates = {p.word: p for p in self.doc._.predicates}
        index = {label: k for k, label in enumerate(self.heads.labels["deprel"])}
        tokens = [self.doc[int(t)] for t in self.layout.tokens]
        self.tree = (
            np.array([self.word_of(t.head.i) for t in tokens], dtype=np.int64),
            np.array([index.get(t.dep_, 0) for t in tokens], dtype=np.int64),
        )
        self.sentence, self.sentences = [], []
        for i, t in enumerate(self.layout.tokens):
            if i == 0 or self.doc[int(t)].is_sent_start:
                self.sentences.append((i, i))
            self.sentences[-1] = (self.sentences[-1][0], i + 1)
            self.sentence.append(len(self.sentences) - 1)

    def token(self, word: int) -> Token:
        """The token of a word."""
        return self.doc[int(self.layout.tokens[word])]

    def word_of(self, token: int) -> int:
        """The word of a token."""
        return int(self.layout.word_of[token])

    def words_at(self, span: Span) -> tuple[int, int] | None:
        """The words that a stretch of characters touches, half-open."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return (self.word_of(found.start), self.word_of(found.end - 1) + 1) if found else None

    def span(self, start: int, end: int) -> Span:
        """The characters of words start up to end."""
        last = self.token(end - 1)
        return Span(self.token(start).idx, last.idx + len(last))

    def words_of(self, candidate: Candidate) -> str:
        """The characters of a candidate."""
        return self.span(candidate.start, candidate.end).of(self.text)

    def sentence_span(self, word: int) -> Span:
        """The characters of a word's sentence."""
        return self.span(*self.sentences[self.sentence[word]])

    def head_of(self, start: int, end: int) -> int:
        """The word of a stretch whose syntactic head lies outside of it."""
        return head_of(self.tree[0], start, end)

    def probabilities(self, head: str) -> Floats:
        """The probabilities (words, labels) of a head on words."""
        return self.heads.probabilities(head, self.heads.words(head, self.vectors))

    def arguments(
        self,
        triggers: Sequence[Trigger],
        candidates: Sequence[Candidate],
        pairs: Sequence[tuple[int, int]],
    ) -> Floats:
        """Role probabilities (pairs, labels) of pairs of a trigger and a candidate."""
        i, j = _columns(pairs)
        words = np.array([t.word for t in triggers], dtype=np.int64)
        spans = [(candidates[k].start, candidates[k].end - 1) for k in j]
        bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
        scored = Pairs(
            i=i,
            j=j,
            distance=self._starts(candidates)[j] - words[i],
            left=self._types((t.label for t in triggers), "trigger")[i],
            right=self._types((c.label for c in candidates), "mention")[j],
            features=argument_features(
                self.heads,
                self.vectors,
                self.tree,
                (words[i], self._heads(candidates)[j], bounds),
            ),
        )
        vectors = self.vectors[words]
        found = self.heads.pairs("argument", vectors, self._ends(candidates), scored)
        return self.heads.probabilities("argument", found)

    def relations(
        self, candidates: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
    ) -> Floats:
        """Relation probabilities (pairs, labels) of ordered pairs of candidates."""
        i, j = _columns(pairs)
        starts, ends = self._starts(candidates), self._ends(candidates)
        types = self._types((c.label for c in candidates), "mention")
        at, labels = self._heads(candidates), len(self.heads.labels["deprel"])
        scored = Pairs(
            i=i,
            j=j,
            distance=starts[j] - starts[i],
            left=types[i],
            right=types[j],
            features=path_features(self.tree, labels, at[i], at[j]),
        )
        found = self.heads.pairs("relation", ends, ends, scored)
        return self.heads.probabilities("relation", found)

    def coreference(
        self, candidates: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
    ) -> Floats:
        """Scores (pairs,) of an earlier and a later candidate being one entity; > 0 is likely."""
        phrases = [
            Phrase(c.start, c.end, Form(self.words_of(c)), c.label, self.sentence[c.start])
            for c in candidates
        ]
        return link_scores(self.heads, self.vectors, phrases, pairs)

    def _heads(self, candidates: Sequence[Candidate]) -> Ints:
        return np.array([c.head for c in candidates], dtype=np.int64)

    def _starts(self, candidates: Sequence[Candidate]) -> Ints:
        return np.array([c.start for c in candidates], dtype=np.int64)

    def _ends(self, candidates: Sequence[Candidate]) -> Floats:
        """The vectors (candidates, 768) of first and last words."""
        first = self.vectors[[c.start for c in candidates]]
        last = self.vectors[[c.end - 1 for c in candidates]]
        return np.concatenate((first, last), axis=1)

    def _types(self, labels: Iterable[str], head: str) -> Ints:
        """Type indices, one more than the last for a type that the head does not know."""
        known = {label: k for k, label in enumerate(self.heads.labels[head])}
        return np.array([known.get(label, len(known)) for label in labels], dtype=np.int64)


def _columns(pairs: Sequence[tuple[int, int]]) -> Ints:
    """Pairs as two rows of indices."""
    return np.array(pairs, dtype=np.int64).reshape(-1, 2).T
