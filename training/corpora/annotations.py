"""Our own annotation of passages from the open corpora, sentence by sentence.

`training/annotations.jsonl` stands off from the text, of which it holds no word: each line names a
corpus, a document of it, a sentence there, and says what the words after it mean, counted from
that sentence's first word. The vocabulary and its sense are those of the gold graphs; but here
every sentence is annotated by itself, so that a happening has a trigger wherever it is named, and
an argument is a mention or pronoun of the trigger's own sentence.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.corpora.document import Document, Graph, Labelled, Trigger

ANNOTATIONS = Path(__file__).parents[1] / "annotations.jsonl"
CORPUS = "annotations"


def read_annotations(path: Path, documents: Iterable[Document]) -> Iterator[Document]:
    """The annotated passages of documents.

    Raises:
        ValueError: the documents lack one that is annotated, or its words are others.
    """
    known = {(d.corpus, d.id): d for d in documents}
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            document = known.get((record["corpus"], record["document"]))
            if document is None:
                raise ValueError(f"{path}: no {record['corpus']} document {record['document']!r}")
            yield _passage(document, record)


def _passage(document: Document, record: Mapping[str, Any]) -> Document:
    """The words of a passage with its graph."""
    first = document.sentences.index(record["start"])
    a = record["start"]
    b = a + record["words"]
    sentences = tuple(s - a for s in document.sentences[first:] if s < b)
    mentions = tuple(Labelled(*m) for m in record["mentions"])
    return Document(
        id=f"{document.id}-{a}",
        words=document.words[a:b],
        gaps=document.gaps[a:b],
        sentences=sentences,
        corpus=CORPUS,
        graph=Graph(
            mentions=mentions,
            clusters=(-1,) * len(mentions),
            triggers=tuple(_trigger(sentences, mentions, t) for t in record["triggers"]),
            unsure_triggers=frozenset(),
            relations=tuple((x, y, label) for x, y, label in record["relations"]),
            unsure=frozenset((x, y) for x, y in record["unsure"]),
            contents=None,
        ),
    )


def _trigger(
    sentences: tuple[int, ...], mentions: tuple[Labelled, ...], record: Mapping[str, Any]
) -> Trigger:
    """A trigger; nothing is said of the mentions of other sentences."""
    word = record["word"]
    a = max(s for s in sentences if s <= word)
    b = min((s for s in sentences if s > word), default=mentions[-1].end if mentions else a)
    apart = {k for k, m in enumerate(mentions) if not a <= m.start < b}
    return Trigger(
        word=word,
        label=record["label"],
        modality=record["modality"],
        negated=record["negated"],
        arguments=tuple((m, role) for m, role in record["arguments"]),
        ignored=frozenset(apart | set(record["ignored"])),
    )
