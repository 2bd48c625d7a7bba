"""Metrics of words, spans and confidences, from gold and predicted values."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields

from evaluation.report import Metric
from training.corpora.document import Syntax

# fmt: off
UNIVERSAL_FEATURES = frozenset({
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
})
# fmt: on
"""The features that count. Source: the evaluation script of the CoNLL 2018 shared task."""


Fact = tuple[str, *tuple[Hashable, ...]]
"""Something that is in the gold data or not: its label, and whatever else it hangs on."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, predicted, and in the gold data; counts add up."""

    correct: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.correct + other.correct,
            self.predicted + other.predicted,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of the predicted that is right."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.correct / total if total else 0.0


def compare(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Count:
    """The count of two collections; what occurs twice has to be found twice.

    >>> compare([(0, 2, "PER"), (5, 6, "LOC")], [(0, 2, "PER"), (5, 6, "ORG")])
    Count(correct=1, predicted=2, gold=2)
    """
    wanted, found = Counter(gold), Counter(predicted)
    return Count((wanted & found).total(), found.total(), wanted.total())


def percent(name: str, share: float) -> Metric:
    """A share as a metric in per cent."""
    return Metric(name, round(100 * share, 2))


def precision_recall(count: Count, prefix: str = "") -> tuple[Metric, Metric]:
    """Precision and recall in per cent."""
    return percent(f"{prefix}precision", count.precision), percent(f"{prefix}recall", count.recall)


def f1(name: str, count: Count) -> Metric:
    """F1 as a share."""
    return Metric(name, round(count.f1, 4))


def counted(count: Count, of: str = "") -> tuple[Metric, ...]:
    """Precision and recall as shares, and the three numbers that they come from.

    >>> [(m.name, m.value) for m in counted(Count(1, 2, 4), "names")][:2]
    [('names precision', 0.5), ('names recall', 0.25)]
    """
    prefix = f"{of} " if of else ""
    return (
        Metric(f"{prefix}precision", round(count.precision, 4)),
        Metric(f"{prefix}recall", round(count.recall, 4)),
        Metric(f"{prefix}correct", count.correct),
        Metric(f"{prefix}found", count.predicted),
        Metric(f"{prefix}gold", count.gold),
    )


def by_label(gold: Iterable[Fact], predicted: Iterable[Fact]) -> dict[str, Count]:
    """The count of each label of the gold data, the most frequent first.

    >>> by_label([("PER", 0), ("LOC", 1), ("PER", 2)], [("PER", 0), ("LOC", 2)])
    {'PER': Count(correct=1, predicted=1, gold=2), 'LOC': Count(correct=0, predicted=1, gold=1)}
    """
    wanted, found = Counter(gold), Counter(predicted)
    right = Counter(fact[0] for fact in (wanted & found).elements())
    claimed = Counter(fact[0] for fact in found.elements())
    labels = Counter(fact[0] for fact in wanted.elements())
    return {label: Count(right[label], claimed[label], n) for label, n in labels.most_common()}


def table(gold: Iterable[Fact], predicted: Iterable[Fact]) -> tuple[Metric, ...]:
    """Precision, recall and number of all facts as shares, then F1 and number of each label."""
    wanted, found = list(gold), list(predicted)
    total = compare(wanted, found)
    each = by_label(wanted, found).items()
    return (
        Metric("precision", round(total.precision, 4)),
        Metric("recall", round(total.recall, 4)),
        Metric("gold", total.gold),
        *(m for label, c in each for m in (f1(f"{label} F1", c), Metric(f"{label} gold", c.gold))),
    )


@dataclass(frozen=True, slots=True)
class WordCounts:
    """For how many words each column is right; counts add up.

    As in the CoNLL 2018 shared task: `las` takes head and universal relation, without subtype;
    `feats` takes the universal features only, all of a word's at once; punctuation counts.
    """

    words: int = 0
    upos: int = 0
    xpos: int = 0
    feats: int = 0
    lemma: int = 0
    uas: int = 0
    las: int = 0

    def __add__(self, other: "WordCounts") -> "WordCounts":
        return WordCounts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def metrics(self) -> tuple[Metric, ...]:
        """The accuracies in per cent."""
        names = ("UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")
        counts = (self.upos, self.xpos, self.feats, self.lemma, self.uas, self.las)
        return tuple(
            Metric(name, round(100 * count / max(self.words, 1), 2))
            for name, count in zip(names, counts, strict=True)
        )


def count_words(gold: Sequence[Syntax], predicted: Sequence[Syntax]) -> WordCounts:
    """The counts of one document whose words are given.

    Raises:
        ValueError: the two differ in length.
    """
    pairs = list(zip(gold, predicted, strict=True))
    attached = [(g, p) for g, p in pairs if g.head == p.head]
    return WordCounts(
        words=len(pairs),
        upos=sum(g.upos == p.upos for g, p in pairs),
        xpos=sum(g.xpos == p.xpos for g, p in pairs),
        feats=sum(_features(g.feats) == _features(p.feats) for g, p in pairs),
        lemma=sum(g.lemma in ("_", p.lemma) for g, p in pairs),
        uas=len(attached),
        las=sum(_relation(g.deprel) == _relation(p.deprel) for g, p in attached),
    )


def _features(feats: str) -> frozenset[str]:
    return frozenset(f for f in feats.split("|") if f.partition("=")[0] in UNIVERSAL_FEATURES)


def _relation(deprel: str) -> str:
    return deprel.partition(":")[0].lower()


def character_spans(words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words begin and end when white space is not counted.

    >>> character_spans(["Oct.", "7", "a b"])
    [(0, 4), (4, 5), (5, 7)]
    """
    spans, start = [], 0
    for word in words:
        end = start + sum(not c.isspace() for c in word)
        if end > start:
            spans.append((start, end))
        start = end
    return spans


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement's confidence, and whether the gold data has it."""

    confidence: float
    correct: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements with a confidence from `low` up to `high`: how sure, and how often right."""

    low: float
    high: float
    number: int
    confidence: float
    correct: float


def reliability_bins(judged: Sequence[Judged], *, bins: int = 10) -> tuple[Bin, ...]:
    """The bins of equal width that are not empty, in order; a confidence of 1 is in the last."""
    members: dict[int, list[Judged]] = {}
    for one in judged:
        members.setdefault(min(int(one.confidence * bins), bins - 1), []).append(one)
    return tuple(
        Bin(
            low=k / bins,
            high=(k + 1) / bins,
            number=len(inside),
            confidence=sum(j.confidence for j in inside) / len(inside),
            correct=sum(j.correct for j in inside) / len(inside),
        )
        for k, inside in sorted(members.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and correctness lie apart, averaged over all statements.

    Source: Guo et al. 2017, On Calibration of Modern Neural Networks, equation 3.
    """
    total = sum(b.number for b in bins)
    return sum(b.number * abs(b.confidence - b.correct) for b in bins) / total if total else 0.0


def brier_score(judged: Sequence[Judged]) -> float:
    """The mean squared distance of confidence from correctness; 0 is best."""
    if not judged:
        return 0.0
    return sum((j.confidence - j.correct) ** 2 for j in judged) / len(judged)
