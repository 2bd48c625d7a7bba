"""Text in pieces, cut wherever a mark begins or ends, so that marks may nest and cross."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key")
PLACE = re.compile(r"#[^#=]+=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Key]):
    """A stretch of text with the keys of all marks that cover it, those that begin first first."""

    start: int
    text: str
    marks: tuple[Key, ...]


def pieces(text: str, marks: Iterable[tuple[int, int, Key]]) -> Iterator[Piece[Key]]:
    """The whole of `text` in pieces; a mark is (start, end, key), empty ones are left out.

    >>> [(piece.text, piece.marks) for piece in pieces("abcdef", [(1, 4, "x"), (3, 6, "y")])]
    [('a', ()), ('bc', ('x',)), ('d', ('x', 'y')), ('ef', ('y',))]
    """
    inside = [(max(0, a), min(b, len(text)), key) for a, b, key in marks]
    waiting = sorted((m for m in inside if m[0] < m[1]), key=lambda m: (m[0], -m[1]))
    cuts = sorted({0, len(text), *(m[0] for m in waiting), *(m[1] for m in waiting)})
    covering: list[tuple[int, int, Key]] = []
    waiting.reverse()
    for start, end in pairwise(cuts):
        covering = [mark for mark in covering if mark[1] > start]
        while waiting and waiting[-1][0] <= start:
            covering.append(waiting.pop())
        yield Piece(start, text[start:end], tuple(key for _, _, key in covering))


def offsets_of(iri: str) -> tuple[int, int] | None:
    """The place in its article that the IRI of an event or claim names, as `place_iri` writes it.

    >>> offsets_of("https://kg.example/id/article/ferry#Visit=49,56")
    (49, 56)
    """
    found = PLACE.search(iri)
    return (int(found[1]), int(found[2])) if found else None
