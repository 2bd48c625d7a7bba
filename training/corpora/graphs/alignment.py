"""A text as words, and where strings of it lie among them."""

import re
from collections.abc import Iterator

from spacy.language import Language

from kg.nlp.words import likely_starts


class Alignment:
    """The words of a text with their characters, gaps and sentences."""

    def __init__(self, nlp: Language, text: str) -> None:
        tokens = [t for t in nlp(text) if not t.is_space]
        self.text = text
        self.words = tuple(t.text for t in tokens)
        self.begins = [t.idx for t in tokens]
        self.ends = [t.idx + len(t) for t in tokens]
        befores = [0, *self.ends[:-1]]
        self.gaps = tuple(text[a:b] for a, b in zip(befores, self.begins, strict=True))
        self.starts = likely_starts(self.words, self.gaps)
        self.sentence = [0] * len(tokens)
        for k, start in enumerate(self.starts):
            self.sentence[start:] = [k] * (len(tokens) - start)

    def string(self, start: int, end: int) -> str:
        """The text of words start up to end."""
        return self.text[self.begins[start] : self.ends[end - 1]]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that characters start up to end touch."""
        inside = [
            i for i in range(len(self.words)) if self.begins[i] < end and self.ends[i] > start
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    def find(self, string: str) -> tuple[int, int] | None:
        """The words of a string's first occurrence, wherever in a word it begins."""
        at = self.text.find(string)
        return self.span(at, at + len(string)) if at >= 0 else None

    def occurrences(
        self, string: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Word spans of a string's occurrences within the characters start up to end."""
        pattern = r"(?<!\w)" + re.escape(string) + r"(?!\w)"
        for match in re.compile(pattern).finditer(self.text, start, end or len(self.text)):
            span = self.span(*match.span())
            if span:
                yield span

    def within(self, string: str, evidence: str) -> list[tuple[int, int]]:
        """The word span of a string inside of an evidence string, else its first in the text."""
        at = self.text.find(evidence)
        if at >= 0:
            spans = list(self.occurrences(string, at, at + len(evidence)))
            if spans:
                return spans[:1]
        return list(self.occurrences(string))[:1]
