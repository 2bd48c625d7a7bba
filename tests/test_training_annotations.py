"""Annotation that stands off from its corpus: lines of offsets → passages with a graph."""

import json

import pytest

from training.corpora.annotations import ANNOTATIONS, CORPUS, read_annotations
from training.corpora.document import Document, Labelled, Trigger

TEXT = "It rained . Holm visited Aalborg . She praised it ."
WORDS = tuple(TEXT.split())
DOCUMENT = Document("harbour", WORDS, (" ",) * len(WORDS), (0, 3, 7), "ewt")
RECORD = {
    "corpus": "ewt",
    "document": "harbour",
    "start": 3,
    "words": 8,
    "mentions": [[0, 1, "Person"], [2, 3, "City"], [4, 5, "pronoun"], [6, 7, "pronoun"]],
    "relations": [[0, 1, "livesIn"]],
    "unsure": [[1, 0]],
    "triggers": [
        {
            "word": 1,
            "label": "Visit",
            "modality": "asserted",
            "negated": False,
            "arguments": [[0, "agent"], [1, "destination"]],
            "ignored": [],
        },
        {
            "word": 5,
            "label": "Support",
            "modality": "possible",
            "negated": True,
            "arguments": [[2, "agent"]],
            "ignored": [3],
        },
    ],
}


def written(folder, *records):
    path = folder / "annotations.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def test_an_annotated_passage_has_its_words_and_its_graph(tmp_path):
    (passage,) = read_annotations(written(tmp_path, RECORD), [DOCUMENT])
    assert (passage.id, passage.corpus) == ("harbour-3", CORPUS)
    assert (passage.words, passage.sentences) == (WORDS[3:], (0, 4))
    graph = passage.graph
    assert graph.mentions[0] == Labelled(0, 1, "Person")
    assert graph.clusters == (-1, -1, -1, -1)
    assert (graph.relations, graph.unsure) == (((0, 1, "livesIn"),), frozenset({(1, 0)}))
    assert graph.contents is None
    visit, praise = graph.triggers
    assert visit == Trigger(
        word=1,
        label="Visit",
        modality="asserted",
        negated=False,
        arguments=((0, "agent"), (1, "destination")),
        ignored=frozenset({2, 3}),
    )
    assert (praise.modality, praise.negated) == ("possible", True)
    assert praise.ignored == {0, 1, 3}, "mentions of other sentences, and what is left open"


def test_annotation_of_a_text_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no ewt document 'harbour'"):
        list(read_annotations(written(tmp_path, RECORD), []))


def test_the_annotation_holds_no_word_of_its_corpora():
    with ANNOTATIONS.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert len(records) > 300
    for record in records:
        assert set(record) == set(RECORD)
        assert all(isinstance(word, int) for m in record["mentions"] for word in m[:2])
        assert all(set(t) == set(RECORD["triggers"][0]) for t in record["triggers"])
