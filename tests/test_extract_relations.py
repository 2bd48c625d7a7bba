"""Relations: what the lexicon reads off the words, and what the model adds."""

from dataclasses import replace

import pytest
from docs import called, doc_of, resolved_of

from kg.extract.relations.patterns import find_by_pattern
from kg.extract.relations.relations import extract_relations
from kg.model import Claim, Source, Span

_ANYWHERE = Span(0, 1)
CLAIM = Claim("c1", "", _ANYWHERE, _ANYWHERE, True, (_ANYWHERE,), Source("head:trigger", 1.0))  # noqa: FBT003
LEFT = "left=leave/VERB/root ./PUNCT/punct>left"
UNION = "the/DET/det>Union Harbour/PROPN/compound>Union"
PEOPLE = {"Jens Dahl": "Person", "Harbour Union": "Organization"}
TITLE = (
    "Norwegian/ADJ/amod>minister {more}minister/NOUN/nmod:desc>Kari Kari/PROPN/nsubj>left "
    f"Holm/PROPN/flat>Kari {LEFT}"
)
MINISTER = {"Norwegian": "Country", "Kari Holm": "Person"}
APPOSITION = (
    "Jens/PROPN/nsubj>left Dahl/PROPN/flat>Jens ,/PUNCT/punct>chairman {more}"
    f"chairman/NOUN/appos>Jens of/ADP/case>Union {UNION} Union/PROPN/nmod>chairman "
    f",/PUNCT/punct>chairman {LEFT}"
)
COPULA = (
    "Jens/PROPN/nsubj>chairman Dahl/PROPN/flat>Jens is=be/AUX/cop>chairman {more}"
    f"the/DET/det>chairman chairman/NOUN/root of/ADP/case>Union {UNION} Union/PROPN/nmod>chairman "
    "./PUNCT/punct>chairman"
)
POSSESSIVE = (
    "Norway/PROPN/nmod:poss>president 's/PART/case>Norway president/NOUN/nmod:desc>Kari "
    f"Kari/PROPN/nsubj>left Holm/PROPN/flat>Kari {LEFT}"
)
SON = (
    "Dahl/PROPN/nmod:poss>son 's/PART/case>Dahl son/NOUN/nmod:desc>Nils Nils/PROPN/nsubj>left "
    f"Berg/PROPN/flat>Nils {LEFT}"
)
MET = (
    "NordFerry/PROPN/nsubj>met met=meet/VERB/root Lloyd/PROPN/obj>met Lines/PROPN/flat>Lloyd "
    "./PUNCT/punct>met"
)
SPOKESMAN = (
    "Spokesman/NOUN/nmod:desc>Lars Lars/PROPN/nsubj>left Lund/PROPN/flat>Lars "
    "left=leave/VERB/root ./PUNCT/punct>left"
)
SPOKESMAN_OF = (
    "Union/PROPN/compound>spokesman spokesman/NOUN/nmod:desc>Lars Lars/PROPN/nsubj>left "
    f"Lund/PROPN/flat>Lars {LEFT}"
)
RAIN = "It/PRON/expl>rained rained=rain/VERB/root ./PUNCT/punct>rained"
LEADS = (
    "Jens/PROPN/nsubj>leads Dahl/PROPN/flat>Jens {more}leads=lead/VERB/root "
    f"{UNION} Union/PROPN/obj>leads ./PUNCT/punct>leads"
)
LEADING = {"leads": {"Jens": "ARG0", "Union": "ARG1"}}
SET_UP = (
    "Dahl/PROPN/nsubj>set set=set/VERB/root up/ADP/compound:prt>set NordFerry/PROPN/obj>set "
    "./PUNCT/punct>set"
)
MINISTRY = (
    "The/DET/det>Ministry Russian/ADJ/amod>Ministry Foreign/PROPN/compound>Ministry "
    f"Ministry/PROPN/nsubj>left {LEFT}"
)
AIRPORT = f"Oslo/PROPN/compound>Airport Airport/PROPN/nsubj>left {LEFT}"
BANK = f"Oslo/PROPN/compound>Ferries Ferries/PROPN/nsubj>left {LEFT}"


def plain(sentence):
    return sentence.format(more="")


PATTERNS = {
    "title before a name": ([plain(TITLE)], MINISTER, {}, {"Kari Holm headOf Norway"}),
    "the longest title": (
        [TITLE.format(more="deputy/NOUN/compound>minister ")],
        MINISTER,
        {},
        {"Kari Holm deputyHeadOf Norway"},
    ),
    "apposition": ([plain(APPOSITION)], PEOPLE, {}, {"Jens Dahl headOf Harbour Union"}),
    "is the": ([plain(COPULA)], PEOPLE, {}, {"Jens Dahl headOf Harbour Union"}),
    "possessive": (
        [POSSESSIVE],
        {"Norway": "Country", "Kari Holm": "Person"},
        {},
        {"Kari Holm headOf Norway"},
    ),
    "kin whose bearer is the object": (
        [SON],
        {"Dahl": "Person", "Nils Berg": "Person"},
        {},
        {"Dahl parentOf Nils Berg"},
    ),
    "what the ontology does not admit": ([SON], {"Dahl": "City", "Nils Berg": "Person"}, {}, set()),
    "a spokesman with his institution": (
        [SPOKESMAN_OF],
        {"Union": "Organization", "Lars Lund": "Person"},
        {},
        {"Lars Lund spokespersonOf Union"},
    ),
    "a spokesman speaks for the last subject": (
        [MET, SPOKESMAN],
        {"NordFerry": "Company", "Lloyd Lines": "Company", "Lars Lund": "Person"},
        {},
        {"Lars Lund spokespersonOf NordFerry"},
    ),
    "but not from afar": (
        [MET, RAIN, RAIN, SPOKESMAN],
        {"NordFerry": "Company", "Lloyd Lines": "Company", "Lars Lund": "Person"},
        {},
        set(),
    ),
    "verb": ([plain(LEADS)], PEOPLE, LEADING, {"Jens Dahl headOf Harbour Union"}),
    "verb between others": (
        [plain(LEADS)],
        {"Jens Dahl": "Person", "Harbour Union": "Person"},
        LEADING,
        set(),
    ),
    "verb with a particle": (
        [SET_UP],
        {"Dahl": "Person", "NordFerry": "Company"},
        {"set": {"Dahl": "ARG0", "NordFerry": "ARG1"}},
        {"Dahl founderOf NordFerry"},
    ),
    "a ministry is part of its state": (
        [MINISTRY],
        {"Russian Foreign Ministry": "GovernmentBody", "Russian": "Country"},
        {},
        {"Russian Foreign Ministry partOf Russia"},
    ),
    "a building lies in its place": (
        [AIRPORT],
        {"Oslo Airport": "Facility", "Oslo": "City"},
        {},
        {"Oslo Airport locatedIn Oslo"},
    ),
    "a company has its seat there": (
        [BANK],
        {"Oslo Ferries": "Company", "Oslo": "City"},
        {},
        {"Oslo Ferries basedIn Oslo"},
    ),
}
"""Sentences, mentions, PropBank predicates, and relations."""


@pytest.mark.parametrize(
    ("sentences", "mentions", "predicates", "expected"), PATTERNS.values(), ids=PATTERNS
)
def test_the_lexicon_reads_relations_off_the_words(sentences, mentions, predicates, expected):
    resolved = resolved_of(doc_of(*sentences, mentions=mentions, predicates=predicates))
    found = {
        f"{resolved.entity(f.subject).name} {f.predicate} {resolved.entity(f.object).name}"
        for f in find_by_pattern(resolved)
    }
    assert found == expected


def relations(doc, thinks=None, claims=()):
    """Relations with confidence and the marks that are not the usual ones."""
    resolved = resolved_of(doc, thinks)
    entities = {e.name: e.id for e in resolved.entities}
    said = [replace(CLAIM, content=span, speaker=entities[who]) for span, who in claims]
    for r in extract_relations(resolved, said):
        marks = [m for m in ("former", "negated") if getattr(r, m)]
        marks += [f"by {called(resolved, e)}" for e in r.attributed_to]
        a, b = called(resolved, r.subject), called(resolved, r.object)
        yield " ".join([a, r.predicate, b, f"{r.source.confidence:.2f}", *marks])


HEAD = "Jens Dahl headOf Harbour Union"
BEFORE = (
    "Harbour/PROPN/compound>Union Union/PROPN/compound>chairman chairman/NOUN/nmod:desc>Jens "
    f"Jens/PROPN/nsubj>left Dahl/PROPN/flat>Jens {LEFT}"
)
OTHERS = (
    "Former/ADJ/amod>minister minister/NOUN/nmod:desc>Kari Kari/PROPN/nsubj>met "
    "Holm/PROPN/flat>Kari met=meet/VERB/root Harbour/PROPN/compound>Union "
    "Union/PROPN/compound>chairman chairman/NOUN/nmod:desc>Jens Jens/PROPN/obj>met "
    "Dahl/PROPN/flat>Jens ./PUNCT/punct>met"
)
NOT = "does=do/AUX/aux>leads not/PART/advmod>leads "
WILL = "will/AUX/aux>leads "
PAIR = ("Jens Dahl", "Harbour Union")
STATUSES = {
    "a title": (plain(APPOSITION), {}, [f"{HEAD} 0.65"]),
    "no longer": (f"Former/ADJ/amod>chairman {BEFORE}", {}, [f"{HEAD} 0.65 former"]),
    "not": (LEADS.format(more=NOT), {}, [f"{HEAD} 0.55 negated"]),
    "is not": (
        COPULA.format(more="not/PART/advmod>chairman "),
        {},
        [f"{HEAD} 0.65 negated"],
    ),
    "will": (LEADS.format(more=WILL), {}, []),
    "model and lexicon agree": (
        plain(LEADS),
        {PAIR: ("headOf", 0.8)},
        [f"{HEAD} 0.91"],
    ),
    "the model alone": (
        f"Jens/PROPN/nsubj>left Dahl/PROPN/flat>Jens left=leave/VERB/root "
        f"{UNION} Union/PROPN/obj>left ./PUNCT/punct>left",
        {PAIR: ("memberOf", 0.7)},
        ["Jens Dahl memberOf Harbour Union 0.70"],
    ),
    "the model is unsure": (
        plain(COPULA).replace("chairman", "friend"),
        {PAIR: ("memberOf", 0.3)},
        [],
    ),
    "the model's is not admitted": (
        plain(COPULA).replace("chairman", "friend"),
        {PAIR: ("spouseOf", 0.9)},
        [],
    ),
    "symmetric": (
        plain(COPULA).replace("chairman", "friend"),
        {PAIR: ("alliedWith", 0.6), PAIR[::-1]: ("alliedWith", 0.7)},
        ["Jens Dahl alliedWith Harbour Union 0.70"],
    ),
}
"""Sentence, what the model thinks of pairs, and relations."""


@pytest.mark.parametrize(("sentence", "thinks", "expected"), STATUSES.values(), ids=STATUSES)
def test_a_relation_has_a_status_and_a_confidence(sentence, thinks, expected):
    predicates = LEADING if "leads" in sentence else {}
    doc = doc_of(sentence, mentions=PEOPLE, predicates=predicates)
    assert list(relations(doc, {"relation": thinks})) == expected


def test_a_former_office_may_follow_the_name():
    doc = doc_of(APPOSITION.format(more="former/ADJ/amod>chairman "), mentions=PEOPLE)
    assert list(relations(doc)) == [f"{HEAD} 0.65 former"]


def test_the_former_office_of_one_is_not_that_of_another():
    doc = doc_of(OTHERS, mentions=PEOPLE | {"Kari Holm": "Person"})
    assert list(relations(doc)) == [f"{HEAD} 0.65"]


def test_what_somebody_says_is_that_persons_word_unless_a_title_says_it():
    said = (
        "Holm/PROPN/nsubj>said said=say/VERB/root Jens/PROPN/nsubj>joined Dahl/PROPN/flat>Jens "
        f"joined=join/VERB/ccomp>said {UNION} Union/PROPN/obj>joined ./PUNCT/punct>said"
    )
    people = PEOPLE | {"Holm": "Person"}
    thinks = {"relation": {PAIR: ("memberOf", 0.7)}}
    doc = doc_of(said, mentions=people)
    content = Span(doc.text.index("Jens"), len(doc.text))
    where = [(content, "Holm")]
    assert list(relations(doc, thinks, where)) == ["Jens Dahl memberOf Harbour Union 0.70 by Holm"]
    again = {"Jens Dahl#2": "Person", "Harbour Union#2": "Organization"}
    twice = doc_of(said, plain(APPOSITION).replace("chairman", "member"), mentions=people | again)
    assert list(relations(twice, thinks, where)) == ["Jens Dahl memberOf Harbour Union 0.88"]
    titled = doc_of(plain(APPOSITION), "Holm/PROPN/root", mentions=people)
    assert list(relations(titled, {}, [(Span(0, len(titled.text)), "Holm")])) == [f"{HEAD} 0.65"]


def test_a_relation_found_twice_has_both_sentences_as_evidence():
    names = PEOPLE | {"Jens Dahl#2": "Person", "Harbour Union#2": "Organization"}
    doc = doc_of(plain(APPOSITION), plain(COPULA), mentions=names)
    [relation] = extract_relations(resolved_of(doc), [])
    assert [e.of(doc.text) for e in relation.evidence] == [s.text for s in doc.sents]
