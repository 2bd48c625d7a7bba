"""The growing targets of a batch.

All targets index the batch's words in one flat row, documents one after the other, so that pairs
may cross windows.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from kg.nlp.features import distance_buckets
from kg.nlp.weights import Floats
from training.corpora.document import Document
from training.network import Pairs

UNKNOWN = -100
"""Stands for "not annotated"; no label has this index."""
WORD_HEADS = (
    "upos",
    "xpos",
    "feats",
    "lemma",
    "start",
    "predicate",
    "sense",
    "trigger",
    "modality",
    "polarity",
    "content",
)
PAIR_HEADS = ("deprel", "role", "mention", "argument", "relation", "coreference")
TYPE_NOISE = 0.15
"""Share of types that training takes for unknown, since predicted types err."""


@dataclass(slots=True)
class PairTargets:
    """Growing lists of pairs for one pair head; `found` are features that a reader computed."""

    i: list[int] = field(default_factory=list)
    j: list[int] = field(default_factory=list)
    distance: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    features: list[tuple[float, ...]] = field(default_factory=list)
    gold: list[int] = field(default_factory=list)
    found: Floats | None = None
    _tensors: tuple[Pairs, Tensor] | None = None

    def add(self, i: int, j: int, distance: int, gold: int) -> None:
        """Appends one pair of flat places."""
        self.i.append(i)
        self.j.append(j)
        self.distance.append(distance)
        self.gold.append(gold)

    def add_types(self, left: int, right: int) -> None:
        """Appends the type indices of the pair added last."""
        self.left.append(left)
        self.right.append(right)

    def tensors(self) -> tuple[Pairs, Tensor]:
        """The pairs and their gold labels; made once, when all pairs are there."""
        if self._tensors is None:
            self._tensors = self._made()
        return self._tensors

    def _made(self) -> tuple[Pairs, Tensor]:
        distance = torch.from_numpy(distance_buckets(np.array(self.distance, dtype=np.int64)))
        features = torch.tensor(self.features) if self.features else None
        if self.found is not None:
            features = torch.from_numpy(self.found)
        pairs = Pairs(
            i=torch.tensor(self.i),
            j=torch.tensor(self.j),
            distance=distance,
            left=torch.tensor(self.left) if self.left else None,
            right=torch.tensor(self.right) if self.right else None,
            features=features,
        )
        return pairs, torch.tensor(self.gold)


class Targets:
    """The targets of a batch's documents over flat words."""

    def __init__(self, index: Mapping[str, Mapping[str, int]], rng: random.Random | None) -> None:
        self.index, self.rng = index, rng
        self.sentence: list[int] = []
        self.heads: list[int] = []
        self.word: dict[str, list[int]] = {n: [] for n in WORD_HEADS}
        self.names_allowed: list[Tensor] = []
        self.pair = {n: PairTargets() for n in PAIR_HEADS}
        self.bounds: list[tuple[int, int]] = []
        self.antecedents: list[tuple[list[int], list[bool]]] = []
        self._sentences = 0

    def begin(self, document: Document) -> int:
        """The flat place of a further document's first word; notes its sentences."""
        base = len(self.sentence)
        starts = set(document.sentences)
        for i in range(len(document.words)):
            self._sentences += i in starts
            self.sentence.append(self._sentences)
        return base

    def type_of(self, head: str, label: str) -> int:
        """The index of a type, now and then that of "unknown"."""
        if self.rng and self.rng.random() < TYPE_NOISE:
            return len(self.index[head])
        return self.index[head][label]
