"""How a Doc's tokens lie as words: what the model sees, white space left out."""

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.nlp.features import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The words of a Doc: `tokens` are their token indices, `gaps` the white space before each."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    tokens: Ints
    word_of: Ints
    """(tokens,) word index of each token; that of the word before for white space."""

    @classmethod
    def of(cls, doc: Doc) -> "Layout":
        """The layout of a Doc.

        A single line break before a word in lower case counts as a space: text wrapped by hand.
        """
        words: list[str] = []
        gaps: list[str] = []
        tokens: list[int] = []
        word_of: list[int] = []
        gap = "\n"
        for token in doc:
            if not token.is_space:
                wrapped = gap == "\n" and token.text[:1].islower() and words
                words.append(token.text)
                gaps.append(" " if wrapped else gap)
                tokens.append(token.i)
                gap = ""
            else:
                gap = (gap + token.text).replace(" \n", "\n")
            word_of.append(max(len(words) - 1, 0))
            gap += token.whitespace_
        return cls(
            tuple(words),
            tuple(gaps),
            np.array(tokens, dtype=np.int64),
            np.array(word_of, dtype=np.int64),
        )
