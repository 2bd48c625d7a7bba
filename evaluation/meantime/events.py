"""Events: which of them are found, by the words that name them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.meantime.corpus import Annotated, EventMention, overlap
from evaluation.report import Group, Metric
from evaluation.scores import Fact, by_label, compare, counted, f1
from kg.model import ArticleGraph, Event, Span

NOTE = (
    "MEANTIME has every happening and state of a sentence, of whatever type, speech included; we"
    " have types of news events, each happening once by its first word: recall is bound to be low"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An annotated article and what was extracted from it."""

    annotated: Annotated
    graph: ArticleGraph

    def annotates(self, span: Span) -> bool:
        """Whether a stretch lies in a sentence that is annotated."""
        return any(span.overlaps(sentence) for sentence in self.annotated.sentences)

    def pairs(self) -> Iterator[tuple[EventMention, Event]]:
        """Each annotated event whose word is that of one of ours, with the first such."""
        for mention in self.annotated.events:
            same = (e for e in self.graph.events if overlap(mention.words, e.trigger))
            event = next(same, None)
            if event is not None:
                yield mention, event


def events_group(name: str, readings: Sequence[Reading]) -> Group:
    """Events by word, whatever their type; recall of each of the corpus's classes of events."""
    gold: list[Fact] = []
    found: list[Fact] = []
    for k, reading in enumerate(readings):
        mentions = reading.annotated.events
        gold += [(m.kind, k, m.words) for m in mentions]
        for event in reading.graph.events:
            if reading.annotates(event.trigger):
                same = [(m.kind, k, m.words) for m in mentions if overlap(m.words, event.trigger)]
                found += same or [("", k, (event.trigger,))]
    total = compare(gold, found)
    classes = (
        Metric(f"{kind or 'no class'} {side}", value)
        for kind, count in by_label(gold, found).items()
        for side, value in (("recall", round(count.recall, 4)), ("gold", count.gold))
    )
    details = (Metric("articles", len(readings)), *classes)
    return Group(name, (f1("F1", total), *counted(total)), details, NOTE)
