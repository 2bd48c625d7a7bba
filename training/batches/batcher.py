"""Batches: a few documents' windows for the encoder, with their targets."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import torch
from torch import Tensor

from kg.nlp.words import SHAPES, gap_of, shape_of, windows
from training.batches.chunks import chunked
from training.batches.graphs import add_chains, add_facts, add_graph
from training.batches.layers import add_contents, add_names, add_predicates, add_syntax
from training.batches.pieces import Pieces
from training.batches.targets import UNKNOWN, PairTargets, Targets
from training.corpora.document import Document
from training.labels import Labels

GRAPH_HEADS = ("trigger", "modality", "polarity")


@dataclass(slots=True)
class Batch:
    """Encoder input (windows, pieces), where the flat words lie in it, and all targets."""

    pieces: Tensor
    shapes: Tensor
    gaps: Tensor
    firsts: Tensor
    at: Tensor
    sentence: Tensor
    heads: Tensor
    word: dict[str, Tensor]
    names_allowed: Tensor
    pair: dict[str, PairTargets]
    mention_bounds: Tensor
    antecedents: list[tuple[list[int], list[bool]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One window: pieces with shape and gap, and where each word begins."""

    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    firsts: list[int]


class Batcher:
    """Makes batches of documents of about `limit` word pieces."""

    def __init__(
        self, labels: Labels, pieces: Pieces, *, window: int = 160, limit: int = 1400
    ) -> None:
        self.labels, self.pieces, self.window, self.limit = labels, pieces, window, limit
        self.index = {
            head: {label: k for k, label in enumerate(inventory)}
            for head, inventory in asdict(labels).items()
        }

    def batches(
        self, documents: Sequence[Document], rng: random.Random, *, noise: float
    ) -> Iterator[Batch]:
        """Batches in random order.

        A share `noise` of windows loses its capitalisation, of words half as many are hidden.
        """
        for group in self.groups(documents, rng):
            yield self.batch(group, rng, noise=noise)

    def groups(self, documents: Sequence[Document], rng: random.Random) -> Iterator[list[Document]]:
        """The documents, long ones in parts, in random order and in groups of a batch's size."""
        chunks = [c for d in documents for c in chunked(d)]
        rng.shuffle(chunks)
        group: list[Document] = []
        size = 0
        for chunk in chunks:
            n = sum(len(self.pieces.of(w)) for w in chunk.words)
            if group and size + n > self.limit:
                yield group
                group, size = [], 0
            group.append(chunk)
            size += n
        if group:
            yield group

    def batch(self, documents: Sequence[Document], rng: random.Random, *, noise: float) -> Batch:
        """The tensors of a few documents."""
        rows, at = self._rows(documents, rng, noise)
        targets = Targets(self.index, rng if noise else None)
        for document in documents:
            _add(targets, document)
        return Batch(
            pieces=_padded([r.pieces for r in rows]),
            shapes=_padded([r.shapes for r in rows]),
            gaps=_padded([r.gaps for r in rows]),
            firsts=_padded([r.firsts for r in rows]),
            at=torch.tensor(at),
            sentence=torch.tensor(targets.sentence),
            heads=torch.tensor(targets.heads),
            word={k: torch.tensor(v) for k, v in targets.word.items()},
            names_allowed=torch.stack(targets.names_allowed),
            pair=targets.pair,
            mention_bounds=torch.tensor(targets.bounds or [(0, 0)]),
            antecedents=targets.antecedents,
        )

    def _rows(
        self, documents: Sequence[Document], rng: random.Random, noise: float
    ) -> tuple[list[Row], list[tuple[int, int]]]:
        """The windows of the documents, and the window and place of each flat word."""
        rows: list[Row] = []
        at: list[tuple[int, int]] = []
        limit = rng.randint(self.window // 2, self.window) if noise else self.window
        for document in documents:
            counts = [len(self.pieces.of(w)) for w in document.words]
            for a, b in windows(counts, document.sentences, limit=limit):
                row = self._row(document, a, b)
                hidden = [rng.random() < noise / 2 for _ in row.firsts]
                if any(hidden):
                    row = self._without(row, hidden)
                if rng.random() < noise:
                    flat = SHAPES.index(rng.choice(("lower", "UPPER")))
                    shapes = [flat if 1 <= s <= 5 else s for s in row.shapes]
                    row = Row(row.pieces, shapes, row.gaps, row.firsts)
                at += [(len(rows), k) for k in range(b - a)]
                rows.append(row)
        return rows, at

    def _without(self, row: Row, hidden: Sequence[bool]) -> Row:
        """The window with some words hidden, so that a word is known by its company too."""
        pieces = list(row.pieces)
        ends = [*row.firsts[1:], len(pieces) - 1]
        for first, end, hide in zip(row.firsts, ends, hidden, strict=True):
            if hide:
                pieces[first:end] = [self.pieces.unk] * (end - first)
        return Row(pieces, row.shapes, row.gaps, row.firsts)

    def _row(self, document: Document, a: int, b: int) -> Row:
        """The window of words a up to b."""
        row = Row([self.pieces.cls], [0], [0], [])
        for word, gap in zip(document.words[a:b], document.gaps[a:b], strict=True):
            ids = self.pieces.of(word)
            row.firsts.append(len(row.pieces))
            row.pieces.extend(ids)
            row.shapes.extend([shape_of(word)] * len(ids))
            row.gaps.extend([gap_of(gap)] + [1] * (len(ids) - 1))
        return Row([*row.pieces, self.pieces.sep], [*row.shapes, 0], [*row.gaps, 0], row.firsts)


def _add(targets: Targets, document: Document) -> None:
    """Appends the targets of one document."""
    base = targets.begin(document)
    add_syntax(targets, document, base)
    add_names(targets, document)
    add_predicates(targets, document, base)
    if document.graph:
        add_graph(targets, document, document.graph, base)
    else:
        for name in GRAPH_HEADS:
            targets.word[name] += [UNKNOWN] * len(document.words)
        add_contents(targets, document)
    if document.coreference:
        add_chains(targets, document, document.coreference, base)
    if document.facts:
        add_facts(targets, document.facts, base)


def _padded(rows: Sequence[list[int]]) -> Tensor:
    """Rows of numbers as one matrix, filled with 0."""
    tensors = [torch.tensor(r) for r in rows]
    return torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True)
