"""PropBank predicates: rolesets and arguments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.nlp.features import Ints
from kg.nlp.heads import Pairs
from kg.nlp.layers.encoded import Encoded

CLASSES = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}
"""Universal part of speech → the letter by which PropBank's frame files call it."""


RARER = 0.4
"""How much less likely a sense is for each time its number grows by e: the first are common."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A PropBank predicate: token index, roleset ("visit.01"), and its arguments.

    An argument is the token index of its head and its role: ARG0 to ARG5, ARGM-TMP, ...
    """

    word: int
    roleset: str
    arguments: tuple[tuple[int, str], ...]


def predicates_of(doc: Doc) -> tuple[Predicate, ...]:
    """The predicates of a Doc that the language model has read."""
    return tuple(
        Predicate(word, roleset, tuple((i, role) for i, role in arguments))
        for word, roleset, arguments in doc.user_data.get("predicates", ())
    )


def set_predicates(encoded: Encoded) -> None:
    """Sets `doc._.predicates`."""
    doc, heads, tokens = encoded.doc, encoded.heads, encoded.layout.tokens
    scores = heads.words("predicate", encoded.vectors)
    chosen = np.flatnonzero(scores[:, 1] > scores[:, 0])
    senses = heads.words("sense", encoded.vectors[chosen])
    left, right = _pairs(encoded, chosen)
    pairs = Pairs(left, right, right - left)
    best = heads.pairs("role", encoded.vectors, encoded.vectors, pairs).argmax(axis=1)
    labels = heads.labels["role"]
    arguments: dict[int, list[tuple[int, str]]] = {int(p): [] for p in chosen}
    for k in np.flatnonzero(best):
        arguments[int(left[k])].append((int(tokens[right[k]]), labels[best[k]]))
    doc.user_data["predicates"] = [
        (int(tokens[p]), _roleset(encoded, p, row.tolist()), arguments[p])
        for p, row in zip(chosen.tolist(), senses, strict=True)
    ]


def _pairs(encoded: Encoded, chosen: Ints) -> tuple[Ints, Ints]:
    """Each predicate with every other word of its sentence, punctuation left out."""
    pos = [encoded.doc[int(t)].pos_ for t in encoded.layout.tokens]
    words = np.array([p != "PUNCT" for p in pos])
    left, right = [], []
    for a, b in encoded.sentences:
        inside = chosen[np.searchsorted(chosen, a) : np.searchsorted(chosen, b)]
        others = a + np.flatnonzero(words[a:b])
        i = np.repeat(inside, len(others))
        j = np.tile(others, len(inside))
        left.append(i[i != j])
        right.append(j[i != j])
    return np.concatenate(left), np.concatenate(right)


def _roleset(encoded: Encoded, word: int, senses: Sequence[float]) -> str:
    """The likeliest roleset of those that the frame files list for the word's lemma."""
    token = encoded.doc[int(encoded.layout.tokens[word])]
    lemma, form = token.lemma_.lower(), token.lower_
    letter = CLASSES.get(token.pos_, "v")
    rolesets = encoded.heads.rolesets
    listed = next(
        (rolesets[k] for k in (f"{lemma}/{letter}", f"{form}/{letter}") if k in rolesets), None
    )
    number = dict(zip(encoded.heads.labels["sense"], senses, strict=True))
    if listed is None:
        return f"{lemma}.01"

    def likely(roleset: str) -> float:
        sense = roleset.rpartition(".")[2]
        rank = int(sense) if sense.isdigit() else len(number)
        return float(number.get(sense, -np.inf) - RARER * np.log(rank))

    return max(listed, key=likely)
