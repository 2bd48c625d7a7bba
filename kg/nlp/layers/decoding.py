"""From scores to well-formed structures: trees, names, nested spans, lemmas."""

from collections.abc import Iterator, Sequence

import numpy as np

from kg.nlp.features import Ints
from kg.nlp.weights import Floats

MOST_ROOTS = 8
"""Roots tried for one sentence; bounds the time on sentences that no tree fits well."""


def tree(scores: Floats) -> Ints:
    """The best dependency tree with one root: each word's head, the root's head is itself.

    Args:
        scores: (words, words), row: dependent, column: head; the diagonal scores the root.

    Exact where the `MOST_ROOTS` most promising roots include the best one.

    Source: Chu and Liu 1965; Edmonds 1967, run for one root after the other until the bound of
    the next one, which lets each word choose freely, is below what has been found.
    """
    heads: Ints = scores.argmax(axis=1)
    if _is_tree(heads):
        return heads
    diagonal = np.diag(scores).astype(np.float64)
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, -np.inf)
    free = arcs.max(axis=1)
    bounds = diagonal + free.sum() - free
    best, best_score = heads, -np.inf
    for root in np.argsort(-bounds)[:MOST_ROOTS]:
        if bounds[root] <= best_score:
            break
        found = _arborescence(arcs, int(root))
        total = diagonal[root] + sum(arcs[i, h] for i, h in enumerate(found) if i != root)
        if total > best_score:
            best, best_score = found, total
    return best


def _is_tree(heads: Ints) -> bool:
    """Whether heads form a tree with one root."""
    if int((heads == np.arange(len(heads))).sum()) != 1:
        return False
    at = np.arange(len(heads))
    for _ in range(max(1, len(heads).bit_length())):
        at, heads = heads[at], heads[heads]
    return len(set(at.tolist())) == 1


def _arborescence(scores: np.ndarray[tuple[int, int], np.dtype[np.float64]], root: int) -> Ints:
    """The best tree below a given root: one cycle is contracted, the rest solved, and so on."""
    n = len(scores)
    work = scores.copy()
    work[root, :] = -np.inf
    heads: Ints = work.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = work[cycle, heads[cycle]].sum()
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = work[np.ix_(outside, outside)]
    leaving = work[np.ix_(outside, cycle)]
    small[:m, m] = leaving.max(axis=1)
    via = cycle[leaving.argmax(axis=1)]
    entering = work[np.ix_(cycle, outside)] - work[cycle, heads[cycle]][:, None] + kept
    small[m, :m] = entering.max(axis=0)
    into = cycle[entering.argmax(axis=0)]
    new_root = int(np.flatnonzero(outside == root)[0])
    reduced = _arborescence(small, new_root)
    out = heads.copy()
    for k, node in enumerate(outside):
        out[node] = via[k] if reduced[k] == m else outside[reduced[k]]
    out[root] = root
    entry = int(reduced[m])
    out[into[entry]] = outside[entry]
    return out


def _cycle(heads: Ints, root: int) -> Ints | None:
    """The words of one cycle, or None."""
    colour = np.zeros(len(heads), dtype=np.int64)
    for start in range(len(heads)):
        path, at = [], start
        while colour[at] == 0 and at != root:
            colour[at] = start + 1
            path.append(at)
            at = int(heads[at])
        if at != root and colour[at] == start + 1 and at in path:
            return np.array(path[path.index(at) :])
    return None


def names(scores: Floats, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Well-formed spans (start, end, label) from BIO scores (words, labels), by Viterbi."""
    tags = _viterbi(scores, labels)
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            yield start, i, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]


def _viterbi(scores: Floats, labels: Sequence[str]) -> list[str]:
    """The best tag sequence in which I-X follows only B-X or I-X."""
    if not len(scores):
        return []
    allowed = np.array(
        [
            [0.0 if b[0] != "I" or (a != "O" and a[2:] == b[2:]) else -1e9 for b in labels]
            for a in labels
        ],
        dtype=np.float32,
    )
    first = np.array([-1e9 if b[0] == "I" else 0.0 for b in labels], dtype=np.float32)
    total = scores[0] + first
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        table = total[:, None] + allowed
        back[i] = table.argmax(axis=0)
        total = table.max(axis=0) + scores[i]
    at = int(total.argmax())
    path = [at]
    for i in range(len(scores) - 1, 0, -1):
        at = int(back[i, at])
        path.append(at)
    return [labels[k] for k in reversed(path)]


def lemma_of(word: str, rule: str) -> str:
    """A word's lemma by an edit rule: "=go" is the lemma itself, "l|1|" lower-cases and cuts one.

    >>> lemma_of("Talks", "l|1|"), lemma_of("went", "=go"), lemma_of("carries", "|3|y")
    ('talk', 'go', 'carry')
    """
    if rule.startswith("="):
        return rule[1:]
    case, cut, added = rule.split("|", 2)
    form = word.lower() if case else word
    stem = form[: len(form) - int(cut)] if int(cut) else form
    return stem + added or word
