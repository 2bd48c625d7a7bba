"""The heads in NumPy, as `training/network.py` trains them: on words, on pairs, on arcs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language

from kg.nlp.features import Ints, distance_buckets
from kg.nlp.weights import Floats, Weights

CHUNK = 8192
"""Pairs scored at once; bounds memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which pairs to score: rows `i` of one matrix with rows `j` of another.

    `distance` (pairs,) is signed and not yet in buckets; `left` and `right` (pairs,) are type
    indices and `features` (pairs, features) numbers, for the heads that take them.
    """

    i: Ints
    j: Ints
    distance: Ints
    left: Ints | None = None
    right: Ints | None = None
    features: Floats | None = None


class Heads:
    """Scores words and pairs of words, unnormalised; makes scores probabilities."""

    def __init__(
        self,
        arrays: Mapping[str, Floats],
        labels: Mapping[str, tuple[str, ...]],
        temperatures: Mapping[str, float] | None = None,
        rolesets: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._arrays, self.labels = arrays, labels
        self._temperatures = temperatures or {}
        self.rolesets = rolesets or {}

    @classmethod
    def of(cls, weights: Weights) -> "Heads":
        """The heads of a weights file."""
        return cls(weights.arrays, weights.labels, weights.temperatures, weights.rolesets)

    def words(self, head: str, vectors: Floats) -> Floats:
        """Vectors (words, 384) → scores (words, labels)."""
        return self._linear(f"word.{head}", vectors)

    def probabilities(self, head: str, scores: Floats) -> Floats:
        """A head's scores as calibrated probabilities along the last axis.

        Source: Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2.
        """
        return softmax(scores / np.float32(self._temperatures.get(head, 1.0)))

    def arcs(self, vectors: Floats, sentences: Sequence[tuple[int, int]]) -> Iterator[Floats]:
        """Each sentence's scores (dependents, heads); the diagonal is the root."""
        dependents = gelu(self._linear("arc_dependent", vectors)) @ self._arrays["arc_bilinear"]
        heads = gelu(self._linear("arc_head", vectors))
        for a, b in sentences:
            yield np.asarray(dependents[a:b] @ heads[a:b].T, dtype=np.float32)

    def pairs(self, head: str, x: Floats, y: Floats, pairs: Pairs) -> Floats:
        """Rows of x (n, left) with rows of y (m, right) → scores (pairs, labels)."""
        at = f"pair.{head}"
        a, p = self._linear(f"{at}.a", x), self._linear(f"{at}.p", x)
        b, q = y @ self._arrays[f"{at}.b.weight"].T, self._linear(f"{at}.q", y)
        distance = self._arrays[f"{at}.distance.weight"][distance_buckets(pairs.distance)]
        parts = []
        for k in range(0, len(pairs.i), CHUNK):
            rows = slice(k, k + CHUNK)
            i, j = pairs.i[rows], pairs.j[rows]
            h = a[i] + b[j] + p[i] * q[j] + distance[rows]
            if pairs.left is not None and pairs.right is not None:
                h += self._arrays[f"{at}.left.weight"][pairs.left[rows]]
                h += self._arrays[f"{at}.right.weight"][pairs.right[rows]]
            if pairs.features is not None:
                h += pairs.features[rows] @ self._arrays[f"{at}.features.weight"].T
            parts.append(self._linear(f"{at}.out", gelu(h)))
        return (
            np.concatenate(parts)
            if parts
            else np.zeros((0, len(self._arrays[f"{at}.out.bias"])), dtype=np.float32)
        )

    def _linear(self, name: str, x: Floats) -> Floats:
        """One linear layer."""
        return x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]


def heads_of(nlp: Language) -> Heads | None:
    """The heads of a pipeline's language model, None where it has none."""
    found = (getattr(component, "heads", None) for _, component in nlp.pipeline)
    return next((heads for heads in found if isinstance(heads, Heads)), None)


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, erf to seven digits.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
    """
    z = np.abs(x, dtype=np.float32)
    z *= np.float32(0.70710678)
    t = z * np.float32(0.3275911)
    t += np.float32(1)
    np.reciprocal(t, out=t)
    tail = t * np.float32(1.061405429)
    for c in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(c)
        tail *= t
    z *= z
    np.negative(z, out=z)
    tail *= np.exp(z, out=z)
    tail *= np.float32(0.5)
    np.subtract(np.float32(1), tail, out=tail, where=x >= 0)
    tail *= x
    return tail


def softmax(scores: Floats) -> Floats:
    """Scores → probabilities along the last axis."""
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)
