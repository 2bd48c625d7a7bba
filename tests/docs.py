"""Docs written down by hand, and a stand-in for the heads of the language model.

A sentence is written as `Holm/PROPN/nsubj>left left=leave/VERB/root ./PUNCT/punct>left`: word,
lemma where it differs, part of speech, dependency, head. A word or phrase that occurs more than
once is told apart by number, in a sentence among heads and in the text elsewhere: "Holm#2".
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import numpy as np
import spacy
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from kg.extract.entities.resolved import Resolved
from kg.extract.events.roles import Role, find_roles
from kg.extract.events.triggers import find_triggers
from kg.extract.reading import Reading, Trigger
from kg.nlp.expressions.quantities import find_quantities
from kg.nlp.expressions.times import find_times
from kg.nlp.heads import Pairs, softmax
from kg.nlp.weights import Floats
from kg.schema import Schema, default_schema

LABELS = {
    "trigger": ("-", "Claim", "Visit", "Meeting", "Attack", "Killing", "Opposition"),
    "mention": ("-", "Person", "Organization", "City", "Country", "amount", "position"),
    "argument": (
        *("-", "agent", "patient", "destination", "amount", "place", "source", "speaker", "time"),
    ),
    "role": ("-", "ARG0", "ARG1"),
    "predicate": ("-", "predicate"),
    "deprel": ("root", "nsubj", "obj"),
    "relation": ("-", "headOf", "memberOf", "ownerOf", "alliedWith", "spouseOf", "position"),
    "modality": ("asserted", "planned", "possible"),
    "polarity": ("positive", "negated"),
    "content": ("O", "B-direct", "I-direct", "B-indirect", "I-indirect"),
    "coreference": ("-",),
}
SURE, UNLIKELY = 0.9, -5.0
PUBLISHED = date(2024, 5, 17)
NO_SPACE_BEFORE = frozenset(".,:;?!)”") | {"'s", "n't", "%"}
NO_SPACE_AFTER = frozenset("(“$")
TAGS = {"PROPN": "NNP", "NOUN": "NN", "VERB": "VBD", "ADJ": "JJ", "NUM": "CD", "PRON": "PRP"}

Opinion = str | tuple[str, float]
"""A label, or a label with its probability."""


@cache
def vocab() -> Vocab:
    return spacy.blank("en").vocab


def doc_of(
    *sentences: str,
    mentions: Mapping[str, Opinion] | None = None,
    ents: Mapping[str, str] | None = None,
    predicates: Mapping[str, Mapping[str, str]] | None = None,
) -> Doc:
    """The Doc of some sentences; `predicates` are PropBank's: verb → word → role.

    A verb may have its roleset behind a bar: "fired|fire.02".
    """
    rows = [row for sentence in sentences for row in _rows(sentence)]
    words, lemmas, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    start = 0
    for sentence in sentences:
        end = start + len(sentence.split())
        heads[start:end] = [
            k if head is None else start + place(words[start:end], head)[0]
            for k, head in enumerate(heads[start:end], start)
        ]
        start = end
    after = [*words[1:], "."]
    doc = Doc(
        vocab(),
        words=words,
        spaces=[
            w not in NO_SPACE_AFTER and n not in NO_SPACE_BEFORE
            for w, n in zip(words, after, strict=True)
        ],
        lemmas=lemmas,
        pos=pos,
        tags=[_tag(w, m, p) for w, m, p in zip(words, lemmas, pos, strict=True)],
        deps=deps,
        heads=heads,
    )
    doc.tensor = np.arange(len(doc), dtype=np.float64).reshape(-1, 1)
    found = sorted((*place(words, m), *_sure(o)) for m, o in (mentions or {}).items())
    doc.spans["mentions"] = SpanGroup(
        doc,
        attrs={"confidence": [p for *_, p in found]},
        spans=[Span(doc, a, b, label=label) for a, b, label, _ in found],
    )
    doc.spans["triggers"] = SpanGroup(doc, attrs={"confidence": []}, spans=[])
    doc.set_ents([Span(doc, *place(words, m), label=n) for m, n in (ents or {}).items()])
    doc.user_data["predicates"] = [
        (place(words, verb)[0], sense, [(place(words, w)[0], r) for w, r in arguments.items()])
        for key, arguments in (predicates or {}).items()
        for verb, _, sense in [key.partition("|")]
    ]
    return doc


def _rows(sentence: str) -> Iterable[tuple[str, str, str, str, str | None]]:
    """Word, lemma, part of speech, dependency and head of each word."""
    for item in sentence.split():
        written, pos, tie = item.rsplit("/", 2)
        word, _, lemma = written.partition("=")
        dep, _, head = tie.partition(">")
        yield word, lemma or (word if pos == "PROPN" else word.lower()), pos, dep, head or None


def _tag(word: str, lemma: str, pos: str) -> str:
    """The Penn tag, as far as the extractors look at it."""
    if word == "'s":
        return "POS"
    plural = pos == "NOUN" and word.lower() != lemma and word.endswith("s")
    return "NNS" if plural else TAGS.get(pos, "XX")


def place(words: list[str], phrase: str) -> tuple[int, int]:
    """Where a phrase stands among words, the first time or, for "Holm#2", the second."""
    phrase, _, number = phrase.partition("#")
    wanted = phrase.split()
    n = len(wanted)
    starts = [k for k in range(len(words)) if words[k : k + n] == wanted]
    start = starts[int(number or 1) - 1]
    return start, start + n


def _sure(opinion: Opinion) -> tuple[str, float]:
    return (opinion, SURE) if isinstance(opinion, str) else opinion


class StandIn:
    """Heads that think what they are told: of words, or of pairs of phrases.

    `{"trigger": {"visited": "Visit"}, "argument": {("visited", "Oslo"): "destination"}}`; of
    coreference they give scores, of anything else a label, perhaps with its probability.
    """

    def __init__(self, doc: Doc, thinks: Mapping[str, Mapping[object, object]] | None = None):
        self.labels = LABELS
        words = [t.text for t in doc]
        self._thinks: dict[str, dict[tuple[int, ...], object]] = {h: {} for h in LABELS}
        for head, opinions in (thinks or {}).items():
            for where, opinion in opinions.items():
                phrases = where if isinstance(where, tuple) else (where,)
                spans = [place(words, str(p)) for p in phrases]
                key = tuple(x for a, b in spans for x in (a, b - 1))
                self._thinks[head][key] = opinion

    def words(self, head: str, vectors: Floats) -> Floats:
        """Scores (words, labels)."""
        keys: list[tuple[int, ...]] = [(int(v[0]), int(v[0])) for v in vectors]
        return self._scores(head, keys)

    def pairs(self, head: str, x: Floats, y: Floats, pairs: Pairs) -> Floats:
        """Scores (pairs, labels); both ends of a phrase are in its vector."""
        rows = zip(x[pairs.i].tolist(), y[pairs.j].tolist(), strict=True)
        keys = [(*map(int, (a[0], a[-1])), *map(int, (b[0], b[-1]))) for a, b in rows]
        if head != "coreference":
            return self._scores(head, keys)
        scores = [self._thinks[head].get(key, UNLIKELY) for key in keys]
        return np.array(scores, dtype=np.float32).reshape(-1, 1)

    def probabilities(self, head: str, scores: Floats) -> Floats:
        """Scores as probabilities, not calibrated."""
        return softmax(scores)

    def _scores(self, head: str, keys: list[tuple[int, ...]]) -> Floats:
        labels, opinions = self.labels[head], self._thinks[head]
        share = np.full((len(keys), len(labels)), 0.001)
        share[:, 0] = 1 - 0.001 * (len(labels) - 1)
        for k, key in enumerate(keys):
            if key in opinions:
                label, p = _sure(opinions[key])  # type: ignore[arg-type]
                share[k] = (1 - p) * share[k]
                share[k, labels.index(label)] += p
        return np.asarray(np.log(share), dtype=np.float32)


def reading_of(
    doc: Doc,
    thinks: Mapping[str, Mapping[object, object]] | None = None,
    schema: Schema | None = None,
) -> Reading:
    """A Doc as the extractors see it, with what the model is to think of it."""
    return Reading(doc, schema or default_schema(), heads=StandIn(doc, thinks))  # type: ignore


def resolved_of(doc: Doc, thinks: Mapping[str, Mapping[object, object]] | None = None) -> Resolved:
    """The entities of a Doc."""
    times = find_times(doc.text, PUBLISHED)
    return Resolved(reading_of(doc, thinks), find_quantities(doc.text), times)


def roles_of(resolved: Resolved) -> tuple[list[Trigger], dict[int, list[Role]]]:
    """The triggers of a Doc with their roles."""
    triggers = find_triggers(resolved.reading)
    return triggers, find_roles(resolved, triggers)


def called(resolved: Resolved, entity: str) -> str:
    """The name of an entity given by its id."""
    return next(e.name for e in resolved.entities if e.id == entity)
