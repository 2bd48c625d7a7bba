"""Numbers that the pair heads see besides vectors; training and use must agree on them."""

import numpy as np
import numpy.typing as npt

_BOUNDS = np.array([1, 2, 3, 4, 5, 7, 10, 15, 22, 32, 64])
DISTANCES = 24
COREFERENCE_FEATURES = 9
SPAN_WIDTH = 14
"""Words of the longest mention."""

Ints = npt.NDArray[np.int64]


def distance_buckets(distance: Ints) -> Ints:
    """Signed distances in 24 buckets: 0, eleven to the right, eleven to the left.

    >>> distance_buckets(np.array([0, 1, 9, -1, 500])).tolist()
    [0, 1, 6, 13, 11]
    """
    size = np.searchsorted(_BOUNDS, np.abs(distance), side="right")
    return np.asarray(np.where(distance < 0, size + 12, size), dtype=np.int64)


def likeness(left: str, right: str) -> tuple[float, ...]:
    """Nine features of how alike two mentions' strings are, for coreference.

    Equal; equal without case and article; last words equal; one contained in the other (two
    ways); acronym of the other; share a word; both, and either, capitalised.
    """
    a, b = bare(left), bare(right)
    x, y = a.lower().split(), b.lower().split()
    if not x or not y:
        return (0.0,) * 9
    inside = set(x) <= set(y), set(y) <= set(x)
    capital = left[:1].isupper(), right[:1].isupper()
    return (
        float(left == right),
        float(a.lower() == b.lower()),
        float(x[-1] == y[-1]),
        float(inside[0]),
        float(inside[1]),
        float(acronym(a) == b.replace(".", "") or acronym(b) == a.replace(".", "")),
        float(any(len(w) > 3 for w in set(x) & set(y))),
        float(all(capital)),
        float(any(capital)),
    )


def bare(string: str) -> str:
    """A mention without leading article and closing possessive.

    >>> bare("the group's")
    'group'
    """
    lower = string.lower()
    for article in ("the ", "a ", "an "):
        if lower.startswith(article):
            string = string[len(article) :]
    for ending in ("'s", "’s"):
        string = string.removesuffix(ending)
    return string.strip()


def acronym(name: str) -> str:
    """The initials of a name's capitalised words; "" when there are fewer than two.

    >>> acronym("World Health Organization")
    'WHO'
    """
    initials = "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())
    return initials if len(initials) > 1 else ""
