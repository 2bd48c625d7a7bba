"""Corpora of names only, brought to one flat label set.

PER, ORG, LOC; NORP (nationalities and other groups named by an adjective or a people noun),
EVENT, WORK, PRODUCT; MISC stands for any of the last four.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from training.corpora.conllu import bio_spans
from training.corpora.document import Document, Labelled, Names

NO_SPACE_BEFORE = frozenset(".,;:!?)]}%") | {"'s", "n't", "'"}
CROSSNER = {
    "person": "PER",
    "politician": "PER",
    "organisation": "ORG",
    "organization": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "election": "EVENT",
    "event": "EVENT",
    "misc": "MISC",
}


def read_columns(path: Path, corpus: str, *, known: dict[str, str]) -> Iterator[Document]:
    """Documents of a word-and-label file, about ten sentences each; unknown labels become O."""
    sentences: list[list[list[str]]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 2]
        if rows:
            sentences.append(rows)
    for k in range(0, len(sentences), 10):
        words: list[str] = []
        labels: list[str] = []
        starts: list[int] = []
        for rows in sentences[k : k + 10]:
            starts.append(len(words))
            for word, tag in rows:
                words.append(word)
                label = known.get(tag[2:], "")
                labels.append(f"{tag[:2]}{label}" if label else "O")
        yield Document(
            id=f"{path.name}-{k}",
            words=tuple(words),
            gaps=tuple("" if w in NO_SPACE_BEFORE else " " for w in words),
            sentences=tuple(starts),
            corpus=corpus,
            names=Names(bio_spans(labels), frozenset()),
        )


def read_redocred(path: Path, demonyms: frozenset[str]) -> Iterator[Document]:
    """The documents of Re-DocRED with their names; a demonym that it calls a place is NORP."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        words = [w for sentence in record["sents"] for w in sentence]
        starts, total = [], 0
        for sentence in record["sents"]:
            starts.append(total)
            total += len(sentence)
        spans = set()
        for entity in record["vertexSet"]:
            for mention in entity:
                label = mention["type"]
                if label not in {"PER", "ORG", "LOC", "MISC"}:
                    continue
                if label in {"LOC", "MISC"} and mention["name"] in demonyms:
                    label = "NORP"
                offset = starts[mention["sent_id"]]
                spans.add((offset + mention["pos"][0], offset + mention["pos"][1], label))
        flat: list[Labelled] = []
        for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1])):
            if not flat or start >= flat[-1].end:
                flat.append(Labelled(start, end, label))
        yield Document(
            id=record["title"],
            words=tuple(words),
            gaps=tuple("" if w in NO_SPACE_BEFORE else " " for w in words),
            sentences=tuple(starts),
            corpus="redocred",
            names=Names(tuple(flat), frozenset()),
        )
