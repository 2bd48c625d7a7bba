"""Who says what: quotations and reported speech, on Docs written by hand."""

import pytest
from docs import called, doc_of, resolved_of, roles_of

from kg.extract.claims import extract_claims, find_sayings

SAID = "said=say/VERB/parataxis>want Holm/PROPN/nsubj>said ./PUNCT/punct>want"
WANT = "“/PUNCT/punct>want We/PRON/nsubj>want want/VERB/root the/DET/det>ferry ferry/NOUN/obj>want"
DIRECT = f"{WANT} ,/PUNCT/punct>want ”/PUNCT/punct>want {SAID}"
NEXT = (
    "“/PUNCT/punct>is It/PRON/nsubj>is is=be/AUX/root ours/PRON/xcomp>is now/ADV/advmod>is "
    "./PUNCT/punct>is ”/PUNCT/punct>is"
)
SPLIT = (
    f"{WANT} ,/PUNCT/punct>want ”/PUNCT/punct>want Holm/PROPN/nsubj>said "
    "said=say/VERB/parataxis>want ,/PUNCT/punct>want “/PUNCT/punct>want before/ADP/case>winter "
    "the/DET/det>winter next/ADJ/amod>winter winter/NOUN/obl>want ./PUNCT/punct>want "
    "”/PUNCT/punct>want"
)
COLON = (
    "Holm/PROPN/nsubj>said said=say/VERB/root :/PUNCT/punct>said “/PUNCT/punct>want "
    "We/PRON/nsubj>want want/VERB/ccomp>said the/DET/det>ferry ferry/NOUN/obj>want "
    "./PUNCT/punct>want ”/PUNCT/punct>want"
)
REPORTERS = COLON.replace(" :/", " to/ADP/case>reporters reporters=reporter/NOUN/obl>said :/")
REPORTED = (
    "Holm/PROPN/nsubj>said {more}said=say/VERB/root that/SCONJ/mark>left "
    "NordFerry/PROPN/nsubj>left left=leave/VERB/ccomp>said ./PUNCT/punct>said"
)
NOT = "did=do/AUX/aux>said not/PART/advmod>said "
OWNS = "SeaLink/PROPN/nsubj>owns {more}owns=own/VERB/root NordFerry/PROPN/obj>owns"
ACCORDING = "{cased}/ADP/case>Holm to/ADP/fixed>{cased} Holm/PROPN/obl>owns"
FIRST = f"{ACCORDING.format(cased='According')} ,/PUNCT/punct>owns {OWNS.format(more='')}"
LAST = f"{OWNS.format(more='')} ,/PUNCT/punct>owns {ACCORDING.format(cased='according')}"
SAYS = "Holm/PROPN/nsubj>said said=say/VERB/parataxis>owns"
INSERTED = OWNS.format(more=f",/PUNCT/punct>owns {SAYS} ,/PUNCT/punct>owns ")
AFTERWARDS = f"{OWNS.format(more='')} ,/PUNCT/punct>owns {SAYS}"
OBJECT = (
    "Holm/PROPN/nsubj>announced announced=announce/VERB/root the/DET/det>sale "
    "sale/NOUN/obj>announced of/ADP/case>NordFerry NordFerry/PROPN/nmod>sale "
    "./PUNCT/punct>announced"
)
SCARE = (
    "Holm/PROPN/nsubj>praised praised=praise/VERB/root the/DET/det>ferry “/PUNCT/punct>old "
    "old/ADJ/amod>ferry ”/PUNCT/punct>old ferry/NOUN/obj>praised ./PUNCT/punct>praised"
)
TOLD = (
    "Holm/PROPN/nsubj>told told=tell/VERB/root Dahl/PROPN/iobj>told NordFerry/PROPN/nsubj>left "
    "left=leave/VERB/ccomp>told ./PUNCT/punct>told"
)
WHISPERS = (
    "Holm/PROPN/nsubj>whispered whispered=whisper/VERB/root about/ADP/case>ferry "
    "the/DET/det>ferry ferry/NOUN/obl>whispered ./PUNCT/punct>whispered"
)
SAYING = {"trigger": {"said": ("Claim", 0.2)}}
SOURCE = {"trigger": {"according": ("Claim", 0.2)}}
QUOTE = ("Holm", "We want the ferry", True)
FULL = ("Holm", "We want the ferry.", True)
ONWARD = ("Holm", "It is ours now.", True)
OWNING = ("Holm", "SeaLink owns NordFerry", False)
CLAIMS = {
    "direct": ([DIRECT], SAYING, [QUOTE]),
    "direct without a speaker": ([DIRECT.replace("Holm", "somebody")], SAYING, []),
    "colon": ([COLON], {}, [FULL]),
    "split": ([SPLIT], SAYING, [QUOTE, ("Holm", "before the next winter.", True)]),
    "split by a full stop": ([DIRECT, NEXT], SAYING, [QUOTE, ONWARD]),
    "two quotations": ([COLON, NEXT], {}, [FULL, ONWARD]),
    "a quotation that ends a sentence, and the next one's cue": (
        [REPORTERS, REPORTED.format(more="").replace("Holm", "Dahl")],
        {},
        [FULL, ("Dahl", "NordFerry left", False)],
    ),
    "reported": ([REPORTED.format(more="")], {}, [("Holm", "NordFerry left", False)]),
    "denied": ([REPORTED.format(more=NOT)], {}, []),
    "according to, first": ([FIRST], {"trigger": {"According": ("Claim", 0.2)}}, [OWNING]),
    "according to, last": ([LAST], SOURCE, [OWNING]),
    "inserted": ([INSERTED], SAYING, [("Holm", "owns NordFerry", False)]),
    "afterwards": ([AFTERWARDS], SAYING, [OWNING]),
    "announced": (
        [OBJECT],
        {"trigger": {"announced": "Claim"}},
        [("Holm", "the sale of NordFerry", False)],
    ),
    "scare quotes": (
        [SCARE],
        {"trigger": {"praised": "Claim"}},
        [],
    ),
    "the subject, whatever the model thinks": (
        [TOLD],
        {"trigger": {"told": "Claim"}, "argument": {("told", "Dahl"): "speaker"}},
        [("Holm", "NordFerry left", False)],
    ),
    "what the model marks": (
        [WHISPERS],
        {
            "trigger": {"whispered": "Claim"},
            "content": {"the": "B-indirect", "ferry": "I-indirect"},
        },
        [("Holm", "the ferry", False)],
    ),
    "no cue": ([OWNS.format(more="")], {}, []),
}
"""Sentences, what the model thinks, and speaker, content, whether it is a quotation."""


def claims(sentences, thinks):
    names = {"Holm": "Person", "Dahl": "Person", "NordFerry": "Company", "SeaLink": "Company"}
    said = " ".join(sentences)
    mentions = {name: kind for name, kind in names.items() if f"{name}/" in said}
    resolved = resolved_of(doc_of(*sentences, mentions=mentions), thinks)
    triggers, roles = roles_of(resolved)
    found = extract_claims(resolved, triggers, roles, find_sayings(resolved.reading, triggers))
    assert [c.id for c in found] == [f"c{n}" for n in range(1, len(found) + 1)]
    text = resolved.reading.text
    return [(called(resolved, c.speaker), c.content.of(text), c.direct) for c in found]


@pytest.mark.parametrize(("sentences", "thinks", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_what_is_said_has_its_speaker(sentences, thinks, expected):
    assert claims(sentences, thinks) == expected
