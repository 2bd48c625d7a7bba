"""Candidates: which words may denote something, on Docs written by hand."""

import pytest
from docs import doc_of, reading_of

from kg.extract.entities.mentions import find_candidates
from kg.model import MentionKind
from kg.nlp.expressions.quantities import find_quantities

LEFT = "left=leave/VERB/root ./PUNCT/punct>left"
HOLM = f"Kari/PROPN/nsubj>left Holm/PROPN/flat>Kari {LEFT}"
HEALTH = (
    "World/PROPN/compound>Organization Health/PROPN/compound>Organization "
    f"Organization/PROPN/nsubj>left {LEFT}"
)
TROOPS = (
    "Norwegian/ADJ/amod>troops troops=troop/NOUN/nsubj>left left=leave/VERB/root "
    "Norway/PROPN/obj>left ./PUNCT/punct>left"
)
NAME, DEMONYM, NOMINAL = MentionKind.NAME, MentionKind.DEMONYM, MentionKind.NOMINAL
DEATHS = (
    "Strikes=strike/NOUN/nsubj>killed killed=kill/VERB/root 7,000/NUM/nummod>Danes "
    "Danes=Dane/PROPN/obj>killed and/CCONJ/cc>Swedes 1,400/NUM/nummod>Swedes "
    "Swedes=Swede/PROPN/conj>Danes ./PUNCT/punct>killed"
)
POSSESSIVE = (
    "Kari/PROPN/nmod:poss>ferry Holm/PROPN/flat>Kari 's/PART/case>Kari ferry/NOUN/nsubj>left "
    f"{LEFT}"
)
RAIN = "It/PRON/expl>rained rained=rain/VERB/root ./PUNCT/punct>rained"
THE_TIMES = f"The/DET/det>Times Times/PROPN/nsubj>left {LEFT}"
CANDIDATES = {
    "kinds": (
        [TROOPS],
        {"Norwegian troops": "Group"},
        {},
        [("Norwegian", "Country", DEMONYM), ("Norwegian troops", "Group", NOMINAL)],
    ),
    "a closing possessive is left out": (
        [POSSESSIVE],
        {"Kari Holm 's": "Person"},
        {},
        [("Kari Holm", "Person", NAME)],
    ),
    "a list is none, its parts and figures are": (
        [DEATHS],
        {"7,000 Danes and 1,400 Swedes": "Group", "1,400 Swedes": "Group"},
        {},
        [
            ("7,000", "amount", NOMINAL),
            ("Danes", "Country", DEMONYM),
            ("1,400", "amount", NOMINAL),
            ("1,400 Swedes", "Group", NAME),
            ("Swedes", "Country", DEMONYM),
        ],
    ),
    "the weather is none": ([RAIN], {}, {}, []),
    "the name tagger fills gaps": (
        [THE_TIMES, HOLM],
        {"Kari Holm": "Person"},
        {"The Times": "ORG", "Holm": "PERSON"},
        [("Times", "Organization", NAME), ("Kari Holm", "Person", NAME)],
    ),
    "of two that cross the first in the text stays": (
        [HEALTH],
        {"World Health": "Organization", "Health Organization": "Organization"},
        {},
        [("World Health", "Organization", NAME)],
    ),
}
"""Sentences, mentions of the model, names of the tagger, and candidates in text order."""


@pytest.mark.parametrize(
    ("sentences", "mentions", "ents", "expected"), CANDIDATES.values(), ids=CANDIDATES
)
def test_candidates_are_what_may_denote_something(sentences, mentions, ents, expected):
    doc = doc_of(*sentences, mentions=mentions, ents=ents)
    reading = reading_of(doc)
    found = find_candidates(reading, find_quantities(doc.text), ())
    assert [(reading.words_of(c), c.label, c.kind) for c in found] == expected
