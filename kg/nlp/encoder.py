"""Words → vectors: the one forward pass of a document through the encoder."""

from collections.abc import Sequence

import numpy as np

from kg.nlp.weights import Floats, Weights
from kg.nlp.words import gap_of, likely_starts, shape_of, windows

MOST_PIECES = 12
"""Pieces kept of one word, as in training: what is longer is a link or noise."""
WIDTH = 384
"""Numbers per vector."""
INPUTS = ("pieces", "shapes", "gaps", "firsts")
_CACHED = 50_000


class WordEncoder:
    """Runs the encoder; keeps the pieces of words that it has seen."""

    def __init__(self, weights: Weights) -> None:
        self._session = weights.session
        self._tokenizer = weights.tokenizer
        vocabulary = weights.tokenizer.get_vocab()
        self._cls, self._sep, self._unknown = (vocabulary[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._pieces: dict[str, list[int]] = {}

    def vectors(self, words: Sequence[str], gaps: Sequence[str]) -> Floats:
        """The vectors (words, 384) of a document's words; `gaps` is the space before each.

        Windows go through the encoder one by one: several at once are no faster, and padded.
        """
        pieces = [self._pieces_of(w) for w in words]
        spans = list(windows([len(p) for p in pieces], likely_starts(words, gaps)))
        out = np.zeros((len(words), WIDTH), dtype=np.float32)
        for a, b in spans:
            row = self._row(words, gaps, pieces, (a, b))
            inputs = {
                name: np.array([column], dtype=np.int64)
                for name, column in zip(INPUTS, row, strict=True)
            }
            out[a:b] = self._session.run(None, inputs)[0][0]
        return out

    def _pieces_of(self, word: str) -> list[int]:
        """The piece ids of a word, at least one."""
        ids = self._pieces.get(word)
        if ids is None:
            encoded = self._tokenizer.encode(word[:200], add_special_tokens=False).ids
            ids = encoded[:MOST_PIECES] or [self._unknown]
            if len(self._pieces) < _CACHED:
                self._pieces[word] = ids
        return ids

    def _row(
        self,
        words: Sequence[str],
        gaps: Sequence[str],
        pieces: Sequence[list[int]],
        span: tuple[int, int],
    ) -> tuple[list[int], list[int], list[int], list[int]]:
        """One window: pieces, shapes, gaps, and where each word begins."""
        ids, shapes, spaces, firsts = [self._cls], [0], [0], []
        for i in range(*span):
            firsts.append(len(ids))
            more = len(pieces[i])
            ids += pieces[i]
            shapes += [shape_of(words[i])] * more
            spaces += [gap_of(gaps[i])] + [1] * (more - 1)
        return [*ids, self._sep], [*shapes, 0], [*spaces, 0], firsts
