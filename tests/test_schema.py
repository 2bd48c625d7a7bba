"""What the schema answers, and how it refuses an ontology that does not hold together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.schema import Schema, load_schema

NEWS = """
@prefix lex: <https://kg.example/lexicon#> .
@prefix news: <https://kg.example/news#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

news:Entity a owl:Class ; rdfs:label "entity" ; skos:definition "A thing." .
news:Ship a owl:Class ; rdfs:subClassOf news:Entity ;
    rdfs:label "ship" ; skos:definition "A vessel." .
news:Port a owl:Class ; rdfs:subClassOf news:Entity ;
    rdfs:label "port" ; skos:definition "A harbour." .
news:Happening a owl:Class ; rdfs:label "happening" ; skos:definition "What happens." .
news:Docking a owl:Class ; rdfs:subClassOf news:Happening ;
    rdfs:label "docking" ; skos:definition "A ship ties up." ;
    news:projectsTo news:dockedAt ; news:projectedRole news:berth .
news:projectsTo a owl:AnnotationProperty ; rdfs:label "projects to" ; skos:definition "Triple." .
news:projectedRole a owl:AnnotationProperty ; rdfs:label "role" ; skos:definition "Role." .
news:relatedTo a owl:ObjectProperty ; rdfs:label "related to" ; skos:definition "A tie." ;
    rdfs:domain news:Entity ; rdfs:range news:Entity .
news:homePortOf a owl:ObjectProperty ; rdfs:subPropertyOf news:relatedTo ;
    rdfs:label "home port of" ; skos:definition "Where a ship belongs." ;
    rdfs:domain news:Port ; rdfs:range [ a owl:Class ; owl:unionOf ( news:Ship news:Port ) ] .
news:actedOn a owl:ObjectProperty ; rdfs:label "acted on" ; skos:definition "A deed." ;
    rdfs:domain news:Entity ; rdfs:range news:Entity .
news:dockedAt a owl:ObjectProperty ; rdfs:subPropertyOf news:actedOn ;
    rdfs:label "docked at" ; skos:definition "Where it ties up." ;
    rdfs:domain news:Ship ; rdfs:range news:Port .
news:involves a owl:ObjectProperty ; rdfs:label "involves" ; skos:definition "A role." ;
    rdfs:domain news:Happening ; rdfs:range news:Entity .
news:berth a owl:ObjectProperty ; rdfs:subPropertyOf news:involves ;
    rdfs:label "berth" ; skos:definition "Where." ;
    rdfs:domain news:Happening ; rdfs:range news:Port .
news:attribute a owl:DatatypeProperty ; rdfs:label "attribute" ; skos:definition "A value." ;
    rdfs:domain news:Entity ; rdfs:range xsd:string .
news:tonnage a owl:DatatypeProperty ; rdfs:subPropertyOf news:attribute ;
    rdfs:label "tonnage" ; skos:definition "How big." ;
    rdfs:domain news:Ship ; rdfs:range xsd:integer .
lex:Cue a owl:Class .
lex:EventCue a owl:Class ; rdfs:subClassOf lex:Cue ; lex:evokesUnder news:Happening .
lex:NegationCue a owl:Class ; rdfs:subClassOf lex:Cue .
lex:evokesUnder a owl:AnnotationProperty .
lex:evokes a owl:AnnotationProperty .
lex:reliability a owl:DatatypeProperty .
lex:words a owl:DatatypeProperty .
lex:verb a owl:DatatypeProperty ; rdfs:subPropertyOf lex:words .
lex:role a owl:AnnotationProperty .
lex:ARG1 a owl:AnnotationProperty ; rdfs:subPropertyOf lex:role .
"""
LEXICON = """
@prefix lex: <https://kg.example/lexicon#> .
@prefix news: <https://kg.example/news#> .
lex:docking a lex:EventCue ; lex:evokes news:Docking ;
    lex:verb "dock", "tie up" ; lex:ARG1 news:berth ; lex:reliability 0.8 .
lex:refusing a lex:NegationCue ; lex:verb "refuse" .
"""


def load(folder: Path, news: str = NEWS, lexicon: str = LEXICON) -> Schema:
    (folder / "news.ttl").write_text(news, encoding="utf-8")
    (folder / "lexicon.ttl").write_text(lexicon, encoding="utf-8")
    return load_schema(folder)


def test_an_ontology_of_the_users_own(tmp_path: Path) -> None:
    schema = load(tmp_path)
    assert {t.name: t.parent for t in schema.entity_types.values()} == {
        "Entity": "",
        "Ship": "Entity",
        "Port": "Entity",
    }
    home = schema.relations["homePortOf"]
    assert (home.domain, home.range) == ({"Port"}, {"Ship", "Port"})
    assert not home.symmetric
    assert schema.attributes["tonnage"].datatype.endswith("#integer")
    docking = schema.event_types["Docking"]
    assert (docking.triple, docking.object_role) == ("dockedAt", "berth")
    assert schema.roles == ("berth",)
    (cue,) = schema.find("EventCue", "verb", "tie up")
    assert (cue.evokes, dict(cue.roles), cue.reliability) == ("Docking", {"ARG1": "berth"}, 0.8)
    assert schema.find("EventCue", "verb", "refuse") == ()
    assert schema.find("NegationCue", "verb", "refuse")[0].evokes == ""


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("lexicon", "news:Docking", "news:Doking", ["lex:docking", "news:Docking"]),
        ("lexicon", "news:Docking", "news:Ship", ["lex:docking", "news:Ship", "news:Docking"]),
        ("lexicon", "news:berth", "news:birth", ["lex:docking", "news:berth"]),
        ("lexicon", "news:berth", "news:Port", ["lex:docking", "news:Port", "news:berth"]),
        ("lexicon", "lex:ARG1", "lex:ARG9", ["lex:docking", "lex:ARG1"]),
        ("lexicon", "lex:verb", "lex:vreb", ["lex:docking", "lex:verb"]),
        ("lexicon", "lex:NegationCue", "lex:Cue", ["lex:refusing", "lex:NegationCue"]),
        ("lexicon", "0.8", "8", ["lex:docking", "[0, 1]"]),
        ("lexicon", 'refuse" .', 'refuse" ; lex:evokes news:Docking .', ["lex:refusing"]),
        ("lexicon", 'refuse" .', 'refuse" ', ["Turtle"]),
        ("news", "kg.example/news#", "kg.example/old#", ["prefix news:"]),
        ("news", 'rdfs:label "ship" ;', "", ["news:Ship", "rdfs:label"]),
        ("news", 'skos:definition "A vessel."', 'rdfs:comment "A."', ["news:Ship", "definition"]),
        ("news", "rdfs:domain news:Ship ; rdfs:range xsd:", "rdfs:range xsd:", ["news:tonnage"]),
        ("news", "rdfs:domain news:Port ;", "rdfs:domain news:Pier ;", ["news:Port"]),
        ("news", "rdfs:domain news:Port ;", "rdfs:domain news:berth ;", ["news:homePortOf"]),
        ("news", "rdfs:domain news:Port ;", "rdfs:domain news:Port, news:Ship ;", ["exactly one"]),
        ("news", "projectsTo news:dockedAt", "projectsTo news:homePortOf", ["news:dockedAt"]),
        ("news", "projectedRole news:berth", "projectedRole news:Port", ["news:berth"]),
        ("news", "subClassOf news:Entity", "subClassOf news:Entity, news:Port", ["news:Ship"]),
    ],
)
def test_a_wrong_term_is_named_with_its_file_and_what_is_accepted(
    tmp_path: Path, file: str, right: str, wrong: str, said: list[str]
) -> None:
    texts = {"news": NEWS, "lexicon": LEXICON}
    assert right in texts[file]
    texts[file] = texts[file].replace(right, wrong, 1)
    with pytest.raises(SchemaError) as raised:
        load(tmp_path, **texts)
    message = str(raised.value)
    assert message.startswith(f"{file}.ttl: ")
    assert [words for words in said if words not in message] == []


def test_a_folder_without_an_ontology(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no Turtle file"):
        load_schema(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("entity_type", "ancestor", "answer"),
    [
        ("Country", "Place", True),
        ("Place", "Place", True),
        ("Place", "Country", False),
        ("ArmedGroup", "Organization", True),
        ("ArmedGroup", "Agent", True),
        ("Event", "Happening", False),
        ("Visit", "Statement", True),
    ],
)
def test_is_a(schema: Schema, entity_type: str, ancestor: str, *, answer: bool) -> None:
    assert schema.is_a(entity_type, ancestor) is answer


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "answer"),
    [
        ("headOf", "Person", "Country", True),
        ("headOf", "Company", "Country", False),
        ("capitalOf", "City", "Region", True),
        ("partOf", "ArmedGroup", "ArmedGroup", True),
        ("visited", "Group", "City", True),
        ("arrested", "GovernmentBody", "City", False),
        ("patient", "Opposition", "Visit", True),
        ("amount", "Killing", "Person", False),
    ],
)
def test_admits(
    schema: Schema, predicate: str, subject: str, object_: str, *, answer: bool
) -> None:
    assert schema.admits(predicate, subject, object_) is answer


def test_names_and_iris_lead_to_each_other(schema: Schema) -> None:
    for name in ("Visit", "visited", "atLeast", "oa:exact", "schema:headline", "lex:EventCue"):
        assert schema.name(schema.iri(name)) == name
    assert schema.iri("Visit").endswith("news#Visit")


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.iri("Vist"),
        lambda s: s.name("https://kg.example/news#Vist"),
        lambda s: s.is_a("Vist", "Place"),
        lambda s: s.is_a("City", "Plaec"),
        lambda s: s.admits("visted", "Person", "City"),
        lambda s: s.admits("visited", "Persn", "City"),
    ],
)
def test_an_unknown_name_is_an_error(schema: Schema, ask: Callable[[Schema], object]) -> None:
    with pytest.raises(SchemaError, match="is not"):
        ask(schema)
