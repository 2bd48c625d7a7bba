"""Mentions and triggers: what the model finds with nothing given."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from evaluation.heads.annotated import Annotated
from evaluation.report import Group
from evaluation.scores import Fact, compare, f1, table
from kg.extract.events.triggers import event_cues, find_triggers
from kg.extract.reading import CLAIM, PRONOUN, Reading

LEXICON_THRESHOLD = 0.5
"""Least reliability of a cue that names an event without the model."""


def mentions_group(name: str, articles: Sequence[Annotated]) -> Group:
    """The model's mentions, pronouns apart: exact span with and without type; each type."""
    gold: list[Fact] = []
    found: list[Fact] = []
    for k, article in enumerate(articles):
        reading = article.reading
        gold += [(m.label, k, m.start, m.end) for m in article.graph.mentions]
        found += [
            (s.label_, k, reading.word_of(s.start), reading.word_of(s.end - 1) + 1)
            for s in reading.doc.spans["mentions"]
        ]
    gold = [m for m in gold if m[0] != PRONOUN]
    found = [m for m in found if m[0] != PRONOUN]
    bare = compare((m[1:] for m in gold), (m[1:] for m in found))
    metrics = (f1("F1", compare(gold, found)), f1("F1 without type", bare))
    return Group(name, metrics, table(gold, found), "exact spans, nested ones too")


def triggers_group(name: str, articles: Sequence[Annotated]) -> Group:
    """Event words with their type: as extraction finds them, by the head, by the lexicon."""
    finders: dict[str, Callable[[Reading], Iterable[tuple[str, int]]]] = {
        "F1": by_both,
        "head alone F1": by_head,
        "lexicon alone F1": by_lexicon,
    }
    gold = {
        (t.label, k, t.word)
        for k, article in enumerate(articles)
        for t in article.graph.triggers
        if t.label != CLAIM
    }
    found = {
        finder: {(t, k, word) for k, a in enumerate(articles) for t, word in find(a.reading)}
        for finder, find in finders.items()
    }
    metrics = tuple(f1(finder, compare(gold, events)) for finder, events in found.items())
    return Group(name, metrics, table(gold, found["F1"]), "words with their event type")


def by_both(reading: Reading) -> Iterator[tuple[str, int]]:
    """Type and word of the events that extraction finds."""
    return ((t.label, t.word) for t in find_triggers(reading) if t.label != CLAIM)


def by_head(reading: Reading) -> Iterator[tuple[str, int]]:
    """Type and word where the head finds an event likelier than all else."""
    labels = reading.heads.labels["trigger"]
    best = reading.probabilities("trigger").argmax(axis=1).tolist()
    return ((labels[b], word) for word, b in enumerate(best) if b and labels[b] != CLAIM)


def by_lexicon(reading: Reading) -> Iterator[tuple[str, int]]:
    """Type and word by the most reliable cue of each word."""
    for word in range(len(reading.layout.words)):
        cue = max(event_cues(reading, word), key=lambda c: c.reliability, default=None)
        if cue is not None and cue.reliability >= LEXICON_THRESHOLD:
            yield cue.evokes, word
