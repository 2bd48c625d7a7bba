"""The pipeline with the shipped weights: whatever the text, a whole Doc; plain sentences right."""

import tomllib
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy import displacy

import kg.nlp

TEXT = """Norwegian minister Kari Holm visited Aalborg on Thursday.

"We want the ferry back," she said. The Harbour Union, which has 3,000 members,
opposes the plan of NordFerry to cut 40 jobs."""
HOSTILE = {
    "nothing": "",
    "white space": " \n\t \n\n  ",
    "one letter": "a",
    "stops": "... !!! ??? .",
    "white space around": "\n\n  The ferry sank.  \n\n",
    "emoji": "Fire 🔥🔥 at the port 👩‍👩‍👧‍👦 says 🇳🇴 minister 😀.",
    "zero width": "Kari\u200b Holm\ufeff visited\u200d Oslo\u2060.\u200b",
    "right to left": "وزير الخارجية يزور أوسلو. שר החוץ ביקר. \u202eThe ferry sank.\u202c",
    "control characters": "The \x00ferry\x01 sank\x1f in\x7f Oslo.",
    "one word of 10,000 capitals": "X" * 10_000,
    "capitals apart": "A B C D E " * 200,
    "one sentence of 3,000 words": "the ferry and the port and " * 500,
    "figures": "1998 2,300 45.1%\n1999 2,450 44.9%\n" * 30,
    "German": "Der Minister besuchte am Donnerstag Kopenhagen und traf die Königin.",
    "Chinese": "部长星期四访问了奥斯陆。渡轮沉没了。",
    "markup": "<script>alert('x')</script> {{ferry}} <b>Oslo</b> &amp; \"@prefix\" ?s ?p ?o .",
    "brackets": "((((((((((ferry)))))))))) [[[[[Oslo]]]]]",
}


@pytest.fixture(scope="module")
def nlp():
    """The pipeline, loaded once."""
    return kg.nlp.load()


def annotations(doc):
    """All that the pipeline says of a text."""
    groups = {
        key: [(s.start, s.end, s.label_) for s in group] + group.attrs.get("confidence", [])
        for key, group in doc.spans.items()
    }
    tokens = [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i) for t in doc]
    ents = [(e.start, e.end, e.label_) for e in doc.ents]
    return tokens, ents, groups, doc._.predicates


def check_tree(doc):
    """Every sentence has one root, and no head lies outside of it."""
    assert [t.i for s in doc.sents for t in s] == [t.i for t in doc]
    for sentence in doc.sents:
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)
        assert sum(t.head.i == t.i for t in sentence) == 1


def check_spans(doc):
    """Mentions nest or lie apart; triggers are words; arguments are in the sentence."""
    sentence = {t.i: k for k, s in enumerate(doc.sents) for t in s}
    spans = [(s.start, s.end) for s in doc.spans["mentions"]]
    assert spans == sorted(set(spans))
    for start, end in spans:
        assert sentence[start] == sentence[end - 1]
        assert not [x for x in spans if start < x[0] < end < x[1]], "two mentions cross"
    assert all(len(s) == 1 and s.label_ for s in doc.spans["triggers"])
    assert all(s.label_ and s.text.strip() for s in (*doc.ents, *doc.spans["mentions"]))
    for key in ("mentions", "triggers", "contents"):
        assert len(doc.spans[key].attrs["confidence"]) == len(doc.spans[key])
    chains = [group for key, group in doc.spans.items() if key.startswith("coref_clusters_")]
    assert all(len(chain) > 1 for chain in chains)
    members = [(s.start, s.end) for chain in chains for s in chain]
    assert len(members) == len(set(members)), "a phrase in two chains"
    for predicate in doc._.predicates:
        for word, role in predicate.arguments:
            assert role
            assert sentence[word] == sentence[predicate.word]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_becomes_a_whole_doc(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    assert doc.tensor.shape == (len(doc), 384)
    assert np.isfinite(doc.tensor).all()
    check_tree(doc)
    check_spans(doc)


def test_a_text_has_one_reading_alone_or_among_others(nlp):
    first = annotations(nlp(TEXT))
    assert first == annotations(nlp(TEXT))
    assert [first] * 2 == [annotations(d) for d in nlp.pipe([TEXT, TEXT], batch_size=2)]


def test_sentences_that_are_given_stay():
    nlp = kg.nlp.load()
    nlp.add_pipe("sentencizer", first=True, config={"punct_chars": [";"]})
    doc = nlp("The ferry sank. It burned; nobody died.")
    assert [s.text for s in doc.sents] == ["The ferry sank. It burned;", "nobody died."]
    check_tree(doc)


def test_coreference_can_be_left_out_and_needs_the_model():
    assert "kg_coreference" not in kg.nlp.load(coreference=False).pipe_names
    alone = spacy.blank("en")
    alone.add_pipe("kg_coreference")
    with pytest.raises(ValueError, match="kg_language_model"):
        alone("The ferry sank.")


def test_a_component_of_ones_own_sees_the_annotation():
    @spacy.Language.component("count_triggers")
    def count_triggers(doc):
        doc.user_data["triggers"] = len(doc.spans["triggers"])
        return doc

    nlp = kg.nlp.load()
    nlp.add_pipe("count_triggers", last=True)
    assert nlp(TEXT).user_data["triggers"] > 0


def test_a_saved_pipeline_reads_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert annotations(spacy.load(tmp_path)(TEXT)) == annotations(nlp(TEXT))


def test_a_saved_doc_keeps_its_annotations(nlp):
    doc = nlp(TEXT)
    assert annotations(spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())) == annotations(doc)


def test_spacy_finds_the_components_without_importing_kg(nlp):
    project = tomllib.loads(
        (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    )["project"]
    entries = project["entry-points"]["spacy_factories"]
    assert list(entries) == nlp.pipe_names
    for entry in entries.values():
        module, _, name = entry.partition(":")
        assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize(
    ("style", "options"), [("dep", {}), ("ent", {}), ("span", {"spans_key": "mentions"})]
)
def test_displacy_draws_a_doc(nlp, style, options):
    drawn = displacy.render(nlp(TEXT), style=style, options=options, jupyter=False)
    assert "Aalborg" in drawn


# --- What follows depends on the quality of the shipped weights. -----------------------------

NAMED = frozenset({"PERSON", "ORG", "LOC", "NORP", "EVENT", "WORK", "PRODUCT"})
PLAIN = [
    (
        "The minister visited Oslo.",
        "DT NN VBD NNP .",
        "the minister visit Oslo .",
        "minister visited ROOT visited visited",
        {("Oslo", "LOC")},
    ),
    (
        "Two ships were sold by the company.",
        "CD NNS VBD VBN IN DT NN .",
        "two ship be sell by the company .",
        "ships sold sold ROOT company company sold sold",
        set(),
    ),
    (
        "She told reporters that the talks had failed.",
        "PRP VBD NNS IN DT NNS VBD VBN .",
        "she tell reporter that the talk have fail .",
        "told ROOT told failed talks failed failed told told",
        set(),
    ),
    (
        "Maria Silva leads the World Bank.",
        "NNP NNP VBZ DT NNP NNP .",
        "Maria Silva lead the World Bank .",
        "leads Maria ROOT Bank Bank leads leads",
        {("Maria Silva", "PERSON"), ("World Bank", "ORG")},
    ),
    (
        "French soldiers have left the city.",
        "JJ NNS VBP VBN DT NN .",
        "French soldier have leave the city .",
        "soldiers left left ROOT city left left",
        {("French", "NORP")},
    ),
    (
        "The prices of houses rose in London and Paris.",
        "DT NNS IN NNS VBD IN NNP CC NNP .",
        "the price of house rise in London and Paris .",
        "prices rose houses prices ROOT London rose Paris London rose",
        {("London", "LOC"), ("Paris", "LOC")},
    ),
]
"""Sentence; PTB tags; lemmas; each word's head (ROOT: none); names, an article before them aside.

Universal Dependencies: heads are content words, the preposition hangs on its noun.
"""


@pytest.mark.parametrize(
    ("text", "tags", "lemmas", "heads", "names"), PLAIN, ids=[row[0] for row in PLAIN]
)
def test_plain_sentences_are_read_without_fault(nlp, text, tags, lemmas, heads, names):
    doc = nlp(text)
    assert " ".join(t.tag_ for t in doc) == tags
    assert " ".join(t.lemma_ for t in doc) == lemmas
    assert " ".join("ROOT" if t.head == t else t.head.text for t in doc) == heads
    assert {(e.text.removeprefix("the "), e.label_) for e in doc.ents if e.label_ in NAMED} == names


def test_predicates_have_rolesets_and_roles(nlp):
    doc = nlp("The minister visited Oslo on Monday.")
    (predicate,) = doc._.predicates
    roles = {doc[word].text: role for word, role in predicate.arguments}
    assert (doc[predicate.word].text, predicate.roleset) == ("visited", "visit.01")
    assert roles == {"minister": "ARG0", "Oslo": "ARG1", "Monday": "ARGM-TMP"}


def test_pronouns_have_an_antecedent(nlp):
    doc = nlp("Kari Holm praised the workers. She said that they had saved the ferry.")
    chains = [{s.text for s in g} for key, g in doc.spans.items() if key.startswith("coref")]
    assert {"Kari Holm", "She"} in chains
    assert {"the workers", "they"} in chains


def test_what_is_said_is_marked(nlp):
    doc = nlp("The ferry is late. The minister said that the talks had failed.")
    (content,) = doc.spans["contents"]
    assert "the talks had failed" in content.text
    assert content.label_ == "indirect"
