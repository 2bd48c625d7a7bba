"""What somebody is reported to say, against discourse annotation."""

from collections.abc import Iterable, Sequence

from evaluation.language.reading import Reading
from evaluation.report import Group, Metric
from evaluation.scores import Count, compare, percent, precision_recall
from training.corpora.attribution import UNSURE
from training.corpora.document import Document, Labelled


def attribution_group(
    name: str, documents: Sequence[Document], readings: Sequence[Reading]
) -> Group:
    """Words inside of contents, and contents with their exact span; direct or indirect is one.

    Gold contents are outermost ones. Where the annotation is unsure, words do not count, nor do
    predicted contents that touch them.
    """
    pairs = zip(documents, readings, strict=True)
    known = [(d.contents, r.contents) for d, r in pairs if d.contents is not None]
    words, spans = Count(), Count()
    for annotated, predicted in known:
        flat = outermost(annotated)
        gold = [s for s in flat if s.label != UNSURE]
        silent = _covered(s for s in flat if s.label == UNSURE)
        words += compare(_covered(gold), _covered(predicted) - silent)
        judged = [s for s in predicted if silent.isdisjoint(range(s.start, s.end))]
        spans += compare(_bounds(gold), _bounds(judged))
    return Group(
        name,
        (percent("words F1", words.f1), percent("spans F1", spans.f1)),
        (
            *precision_recall(words, "words "),
            *precision_recall(spans, "spans "),
            Metric("contents", spans.gold),
        ),
        f"words as given; {len(known)} of {len(documents)} documents",
    )


def outermost(spans: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """The spans that touch no longer one, as the model is taught.

    >>> outermost([Labelled(2, 4, "direct"), Labelled(0, 5, "indirect")])
    (Labelled(start=0, end=5, label='indirect'),)
    """
    kept: list[Labelled] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: s.start - s.end):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return tuple(sorted(kept, key=lambda s: s.start))


def _covered(spans: Iterable[Labelled]) -> set[int]:
    """The words of spans."""
    return {i for s in spans for i in range(s.start, s.end)}


def _bounds(spans: Iterable[Labelled]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]
