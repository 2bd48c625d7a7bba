"""Gaps of the lexicon: predicates that no cue evokes, on Docs written by hand."""

import pytest
from docs import doc_of

from kg.extract.gaps import find_gaps

SENTENCE = "Holm/PROPN/nsubj>{verb} {verb}={lemma}/VERB/root {more} ./PUNCT/punct>{verb}"
BERGEN = "Bergen/PROPN/obj>{verb}"
GAPS = {
    "no cue": ("mended", "mend", BERGEN, "mend.01", True),
    "an event": ("visited", "visit", BERGEN, "visit.01", False),
    "an event of two words": ("took", "take", "part/NOUN/obj>{verb}", "take.01", False),
    "one of the words": ("took", "take", BERGEN, "take.01", True),
    "a sense that a cue lists": ("mended", "mend", BERGEN, "fire.02", False),
    "another sense than a cue lists": ("approached", "approach", BERGEN, "approach.02", True),
    "a relation": ("led", "lead", BERGEN, "lead.02", False),
    "a claim": ("said", "say", BERGEN, "say.01", False),
    "what the lexicon ignores": ("has", "have", BERGEN, "have.01", False),
}
"""Verb, lemma, what follows, roleset, and whether it is a gap."""


@pytest.mark.parametrize(("verb", "lemma", "more", "roleset", "gap"), GAPS.values(), ids=GAPS)
def test_gaps_are_what_no_cue_evokes(schema, verb, lemma, more, roleset, gap):
    sentence = SENTENCE.format(verb=verb, lemma=lemma, more=more.format(verb=verb))
    doc = doc_of(sentence, predicates={f"{verb}|{roleset}": {}})
    assert [p.roleset for p in find_gaps(doc, schema)] == [roleset] * gap
