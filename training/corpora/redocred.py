"""Re-DocRED: typed mentions, and the Wikidata relations that our vocabulary has a word for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.corpora.document import Document, Facts, Labelled, Names
from training.corpora.names import gaps_of

RELATIONS: Mapping[str, tuple[str, bool]] = {
    "P6": ("headOf", True),
    "P19": ("bornIn", False),
    "P22": ("parentOf", True),
    "P25": ("parentOf", True),
    "P26": ("spouseOf", False),
    "P27": ("citizenOf", False),
    "P30": ("locatedIn", False),
    "P35": ("headOf", True),
    "P36": ("capitalOf", True),
    "P40": ("parentOf", False),
    "P50": ("creatorOf", True),
    "P54": ("memberOf", False),
    "P57": ("creatorOf", True),
    "P58": ("creatorOf", True),
    "P69": ("educatedAt", False),
    "P86": ("creatorOf", True),
    "P102": ("memberOf", False),
    "P108": ("worksFor", False),
    "P112": ("founderOf", True),
    "P127": ("ownerOf", True),
    "P131": ("locatedIn", False),
    "P150": ("locatedIn", True),
    "P159": ("basedIn", False),
    "P162": ("creatorOf", True),
    "P169": ("headOf", True),
    "P170": ("creatorOf", True),
    "P175": ("creatorOf", True),
    "P176": ("creatorOf", True),
    "P178": ("creatorOf", True),
    "P276": ("locatedIn", False),
    "P355": ("partOf", True),
    "P361": ("partOf", False),
    "P463": ("memberOf", False),
    "P488": ("headOf", True),
    "P527": ("partOf", True),
    "P551": ("livesIn", False),
    "P706": ("locatedIn", False),
    "P749": ("partOf", False),
    "P800": ("creatorOf", False),
    "P1376": ("capitalOf", False),
    "P1830": ("ownerOf", False),
    "P3373": ("siblingOf", False),
}
"""Wikidata property → our predicate, and whether subject and object change places."""
OF_PLACES = {"partOf": "locatedIn"}
OF_ORGANIZATIONS = {"locatedIn": "basedIn"}
"""What a predicate becomes when its subject is a place or an organisation."""
COUNTRY = "P17"
"""Says where a place lies; of organisations it says different things."""
NAMED = frozenset({"PER", "ORG", "LOC", "MISC"})


def read_redocred(path: Path, demonyms: frozenset[str]) -> Iterator[Document]:
    """The documents with names and facts; a demonym that the corpus calls a place is NORP."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        words = tuple(w for sentence in record["sents"] for w in sentence)
        starts, total = [], 0
        for sentence in record["sents"]:
            starts.append(total)
            total += len(sentence)
        mentions = _mentions(record, starts)
        yield Document(
            id=record["title"],
            words=words,
            gaps=gaps_of(words),
            sentences=tuple(starts),
            corpus="redocred",
            names=Names(_flat([m for m, _, _ in mentions], words, demonyms), frozenset()),
            facts=_facts(record, mentions),
        )


def _mentions(record: Mapping[str, Any], starts: Sequence[int]) -> list[tuple[Labelled, int, int]]:
    """The mentions with the corpus's types, each with its entity and sentence."""
    found = {}
    for entity, mentions in enumerate(record["vertexSet"]):
        for mention in mentions:
            if mention["type"] in NAMED:
                at = starts[mention["sent_id"]]
                start, end = (at + k for k in mention["pos"])
                span = Labelled(start, end, mention["type"])
                found[start, end] = span, entity, mention["sent_id"]
    return [found[key] for key in sorted(found)]


def _flat(
    mentions: Sequence[Labelled], words: Sequence[str], demonyms: frozenset[str]
) -> tuple[Labelled, ...]:
    """The outermost mentions as names."""
    flat: list[Labelled] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not flat or m.start >= flat[-1].end:
            people = m.label in {"LOC", "MISC"} and " ".join(words[m.start : m.end]) in demonyms
            flat.append(Labelled(m.start, m.end, "NORP" if people else m.label))
    return tuple(flat)


def _facts(record: Mapping[str, Any], mentions: Sequence[tuple[Labelled, int, int]]) -> Facts:
    """The relations whose evidence is a sentence with both participants.

    In it the closest two mentions are related; of all others nothing is said.
    """
    kind = {entity: m.label for m, entity, _ in mentions}
    countries = {fact["t"] for fact in record["labels"] if fact["r"] in (COUNTRY, "P27")}
    related: set[tuple[int, int, str]] = set()
    unsure: set[tuple[int, int]] = set()
    for fact in record["labels"]:
        predicate, inverse = _predicate(fact["r"], kind.get(fact["h"], ""))
        subject, value = (fact["t"], fact["h"]) if inverse else (fact["h"], fact["t"])
        pairs = [
            (a, b)
            for a, (_, x, here) in enumerate(mentions)
            for b, (_, y, there) in enumerate(mentions)
            if here == there and x == subject and y == value
        ]
        unsure |= set(pairs)
        if not predicate:
            unsure |= {(b, a) for a, b in pairs}
            continue
        for sentence in fact["evidence"]:
            near = [
                (abs(mentions[a][0].start - mentions[b][0].start), a, b)
                for a, b in pairs
                if mentions[a][2] == sentence
            ]
            if near:
                _, a, b = min(near)
                related.add((a, b, predicate))
    types = (
        "Person" if m.label == "PER" else "Country" if entity in countries else ""
        for m, entity, _ in mentions
    )
    return Facts(
        mentions=tuple(
            Labelled(m.start, m.end, t) for (m, _, _), t in zip(mentions, types, strict=True)
        ),
        relations=tuple(sorted(related)),
        unsure=frozenset(unsure - {(a, b) for a, b, _ in related}),
    )


def _predicate(relation: str, kind: str) -> tuple[str, bool]:
    """Our predicate for a property of an entity of some type, "" for none; whether it is inverse.

    >>> _predicate("P150", "LOC"), _predicate("P17", "LOC"), _predicate("P17", "ORG")
    (('locatedIn', True), ('locatedIn', False), ('', False))
    """
    if relation == COUNTRY:
        return ("locatedIn" if kind == "LOC" else ""), False
    predicate, inverse = RELATIONS.get(relation, ("", False))
    if kind == "LOC":
        predicate = OF_PLACES.get(predicate, predicate)
    elif kind == "ORG":
        predicate = OF_ORGANIZATIONS.get(predicate, predicate)
    return predicate, inverse
