"""A Doc after the encoder's one pass: what every layer reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.heads import Heads
from kg.nlp.layout import Layout
from kg.nlp.weights import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A Doc, its words, their vectors (words, 384), and half-open word ranges of sentences."""

    doc: Doc
    layout: Layout
    vectors: Floats
    sentences: Sequence[tuple[int, int]]
    heads: Heads

    def span(self, start: int, end: int, label: str) -> Span:
        """Words start up to end as a Span."""
        tokens = self.layout.tokens
        return Span(self.doc, int(tokens[start]), int(tokens[end - 1]) + 1, label=label)

    def group(self, name: str, found: Sequence[tuple[int, int, str, float]]) -> None:
        """Sets a span group of (start, end, label, confidence), words counted."""
        self.doc.spans[name] = SpanGroup(
            self.doc,
            name=name,
            attrs={"confidence": [confidence for *_, confidence in found]},
            spans=[self.span(start, end, label) for start, end, label, _ in found],
        )
