"""Annotated knowledge graphs (GUIDELINES.md beside the gold data) laid onto words.

The annotation names strings; here they become word spans. An entity's mention strings stand for
all their occurrences. An event or relation is located by its evidence; where its participant has
no mention in that sentence, a pronoun that agrees with the participant's type stands in for it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg.nlp.words import likely_starts
from training.corpora.document import Document, Graph, Labelled, Names, Trigger

POSITION, AMOUNT, PRONOUN = "position", "amount", "pronoun"
CLAIM, SPEAKER, SOURCE = "Claim", "speaker", "source"
PERSONAL = frozenset("he she him her his hers himself herself who".split())
NEUTRAL = frozenset("it its they them their theirs itself themselves we us our".split())
NAME_OF = {"Person": "PER", "Country": "LOC", "Region": "LOC", "City": "LOC", "Facility": "LOC",
           "Location": "LOC", "Group": "NORP", "Event": "EVENT", "Work": "WORK",
           "Product": "PRODUCT"}
NO_NAME = frozenset({"Other"})
REACH = 1
"""Sentences before a trigger's own in which a participant's mention is still looked for."""


def read_graphs(
    gold: Path, articles: Path, demonyms: frozenset[str]
) -> Iterator[Document]:
    """The articles of a gold folder as documents with their graph and names."""
    nlp = spacy.blank("en")
    for path in sorted(gold.glob("*.json")):
        article = json.loads((articles / path.name).read_text(encoding="utf-8"))
        kg = json.loads(path.read_text(encoding="utf-8"))
        yield _Aligner(nlp(article["text"]), kg).document(demonyms)


class _Aligner:
    """Finds the words of one article's annotations."""

    def __init__(self, doc: Doc, kg: dict) -> None:  # type: ignore[type-arg]
        self.text = doc.text
        self.kg = kg
        tokens = [t for t in doc if not t.is_space]
        self.words = tuple(t.text for t in tokens)
        self.begins = [t.idx for t in tokens]
        self.ends = [t.idx + len(t) for t in tokens]
        befores = [0, *self.ends[:-1]]
        self.gaps = tuple(self.text[a:b] for a, b in zip(befores, self.begins, strict=True))
        self.starts = likely_starts(self.words, self.gaps)
        self.sentence = [0] * len(tokens)
        for k, start in enumerate(self.starts):
            self.sentence[start:] = [k] * (len(tokens) - start)
        self.mentions: list[Labelled] = []
        self.clusters: list[int] = []
        self.types = {e["id"]: e["type"] for e in kg["entities"]}
        self.order = {e["id"]: k for k, e in enumerate(kg["entities"])}
        self.of: dict[str, list[int]] = {e["id"]: [] for e in kg["entities"]}

    def document(self, demonyms: frozenset[str]) -> Document:
        """The document with all its layers."""
        self._mentions()
        triggers = [t for v in self.kg["events"] if (t := self._event(v))]
        claims = [self._claim(c) for c in self.kg["claims"]]
        triggers += [t for t, _ in claims if t]
        relations, unsure = self._relations()
        contents = sorted({c for _, c in claims if c}, key=lambda c: c.start)
        graph = Graph(
            mentions=tuple(self.mentions),
            clusters=tuple(self.clusters),
            triggers=tuple(triggers),
            relations=tuple(sorted(relations)),
            unsure=frozenset(unsure),
            contents=tuple(contents),
        )
        return Document(
            id=self.kg["id"], words=self.words, gaps=self.gaps, sentences=tuple(self.starts),
            corpus="graphs", names=self._names(demonyms), graph=graph,
        )

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that characters start up to end cover, if they end at word ends."""
        inside = [i for i in range(len(self.words))
                  if self.begins[i] < end and self.ends[i] > start]
        return (inside[0], inside[-1] + 1) if inside else None

    def _occurrences(self, string: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Word spans of a string's occurrences within the characters start up to end."""
        pattern = r"(?<!\w)" + re.escape(string) + r"(?!\w)"
        for match in re.compile(pattern).finditer(self.text, start, end or len(self.text)):
            span = self._span(*match.span())
            if span:
                yield span

    def _mentions(self) -> None:
        """Lists the mentions: entities, positions, amounts, pronouns; nothing twice."""
        found: dict[tuple[int, int], tuple[str, int]] = {}
        for entity in self.kg["entities"]:
            for string in sorted(entity["mentions"], key=len, reverse=True):
                for span in self._occurrences(string):
                    found.setdefault(span, (entity["type"], self.order[entity["id"]]))
        for literal in self.kg["literals"]:
            if literal["predicate"] == POSITION:
                for span in self._within(literal["value"], literal["evidence"]):
                    found.setdefault(span, (POSITION, -1))
        for event in self.kg["events"]:
            for string in _strings(event["roles"].get(AMOUNT, [])):
                for span in self._within(string, event["evidence"]):
                    found.setdefault(span, (AMOUNT, -1))
        for i, word in enumerate(self.words):
            if word.lower() in PERSONAL | NEUTRAL and word != "US":
                found.setdefault((i, i + 1), (PRONOUN, -1))
        ids = [e["id"] for e in self.kg["entities"]]
        for (start, end), (label, cluster) in sorted(found.items()):
            if cluster >= 0:
                self.of[ids[cluster]].append(len(self.mentions))
            self.mentions.append(Labelled(start, end, label))
            self.clusters.append(cluster)

    def _within(self, string: str, evidence: str) -> list[tuple[int, int]]:
        """Word spans of a string inside of an evidence string, else its first in the text."""
        at = self.text.find(evidence)
        if at >= 0:
            spans = list(self._occurrences(string, at, at + len(evidence)))
            if spans:
                return spans[:1]
        return list(self._occurrences(string))[:1]

    def _event(self, event: dict) -> Trigger | None:  # type: ignore[type-arg]
        """The trigger of one event."""
        spans = self._within(event["trigger"], event["evidence"])
        if not spans:
            return None
        wanted = [(entity, role) for role, xs in event["roles"].items() for entity in _strings(xs)
                  if entity in self.types]
        wanted += [(entity, SOURCE) for entity in event.get("attributed_to", [])]
        literal = [(m, AMOUNT) for x in _strings(event["roles"].get(AMOUNT, []))
                   for m in self._literals(x, spans[0][0], AMOUNT)]
        return self._trigger(spans[0][0], event["type"], wanted, literal,
                             event.get("modality", "asserted"), bool(event.get("negated")))

    def _claim(self, claim: dict) -> tuple[Trigger | None, Labelled | None]:  # type: ignore[type-arg]
        """The cue of one claim as a trigger, and its content."""
        at = self.text.find(claim["content"])
        span = self._span(at, at + len(claim["content"])) if at >= 0 else None
        if span is None:
            return None, None
        content = Labelled(*span, "direct" if claim.get("direct") else "indirect")
        cues = [(abs(a - span[0]) if a < span[0] else abs(a - span[1]), a)
                for a, b in self._occurrences(claim["cue"])]
        if not cues or min(cues)[0] > 60:
            return None, content
        cue = min(cues)[1]
        return self._trigger(cue, CLAIM, [(claim["speaker"], SPEAKER)], [], "asserted", False), content

    def _trigger(self, word: int, label: str, wanted: list[tuple[str, str]],
                 literal: list[tuple[int, str]], modality: str, negated: bool) -> Trigger:  # noqa: FBT001, PLR0913
        """A trigger with the nearest mention of each participant."""
        arguments, ignored = list(literal), set[int]()
        pronouns_used = False
        for entity, role in wanted:
            near = self._near(entity, word)
            if near:
                arguments.append((near[0], role))
                ignored |= set(near[1:])
                continue
            pronouns = self._pronouns(entity, word)
            if pronouns:
                arguments.append((pronouns[0], role))
                pronouns_used = True
        here = self.sentence[word]
        if not pronouns_used and any(not self._near(e, word) for e, _ in wanted):
            ignored |= {k for k, m in enumerate(self.mentions)
                        if m.label == PRONOUN and self.sentence[m.start] == here}
        ignored -= {m for m, _ in arguments}
        return Trigger(word, label, modality, negated, tuple(arguments), frozenset(ignored))

    def _near(self, entity: str, word: int) -> list[int]:
        """Mentions of an entity in the word's sentence, else before it, the best one first."""
        here = self.sentence[word]
        for back in range(REACH + 1):
            found = [m for m in self.of.get(entity, [])
                     if self.sentence[self.mentions[m].start] == here - back]
            if found:
                return sorted(found, key=lambda m: (
                    min(abs(self.mentions[m].start - word), abs(self.mentions[m].end - 1 - word)),
                    self.mentions[m].start - self.mentions[m].end))
        return []

    def _pronouns(self, entity: str, word: int) -> list[int]:
        """Pronouns of the word's sentence that agree with the entity's type, nearest first."""
        forms = PERSONAL if self.types[entity] == "Person" else NEUTRAL
        here = self.sentence[word]
        found = [k for k, m in enumerate(self.mentions)
                 if m.label == PRONOUN and self.sentence[m.start] == here
                 and self.words[m.start].lower() in forms]
        return sorted(found, key=lambda k: abs(self.mentions[k].start - word))

    def _literals(self, string: str, word: int, label: str) -> list[int]:
        """The mentions with a literal label and these words, the one nearest to a word."""
        found = [k for k, m in enumerate(self.mentions) if m.label == label
                 and self.text[self.begins[m.start] : self.ends[m.end - 1]] == string]
        return sorted(found, key=lambda k: abs(self.mentions[k].start - word))[:1]

    def _relations(self) -> tuple[set[tuple[int, int, str]], set[tuple[int, int]]]:
        """Related mention pairs, and pairs of the same entities of which nothing is said."""
        positive: set[tuple[int, int, str]] = set()
        unsure: set[tuple[int, int]] = set()
        for relation in self.kg["relations"]:
            subjects, objects = self.of.get(relation["subject"], []), self.of.get(relation["object"], [])
            pairs = [(a, b) for a in subjects for b in objects if a != b and
                     self.sentence[self.mentions[a].start] == self.sentence[self.mentions[b].start]]
            best = self._located(pairs, relation["evidence"])
            unsure |= set(pairs)
            if best:
                positive.add((*best, relation["predicate"]))
        for literal in self.kg["literals"]:
            if literal["predicate"] == POSITION:
                values = [k for s in self._within(literal["value"], literal["evidence"])
                          for k, m in enumerate(self.mentions)
                          if (m.start, m.end) == s and m.label == POSITION]
                pairs = [(a, b) for a in self.of.get(literal["subject"], []) for b in values]
                best = self._located(pairs, literal["evidence"])
                if best:
                    positive.add((*best, POSITION))
        unsure -= {(a, b) for a, b, _ in positive}
        return positive, unsure

    def _located(self, pairs: list[tuple[int, int]], evidence: str) -> tuple[int, int] | None:
        """The closest pair, one inside of the evidence before all others."""
        at = self.text.find(evidence)
        span = self._span(at, at + len(evidence)) if at >= 0 else None

        def rank(pair: tuple[int, int]) -> tuple[bool, int, int]:
            a, b = self.mentions[pair[0]], self.mentions[pair[1]]
            outside = span is None or min(a.start, b.start) < span[0] or max(a.end, b.end) > span[1]
            return outside, max(a.start, b.start) - min(a.end, b.end), a.start

        return min(pairs, key=rank, default=None)

    def _names(self, demonyms: frozenset[str]) -> Names:
        """The outermost capitalised mentions as flat names."""
        flat: list[Labelled] = []
        for mention in sorted(self.mentions, key=lambda m: (m.start, -m.end)):
            words = self.words[mention.start : mention.end]
            if not words[0][:1].isupper() or not words[-1][:1].isupper():
                continue
            if mention.label in NO_NAME | {POSITION, AMOUNT, PRONOUN}:
                continue
            label = "NORP" if " ".join(words) in demonyms else NAME_OF.get(mention.label, "ORG")
            if not flat or mention.start >= flat[-1].end:
                flat.append(Labelled(mention.start, mention.end, label))
        return Names(tuple(flat), frozenset({"EVENT", "WORK", "PRODUCT", "MISC"}))


def _strings(value: object) -> list[str]:
    """A role's fillers as a list."""
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
