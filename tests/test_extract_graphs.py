"""Whole graphs of Docs written by hand: what is kept, what was left out, what Turtle teaches."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from docs import LABELS, StandIn, doc_of

from kg.extract import extract_graph
from kg.extract.reading import Reading
from kg.model import Article
from kg.rdf import to_quads
from kg.schema import load_schema

RAIN = "It/PRON/expl>rained rained=rain/VERB/root ./PUNCT/punct>rained"
BIG = "Oslo/PROPN/nsubj>big is=be/AUX/cop>big big/ADJ/root ./PUNCT/punct>big"
VISITED = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Bergen/PROPN/obj>visited {more}"
    "./PUNCT/punct>visited"
)
TIMES = "on/ADP/case>Thursday Thursday/PROPN/obl>visited "
SAID = (
    "Dahl/PROPN/nsubj>said said=say/VERB/root Holm/PROPN/nsubj>visited "
    "visited=visit/VERB/ccomp>said Bergen/PROPN/obj>visited ./PUNCT/punct>said"
)
FERRY = "The/DET/det>ferry ferry/NOUN/nsubj>left left=leave/VERB/root ./PUNCT/punct>left"
NAMES = {
    "Holm": "Person",
    "Bergen": "City",
    "Oslo": "City",
    "Dahl": "Person",
    "The ferry": "Product",
}
GOES = {
    "trigger": {"visited": "Visit"},
    "argument": {("visited", "Holm"): "agent", ("visited", "Bergen"): "destination"},
}


@pytest.fixture
def extract(monkeypatch, schema):
    """Extraction with a model that thinks what it is told."""

    def graph_of(*sentences, thinks=None, schema=schema, when=None, predicates=None):
        said = " ".join(sentences).replace("/", " ")
        mentions = {m: kind for m, kind in NAMES.items() if m.split()[-1] in said}
        doc = doc_of(*sentences, mentions=mentions, predicates=predicates)
        heads = StandIn(doc, thinks)
        monkeypatch.setattr("kg.extract.assembly.Reading", partial(Reading, heads=heads))
        return extract_graph(doc, Article("ferry", doc.text, date=when), schema)

    return graph_of


def test_a_sentence_without_a_statement_has_a_reason(extract):
    graph = extract(RAIN, BIG, VISITED.format(more=""), SAID.replace("Holm", "Lund"), thinks=GOES)
    text, coverage = graph.article.text, graph.coverage
    assert {s.span.of(text): s.reason for s in coverage.skipped} == {
        "It rained.": "no entity",
        "Oslo is big.": "no known event or relation",
    }
    assert (coverage.sentences, coverage.covered) == (4, 2)


def test_an_event_in_which_nobody_takes_part_is_the_reason(extract):
    graph = extract(VISITED.format(more=""), thinks={"trigger": {"visited": "Visit"}})
    assert [s.reason for s in graph.coverage.skipped] == ["no participant found for its event"]


def test_an_event_below_the_threshold_is_the_reason(extract):
    graph = extract(VISITED.format(more=""), thinks={"trigger": {"visited": ("Visit", 0.05)}})
    assert [s.reason for s in graph.coverage.skipped] == ["its event is too unsure"]


@pytest.mark.parametrize(
    ("more", "when", "notes"),
    [
        ("", None, ()),
        (TIMES, None, ("1 time expression unresolved: the article has no date",)),
        (TIMES, date(2024, 5, 17), ()),
    ],
)
def test_times_that_stay_unresolved_are_noted(extract, more, when, notes):
    dated = {("visited", "Thursday"): "time"} if when else {}
    thinks = GOES | {"argument": GOES["argument"] | dated}
    graph = extract(VISITED.format(more=more), thinks=thinks, when=when)
    assert graph.coverage.notes == notes
    assert [e.time is not None for e in graph.events] == [bool(more and when)]


def test_what_is_said_is_attributed_and_tied_to_its_claim(extract):
    graph = extract(SAID, thinks=GOES)
    names = {e.name: e.id for e in graph.entities}
    [event], [claim] = graph.events, graph.claims
    assert event.attributed_to == (claim.speaker,) == (names["Dahl"],)
    assert claim.events == (event.id,)
    assert not event.is_fact


def test_a_thing_without_name_or_statement_is_left_out(extract):
    graph = extract(FERRY, BIG)
    assert [e.name for e in graph.entities] == ["Oslo"]


def test_white_space_is_an_empty_graph(schema):
    doc = doc_of("x/X/root").vocab
    empty = type(doc_of("x/X/root"))(doc, words=[" ", "\n\n"], spaces=[False, False])
    graph = extract_graph(empty, Article("blank", empty.text), schema)
    assert graph.statements == graph.coverage.sentences == len(graph.entities) == 0


DECLARED = """
news:Christening a owl:Class ;
    rdfs:subClassOf news:Happening ;
    rdfs:label "christening" ;
    skos:definition "Someone gives a ship or a building its name." ;
    news:projectsTo news:christened ;
    news:projectedRole news:patient ;
    skos:example "Holm christened the ferry in Bergen." ;
    news:counterExample "The ferry has the name of Holm." .

news:christened a owl:ObjectProperty ;
    rdfs:subPropertyOf news:actedOn ;
    rdfs:label "christened" ;
    skos:definition "From who gives the name to what is named." ;
    rdfs:domain news:Agent ;
    rdfs:range news:Entity .
"""
CUE = """
lex:christening a lex:EventCue ; lex:evokes news:Christening ;
    rdfs:comment "giving a name" ;
    lex:verb "christen", "give name" ;
    lex:ARG0 news:agent ; lex:ARG1 news:patient ; lex:ARGM-LOC news:place ;
    lex:reliability 0.80 .
"""
CHRISTENED = (
    "Holm/PROPN/nsubj>christened christened=christen/VERB/root The/DET/det>ferry "
    "ferry/NOUN/obj>christened in/ADP/case>Bergen Bergen/PROPN/obl>christened "
    "./PUNCT/punct>christened"
)
GAVE = (
    "Holm/PROPN/nsubj>gave gave=give/VERB/root The/DET/det>ferry ferry/NOUN/iobj>gave "
    "a/DET/det>name name/NOUN/obj>gave ./PUNCT/punct>gave"
)


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """The ontology with one more type of event, written in Turtle."""
    folder = tmp_path_factory.mktemp("ontology")
    for path in (Path(__file__).parent.parent / "ontology").glob("*.ttl"):
        more = {"news.ttl": DECLARED, "lexicon.ttl": CUE}.get(path.name, "")
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text + more, encoding="utf-8")
    return load_schema(folder)


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (CHRISTENED, {"Holm": "ARG0", "ferry": "ARG1", "Bergen": "ARGM-LOC"}),
        (GAVE, {"Holm": "ARG0", "ferry": "ARG1"}),
    ],
    ids=["verb", "verb and noun"],
)
def test_turtle_alone_teaches_a_type_of_event(extract, taught, sentence, roles):
    assert "Christening" not in LABELS["trigger"]
    verb = sentence.split()[1].split("=")[0]
    graph = extract(sentence, schema=taught, predicates={verb: roles})
    [event] = graph.events
    names = {e.id: e.name for e in graph.entities}
    assert (event.type, event.trigger.of(graph.article.text)) == ("Christening", verb)
    assert event.source.rule == "lexicon:christening"
    found = {names[a.filler]: a.role for a in event.arguments}
    places = {"Bergen": "place"} if "Bergen" in roles else {}
    assert found == {"Holm": "agent", "ferry": "patient"} | places
    christened = {q.predicate.value for q in to_quads(graph, taught)}
    assert taught.iri("christened") in christened


def test_without_the_turtle_there_is_no_such_event(extract, schema):
    graph = extract(CHRISTENED, predicates={"christened": {"Holm": "ARG0", "ferry": "ARG1"}})
    assert graph.events == ()
