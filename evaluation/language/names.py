"""Names against flat gold names."""

from collections.abc import Iterable, Mapping, Sequence

from evaluation.language.reading import Reading
from evaluation.report import Group, Metric
from evaluation.scores import Count, compare, percent, precision_recall
from training.corpora.document import Document, Labelled

NAMES = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "EVENT": "EVENT"}
"""Our labels in the terms of the corpora; all others take no part in the score."""


def names_group(
    name: str,
    documents: Sequence[Document],
    readings: Sequence[Reading],
    labels: tuple[str, ...],
) -> Group:
    """Names with their exact span and label: all together and each label; no other label counts."""
    pairs = [(d.names, r) for d, r in zip(documents, readings, strict=True)]
    known = [(names, r) for names, r in pairs if names is not None]
    counts = {
        label: sum(
            (compare(_with(label, n.spans, {}), _with(label, r.names, NAMES)) for n, r in known),
            Count(),
        )
        for label in labels
    }
    total = sum(counts.values(), Count())
    each = tuple(percent(f"{label} F1", c.f1) for label, c in counts.items())
    details = [m for label, c in counts.items() for m in precision_recall(c, f"{label} ")]
    return Group(
        name,
        (percent("F1", total.f1), *each),
        (*precision_recall(total), *details, Metric("names", total.gold)),
        f"words as given; {len(known)} of {len(documents)} documents have gold names",
    )


def _with(
    label: str, names: Iterable[Labelled], translation: Mapping[str, str]
) -> list[tuple[int, int]]:
    """The spans that have a label, once it is translated."""
    return [(n.start, n.end) for n in names if translation.get(n.label, n.label) == label]
