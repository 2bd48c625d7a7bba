"""Attributes: offices, ages and populations, on Docs written by hand."""

import pytest
from docs import called, doc_of, resolved_of

from kg.extract.relations.attributes import extract_attributes
from kg.model import Span

LEFT = "left=leave/VERB/root ./PUNCT/punct>left"
OFFICE = (
    "Kari/PROPN/nsubj>left Holm/PROPN/flat>Kari ,/PUNCT/punct>minister minister/NOUN/appos>Kari "
    f",/PUNCT/punct>minister {LEFT}"
)
AGE = (
    "Kari/PROPN/nsubj>met Holm/PROPN/flat>Kari ,/PUNCT/punct>52 52/NUM/appos>Kari "
    ",/PUNCT/punct>52 met=meet/VERB/root Jens/PROPN/obj>met Dahl/PROPN/flat>Jens ./PUNCT/punct>met"
)
POPULATION = (
    "Aalborg/PROPN/nsubj>has has=have/VERB/root a/DET/det>population population/NOUN/obj>has "
    "of/ADP/case>people about/ADV/advmod>120,000 120,000/NUM/nummod>people "
    "people=person/NOUN/nmod>population ./PUNCT/punct>has"
)
RESIDENTS = (
    "Aalborg/PROPN/nmod:poss>residents 's/PART/case>Aalborg 120,000/NUM/nummod>residents "
    f"residents=resident/NOUN/nsubj>left {LEFT}"
)
ARRIVALS = (
    "Aalborg/PROPN/nsubj>met met=meet/VERB/root 120,000/NUM/nummod>residents "
    "residents=resident/NOUN/obj>met ./PUNCT/punct>met"
)
ATTRIBUTES = {
    "office": (
        OFFICE,
        {"Kari Holm": "Person", "minister": "position"},
        {("Kari Holm", "minister"): ("position", 0.6)},
        [("Kari Holm", "position", "minister", 0.6)],
    ),
    "an office that is not theirs": (
        OFFICE,
        {"Kari Holm": "Person", "minister": "position"},
        {("Kari Holm", "minister"): ("position", 0.3)},
        [],
    ),
    "a thing has no office": (
        OFFICE,
        {"Kari Holm": "Company", "minister": "position"},
        {("Kari Holm", "minister"): ("position", 0.6)},
        [],
    ),
    "age of the nearest": (
        AGE,
        {"Kari Holm": "Person", "Jens Dahl": "Person"},
        {},
        [("Kari Holm", "age", "52", 0.8)],
    ),
    "a company has no age": (AGE, {"Kari Holm": "Company"}, {}, []),
    "population of": (
        POPULATION,
        {"Aalborg": "City"},
        {},
        [("Aalborg", "population", "120000", 0.8)],
    ),
    "its residents": (
        RESIDENTS,
        {"Aalborg": "City"},
        {},
        [("Aalborg", "population", "120000", 0.8)],
    ),
    "some residents": (ARRIVALS, {"Aalborg": "City"}, {}, []),
}
"""Sentence, mentions, what the model thinks of pairs, and attributes."""


@pytest.mark.parametrize(
    ("sentence", "mentions", "thinks", "expected"), ATTRIBUTES.values(), ids=ATTRIBUTES
)
def test_attributes_go_to_whom_they_describe(sentence, mentions, thinks, expected):
    doc = doc_of(sentence, mentions=mentions)
    resolved = resolved_of(doc, {"relation": thinks})
    found = extract_attributes(resolved, [])
    assert [
        (called(resolved, a.subject), a.predicate, a.value, round(a.source.confidence, 2))
        for a in found
    ] == expected
    assert all(a.evidence == (Span(0, len(doc.text)),) for a in found)
