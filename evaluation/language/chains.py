"""The coreference metrics of CoNLL-2012 on chains: MUC, B-cubed, CEAF-e and their average.

Source: Pradhan et al. 2014, Scoring Coreference Partitions of Predicted Mentions: A Reference
Implementation. A span that is in two chains of one side counts in the last of them only.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chain = AbstractSet[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much of the gold is found, and how much of the predicted is right; agreements add up."""

    found: float = 0.0
    gold: float = 0.0
    right: float = 0.0
    predicted: float = 0.0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.found + other.found,
            self.gold + other.gold,
            self.right + other.right,
            self.predicted + other.predicted,
        )

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ChainScores:
    """The three agreements of some documents; scores add up."""

    muc: Agreement = Agreement()
    b_cubed: Agreement = Agreement()
    ceaf_e: Agreement = Agreement()

    def __add__(self, other: "ChainScores") -> "ChainScores":
        return ChainScores(
            self.muc + other.muc, self.b_cubed + other.b_cubed, self.ceaf_e + other.ceaf_e
        )

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score_chains(gold: Sequence[Chain], predicted: Sequence[Chain]) -> ChainScores:
    """The scores of one document."""
    return ChainScores(muc(gold, predicted), b_cubed(gold, predicted), ceaf_e(gold, predicted))


def muc(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Agreement:
    """Links: how few more it takes to join each chain from the pieces that the other side has.

    >>> muc([{(0, 1), (2, 3), (4, 5)}], [{(0, 1), (2, 3)}])
    Agreement(found=1, gold=2, right=1, predicted=1)
    """
    return Agreement(*_links(gold, predicted), *_links(predicted, gold))


def b_cubed(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Agreement:
    """Mentions: which share of each one's chain is with it on the other side too."""
    return Agreement(*_company(gold, predicted), *_company(predicted, gold))


def ceaf_e(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Agreement:
    """Chains: how alike they are, aligned one to one so that the sum is greatest (phi 4)."""
    alike = np.zeros((len(gold), len(predicted)))
    at = _places(predicted)
    for i, chain in enumerate(gold):
        for j, n in Counter(at[span] for span in chain if span in at).items():
            alike[i, j] = 2 * n / (len(chain) + len(predicted[j]))
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    return Agreement(best, len(gold), best, len(predicted))


def _places(chains: Sequence[Chain]) -> dict[tuple[int, int], int]:
    """Span → its chain's index."""
    return {span: k for k, chain in enumerate(chains) for span in chain}


def _links(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[int, int]:
    """The links of chains that others have too, and all; a span that others lack is a piece."""
    at = _places(others)
    pieces = sum(len({at.get(span, span) for span in chain}) for chain in chains)
    mentions = sum(len(chain) for chain in chains)
    return mentions - pieces, mentions - len(chains)


def _company(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, int]:
    """The sum of the mentions' shares, and the number of mentions."""
    at = _places(others)
    shares = (
        sum(n * n for n in Counter(at[span] for span in chain if span in at).values()) / len(chain)
        for chain in chains
    )
    return sum(shares), sum(len(chain) for chain in chains)
