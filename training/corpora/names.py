"""Corpora of names only, brought to one flat label set.

PER, ORG, LOC; NORP (nationalities and other groups named by an adjective or a people noun),
EVENT, WORK, PRODUCT; MISC stands for any of the last four.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpora.conllu import bio_spans
from training.corpora.document import Document, Names

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
            gaps=gaps_of(words),
            sentences=tuple(starts),
            corpus=corpus,
            names=Names(bio_spans(labels), frozenset()),
        )


def gaps_of(words: Iterable[str]) -> tuple[str, ...]:
    """The white space before each word of a text that is given as words."""
    return tuple("" if w in NO_SPACE_BEFORE else " " for w in words)
