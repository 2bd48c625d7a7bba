"""A gold graph laid onto words: names, mentions, triggers, relations, contents of claims."""

import json

import pytest

from training.corpora.document import Graph, Labelled, Trigger
from training.corpora.graphs import read_graphs

TEXT = (
    "Norwegian minister Kari Holm visited Aalborg. She praised the Harbour Union.\n"
    "Holm said the ferry would return. A fire killed two sailors in Aalborg on Monday."
)
GOLD = {
    "id": "ferry",
    "date": "2024-05-10",
    "entities": [
        {"id": "e1", "type": "Person", "mentions": ["Kari Holm", "Holm"]},
        {"id": "e2", "type": "City", "mentions": ["Aalborg"]},
        {"id": "e3", "type": "Organization", "mentions": ["Harbour Union"]},
        {"id": "e4", "type": "Group", "mentions": ["sailors"]},
        {"id": "e5", "type": "Country", "mentions": ["Norwegian"]},
    ],
    "relations": [
        {
            "subject": "e1",
            "predicate": "headOf",
            "object": "e5",
            "evidence": "Norwegian minister Kari Holm",
        },
        {"subject": "e2", "predicate": "locatedIn", "object": "e5", "evidence": "not in the text"},
    ],
    "literals": [
        {
            "subject": "e1",
            "predicate": "position",
            "value": "minister",
            "evidence": "Norwegian minister Kari Holm",
        },
        {"subject": "e1", "predicate": "age", "value": "52", "evidence": ""},
    ],
    "events": [
        {
            "type": "Visit",
            "trigger": "visited",
            "evidence": "Kari Holm visited Aalborg",
            "roles": {"agent": ["e1"], "destination": "e2"},
        },
        {
            "type": "Support",
            "trigger": "praised",
            "evidence": "She praised the Harbour Union",
            "roles": {"agent": ["e1"], "patient": ["e3"]},
            "modality": "possible",
            "negated": True,
        },
        {
            "type": "Killing",
            "trigger": "killed",
            "evidence": "A fire killed two sailors in Aalborg",
            "roles": {"patient": ["e4"], "place": ["e2"], "amount": "two"},
            "time": "2024-05-06",
        },
        {"type": "Attack", "trigger": "bombed", "evidence": "", "roles": {}},
    ],
    "claims": [
        {"speaker": "e1", "cue": "said", "content": "the ferry would return"},
        {"speaker": "e1", "cue": "said", "content": "what nobody said", "direct": True},
    ],
}


@pytest.fixture
def graph(tmp_path):
    """The document of the gold graph above."""
    for folder, content in (("gold", GOLD), ("articles", {"text": TEXT})):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ferry.json").write_text(json.dumps(content), encoding="utf-8")
    (document,) = read_graphs(tmp_path / "gold", tmp_path / "articles", frozenset({"Norwegian"}))
    return document


def test_a_gold_graph_has_words_sentences_and_names(graph):
    assert "".join(g + w for g, w in zip(graph.gaps, graph.words, strict=True)) == TEXT
    assert [graph.words[s] for s in graph.sentences] == ["Norwegian", "She", "Holm", "A"]
    assert [(" ".join(graph.words[s.start : s.end]), s.label) for s in graph.names.spans] == [
        ("Norwegian", "NORP"),
        ("Kari Holm", "PER"),
        ("Aalborg", "LOC"),
        ("Harbour Union", "ORG"),
        ("Holm", "PER"),
        ("Aalborg", "LOC"),
    ]


def test_a_gold_graph_has_mentions_with_their_entities(graph):
    found = [
        (" ".join(graph.words[m.start : m.end]), m.label, cluster)
        for m, cluster in zip(graph.graph.mentions, graph.graph.clusters, strict=True)
    ]
    assert found == [
        ("Norwegian", "Country", 4),
        ("minister", "position", -1),
        ("Kari Holm", "Person", 0),
        ("Holm", "Person", 0),
        ("Aalborg", "City", 1),
        ("She", "pronoun", -1),
        ("Harbour Union", "Organization", 2),
        ("Holm", "Person", 0),
        ("two", "amount", -1),
        ("sailors", "Group", 3),
        ("Aalborg", "City", 1),
        ("Monday", "time", -1),
    ]


def test_a_gold_graph_has_triggers_relations_and_contents(graph):
    found = graph.graph

    def trigger(word, label, arguments, ignored=(), **status):
        place = graph.words.index(word)
        status = {"modality": "asserted", "negated": False} | status
        return Trigger(place, label, arguments=arguments, ignored=frozenset(ignored), **status)

    assert found == Graph(
        mentions=found.mentions,
        clusters=found.clusters,
        triggers=(
            trigger("visited", "Visit", ((2, "agent"), (4, "destination")), {3}),
            trigger(
                "praised",
                "Support",
                ((2, "agent"), (6, "patient")),
                {3},
                modality="possible",
                negated=True,
            ),
            trigger(
                "killed",
                "Killing",
                ((8, "amount"), (11, "time"), (9, "patient"), (10, "place")),
            ),
            trigger("said", "Claim", ((7, "speaker"),)),
        ),
        unsure_triggers=frozenset(),
        relations=((2, 0, "headOf"), (2, 1, "position"), (4, 0, "locatedIn")),
        unsure=frozenset({(3, 0)}),
        contents=(Labelled(15, 19, "indirect"),),
    )
