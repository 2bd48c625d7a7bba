"""Doc → triggers: the words that name an event or introduce a claim."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.reading import CLAIM, Reading, Trigger
from kg.nlp.weights import Floats
from kg.schema import Cue, Schema

THRESHOLD = 0.5
"""Least confidence of a trigger; chosen on the development articles, see evaluation/LOG.md."""
DOUBT = 0.1
"""Least confidence of what may be a trigger; below it there is none."""
SUPPORT = 0.5
"""How far a cue of the lexicon that is always right moves the model towards certainty."""
CLAIM_THRESHOLD = 0.15
"""Least probability of a claim at a word of saying that has neither clause nor subject."""
WORDS_BEHIND = 8
"""Words behind a verb of which a multi-word cue may be made up."""
_COLON = re.compile(r":\s*[“\"]")
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}


def find_triggers(reading: Reading) -> list[Trigger]:
    """The triggers of an article in text order: the model's opinion, moved by the lexicon's.

    A type that the model was never taught is found by the lexicon alone.
    """
    return [t for t in suppose_triggers(reading) if t.confidence >= THRESHOLD]


def suppose_triggers(reading: Reading) -> list[Trigger]:
    """The triggers of an article, and the words that may be one but are too unsure."""
    scores = reading.probabilities("trigger")
    labels = reading.heads.labels["trigger"]
    column = {label: k for k, label in enumerate(labels)}
    likeliest = 1 + scores[:, 1:].argmax(axis=1)
    out = []
    for word, k in enumerate(likeliest.tolist()):
        model = Trigger(word, labels[k], float(scores[word, k]), "head:trigger")
        best = _best(reading, model, scores[word], column)
        claim = claim_cue(reading, word)
        if best.confidence >= THRESHOLD:
            out.append(best)
        elif claim is not None:
            p = float(scores[word, column[CLAIM]])
            if p >= CLAIM_THRESHOLD or _reports(reading.token(word)):
                out.append(Trigger(word, CLAIM, max(p, THRESHOLD), f"lexicon:{claim.name}"))
        elif _opens_quotation(reading, word):
            out.append(Trigger(word, CLAIM, THRESHOLD, "rule:colon"))
        elif best.confidence >= DOUBT:
            out.append(best)
    return out


def _best(reading: Reading, model: Trigger, scores: Floats, column: Mapping[str, int]) -> Trigger:
    """The likeliest type of a word; one that only the lexicon knows before all others.

    `model` is what the model likes best, `scores` (labels,) what it thinks of all types.
    """
    best = model
    for cue in event_cues(reading, model.word):
        if cue.evokes in column:
            doubt = (1 - float(scores[column[cue.evokes]])) * (1 - SUPPORT * cue.reliability)
            if 1 - doubt > best.confidence:
                best = replace(model, label=cue.evokes, confidence=1 - doubt)
        elif cue.reliability >= THRESHOLD:
            return Trigger(model.word, cue.evokes, cue.reliability, f"lexicon:{cue.name}")
    return best


def event_cues(reading: Reading, word: int) -> Iterator[Cue]:
    """The event cues of a word, those with more words first, then those of its sense."""
    token = reading.token(word)
    predicate = reading.predicates.get(token.i)
    yield from cues_of(reading.schema, "EventCue", token, predicate.roleset if predicate else "")


def cues_of(schema: Schema, kind: str, token: Token, roleset: str) -> Iterator[Cue]:
    """The cues of a kind that a token in a sense evokes, those with more words first."""
    pos = POS.get(token.pos_)
    if pos is None:
        return
    lemma = token.lemma_.lower()
    for form in _longer(token, lemma):
        yield from schema.find(kind, pos, form)
    for cue in schema.find(kind, pos, lemma):
        if not _has_other_sense(cue, roleset):
            yield cue
    yield from schema.find(kind, "roleset", roleset)


def _longer(token: Token, lemma: str) -> Iterator[str]:
    """A word's lemma with others of its clause, as multi-word cues are written.

    A verb with one or two words behind it that depend on it or mark what does ("step down",
    "take into custody"); a noun with what is in front of it ("air strike") or behind ("call for").
    """
    near = [t for t in token.children if t.i > token.i]
    near += [t for c in near for t in c.children if t.dep_ == "case"]
    words = [t.lemma_.lower() for t in sorted(near, key=lambda t: t.i)[:WORDS_BEHIND]]
    if token.pos_ == "NOUN":
        front = [t for t in token.doc[max(0, token.i - 2) : token.i] if t.head.i == token.i]
        for k in range(len(front)):
            yield " ".join((*(t.lemma_.lower() for t in front[k:]), lemma))
    for k, first in enumerate(words):
        yield from (f"{lemma} {first} {second}" for second in words[k + 1 :])
        yield f"{lemma} {first}"


def _has_other_sense(cue: Cue, roleset: str) -> bool:
    """Whether a cue lists senses of a roleset's lemma, but not this one."""
    listed = cue.words.get("roleset", frozenset())
    lemma = roleset.rpartition(".")[0]
    return roleset not in listed and any(r.rpartition(".")[0] == lemma for r in listed)


def claim_cue(reading: Reading, word: int) -> Cue | None:
    """The claim cue that a verb or noun, or the "according" of "according to", is."""
    token = reading.token(word)
    if token.lower_ == "according":
        return next(iter(reading.schema.find("ClaimCue", "preposition", "according to")), None)
    pos = POS.get(token.pos_)
    if pos is None or pos == "adjective":
        return None
    return next(iter(reading.schema.find("ClaimCue", pos, token.lemma_.lower())), None)


def _reports(token: Token) -> bool:
    """Whether a word of saying has a clause: with a subject a verb, with "that" a noun."""
    relations = {c.dep_.split(":")[0] for c in token.children}
    if token.pos_ == "NOUN":
        return any(c.dep_ in ("acl", "ccomp") and _that(c) for c in token.children)
    return "nsubj" in relations and bool(relations & {"ccomp", "parataxis"})


def _that(clause: Token) -> bool:
    """Whether a clause begins with "that"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _opens_quotation(reading: Reading, word: int) -> bool:
    """Whether a verb's sentence leads with a colon to a quotation, whatever the verb is."""
    token = reading.token(word)
    if token.dep_ != "root" or token.pos_ != "VERB":
        return False
    _, end = reading.sentences[reading.sentence[word]]
    text = reading.text[token.idx : reading.span(word, end).end + 2]
    return bool(_COLON.search(text))
