"""Nominal phrases of a dependency tree: what a coreference chain may be made of."""

from collections.abc import Iterator, Sequence

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"))
# fmt: off
INSIDE = frozenset((
    "compound", "flat", "fixed", "goeswith", "amod", "case", "cc", "advmod", "punct",
    "discourse", "det", "nummod",
))
"""Relations of words that head no phrase of their own."""
LOOSE = frozenset((
    "conj", "cc", "appos", "parataxis", "punct", "cop", "nsubj", "csubj", "advcl", "mark", "aux",
    "vocative", "discourse", "dislocated", "orphan", "list", "case",
))
"""Relations of dependents that lie outside of the phrase which their head names."""
# fmt: on
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


def nominal_spans(
    heads: Sequence[int], relations: Sequence[str], tags: Sequence[str], words: Sequence[str]
) -> list[tuple[int, int]]:
    """Half-open word ranges of nominal phrases, and of coordinations of them, in text order.

    Args:
        heads: each word's head; a root's is itself.
        relations: universal dependency relations, subtypes allowed.
        tags: universal parts of speech.
        words: the words.
    """
    bare = [r.split(":")[0] for r in relations]
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    whole = _subtrees(heads, children)
    found = set()
    for i, tag in enumerate(tags):
        if tag not in NOMINAL or (bare[i] in INSIDE and tag != "PRON"):
            continue
        bounds = [whole[k] for k in _closely(i, children[i], bare, words)]
        start = min([i, *(a for a, _ in bounds)])
        end = max([i, *(b for _, b in bounds)])
        found.add((start, end + 1))
        joined = [k for k in children[i] if bare[k] == "conj"]
        if joined:
            last = max(joined)
            inside = [whole[k][1] for k in _closely(last, children[last], bare, words)]
            found.add((start, max([last, end, *inside]) + 1))
    return sorted(found)


def _closely(
    word: int, children: Sequence[int], relations: Sequence[str], words: Sequence[str]
) -> Iterator[int]:
    """The dependents that belong to the phrase."""
    for child in children:
        relation = relations[child]
        closing = relation == "case" and child > word and words[child] in POSSESSIVE
        before = relation == "advmod" and child > word
        if closing or (relation not in LOOSE and not before):
            yield child


def _subtrees(heads: Sequence[int], children: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The first and last word of each word's subtree."""
    bounds = [(i, i) for i in range(len(heads))]
    order = [i for i, head in enumerate(heads) if head == i]
    for i in order:
        order.extend(children[i])
    for i in reversed(order):
        for child in children[i]:
            (a, b), (c, d) = bounds[i], bounds[child]
            bounds[i] = min(a, c), max(b, d)
    return bounds
