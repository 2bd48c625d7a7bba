"""Doc → events: which words name one, who takes part, when, and whether it is a fact."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Token

from kg.extract.reading import AMOUNT, CLAIM, PRONOUN, SOURCE, SPEAKER, Candidate, Reading, Trigger
from kg.model import MentionKind
from kg.schema import Cue

TRIGGER_THRESHOLD = 0.5
LEXICON_THRESHOLD = 0.25
ARGUMENT_THRESHOLD = 0.4
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a trigger and the candidate that fills it."""

    trigger: int
    candidate: int
    role: str
    confidence: float


def find_triggers(reading: Reading) -> list[Trigger]:
    """The event words and claim cues of an article: where the model or the lexicon is sure enough.

    A type that the model was never taught is found by the lexicon alone.
    """
    scores = reading.probabilities("trigger")
    labels = reading.heads.labels["trigger"]
    known = {label: k for k, label in enumerate(labels)}
    out = []
    for word in range(len(reading.layout.words)):
        cues = {c.evokes: c for c in cues_of(reading, word)}
        best = int(scores[word, 1:].argmax()) + 1
        label, p = labels[best], float(scores[word, best])
        if p >= (LEXICON_THRESHOLD if label in cues else TRIGGER_THRESHOLD):
            out.append(Trigger(word, label, p, "head:trigger"))
            continue
        for name, cue in cues.items():
            if name not in known and cue.reliability >= TRIGGER_THRESHOLD:
                out.append(Trigger(word, name, cue.reliability, f"lexicon:{cue.name}"))
                break
    return out


def cues_of(reading: Reading, word: int) -> Iterator[Cue]:
    """The event cues of a word, those with more words first."""
    token = reading.token(word)
    pos = POS.get(token.pos_)
    if pos is None:
        return
    forms = [token.lemma_.lower()]
    after = [t.lemma_.lower() for t in token.children if t.i > token.i]
    forms = [f"{forms[0]} {a}" for a in after] + forms
    for form in forms:
        yield from reading.schema.find("EventCue", pos, form)


def find_roles(reading: Reading, triggers: Sequence[Trigger], candidates: Sequence[Candidate]) -> list[Role]:
    """The roles of all triggers: the model's, then the lexicon's over PropBank arguments."""
    pairs = [(t, c) for t in range(len(triggers)) for c in range(len(candidates))
             if _in_reach(reading, triggers[t], candidates[c])]
    scores = reading.arguments(triggers, candidates, pairs)
    labels = reading.heads.labels["argument"]
    out = []
    known = set(reading.heads.labels["trigger"])
    for (t, c), row in zip(pairs, scores, strict=True):
        if triggers[t].label not in known:
            continue
        best = int(np.argmax(row[1:])) + 1
        if 1 - row[0] >= ARGUMENT_THRESHOLD and _may_fill(labels[best], candidates[c]):
            out.append(Role(t, c, labels[best], round(float(row[best]), 4)))
    out += list(_lexical_roles(reading, triggers, candidates, {r.trigger for r in out}))
    return out


def _in_reach(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether a candidate stands in the trigger's sentence or the one before."""
    back = reading.sentence[trigger.word] - reading.sentence[candidate.start]
    return back in (0, 1) and not candidate.start <= trigger.word == candidate.head


def _may_fill(role: str, candidate: Candidate) -> bool:
    """Whether a role takes a candidate: amounts are figures, all else entities."""
    return (role == AMOUNT) == (candidate.label == AMOUNT)


def _lexical_roles(reading: Reading, triggers: Sequence[Trigger], candidates: Sequence[Candidate],
                   filled: set[int]) -> Iterator[Role]:
    """Roles of triggers to which the model gave none, by the lexicon's mapping of PropBank's."""
    arguments = {p.word: p.arguments for p in reading.doc._.predicates}
    by_head: dict[int, list[int]] = defaultdict(list)
    for k, c in enumerate(candidates):
        by_head[int(reading.layout.tokens[c.head])].append(k)
    for t, trigger in enumerate(triggers):
        cue = next((c for c in cues_of(reading, trigger.word) if c.evokes == trigger.label), None)
        if t in filled or cue is None:
            continue
        for token, label in arguments.get(int(reading.layout.tokens[trigger.word]), ()):
            role = cue.roles.get(label)
            fillers = [k for k in by_head.get(token, ()) if role and _may_fill(role, candidates[k])]
            if role and fillers:
                widest = max(fillers, key=lambda k: candidates[k].end - candidates[k].start)
                yield Role(t, widest, role, 0.6)


def status_of(reading: Reading, trigger: Trigger) -> tuple[bool, str, float]:
    """Whether an event is negated, its modality, and how sure the model is of both."""
    modality = reading.probabilities("modality")[trigger.word]
    polarity = reading.probabilities("polarity")[trigger.word]
    label = reading.heads.labels["modality"][int(modality.argmax())]
    return bool(polarity[1] > polarity[0]), label, float(modality.max() * polarity.max())


__all__ = ["CLAIM", "PRONOUN", "SOURCE", "SPEAKER", "MentionKind", "Role", "Token",
           "find_roles", "find_triggers", "status_of"]
