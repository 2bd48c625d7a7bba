"""Re-DocRED's names and facts: which pairs of mentions are related, and which may be."""

import json

import pytest

from training.corpora.document import Labelled, Names
from training.corpora.redocred import read_redocred

HARBOUR = [["The", "ferry", "sank", "."], ["Danish", "Harbour", "Union", "ships", "came"]]
VISIT = [
    ["Holm", "left", "Oslo", ",", "Norway", "."],
    ["Holm", "saw", "Dahl", ";", "Holm", "of", "Oslo", "left", "."],
]
HOLM, OSLO, NORWAY, DAHL = range(4)
FIRST, NEAR = (0, 1), (5, 6)
"""Holm and Oslo in the first sentence, and nearest to one another in the second."""


def mention(name, sentence, start, label):
    end = start + len(name.split())
    return {"name": name, "sent_id": sentence, "pos": [start, end], "type": label}


def visitors(person, place):
    """The four entities of `VISIT`, Holm and Oslo of some types."""
    return [
        [mention("Holm", s, k, person) for s, k in ((0, 0), (1, 0), (1, 4))],
        [mention("Oslo", s, k, place) for s, k in ((0, 2), (1, 6))],
        [mention("Norway", 0, 4, "LOC")],
        [mention("Dahl", 1, 2, "PER")],
    ]


@pytest.fixture
def read(tmp_path):
    """Reads one document with some entities and some facts (head, property, tail, evidence)."""

    def document(sentences, entities, *facts):
        labels = [dict(zip(("h", "r", "t", "evidence"), fact, strict=True)) for fact in facts]
        record = {"title": "x", "sents": sentences, "vertexSet": entities, "labels": labels}
        path = tmp_path / "redocred.json"
        path.write_text(json.dumps([record]), encoding="utf-8")
        return next(read_redocred(path, frozenset({"Danish"})))

    return document


def test_names_are_the_outermost_ones_and_demonyms(read):
    document = read(
        HARBOUR,
        [
            [mention("Danish", 1, 0, "LOC")],
            [mention("Harbour Union", 1, 1, "ORG"), mention("Harbour", 1, 1, "ORG")],
            [mention("The", 0, 0, "NUM")],
        ],
    )
    assert document.sentences == (0, 4)
    assert document.gaps[:4] == (" ", " ", " ", "")
    assert document.names == Names((Labelled(4, 5, "NORP"), Labelled(5, 7, "ORG")), frozenset())
    assert [(m.start, m.end) for m in document.facts.mentions] == [(4, 5), (5, 6), (5, 7)]


def test_the_nearest_mentions_in_an_evidence_sentence_are_related(read):
    facts = read(VISIT, visitors("PER", "LOC"), (HOLM, "P551", OSLO, [1])).facts
    assert [m.start for m in facts.mentions] == [0, 2, 4, 6, 8, 10, 12]
    assert facts.relations == ((5, 6, "livesIn"),)
    assert facts.unsure == {FIRST, (3, 6)}, "no evidence, farther away"


def test_every_evidence_sentence_has_its_pair(read):
    facts = read(VISIT, visitors("PER", "LOC"), (HOLM, "P551", OSLO, [0, 1])).facts
    assert facts.relations == ((*FIRST, "livesIn"), (*NEAR, "livesIn"))


@pytest.mark.parametrize("evidence", [[], [1]])
def test_a_fact_without_evidence_of_both_is_unsure(read, evidence):
    facts = read(VISIT, visitors("PER", "LOC"), (HOLM, "P27", NORWAY, evidence)).facts
    assert facts.relations == ()
    assert facts.unsure == {(0, 2)}


def test_a_relation_beyond_our_vocabulary_is_unsure_both_ways(read):
    facts = read(VISIT, visitors("PER", "LOC"), (HOLM, "P3", DAHL, [1])).facts
    assert facts.relations == ()
    assert facts.unsure == {(3, 4), (4, 3), (5, 4), (4, 5)}


def test_a_pair_with_one_known_relation_is_sure(read):
    visit = (HOLM, "P551", OSLO, [0]), (HOLM, "P3", OSLO, [0])
    facts = read(VISIT[:1], visitors_of_first(), *visit).facts
    assert facts.relations == ((*FIRST, "livesIn"),)
    assert facts.unsure == {(1, 0)}


def visitors_of_first():
    """The entities of the first sentence of `VISIT`."""
    return [[m for m in e if m["sent_id"] == 0] for e in visitors("PER", "LOC")[:3]]


@pytest.mark.parametrize(
    ("place", "fact", "relation"),
    [
        ("LOC", (NORWAY, "P150", OSLO, [0]), (1, 2, "locatedIn")),
        ("LOC", (NORWAY, "P6", HOLM, [0]), (0, 2, "headOf")),
        ("LOC", (OSLO, "P17", NORWAY, [0]), (1, 2, "locatedIn")),
        ("LOC", (OSLO, "P361", NORWAY, [0]), (1, 2, "locatedIn")),
        ("LOC", (OSLO, "P131", NORWAY, [0]), (1, 2, "locatedIn")),
        ("ORG", (OSLO, "P361", NORWAY, [0]), (1, 2, "partOf")),
        ("ORG", (OSLO, "P131", NORWAY, [0]), (1, 2, "basedIn")),
    ],
)
def test_a_property_becomes_a_predicate_of_ours(read, place, fact, relation):
    facts = read(VISIT, visitors("PER", place), fact).facts
    assert facts.relations == (relation,)


def test_the_country_of_an_organisation_is_unsure(read):
    facts = read(VISIT, visitors("PER", "ORG"), (OSLO, "P17", NORWAY, [0])).facts
    assert facts.relations == ()
    assert facts.unsure == {(1, 2), (2, 1)}


@pytest.mark.parametrize(
    ("fact", "types"),
    [
        ((OSLO, "P17", NORWAY, [0]), ["Person", "", "Country"]),
        ((HOLM, "P27", NORWAY, [0]), ["Person", "", "Country"]),
        ((OSLO, "P131", NORWAY, [0]), ["Person", "", ""]),
    ],
)
def test_people_and_countries_have_a_type(read, fact, types):
    facts = read(VISIT, visitors("PER", "LOC"), fact).facts
    assert [m.label for m in facts.mentions[:3]] == types
