"""Entities: which candidates denote the same, on Docs written by hand."""

import pytest
from docs import doc_of, resolved_of

LEFT = "left=leave/VERB/root ./PUNCT/punct>left"
HOLM = f"Kari/PROPN/nsubj>left Holm/PROPN/flat>Kari {LEFT}"
SHORT = f"Holm/PROPN/nsubj>left {LEFT}"


def who(name, dep="nsubj>left"):
    """A sentence in which somebody of one name left."""
    return f"{name}/PROPN/{dep} {LEFT}"


def described(noun, adjective=""):
    """A sentence in which something of no name left."""
    more = f"{adjective}/ADJ/amod>{noun} " if adjective else ""
    return f"The/DET/det>{noun} {more}{noun}/NOUN/nsubj>left {LEFT}"


def pronoun(word):
    return f"{word}/PRON/nsubj>left {LEFT}"


FERRY = who("NordFerry")
MEETS = (
    "Kari/PROPN/nsubj>met Holm/PROPN/flat>Kari met=meet/VERB/root "
    "Nils/PROPN/obj>met Holm/PROPN/flat>Nils ./PUNCT/punct>met"
)
HEALTH = (
    "World/PROPN/compound>Organization Health/PROPN/compound>Organization "
    f"Organization/PROPN/nsubj>left {LEFT}"
)
WITH_MR = f"Mr/PROPN/nsubj>left Holm/PROPN/flat>Mr {LEFT}"
TROOPS = (
    "Norwegian/ADJ/amod>troops troops=troop/NOUN/nsubj>left left=leave/VERB/root "
    "Norway/PROPN/obj>left ./PUNCT/punct>left"
)
RUSSIANS = f"Russians=Russian/PROPN/nsubj>left {LEFT}"
BASE = (
    "The/DET/det>base base/NOUN/nsubj>left in/ADP/case>Syria Syria/PROPN/nmod>base "
    "left=leave/VERB/root ./PUNCT/punct>left"
)
MOSCOW = who("Moscow")
UNION = f"Harbour/PROPN/compound>Union Union/PROPN/nsubj>left {LEFT}"
DOCKERS = (
    "Union/PROPN/nsubj>left of/ADP/case>Workers Harbour/PROPN/compound>Workers "
    f"Workers/PROPN/nmod>Union {LEFT}"
)
UNIONS = {"Harbour Union": "Organization", "Union of Harbour Workers": "Organization"}
NORTHERN = f"Northern/PROPN/compound>Cyprus Cyprus/PROPN/nsubj>left {LEFT}"
SAFETY = (
    "Harbour/PROPN/compound>Service Safety/PROPN/compound>Service Service/PROPN/nsubj>left "
    f"(/PUNCT/punct>NSB NSB/PROPN/appos>Service )/PUNCT/punct>NSB {LEFT}"
)
CITY = f"The/DET/det>city city/NOUN/nsubj>left of/ADP/case>Aalborg Aalborg/PROPN/nmod>city {LEFT}"
BOTH = {"Kari Holm": "Person", "NordFerry": "Company"}


def likes(word, first, second):
    """The model ties a word to the first more than to the second."""
    return {"coreference": {(first, word): 3.0, (second, word): 1.0}}


ENTITIES = {
    "a surname is its person's": (
        [HOLM, SHORT],
        {"Kari Holm": "Person", "Holm#2": "Person"},
        {},
        {"Kari Holm Person": ["Kari Holm", "Holm"]},
    ),
    "a surname of two people is the first one's": (
        [MEETS, SHORT],
        {"Kari Holm": "Person", "Nils Holm": "Person", "Holm#3": "Person"},
        {},
        {"Kari Holm Person": ["Kari Holm", "Holm"], "Nils Holm Person": ["Nils Holm"]},
    ),
    "an honorific is no part of a name": (
        [HOLM, WITH_MR],
        {"Kari Holm": "Person", "Mr Holm": "Person"},
        {},
        {"Kari Holm Person": ["Kari Holm", "Mr Holm"]},
    ),
    "a place is no surname": (
        [HOLM, SHORT],
        {"Kari Holm": "Person", "Holm#2": "City"},
        {},
        {"Kari Holm Person": ["Kari Holm"], "Holm City": ["Holm"]},
    ),
    "diacritics and full stops do not tell names apart": (
        [HOLM, who("Hólm.")],
        {"Kari Holm": "Person", "Hólm.": "Person"},
        {},
        {"Kari Holm Person": ["Kari Holm", "Hólm."]},
    ),
    "the first word of an organisation's name stands for it": (
        [UNION, who("Harbour")],
        {"Harbour Union": "Organization", "Harbour#2": "Company"},
        {},
        {"Harbour Union Organization": ["Harbour Union", "Harbour"]},
    ),
    "initials stand for the full name": (
        [HEALTH, who("WHO")],
        {"World Health Organization": "InternationalOrganization", "WHO": "Organization"},
        {},
        {"World Health Organization InternationalOrganization": 2},
    ),
    "a demonym denotes its country": (
        [TROOPS],
        {"Norway": "Country", "Norwegian troops": "Group"},
        {},
        {"Norway Country": ["Norwegian", "Norway"], "Norwegian troops Group": 1},
    ),
    "all names of a country denote it": (
        [who("UK"), who("Britain")],
        {"UK": "Country", "Britain": ("Organization", 0.5)},
        {},
        {"Britain Country": ["UK", "Britain"]},
    ),
    "a people is not its country": (
        [RUSSIANS, who("Russia")],
        {"Russians": "Group", "Russia": "Country"},
        {},
        {"Russians Group": 1, "Russia Country": 1},
    ),
    "a description holds its head noun": (
        [BASE],
        {"base": "Facility", "base in Syria": "Facility", "Syria": "Country"},
        {},
        {"base Facility": ["base", "base in Syria"], "Syria Country": 1},
    ),
    "the capital of a country is the city that the article names": (
        [MOSCOW, described("capital", "Russian")],
        {"Moscow": "City", "Russian capital": "City"},
        {},
        {"Moscow City": ["Moscow", "Russian capital"], "Russia Country": ["Russian"]},
    ),
    "the capital of another country is not": (
        [MOSCOW, described("capital", "Norwegian")],
        {"Moscow": "City", "Norwegian capital": "City"},
        {},
        {"Moscow City": 1, "Norwegian capital City": 1, "Norway Country": 1},
    ),
    "the model joins names that share a word when it is sure": (
        [UNION, DOCKERS],
        UNIONS,
        {"coreference": {tuple(UNIONS): 2.0}},
        {"Union of Harbour Workers Organization": 2},
    ),
    "but no countries": (
        [who("Cyprus"), NORTHERN],
        {"Cyprus": "Country", "Northern Cyprus": "Country"},
        {"coreference": {("Cyprus", "Northern Cyprus"): 9.0}},
        {"Cyprus Country": 1, "Northern Cyprus Country": 1},
    ),
    "a name is not written as in a dateline": (
        [who("OSLO"), who("Oslo")],
        {"OSLO": "City", "Oslo": "City"},
        {},
        {"Oslo City": ["OSLO", "Oslo"]},
    ),
    "and not when it is unsure": (
        [UNION, DOCKERS],
        UNIONS,
        {"coreference": {tuple(UNIONS): 0.5}},
        {"Harbour Union Organization": 1, "Union of Harbour Workers Organization": 1},
    ),
    "nor names that share nothing": (
        [UNION, FERRY],
        {"Harbour Union": "Organization", "NordFerry": "Organization"},
        {"coreference": {("Harbour Union", "NordFerry"): 9.0}},
        {"Harbour Union Organization": 1, "NordFerry Organization": 1},
    ),
    "a description goes with what the model likes best": (
        [FERRY, UNION, described("company")],
        {"NordFerry": "Company", "Harbour Union": "Organization", "The company": "Company"},
        likes("The company", "NordFerry", "Harbour Union"),
        {"NordFerry Company": ["NordFerry", "The company"], "Harbour Union Organization": 1},
    ),
    "a description with an indefinite article is somebody new": (
        [FERRY, described("company").replace("The/", "A/")],
        {"NordFerry": "Company", "A company": "Company"},
        likes("A company", "NordFerry", "NordFerry"),
        {"NordFerry Company": 1, "company Company": 1},
    ),
    "the same description is the same thing": (
        [described("company"), described("company")],
        {"The company": "Company", "The company#2": "Company"},
        {},
        {"company Company": 2},
    ),
    "brackets hold what abbreviates a name": (
        [SAFETY],
        {"Harbour Safety Service": "Organization", "NSB": "Organization"},
        {},
        {"Harbour Safety Service Organization": ["Harbour Safety Service", "NSB"]},
    ),
    "a place whose kind stands before its name is one place": (
        [CITY],
        {"city": "City", "Aalborg": "City"},
        {},
        {"Aalborg City": ["city", "Aalborg"]},
    ),
    "but not with another class of thing": (
        [HOLM, described("company")],
        {"Kari Holm": "Person", "The company": "Company"},
        likes("The company", "Kari Holm", "Kari Holm"),
        {"Kari Holm Person": 1, "company Company": 1},
    ),
    "she is a person": (
        [HOLM, FERRY, pronoun("She")],
        BOTH,
        likes("She", "NordFerry", "Kari Holm"),
        {"Kari Holm Person": ["Kari Holm", "She"], "NordFerry Company": 1},
    ),
    "they are not one person": (
        [FERRY, HOLM, pronoun("They")],
        BOTH,
        likes("They", "Kari Holm", "NordFerry"),
        {"Kari Holm Person": 1, "NordFerry Company": ["NordFerry", "They"]},
    ),
    "they may be a group, and no city": (
        [
            described("sailors=sailor").replace(">sailors=sailor", ">sailors"),
            MOSCOW,
            pronoun("They"),
        ],
        {"The sailors": "Group", "Moscow": "City"},
        likes("They", "Moscow", "The sailors"),
        {"sailors Group": ["The sailors", "They"], "Moscow City": 1},
    ),
    "it is no person": (
        [FERRY, HOLM, pronoun("It")],
        BOTH,
        likes("It", "Kari Holm", "NordFerry"),
        {"Kari Holm Person": 1, "NordFerry Company": ["NordFerry", "It"]},
    ),
    "a pronoun without an antecedent denotes nothing": (
        [FERRY, pronoun("She")],
        {"NordFerry": "Company"},
        likes("She", "NordFerry", "NordFerry"),
        {"NordFerry Company": ["NordFerry"]},
    ),
    "the head noun speaks for a type": (
        [described("ministry")],
        {"The ministry": ("Organization", 0.5)},
        {},
        {"ministry GovernmentBody": 1},
    ),
    "several people are a group": (
        [f"The/DET/det>ministers ministers=minister/NOUN/nsubj>left {LEFT}"],
        {"The ministers": ("Person", 0.5)},
        {},
        {"ministers Group": 1},
    ),
}
"""Sentences, mentions, what the model thinks, and name with type → mentions, or how many."""


@pytest.mark.parametrize(
    ("sentences", "mentions", "thinks", "expected"), ENTITIES.values(), ids=ENTITIES
)
def test_mentions_of_one_thing_become_one_entity(sentences, mentions, thinks, expected):
    resolved = resolved_of(doc_of(*sentences, mentions=mentions), thinks)
    text = resolved.reading.text
    found = {f"{e.name} {e.type}": [m.span.of(text) for m in e.mentions] for e in resolved.entities}
    assert {
        name: len(words) if isinstance(expected.get(name), int) else words
        for name, words in found.items()
    } == expected
    assert [e.id for e in resolved.entities] == [f"e{n}" for n in range(1, len(found) + 1)]
