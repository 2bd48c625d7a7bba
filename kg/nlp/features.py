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


class Form:
    """What `likeness` compares of a mention's string, computed once for each mention."""

    __slots__ = ("acronym", "capital", "letters", "lower", "parts", "string", "words")

    def __init__(self, string: str) -> None:
        name = bare(string)
        self.string = string
        self.lower = name.lower()
        self.parts = self.lower.split()
        self.words = frozenset(self.parts)
        self.acronym = acronym(name)
        self.letters = name.replace(".", "")
        self.capital = string[:1].isupper()


def likeness(a: Form, b: Form) -> tuple[float, ...]:
    """Nine features of how alike two mentions' strings are, for coreference.

    Equal; equal without case and article; last words equal; one contained in the other (two
    ways); acronym of the other; share a word; both, and either, capitalised.
    """
    if not a.parts or not b.parts:
        return (0.0,) * 9
    short = float(a.acronym == b.letters or b.acronym == a.letters)
    capital = float(a.capital and b.capital), float(a.capital or b.capital)
    common = a.words & b.words
    if not common:
        return 0.0, 0.0, 0.0, 0.0, 0.0, short, 0.0, *capital
    return (
        float(a.string == b.string),
        float(a.lower == b.lower),
        float(a.parts[-1] == b.parts[-1]),
        float(len(common) == len(a.words)),
        float(len(common) == len(b.words)),
        short,
        float(any(len(w) > 3 for w in common)),
        *capital,
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
