"""Sentences, tags, morphology, lemmas, dependency trees."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

import numpy as np
from lemminflect import getLemma
from spacy.tokens import Doc
from thinc.types import Ints2d

from kg.nlp.features import Ints
from kg.nlp.heads import Heads, Pairs
from kg.nlp.layers import decoding
from kg.nlp.layers.encoded import Encoded
from kg.nlp.layout import Layout
from kg.nlp.weights import Floats
from kg.nlp.words import likely_starts, sure_starts

LONGEST_SENTENCE = 160
START_THRESHOLD, LIKELY_THRESHOLD, STOPPED_THRESHOLD = 0.5, 0.3, 0.03
UNLIKELY_THRESHOLD = 0.95
CLOSING = frozenset("\"”’'")
INFLECTED = frozenset(("NNS", "VBZ", "VBD", "VBN", "VBG", "VBP", "VB", "NN"))
"""Penn tags of nouns and verbs that the dictionary of inflections knows better than the model."""


def find_sentences(
    doc: Doc, layout: Layout, vectors: Floats, heads: Heads
) -> list[tuple[int, int]]:
    """Half-open word ranges of the sentences: those that the Doc has already, else by the model.

    After a full stop that is a word of its own, with or without a closing quotation mark, the
    model has to be almost sure of the contrary: its training texts have few sentences that begin
    with a name. Where no stop is before, it has to be almost sure before a word in lower case and
    between two words with a capital.
    """
    given = doc.has_annotation("SENT_START")
    start = heads.probabilities("start", heads.words("start", vectors))[:, 1]
    sure = sure_starts(layout.words, layout.gaps)
    likely = set(likely_starts(layout.words, layout.gaps))
    bounds = [0]
    for i in range(1, len(layout.words)):
        if given:
            found = bool(doc[int(layout.tokens[i])].is_sent_start)
        else:
            least = START_THRESHOLD
            if i in likely:
                least = STOPPED_THRESHOLD if is_stopped(layout, i) else LIKELY_THRESHOLD
            elif layout.words[i][:1].islower() or all(
                word[:1].isupper() for word in layout.words[i - 1 : i + 1]
            ):
                least = UNLIKELY_THRESHOLD
            found = start[i] > least or i in sure
        if found or i - bounds[-1] >= LONGEST_SENTENCE:
            bounds.append(i)
    return list(pairwise((*bounds, len(layout.words))))


def is_stopped(layout: Layout, word: int) -> bool:
    """Whether a full stop stands before a word, perhaps with a quotation mark that closes."""
    before = layout.words[word - 1]
    closed = before in CLOSING and not layout.gaps[word - 1] and bool(layout.gaps[word])
    return (layout.words[word - 2] if closed and word > 1 else before) == "."


def set_syntax(encoded: Encoded) -> None:
    """Sets tags, morphology, lemmas and dependencies, and so the sentences."""
    doc, at = encoded.doc, encoded.layout.tokens
    labels = encoded.heads.labels
    heads, deprel = best_trees(encoded.heads, encoded.vectors, encoded.sentences)
    best = {
        name: encoded.heads.words(name, encoded.vectors).argmax(axis=1)
        for name in ("upos", "xpos", "feats", "lemma")
    }
    strings = doc.vocab.strings
    coded = {
        name: np.array([strings.add(s) for s in labels[name]], dtype=np.uint64)
        for name in ("upos", "xpos", "deprel")
    }
    feats = np.array([doc.vocab.morphology.add(f) for f in labels["feats"]], dtype=np.uint64)
    rows = np.zeros((len(doc), 6), dtype=np.uint64)
    rows[:, 0], rows[:, 1] = strings.add("_SP"), strings.add("SPACE")
    rows[:, 3] = strings.add("dep")
    lemmas = [strings.add(lemma) for lemma in _lemmas(encoded, best)]
    rows[at, 0], rows[at, 1] = coded["xpos"][best["xpos"]], coded["upos"][best["upos"]]
    rows[at, 2] = np.array(lemmas, dtype=np.uint64)
    rows[at, 3], rows[at, 5] = coded["deprel"][deprel], feats[best["feats"]]
    goal = at[encoded.layout.word_of]
    goal[at] = at[heads]
    rows[:, 4] = (goal - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    doc.from_array(["TAG", "POS", "LEMMA", "DEP", "HEAD", "MORPH"], cast(Ints2d, rows))


def best_trees(
    scorer: Heads, vectors: Floats, sentences: Sequence[tuple[int, int]]
) -> tuple[Ints, Ints]:
    """Each word's head, a root's itself, and the index of its label; "root" for roots alone."""
    arcs = scorer.arcs(vectors, sentences)
    heads = np.concatenate(
        [decoding.tree(s) + a for s, (a, _) in zip(arcs, sentences, strict=True)]
    )
    n = np.arange(len(heads))
    scores = scorer.pairs("deprel", vectors, vectors, Pairs(n, heads, heads - n))
    root = scorer.labels["deprel"].index("root")
    scores[:, root] = np.where(heads == n, np.inf, -np.inf)
    return heads, scores.argmax(axis=1)


def _lemmas(encoded: Encoded, best: Mapping[str, Ints]) -> Iterator[str]:
    """Each word's lemma: by the dictionary where words inflect, else by the model."""
    labels = encoded.heads.labels
    for word, tag, upos, rule in zip(
        encoded.layout.words, best["xpos"], best["upos"], best["lemma"], strict=True
    ):
        found: tuple[str, ...] = (word,) if labels["xpos"][tag] == "NNP" else ()
        if labels["xpos"][tag] in INFLECTED and labels["upos"][upos] in ("NOUN", "VERB"):
            found = getLemma(word.lower(), labels["upos"][upos])
        yield found[0] if found else decoding.lemma_of(word, labels["lemma"][rule])
