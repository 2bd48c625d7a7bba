"""Triggers → roles: the model's, supported by the lexicon's mapping of PropBank arguments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.extract.entities.resolved import Resolved
from kg.extract.events.triggers import event_cues
from kg.extract.reading import AMOUNT, CLAIM, FIGURES, TIME, Candidate, Reading, Trigger
from kg.nlp.weights import Floats

THRESHOLD = 0.5
JOINT = 0.42
"""Least product of the confidences of a role and of its event's trigger."""
SUPPORT = 0.15
"""How far the lexicon's mapping moves the model towards certainty."""
ALONE = 0.6
"""Confidence of a role of a type that the model was never taught."""
SHARED = 0.9
"""Share of a role's confidence that whoever is coordinated with its filler gets."""
BACK = 1
"""Sentences before a trigger's own in which its participants are sought, as in training."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a trigger, and the candidate or the other trigger that fills it."""

    trigger: int
    role: str
    confidence: float
    candidate: int = -1
    event: int = -1


def find_roles(resolved: Resolved, triggers: Sequence[Trigger]) -> dict[int, list[Role]]:
    """The roles of each trigger, the surest first."""
    mapped = {
        (t, k): role for t, trigger in enumerate(triggers) for k, role in _mapped(resolved, trigger)
    }
    found: dict[int, list[Role]] = defaultdict(list)
    for role in (*_scored(resolved, triggers, mapped), *_between(resolved, triggers)):
        found[role.trigger].append(role)
    for own in list(found.values()):
        own.extend(_shared(resolved, own))
    return {t: sorted(group, key=lambda r: -r.confidence) for t, group in found.items()}


def _shared(resolved: Resolved, roles: Sequence[Role]) -> list[Role]:
    """The roles that a candidate shares with those it is coordinated with: "Oslo and Rome"."""
    taken = {r.candidate for r in roles}
    shared: dict[int, Role] = {}
    for role in roles:
        if role.candidate < 0 or role.role in FIGURES:
            continue
        for k in resolved.coordinated(role.candidate):
            if k not in taken:
                confidence = round(SHARED * role.confidence, 4)
                shared.setdefault(k, replace(role, candidate=k, confidence=confidence))
    return list(shared.values())


def _scored(
    resolved: Resolved, triggers: Sequence[Trigger], mapped: dict[tuple[int, int], str]
) -> Iterator[Role]:
    """The roles that candidates fill."""
    reading, candidates = resolved.reading, resolved.candidates
    at: dict[int, list[int]] = defaultdict(list)
    for k, candidate in enumerate(candidates):
        at[reading.sentence[candidate.start]].append(k)
    pairs = [
        (t, k)
        for t, trigger in enumerate(triggers)
        for back in range(BACK + 1)
        for k in at.get(reading.sentence[trigger.word] - back, ())
        if candidates[k].head != trigger.word
    ]
    labels = reading.heads.labels["argument"]
    taught = set(reading.heads.labels["trigger"])
    scores = reading.arguments(triggers, candidates, pairs)
    for (t, k), row in zip(pairs, scores, strict=True):
        if triggers[t].label in taught:
            role = _likeliest(candidates[k], labels, row, mapped.get((t, k)))
            joint = 0.0 if triggers[t].label == CLAIM else JOINT / triggers[t].confidence
            if role is not None and role[1] >= max(THRESHOLD, joint):
                yield Role(t, role[0], round(role[1], 4), candidate=k)
        elif (t, k) in mapped:
            yield Role(t, mapped[t, k], ALONE, candidate=k)
        elif candidates[k].label == TIME and _is_when(reading, triggers[t], candidates[k]):
            yield Role(t, TIME, ALONE, candidate=k)


def _is_when(reading: Reading, trigger: Trigger, time: Candidate) -> bool:
    """Whether a time expression is what PropBank says of when a predicate holds."""
    predicate = reading.predicates.get(reading.token(trigger.word).i)
    return any(
        label == "ARGM-TMP" and time.start <= reading.word_of(word) < time.end
        for word, label in (predicate.arguments if predicate else ())
    )


def _likeliest(
    candidate: Candidate, labels: Sequence[str], row: Floats, mapped: str | None
) -> tuple[str, float] | None:
    """The role that a candidate most likely fills; amounts and times are no other's roles."""
    best: tuple[str, float] | None = None
    for k in np.argsort(-row[1:]) + 1:
        if own_role(labels[k]) == own_role(candidate.label):
            best = labels[k], float(1 - row[0])
            break
    if mapped is not None and (best is None or best[0] == mapped or best[1] < THRESHOLD):
        share = float(row[labels.index(mapped)]) if mapped in labels else 0.0
        best = mapped, 1 - (1 - max(share, best[1] if best else 0.0)) * (1 - SUPPORT)
    return best


def own_role(label: str) -> str:
    """The one role that fits a candidate with a label, "" where any other may."""
    return label if label in FIGURES else ""


def _mapped(resolved: Resolved, trigger: Trigger) -> Iterator[tuple[int, str]]:
    """The candidates that are PropBank arguments of a trigger, with the lexicon's role for each."""
    for word, role in _arguments(resolved, trigger):
        found = resolved.headed(word)
        if found is not None and role != AMOUNT:
            yield found, role


def _arguments(resolved: Resolved, trigger: Trigger) -> Iterator[tuple[int, str]]:
    """The tokens that head PropBank arguments of a trigger, with the lexicon's role for each."""
    reading = resolved.reading
    cue = next((c for c in event_cues(reading, trigger.word) if c.evokes == trigger.label), None)
    if cue is None:
        return
    predicate = reading.predicates.get(reading.token(trigger.word).i)
    for word, label in predicate.arguments if predicate else ():
        if label in cue.roles:
            yield word, cue.roles[label]


def _between(resolved: Resolved, triggers: Sequence[Trigger]) -> Iterator[Role]:
    """The roles that other events fill, where the ontology admits it: "opposed the visit"."""
    admits = resolved.reading.schema.admits
    at = {resolved.reading.token(t.word).i: k for k, t in enumerate(triggers)}
    for t, trigger in enumerate(triggers):
        for word, role in _arguments(resolved, trigger):
            other = at.get(word, t)
            free = other != t and resolved.headed(word) is None
            if free and admits(role, trigger.label, triggers[other].label):
                yield Role(t, role, ALONE, event=other)


def subjects_of(resolved: Resolved, trigger: Trigger) -> Iterator[int]:
    """The candidates that are a cue's subject, or stand behind "according to".

    A participle ("..., saying that") has the subject of the verb that it goes with.
    """
    token = resolved.reading.token(trigger.word)
    heads = [c.i for c in token.children if c.dep_ == "nsubj"]
    if token.lower_ == "according":
        heads.append(token.head.i)
    if token.pos_ == "NOUN":
        heads += [c.i for c in token.children if c.dep_ in ("nmod:poss", "compound")]
    if not heads and token.dep_ in ("advcl", "conj", "xcomp"):
        heads += [c.i for c in token.head.children if c.dep_ == "nsubj"]
    predicate = resolved.reading.predicates.get(token.i)
    heads += [i for i, label in predicate.arguments if label == "ARG0"] if predicate else []
    for word in heads:
        found = resolved.headed(word)
        if found is not None:
            yield found
