"""Factuality: whether the events that are found are real, planned or possible, or denied."""

from collections.abc import Sequence

from evaluation.meantime.events import Reading
from evaluation.report import Group, Metric
from evaluation.scores import Fact, by_label, counted, f1

POLARITIES = {"POS": "affirmed", "NEG": "negated"}
MODALITIES = {
    ("CERTAIN", "NON_FUTURE"): "asserted",
    ("CERTAIN", "FUTURE"): "planned",
    ("POSSIBLE", "NON_FUTURE"): "possible",
    ("POSSIBLE", "FUTURE"): "possible",
    ("POSSIBLE", "UNDERSPECIFIED"): "possible",
}
"""The corpus's certainty and time in our terms; PROBABLE is said of plans and of forecasts."""
NOTE = (
    "events with the same word only; certain and not future is asserted, certain and future"
    " planned, possible possible; what is probable or underspecified is not counted"
)

Judged = tuple[str, str]
"""The corpus's label and ours."""


def factuality_group(name: str, readings: Sequence[Reading]) -> Group:
    """Accuracy, and F1 averaged over the corpus's labels, where it is clear; F1 of each label."""
    pairs = [pair for reading in readings for pair in reading.pairs()]
    polarity = [
        (POLARITIES[mention.polarity], "negated" if event.negated else "affirmed")
        for mention, event in pairs
        if mention.polarity in POLARITIES
    ]
    modality = [
        (MODALITIES[status], event.modality.value)
        for mention, event in pairs
        if (status := (mention.certainty, mention.time)) in MODALITIES
    ]
    return Group(
        name,
        (*_totals("polarity", polarity), *_totals("modality", modality)),
        (*_labels(polarity), *_labels(modality)),
        NOTE,
    )


def _totals(name: str, judged: Sequence[Judged]) -> tuple[Metric, ...]:
    right = sum(gold == found for gold, found in judged)
    each = by_label(*_facts(judged)).values()
    return (
        Metric(f"{name} accuracy", round(right / max(len(judged), 1), 4)),
        Metric(f"{name} macro F1", round(sum(count.f1 for count in each) / max(len(each), 1), 4)),
        Metric(f"{name} events", len(judged)),
    )


def _labels(judged: Sequence[Judged]) -> list[Metric]:
    counts = by_label(*_facts(judged)).items()
    return [m for label, c in counts for m in (f1(f"{label} F1", c), *counted(c, label))]


def _facts(judged: Sequence[Judged]) -> tuple[list[Fact], list[Fact]]:
    """Each event's label in the corpus, and in our graph."""
    gold: list[Fact] = [(label, k) for k, (label, _) in enumerate(judged)]
    found: list[Fact] = [(label, k) for k, (_, label) in enumerate(judged)]
    return gold, found
