"""Trees by hand → the phrases that a coreference chain may be made of."""

import pytest
from docs import doc_of

from kg.nlp.layers.nominals import nominal_spans


def phrases(sentence):
    """The nominal phrases of a tree, as text."""
    doc = doc_of(sentence)
    spans = nominal_spans(
        [t.head.i for t in doc],
        [t.dep_ for t in doc],
        [t.pos_ for t in doc],
        [t.text for t in doc],
    )
    return [" ".join(t.text for t in doc[a:b]) for a, b in spans]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Kari/PROPN/nsubj>left Holm/PROPN/flat>Kari left/VERB/root the/DET/det>port "
            "old/ADJ/amod>port ferry/NOUN/compound>port port/NOUN/obj>left ./PUNCT/punct>left",
            ["Kari Holm", "the old ferry port"],
            id="what lies inside of a name or a compound is no phrase",
        ),
        pytest.param(
            "Holm/PROPN/nmod:poss>ferry 's/PART/case>Holm ferry/NOUN/nsubj>sank sank/VERB/root",
            ["Holm 's", "Holm 's ferry"],
            id="a possessor with its ending",
        ),
        pytest.param(
            "The/DET/det>sailors sailors/NOUN/nmod:poss>ferry ’/PART/case>sailors "
            "ferry/NOUN/nsubj>sank sank/VERB/root",
            ["The sailors ’", "The sailors ’ ferry"],
            id="several possessors",
        ),
        pytest.param(
            "He/PRON/nsubj>sold sold/VERB/root his/PRON/nmod:poss>ferry ferry/NOUN/obj>sold",
            ["He", "his", "his ferry"],
            id="pronouns",
        ),
        pytest.param(
            "We/PRON/det>sailors sailors/NOUN/nsubj>left left/VERB/root",
            ["We", "We sailors"],
            id="a pronoun is a phrase even as a determiner",
        ),
        pytest.param(
            "The/DET/det>ferry ferry/NOUN/nsubj>sank that/PRON/nsubj>left "
            "left/VERB/acl:relcl>ferry Oslo/PROPN/obj>left sank/VERB/root",
            ["The ferry that left Oslo", "that", "Oslo"],
            id="a relative clause is part of the phrase",
        ),
        pytest.param(
            "On/ADP/case>ferry the/DET/det>ferry ferry/NOUN/obl>met to/ADP/case>Oslo "
            "Oslo/PROPN/nmod>ferry they/PRON/nsubj>met met/VERB/root",
            ["the ferry to Oslo", "Oslo", "they"],
            id="a preposition stays outside, one further in is part of the phrase",
        ),
        pytest.param(
            "Holm/PROPN/nsubj>left ,/PUNCT/punct>captain the/DET/det>captain "
            "captain/NOUN/appos>Holm ,/PUNCT/punct>captain left/VERB/root",
            ["Holm", "the captain"],
            id="an apposition is a phrase of its own",
        ),
        pytest.param(
            "Holm/PROPN/nsubj>left ,/PUNCT/punct>Dahl Dahl/PROPN/conj>Holm and/CCONJ/cc>Strand "
            "the/DET/det>Strand old/ADJ/amod>Strand Strand/PROPN/conj>Holm left/VERB/root",
            ["Holm", "Holm , Dahl and the old Strand", "Dahl", "the old Strand"],
            id="the parts of a coordination, and the whole",
        ),
        pytest.param(
            "Ferries/NOUN/nsubj>left to/ADP/case>Oslo Oslo/PROPN/nmod>Ferries "
            "and/CCONJ/cc>ships ships/NOUN/conj>Ferries of/ADP/case>Dahl Dahl/PROPN/nmod>ships "
            "left/VERB/root",
            [
                "Ferries to Oslo",
                "Ferries to Oslo and ships of Dahl",
                "Oslo",
                "ships of Dahl",
                "Dahl",
            ],
            id="a coordination has all that belongs to its last part",
        ),
        pytest.param(
            "Holm/PROPN/nsubj>captain is/AUX/cop>captain now/ADV/advmod>captain "
            "the/DET/det>captain captain/NOUN/root ,/PUNCT/punct>captain "
            "apparently/ADV/advmod>captain ./PUNCT/punct>captain",
            ["Holm", "now the captain"],
            id="a predicate is without its subject and what stands behind it",
        ),
        pytest.param(
            "Two/NUM/nsubj>left of/ADP/case>them them/PRON/nmod>Two left/VERB/root "
            "quickly/ADV/advmod>left",
            ["Two of them", "them"],
            id="a number stands for what it counts",
        ),
        pytest.param("Go/VERB/root !/PUNCT/punct>Go", [], id="none"),
    ],
)
def test_phrases_of_a_tree(sentence, expected):
    assert phrases(sentence) == expected


def test_subtypes_of_a_relation_count_as_the_relation():
    tree = "Holm/PROPN/nsubj>left {}/PROPN/{}>Holm left/VERB/root"
    assert phrases(tree.format("Kari", "flat:name")) == phrases(tree.format("Kari", "flat"))
    assert phrases(tree.format("Kari", "flat:name")) == ["Holm Kari"]
