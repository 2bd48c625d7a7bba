"""The contents of reported speech from GUM's discourse layer (`Discourse=` in MISC).

An elementary discourse unit begins at each word with such an annotation, as in
`attribution-positive:3->57:7`: unit 3 ("he said") is the attribution of unit 57, and was attached
in step 7, so what hangs on unit 57 by an earlier step belongs to what is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.corpora.document import Labelled

QUOTES = frozenset(('"', "“", "”", "''", "``", "‘", "’", "'"))
LONGEST = 60
"""Words of the longest content that is taken; the words of a longer one are masked."""
UNSURE = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A discourse unit: its words, the unit that it hangs on, by which relation and step."""

    start: int
    end: int
    relation: str
    parent: str
    step: int


def contents(
    marks: Sequence[tuple[int, str]], words: Sequence[str], sentences: Sequence[int]
) -> tuple[Labelled, ...]:
    """The spans of what is said, "direct" or "indirect"; `UNSURE` ones say nothing.

    Args:
        marks: word index and annotation of each unit's first word, in text order.
        words: the document's words.
        sentences: the first word of each sentence.
    """
    units = _units(marks, len(words))
    children: dict[str, list[str]] = {}
    for name, unit in units.items():
        children.setdefault(unit.parent, []).append(name)
    bounds = [*sentences, len(words)]
    sentence = [k for k, (a, b) in enumerate(pairwise(bounds)) for _ in range(a, b)]
    found: set[Labelled] = set()
    for unit in units.values():
        if not unit.relation.startswith("attribution") or unit.parent not in units:
            continue
        inside = [unit.parent]
        inside += [k for k in children[unit.parent] if _is_within(units[k], unit)]
        for name in inside:  # grows on the way
            if name != unit.parent:
                inside += [k for k in children.get(name, []) if k not in inside]
        covered = {i for k in inside for i in range(units[k].start, units[k].end)}
        here = sorted(i for i in covered if sentence[i] == sentence[unit.start])
        sure = bool(here) and len(here) <= LONGEST
        for a, b in _runs(here or sorted(covered)):
            start, end = _trimmed(words, a, b) if sure else (a, b)
            if start < end:
                found.add(Labelled(start, end, _kind(words, start) if sure else UNSURE))
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.label)))


def _units(marks: Sequence[tuple[int, str]], end: int) -> dict[str, _Unit]:
    """The units by number."""
    units = {}
    for (start, mark), (following, _) in pairwise([*marks, (end, "")]):
        relation, link, step, *_ = mark.split(":")
        number, _, parent = link.partition("->")
        units[number] = _Unit(start, following, relation, parent, int(step))
    return units


def _runs(words: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring words as half-open ranges."""
    runs: list[tuple[int, int]] = []
    for i in words:
        if runs and runs[-1][1] == i:
            runs[-1] = runs[-1][0], i + 1
        else:
            runs.append((i, i + 1))
    return runs


def _is_within(unit: _Unit, cue: _Unit) -> bool:
    """Whether a unit that hangs where a cue hangs is part of what the cue attributes."""
    return unit.step < cue.step or unit.relation.startswith("same-unit")


def _trimmed(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The span without "that" in front and punctuation around, as graphs have contents."""
    while start < end and not any(c.isalnum() for c in words[start]):
        start += 1
    start += start < end and words[start].lower() == "that"
    while start < end and not any(c.isalnum() for c in words[end - 1]):
        end -= 1
    return start, end


def _kind(words: Sequence[str], start: int) -> str:
    """Whether a span is quoted."""
    while start > 0 and not any(c.isalnum() for c in words[start - 1]):
        start -= 1
        if words[start] in QUOTES:
            return "direct"
    return "indirect"
