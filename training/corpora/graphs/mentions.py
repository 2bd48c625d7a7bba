"""The mentions of a gold graph: entities, positions, amounts, times, pronouns as word spans."""

from datetime import date

from kg.nlp.expressions.times import find_times
from training.corpora.document import Labelled, Names
from training.corpora.graphs.alignment import Alignment
from training.corpora.graphs.gold import Gold, fillers

POSITION, AMOUNT, PRONOUN, TIME = "position", "amount", "pronoun", "time"
PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself", "who"))
NEUTRAL = frozenset(
    ("it", "its", "they", "them", "their", "theirs", "itself", "themselves", "we", "us", "our")
)
NAME_OF = {
    "Person": "PER",
    "Country": "LOC",
    "Region": "LOC",
    "City": "LOC",
    "Facility": "LOC",
    "Location": "LOC",
    "Group": "NORP",
    "Event": "EVENT",
    "Work": "WORK",
    "Product": "PRODUCT",
}
"""Entity type → name label; all others are ORG."""
NO_NAME = frozenset({"Other", POSITION, AMOUNT, PRONOUN, TIME})
REACH = 1
"""Sentences before a trigger's own in which a participant's mention is still looked for."""


class Mentions:
    """The mentions of one article, by entity too; `spans` are in text order and may nest."""

    def __init__(self, text: Alignment, gold: Gold) -> None:
        self.text = text
        self.types = {e["id"]: e["type"] for e in gold["entities"]}
        self.of: dict[str, list[int]] = {e["id"]: [] for e in gold["entities"]}
        ids = list(self.of)
        published = date.fromisoformat(gold["date"]) if gold["date"] else None
        self._values: dict[tuple[int, int], str] = {}
        for time in find_times(text.text, published):
            span = text.span(time.span.start, time.span.end)
            if span is not None:
                self._values[span] = time.value
        found = _found(text, gold)
        for span in self._values:
            found.setdefault(span, (TIME, -1))
        self.spans = tuple(
            Labelled(start, end, label) for (start, end), (label, _) in sorted(found.items())
        )
        self.clusters = tuple(cluster for _, (_, cluster) in sorted(found.items()))
        for k, cluster in enumerate(self.clusters):
            if cluster >= 0:
                self.of[ids[cluster]].append(k)

    def near(self, entity: str, word: int) -> list[int]:
        """Mentions of an entity in the word's sentence, else before it, the best one first."""

        def rank(m: int) -> tuple[int, int]:
            span = self.spans[m]
            return min(abs(span.start - word), abs(span.end - 1 - word)), span.start - span.end

        here = self.text.sentence[word]
        for back in range(REACH + 1):
            found = [m for m in self.of.get(entity, []) if self.sentence(m) == here - back]
            if found:
                return sorted(found, key=rank)
        return []

    def pronouns(self, entity: str, word: int) -> list[int]:
        """Pronouns of the word's sentence that agree with the entity's type, nearest first."""
        forms = PERSONAL if self.types[entity] == "Person" else NEUTRAL
        found = [
            k
            for k in self.pronouns_beside(word)
            if self.text.words[self.spans[k].start].lower() in forms
        ]
        return sorted(found, key=lambda k: abs(self.spans[k].start - word))

    def pronouns_beside(self, word: int) -> list[int]:
        """All pronouns of the word's sentence."""
        here = self.text.sentence[word]
        return [
            k for k, m in enumerate(self.spans) if m.label == PRONOUN and self.sentence(k) == here
        ]

    def amounts(self, string: str, word: int) -> list[int]:
        """The amount with these words that is nearest to a word, if any."""
        found = [
            k
            for k, m in enumerate(self.spans)
            if m.label == AMOUNT and self.text.string(m.start, m.end) == string
        ]
        return sorted(found, key=lambda k: abs(self.spans[k].start - word))[:1]

    def times(self, value: str, word: int) -> list[int]:
        """The time expressions of a value in the word's sentence and the one before, nearest first.

        Of a day the month or year is not the value.
        """
        found = [
            k
            for k, m in enumerate(self.spans)
            if m.label == TIME
            and self._values[m.start, m.end] == value
            and 0 <= self.text.sentence[word] - self.sentence(k) <= REACH
        ]
        return sorted(found, key=lambda k: abs(self.spans[k].start - word))

    def sentence(self, mention: int) -> int:
        """The number of the sentence in which a mention begins."""
        return self.text.sentence[self.spans[mention].start]

    def names(self, demonyms: frozenset[str]) -> Names:
        """The outermost capitalised mentions as flat names."""
        flat: list[Labelled] = []
        for mention in sorted(self.spans, key=lambda m: (m.start, -m.end)):
            words = self.text.words[mention.start : mention.end]
            if not words[0][:1].isupper() or not words[-1][:1].isupper():
                continue
            if mention.label in NO_NAME:
                continue
            label = "NORP" if " ".join(words) in demonyms else NAME_OF.get(mention.label, "ORG")
            if not flat or mention.start >= flat[-1].end:
                flat.append(Labelled(mention.start, mention.end, label))
        return Names(tuple(flat), frozenset({"EVENT", "WORK", "PRODUCT", "MISC"}))


def _found(text: Alignment, gold: Gold) -> dict[tuple[int, int], tuple[str, int]]:
    """Word span → label and the entity's number (-1: none); what comes first stays."""
    found: dict[tuple[int, int], tuple[str, int]] = {}
    for number, entity in enumerate(gold["entities"]):
        for string in sorted(entity["mentions"], key=len, reverse=True):
            for span in text.occurrences(string):
                found.setdefault(span, (entity["type"], number))
    for literal in gold["literals"]:
        if literal["predicate"] == POSITION:
            for span in text.within(literal["value"], literal["evidence"]):
                found.setdefault(span, (POSITION, -1))
    for event in gold["events"]:
        for string in fillers(event, AMOUNT):
            for span in text.within(string, event["evidence"]):
                found.setdefault(span, (AMOUNT, -1))
    for i, word in enumerate(text.words):
        if word.lower() in PERSONAL | NEUTRAL and word != "US":
            found.setdefault((i, i + 1), (PRONOUN, -1))
    return found
