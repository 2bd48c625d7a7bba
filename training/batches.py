"""Documents as tensors: windows for the encoder, targets for every head over flat words.

All targets index the batch's words in one flat row, documents one after the other, so that pairs
may cross windows. -100 is "not annotated".
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from kg.nlp.features import distance_buckets, likeness
from kg.nlp.words import SHAPES, gap_of, shape_of, windows
from training.corpora.document import Document, Graph
from training.labels import Labels, edit_rule
from training.network import SPAN_WIDTH, Pairs
from training.pieces import Pieces

UNKNOWN = -100


@dataclass(slots=True)
class PairTargets:
    """Growing lists of pairs for one pair head."""

    i: list[int] = field(default_factory=list)
    j: list[int] = field(default_factory=list)
    distance: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    features: list[tuple[float, ...]] = field(default_factory=list)
    gold: list[int] = field(default_factory=list)

    def tensors(self) -> tuple[Pairs, Tensor]:
        """The pairs and their gold labels."""
        distance = torch.from_numpy(distance_buckets(np.array(self.distance, dtype=np.int64)))
        return Pairs(
            i=torch.tensor(self.i), j=torch.tensor(self.j), distance=distance,
            left=torch.tensor(self.left) if self.left else None,
            right=torch.tensor(self.right) if self.right else None,
            features=torch.tensor(self.features) if self.features else None,
        ), torch.tensor(self.gold)


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


class Batcher:
    """Makes batches of documents of about `limit` word pieces."""

    def __init__(self, labels: Labels, pieces: Pieces, *, window: int = 160, limit: int = 2600) -> None:
        self.labels, self.pieces, self.window, self.limit = labels, pieces, window, limit
        self.index = {
            f: {label: k for k, label in enumerate(getattr(labels, f))}
            for f in labels.__dataclass_fields__
        }

    def batches(self, documents: Sequence[Document], rng: random.Random, *, noise: float) -> Iterator[Batch]:
        """Batches in random order; a share `noise` of windows loses its capitalisation."""
        chunks = [c for d in documents for c in chunked(d)]
        rng.shuffle(chunks)
        group: list[Document] = []
        size = 0
        for chunk in chunks:
            n = sum(len(self.pieces.of(w)) for w in chunk.words)
            if group and size + n > self.limit:
                yield self.batch(group, rng, noise=noise)
                group, size = [], 0
            group.append(chunk)
            size += n
        if group:
            yield self.batch(group, rng, noise=noise)

    def batch(self, documents: Sequence[Document], rng: random.Random, *, noise: float) -> Batch:
        """The tensors of a few documents."""
        rows: list[tuple[list[int], list[int], list[int], list[int]]] = []
        at: list[tuple[int, int]] = []
        limit = rng.randint(self.window // 2, self.window) if noise else self.window
        for document in documents:
            counts = [len(self.pieces.of(w)) for w in document.words]
            for a, b in windows(counts, document.sentences, limit=limit):
                row = self._row(document, a, b)
                if rng.random() < noise:
                    flat = SHAPES.index(rng.choice(("lower", "UPPER")))
                    row = (row[0], [flat if 1 <= s <= 5 else s for s in row[1]], row[2], row[3])
                at += [(len(rows), k) for k in range(b - a)]
                rows.append(row)
        targets = _Targets(self.index, rng if noise else None)
        for document in documents:
            targets.add(document)
        columns = list(zip(*rows, strict=True))
        return Batch(
            pieces=_padded(columns[0]), shapes=_padded(columns[1]), gaps=_padded(columns[2]),
            firsts=_padded(columns[3]), at=torch.tensor(at), sentence=torch.tensor(targets.sentence),
            heads=torch.tensor(targets.heads),
            word={k: torch.tensor(v) for k, v in targets.word.items()},
            names_allowed=torch.stack(targets.names_allowed),
            pair=targets.pair, mention_bounds=torch.tensor(targets.bounds or [(0, 0)]),
            antecedents=targets.antecedents,
        )

    def _row(self, document: Document, a: int, b: int) -> tuple[list[int], list[int], list[int], list[int]]:
        """One window: pieces, shapes, gaps, and where each word begins."""
        pieces, shapes, gaps, firsts = [self.pieces.cls], [0], [0], []
        for word, gap in zip(document.words[a:b], document.gaps[a:b], strict=True):
            ids = self.pieces.of(word)
            firsts.append(len(pieces))
            pieces += ids
            shapes += [shape_of(word)] * len(ids)
            gaps += [gap_of(gap)] + [1] * (len(ids) - 1)
        return [*pieces, self.pieces.sep], [*shapes, 0], [*gaps, 0], firsts


def chunked(document: Document, *, most: int = 400) -> list[Document]:
    """A document without chains or graph in parts of at most about `most` words; others whole."""
    if document.coreference or document.graph or len(document.words) <= most:
        return [document]
    parts, bounds = [], [*document.sentences, len(document.words)]
    k = 0
    while k < len(document.sentences):
        start = end = k
        while end < len(document.sentences) and bounds[end + 1] - bounds[start] <= most:
            end += 1
        end = max(end, start + 1)
        parts.append(_slice(document, bounds[start], bounds[end]))
        k = end
    return parts


def _slice(document: Document, a: int, b: int) -> Document:
    """Words a up to b with their layers."""
    from dataclasses import replace

    names = document.names
    return replace(
        document,
        words=document.words[a:b], gaps=document.gaps[a:b],
        sentences=tuple(s - a for s in document.sentences if a <= s < b),
        syntax=tuple(replace(s, head=s.head - a) for s in document.syntax[a:b]),
        names=names and replace(names, spans=tuple(
            replace(s, start=s.start - a, end=s.end - a) for s in names.spans if a <= s.start < b)),
        predicates=document.predicates and tuple(
            replace(p, word=p.word - a, arguments=tuple((w - a, r) for w, r in p.arguments))
            for p in document.predicates if a <= p.word < b),
    )


def _padded(rows: Sequence[list[int]]) -> Tensor:
    """Rows of numbers as one matrix, filled with 0."""
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(r) for r in rows], batch_first=True)


class _Targets:
    """Collects the targets of a batch's documents over flat words."""

    def __init__(self, index: dict[str, dict[str, int]], rng: random.Random | None) -> None:
        self.index, self.rng = index, rng
        self.sentence: list[int] = []
        self.heads: list[int] = []
        self.word: dict[str, list[int]] = {n: [] for n in (
            "upos", "xpos", "feats", "lemma", "start", "predicate", "trigger", "modality",
            "polarity", "content")}
        self.names_allowed: list[Tensor] = []
        self.pair = {n: PairTargets() for n in (
            "deprel", "role", "mention", "argument", "relation", "coreference")}
        self.bounds: list[tuple[int, int]] = []
        self.antecedents: list[tuple[list[int], list[bool]]] = []
        self._sentences = 0

    def add(self, document: Document) -> None:
        """Appends one document."""
        base = len(self.sentence)
        starts = set(document.sentences)
        for i in range(len(document.words)):
            self._sentences += i in starts
            self.sentence.append(self._sentences)
        self._syntax(document, base, starts)
        self._names(document)
        self._predicates(document, base)
        if document.graph:
            self._graph(document, document.graph, base)
        else:
            for name in ("trigger", "modality", "polarity", "content"):
                self.word[name] += [UNKNOWN] * len(document.words)
        if document.coreference:
            self._chains(document, base)

    def _syntax(self, document: Document, base: int, starts: set[int]) -> None:
        """Tags, lemmas, sentence starts and arcs."""
        n = len(document.words)
        if not document.syntax:
            for name in ("upos", "xpos", "feats", "lemma", "start"):
                self.word[name] += [UNKNOWN] * n
            self.heads += [UNKNOWN] * n
            return
        for i, s in enumerate(document.syntax):
            self.word["upos"].append(self.index["upos"].get(s.upos, UNKNOWN))
            self.word["xpos"].append(self.index["xpos"].get(s.xpos, UNKNOWN))
            self.word["feats"].append(self.index["feats"].get(s.feats, UNKNOWN))
            rule = edit_rule(document.words[i], s.lemma)
            self.word["lemma"].append(self.index["lemma"].get(rule, UNKNOWN))
            self.word["start"].append(int(i in starts))
            self.heads.append(base + s.head)
            label = self.index["deprel"].get(s.deprel)
            if label is not None:
                self._pair("deprel", base + i, base + s.head, s.head - i, label)

    def _names(self, document: Document) -> None:
        """For each word the name labels that the annotation allows; all where it has none."""
        labels = self.index["name"]
        n = len(document.words)
        if document.names is None:
            self.names_allowed += [torch.ones(len(labels), dtype=torch.bool)] * n
            return
        outside = torch.zeros(len(labels), dtype=torch.bool)
        outside[0] = True
        for kind in document.names.unannotated:
            for prefix in "BI":
                if f"{prefix}-{kind}" in labels:
                    outside[labels[f"{prefix}-{kind}"]] = True
        allowed = [outside] * n
        for span in document.names.spans:
            kinds = ("NORP", "EVENT", "WORK", "PRODUCT") if span.label == "MISC" else (span.label,)
            for i in range(span.start, span.end):
                row = torch.zeros(len(labels), dtype=torch.bool)
                for kind in kinds:
                    row[labels[f"{'B' if i == span.start else 'I'}-{kind}"]] = True
                allowed[i] = row
        self.names_allowed += allowed

    def _predicates(self, document: Document, base: int) -> None:
        """Predicates, and each one's roles over the words of its sentence."""
        n = len(document.words)
        if document.predicates is None:
            self.word["predicate"] += [UNKNOWN] * n
            return
        marks = [0] * n
        bounds = [*document.sentences, n]
        for predicate in document.predicates:
            marks[predicate.word] = 1
            k = max(x for x in range(len(bounds) - 1) if bounds[x] <= predicate.word)
            roles = dict(predicate.arguments)
            for i in range(bounds[k], bounds[k + 1]):
                label = self.index["role"].get(roles.get(i, "-"), 0)
                if i != predicate.word:
                    self._pair("role", base + predicate.word, base + i, i - predicate.word, label)
        self.word["predicate"] += marks

    def _pair(self, head: str, i: int, j: int, distance: int, gold: int) -> None:
        """Appends one pair."""
        pairs = self.pair[head]
        pairs.i.append(i)
        pairs.j.append(j)
        pairs.distance.append(distance)
        pairs.gold.append(gold)

    def _graph(self, document: Document, graph: Graph, base: int) -> None:
        """Mentions, triggers, arguments, relations, coreference and claim contents."""
        n = len(document.words)
        marks = {name: [0 if name in ("trigger", "content") else UNKNOWN] * n
                 for name in ("trigger", "modality", "polarity", "content")}
        for span in graph.contents:
            for i in range(span.start, span.end):
                kind = "B" if i == span.start else "I"
                marks["content"][i] = self.index["content"][f"{kind}-{span.label}"]
        for t in graph.triggers:
            marks["trigger"][t.word] = self.index["trigger"][t.label]
            if t.label != "Claim":
                marks["modality"][t.word] = self.index["modality"][t.modality]
                marks["polarity"][t.word] = int(t.negated)
        for name, values in marks.items():
            self.word[name] += values
        self._spans(document, graph, base)
        first = len(self.bounds)
        self.bounds += [(base + m.start, base + m.end - 1) for m in graph.mentions]
        self._arguments(graph, base, first)
        self._relations(graph, base, first)
        self._clusters(document, graph, base, first)

    def _spans(self, document: Document, graph: Graph, base: int) -> None:
        """Every span of at most `SPAN_WIDTH` words of a sentence, with its label."""
        gold = {(m.start, m.end): self.index["mention"][m.label] for m in graph.mentions}
        bounds = [*document.sentences, len(document.words)]
        for a, b in zip(bounds, bounds[1:], strict=False):
            for i in range(a, b):
                for j in range(i, min(i + SPAN_WIDTH, b)):
                    self._pair("mention", base + i, base + j, j - i, gold.get((i, j + 1), 0))

    def _arguments(self, graph: Graph, base: int, first: int) -> None:
        """Triggers with the mentions of their sentence and the one before."""
        for t in graph.triggers:
            here = self.sentence[base + t.word]
            roles = dict(t.arguments)
            for k, m in enumerate(graph.mentions):
                back = here - self.sentence[base + m.start]
                if k not in roles and (back not in (0, 1) or k in t.ignored):
                    continue
                gold = self.index["argument"][roles.get(k, "-")]
                self._pair("argument", base + t.word, first + k, m.start - t.word, gold)
                self.pair["argument"].left.append(self._type("trigger", t.label))
                self.pair["argument"].right.append(self._type("mention", m.label))

    def _relations(self, graph: Graph, base: int, first: int) -> None:
        """Ordered mention pairs of one sentence; pronouns have no annotation here."""
        gold = {(a, b): self.index["relation"][r] for a, b, r in graph.relations}
        usable = [k for k, m in enumerate(graph.mentions) if m.label not in ("pronoun", "amount")]
        for a in usable:
            x = graph.mentions[a]
            for b in usable:
                y = graph.mentions[b]
                if a == b or self.sentence[base + x.start] != self.sentence[base + y.start]:
                    continue
                same = graph.clusters[a] == graph.clusters[b] >= 0
                if (a, b) not in gold and ((a, b) in graph.unsure or same):
                    continue
                self._pair("relation", first + a, first + b, y.start - x.start, gold.get((a, b), 0))
                self.pair["relation"].left.append(self._type("mention", x.label))
                self.pair["relation"].right.append(self._type("mention", y.label))

    def _clusters(self, document: Document, graph: Graph, base: int, first: int) -> None:
        """Antecedents of every entity mention."""
        known = [k for k, c in enumerate(graph.clusters) if c >= 0]
        strings = [document.words[m.start : m.end] for m in graph.mentions]
        types = [self._type("mention", m.label) for m in graph.mentions]
        for n, k in enumerate(known):
            earlier = known[max(0, n - 60) : n]
            if earlier:
                self._antecedents(
                    first + k, [first + e for e in earlier],
                    [graph.clusters[e] == graph.clusters[k] for e in earlier],
                    [likeness(" ".join(strings[e]), " ".join(strings[k])) for e in earlier],
                    [types[e] for e in earlier], types[k])

    def _chains(self, document: Document, base: int) -> None:
        """Antecedents of every mention of an annotated chain."""
        mentions = sorted((a, b, c) for c, chain in enumerate(document.coreference or ())
                          for a, b in chain)
        first = len(self.bounds)
        self.bounds += [(base + a, base + b - 1) for a, b, _ in mentions]
        unknown = len(self.index["mention"])
        pronouns = self.index["mention"]["pronoun"]
        types = [pronouns if document.syntax[a].upos == "PRON" and b == a + 1 else unknown
                 for a, b, _ in mentions]
        strings = [" ".join(document.words[a:b]) for a, b, _ in mentions]
        for k in range(1, len(mentions)):
            earlier = range(max(0, k - 60), k)
            self._antecedents(
                first + k, [first + e for e in earlier],
                [mentions[e][2] == mentions[k][2] for e in earlier],
                [likeness(strings[e], strings[k]) for e in earlier],
                [types[e] for e in earlier], types[k])

    def _antecedents(self, mention: int, earlier: list[int], same: list[bool],
                     features: list[tuple[float, ...]], left: list[int], right: int) -> None:  # noqa: PLR0913
        """One mention with its candidates, whose pairs get consecutive places."""
        pairs = self.pair["coreference"]
        places = []
        for e, f, kind in zip(earlier, features, left, strict=True):
            places.append(len(pairs.i))
            apart = self.sentence[self.bounds[mention][0]] - self.sentence[self.bounds[e][0]]
            self._pair("coreference", e, mention, apart, 0)
            pairs.features.append(f)
            pairs.left.append(kind)
            pairs.right.append(right)
        self.antecedents.append((places, same))

    def _type(self, head: str, label: str) -> int:
        """The index of a type, now and then that of "unknown", since predicted types err."""
        if self.rng and self.rng.random() < 0.15:
            return len(self.index[head])
        return self.index[head][label]
