"""Arguments of events: which gold mentions fill which roles, by the argument head alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.heads.annotated import Annotated
from evaluation.report import Group
from evaluation.scores import Fact, compare, f1, table
from kg.extract.events.roles import BACK, THRESHOLD, own_role
from kg.extract.events.triggers import find_triggers
from kg.extract.reading import CLAIM, SOURCE, TIME, Trigger

NOTE = "candidates are the gold mentions; sources and times of events are left out"
UNCOUNTED = (SOURCE, TIME)
Pair = tuple[int, str, int]
"""A trigger's word and type, and an entity."""


@dataclass(frozen=True, slots=True)
class GoldArguments:
    """The roles that entities fill at triggers, and pairs about which nothing is known."""

    filled: frozenset[tuple[str, Pair]]
    silent: frozenset[Pair]


def arguments_group(name: str, articles: Sequence[Annotated]) -> Group:
    """Roles that entities fill at triggers as extraction finds them, then at gold ones; each role.

    An entity fills a role when any of its mentions does. Of a found trigger that has another type
    than the gold one no argument is right.
    """
    gold: list[Fact] = []
    found: list[Fact] = []
    given: list[Fact] = []
    for k, article in enumerate(articles):
        known = gold_arguments(article)
        gold += [(role, k, pair) for role, pair in known.filled]
        events = [t for t in find_triggers(article.reading) if t.label != CLAIM]
        for facts, triggers in ((found, events), (given, gold_triggers(article))):
            facts += [
                (role, k, pair)
                for role, pair in find_arguments(article, triggers)
                if pair not in known.silent
            ]
    metrics = (
        f1("F1", compare(gold, found)),
        f1("F1 with gold triggers", compare(gold, given)),
    )
    return Group(name, metrics, table(gold, found), NOTE)


def gold_triggers(article: Annotated) -> list[Trigger]:
    """The gold events' words, each type of a word once."""
    words = {(t.word, t.label) for t in article.graph.triggers if t.label != CLAIM}
    return [Trigger(word, label, 1.0, "gold") for word, label in sorted(words)]


def gold_arguments(article: Annotated) -> GoldArguments:
    """What the gold graph says of an article's events; an entity with a role is never silent."""
    filled: set[tuple[str, Pair]] = set()
    ignored: set[Pair] = set()
    taking_part: set[Pair] = set()
    for t in article.graph.triggers:
        if t.label == CLAIM:
            continue
        ignored |= {(t.word, t.label, article.entity(k)) for k in t.ignored}
        for k, role in t.arguments:
            pair = t.word, t.label, article.entity(k)
            taking_part.add(pair)
            if role not in UNCOUNTED:
                filled.add((role, pair))
    return GoldArguments(frozenset(filled), frozenset(ignored - taking_part))


def find_arguments(article: Annotated, triggers: Sequence[Trigger]) -> set[tuple[str, Pair]]:
    """The likeliest role of each gold mention near a trigger, where any role is likely.

    Amounts are figures, all other roles are not, as in `kg.extract.events.roles`.
    """
    reading, candidates = article.reading, article.candidates
    labels = reading.heads.labels["argument"]
    own = [own_role(label) for label in labels]
    pairs = [
        (t, k)
        for t, trigger in enumerate(triggers)
        for k, c in enumerate(candidates)
        if 0 <= reading.sentence[trigger.word] - reading.sentence[c.start] <= BACK
        and c.head != trigger.word
    ]
    filled: set[tuple[str, Pair]] = set()
    for (t, k), row in zip(pairs, reading.arguments(triggers, candidates, pairs), strict=True):
        fitting = np.array([o == own_role(candidates[k].label) for o in own])
        role = labels[1 + int(np.where(fitting, row, -1.0)[1:].argmax())]
        if 1 - row[0] >= THRESHOLD and role not in UNCOUNTED:
            filled.add((role, (triggers[t].word, triggers[t].label, article.entity(k))))
    return filled
