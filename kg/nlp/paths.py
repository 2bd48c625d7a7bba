"""What the heads on arguments and relations see of the tree and the roles between two phrases.

Used in training and at run time, so that both see the same.
"""

from collections.abc import Sequence

import numpy as np

from kg.nlp.features import Ints
from kg.nlp.heads import Heads, Pairs, softmax
from kg.nlp.weights import Floats

UP = 4
"""Steps up to the common ancestor that are told apart; more count as so many."""


def path_width(labels: int) -> int:
    """Numbers per path in a tree with so many dependency labels."""
    return 2 * (UP + 1) + 4 * labels


def path_features(tree: tuple[Ints, Ints], labels: int, left: Ints, right: Ints) -> Floats:
    """The dependency paths between words (pairs, `path_width`); 0 where there is none.

    One-hot: steps up from the left and from the right word to their common ancestor; the
    dependency label of each of the two; the label of each one's last step below the ancestor.

    Args:
        tree: each word's head (a root's is itself) and the index of its dependency label.
        labels: number of dependency labels.
        left: (pairs,) words.
        right: (pairs,) words.
    """
    heads, kinds = tree[0].tolist(), tree[1].tolist()
    chains: dict[int, list[int]] = {}
    out = np.zeros((len(left), path_width(labels)), dtype=np.float32)
    base = 2 * (UP + 1)
    for row, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        above, below = (chains.setdefault(w, _ancestors(heads, w)) for w in (a, b))
        j = next((k for k, w in enumerate(below) if w in above), -1)
        if j < 0:
            continue
        i = above.index(below[j])
        hot = [min(i, UP), UP + 1 + min(j, UP)]
        if i:
            hot += [base + kinds[a], base + 2 * labels + kinds[above[i - 1]]]
        if j:
            hot += [base + labels + kinds[b], base + 3 * labels + kinds[below[j - 1]]]
        out[row, hot] = 1
    return out


def _ancestors(heads: Sequence[int], word: int) -> list[int]:
    """A word, its head, its head's head, ..., the root."""
    chain = [word]
    while heads[word] != word:
        word = heads[word]
        chain.append(word)
    return chain


def role_features(heads: Heads, vectors: Floats, words: Ints, bounds: Ints) -> Floats:
    """What the role head thinks of words (pairs,) and spans (pairs, 2) → (pairs, roles).

    The largest probability of each role among the words of a span, given by its first and last
    word.
    """
    widths = bounds[:, 1] - bounds[:, 0] + 1
    starts = np.cumsum(widths) - widths
    row = np.repeat(np.arange(len(widths)), widths)
    i, j = words[row], bounds[row, 0] + np.arange(len(row)) - starts[row]
    found = softmax(heads.pairs("role", vectors, vectors, Pairs(i, j, j - i)))
    return np.maximum.reduceat(found, starts) if len(row) else found


def argument_features(
    heads: Heads,
    vectors: Floats,
    tree: tuple[Ints, Ints],
    pairs: tuple[Ints, Ints, Ints],
) -> Floats:
    """Path and roles of triggers (pairs,), heads (pairs,) and bounds (pairs, 2) of mentions.

    0 throughout where the two lie in different sentences.
    """
    words, mentions, bounds = pairs
    path = path_features(tree, len(heads.labels["deprel"]), words, mentions)
    same = path.any(axis=1, keepdims=True)
    return np.concatenate((path, role_features(heads, vectors, words, bounds) * same), axis=1)


def head_of(heads: Sequence[int] | Ints, start: int, end: int) -> int:
    """The first word of words start up to end whose head lies outside of them."""
    outside = (i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end)
    return next(outside, end - 1)
