"""The ontology that ships with kg: complete, consistent, and the only place where terms live."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.model import Modality
from kg.schema import Schema

ROOT = Path(__file__).parent.parent
NEWS = Namespace("https://kg.example/news#")

# What gold data and scores name: it keeps its name and meaning whatever else the ontology gains.
# Countries are places in the class tree, yet they join and ally: memberOf and alliedWith say so.
ENTITY_TYPES = """
    Person GovernmentBody PoliticalParty ArmedGroup MilitaryForce Company MediaOutlet
    InternationalOrganization EducationalInstitution SportsTeam Organization Country Region City
    Facility Location Group Event Work Product Other
"""
RELATIONS = """
    spokespersonOf Person Organization|Country
    headOf Person Organization|Place|Group
    deputyHeadOf Person Organization|Place
    memberOf Agent|Country Organization|Group
    worksFor Person Organization
    representativeOf Person Organization|Place
    citizenOf Person|Group Country|Region
    bornIn Person Place
    livesIn Person|Group Place
    spouseOf Person Person
    parentOf Person Person|Group
    siblingOf Person Person
    relativeOf Person|Group Person|Group
    educatedAt Person EducationalInstitution
    founderOf Agent Organization|Event
    ownerOf Agent Organization|Facility|Product
    creatorOf Agent Work|Product|Facility
    partOf Organization|Event|Group Organization|Event|Group|Country
    basedIn Organization|Group|Product Place
    locatedIn Place|Facility|Event Place
    capitalOf City Country|Region
    alliedWith Agent|Country Agent|Country
    successorOf Person Person
"""
SYMMETRIC = {"spouseOf", "siblingOf", "relativeOf", "alliedWith"}
ATTRIBUTES = {"position": "Person", "age": "Person|Group|Facility", "population": "Place|Group"}
ROLES = "agent patient counterpart place origin destination instrument topic amount"
EVENTS = """
    Visit visited destination, Travel traveledTo destination, Meeting metWith counterpart,
    Negotiation negotiatedWith counterpart, Agreement agreedWith counterpart,
    Request calledOn counterpart, Criticism criticized patient, Accusation accused patient,
    Support supported patient, Opposition opposed patient, Threat threatened patient,
    Attack attacked patient, Killing killed patient, Injury injured patient,
    Abduction abducted patient, Protest protestedAgainst patient, Deployment deployedTo destination,
    Withdrawal withdrewFrom origin, Invasion invaded patient, Sanction sanctioned patient,
    Ban banned patient, Arrest arrested patient, Charge charged patient,
    Conviction convicted patient, Sentence sentenced patient, Lawsuit sued patient,
    Ruling ruledOn patient, Investigation investigated patient, Release released patient,
    Election elected patient, Appointment appointed patient, Dismissal dismissed patient,
    Resignation resignedFrom origin, Candidacy ranFor topic, Vote votedOn patient,
    Enactment enacted patient, Acquisition acquired patient, Payment paid counterpart,
    Launch launched patient, Closure closed patient, Death diedIn place, Birth bornIn place,
    Illness contracted topic, Rescue rescued patient, Evacuation evacuated patient,
    Disaster struck place, Accident crashedIn place, Win won topic, Discovery discovered patient,
    Publication published patient, Creation created patient
"""


@cache
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "news.ttl")


def test_the_vocabulary_of_the_gold_data(schema: Schema) -> None:
    assert set(ENTITY_TYPES.split()) <= set(schema.entity_types)
    rows = [row.split() for row in RELATIONS.strip().splitlines()]
    expected = {n: (set(d.split("|")), set(r.split("|"))) for n, d, r in rows}
    assert {
        n: (schema.relations[n].domain, schema.relations[n].range) for n in expected
    } == expected
    assert {n for n, relation in schema.relations.items() if relation.symmetric} >= SYMMETRIC
    domains = {n: set(domain.split("|")) for n, domain in ATTRIBUTES.items()}
    assert {n: schema.attributes[n].domain for n in domains} == domains
    assert " ".join(schema.roles) == ROLES
    events = [tuple(row.split()) for row in EVENTS.split(",")]
    found = [
        (n, schema.event_types[n].triple, schema.event_types[n].object_role) for n, _, _ in events
    ]
    assert found == events
    assert len(events) == 51
    assert {schema.iri(m.value) for m in Modality} == {
        str(s) for s in ontology().subjects(RDF.type, NEWS.Modality)
    }


def test_every_relation_and_event_type_has_sentences_of_its_own(schema: Schema) -> None:
    shown: Counter[str] = Counter()
    for name in (*schema.relations, *schema.attributes, *schema.event_types):
        for predicate in (SKOS.example, NEWS.counterExample):
            sentences = list(ontology().objects(URIRef(schema.iri(name)), predicate))
            assert sentences, f"{name} has no {predicate}"
            assert all(re.fullmatch(r"[A-Z].*[.]", s) for s in sentences), name
            shown.update(map(str, sentences))
    assert [s for s, count in shown.items() if count > 1] == []


def test_names_of_terms_are_cased_by_kind() -> None:
    for term, kind in ontology().subject_objects(RDF.type):
        if isinstance(term, URIRef) and term in NEWS:
            local = term.removeprefix(NEWS)
            assert local[0].isupper() == (kind == OWL.Class), local


def test_symmetric_relations_have_one_class_at_both_ends(schema: Schema) -> None:
    for relation in schema.relations.values():
        assert not relation.symmetric or relation.domain == relation.range, relation.name


def test_a_plain_triple_admits_what_its_roles_admit(schema: Schema) -> None:
    """No projection is cut off from its event: some agent and some object pass both checks."""
    for event in schema.event_types.values():
        projection = schema.projections[event.triple]
        assert any(
            schema.admits("agent", event.name, s)
            and schema.admits(event.object_role, event.name, o)
            for s in projection.domain
            for o in projection.range
        ), event.name


def _written() -> Iterator[tuple[str, str]]:
    """The prefixed names of ours in the program, its queries and its shapes."""
    files = [*(ROOT / "kg").rglob("*.py"), *(ROOT / "kg").rglob("*.rq")]
    for path in (*files, ROOT / "ontology" / "shapes.ttl"):
        for term in re.findall(r"\b(?:news|lex|oa):[A-Za-z]\w*", path.read_text(encoding="utf-8")):
            yield path.name, term


def test_every_term_that_is_written_elsewhere_exists(schema: Schema) -> None:
    for file, term in _written():
        assert schema.iri(term.removeprefix("news:")), f"{term} in {file}"


@pytest.mark.parametrize(
    ("name", "also", "demonym", "capital", "iso2", "item"),
    [
        ("France", "French Republic", "French", "Paris", "FR", "Q142"),
        ("United States", "U.S.", "Americans", "Washington, D.C.", "US", "Q30"),
        ("United Kingdom", "Britain", "British", "London", "GB", "Q145"),
        ("Palestine", "State of Palestine", "Palestinians", "Ramallah", "PS", "Q219060"),
        ("Namibia", "Republic of Namibia", "Namibian", "Windhoek", "NA", "Q1030"),
    ],
)
def test_countries(
    schema: Schema, name: str, also: str, demonym: str, capital: str, iso2: str, item: str
) -> None:
    country = next(c for c in schema.countries if c.name == name)
    assert also in country.names
    assert demonym in country.demonyms
    assert (country.capital, country.iso2) == (capital, iso2)
    assert country.wikidata.endswith(f"/{item}")


def test_the_table_of_places_is_unambiguous(schema: Schema) -> None:
    names = [n for c in schema.countries for n in (c.name, *c.names)]
    keys = [k for c in schema.countries for k in (c.iri, c.wikidata, c.iso2)]
    demonyms = [d for c in schema.countries for d in c.demonyms]
    for values in (names, keys, demonyms):
        assert [v for v, count in Counter(values).items() if count > 1] == []
    assert not set(names) & (set(schema.cities) | set(schema.regions))
    assert set(schema.cities.values()) | set(schema.regions.values()) <= set(names)
    assert set(demonyms) <= set(schema.demonyms)


@pytest.mark.parametrize(
    ("place", "country"),
    [("Kyiv", "Ukraine"), ("Kiev", "Ukraine"), ("Washington", "United States"), ("Lima", "Peru")],
)
def test_cities(schema: Schema, place: str, country: str) -> None:
    assert schema.cities[place] == country


@pytest.mark.parametrize(
    ("place", "country"),
    [("Calif.", "United States"), ("Gaza", "Palestine"), ("Uttar Pradesh", "India")],
)
def test_regions(schema: Schema, place: str, country: str) -> None:
    assert schema.regions[place] == country


PREFIXES = """
@prefix news: <https://kg.example/news#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://kg.example/id/> .
"""
STATEMENTS = """
:p a news:Passage ; oa:exact "met" ; oa:start 3 ; oa:end 6 ; news:inArticle :a .
:e a news:Person ; rdfs:label "Kari Holm" .
:v a news:Meeting ; news:trigger :p ; news:evidence :p ; news:confidence 0.9 ; news:rule "r" ;
    news:negated false ; news:factual true ; news:modality news:asserted ;
    news:eventTime "2024-05"^^xsd:gYearMonth .
:w a news:Visit ; news:trigger :p ; news:evidence :p ; news:confidence 0.9 ; news:rule "r" ;
    news:negated false ; news:factual false ; news:modality news:planned ;
    news:eventStart "2024-05-01"^^xsd:date ; news:eventEnd "2024"^^xsd:gYear .
:r a news:RelationStatement ; rdf:subject :e ; rdf:predicate news:headOf ; rdf:object :o ;
    news:evidence :p ; news:confidence 1.0 ; news:rule "r" ; news:factual true .
:c a news:Claim ; news:speaker :e ; news:content :p ; news:cue :p ; news:direct true ;
    news:evidence :p ; news:confidence 0.5 ; news:rule "r" ; news:factual true .
:q a news:Quantity ; news:number 40 ; news:qualifier news:atLeast .
"""


def _complaints(data: str) -> str:
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    classes = Graph()
    for triple in ontology().triples((None, RDFS.subClassOf, None)):
        classes.add(triple)
    _, _, text = validate(graph, shacl_graph=shapes, ont_graph=classes, meta_shacl=False)
    return str(text)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("", "", "Conforms: True"),
        ("oa:start 3", "oa:start 6", "below its end"),
        ("oa:start 3", "oa:start -1", "not below 0"),
        ('oa:exact "met"', 'oa:exact ""', "not empty"),
        ("news:inArticle :a", 'rdfs:label ""', "one article"),
        ("news:confidence 0.9", "news:confidence 1.9", "between 0 and 1"),
        ("news:confidence 0.9", "news:confidence 0.9, 0.8", "one confidence"),
        ("news:evidence :p ; news:confidence 1.0", "news:confidence 1.0", "needs the passage"),
        ("news:planned", "news:Person", "news:possible"),
        ('"2024-05"^^xsd:gYearMonth', '"May"', "xsd:gYearMonth"),
        ('; news:eventEnd "2024"^^xsd:gYear', "", "one end"),
        ("rdf:object :o ;", "", "one object"),
        ("news:speaker :e ;", "", "one speaker"),
        ("news:direct true", 'news:direct "yes"', "word for word"),
        ("news:atLeast", "news:asserted", "qualifier"),
        (' ; rdfs:label "Kari Holm"', "", "has a label"),
        ("; news:factual false", "", "factual"),
    ],
)
def test_shapes(right: str, wrong: str, said: str) -> None:
    assert right in STATEMENTS
    assert said in _complaints(STATEMENTS.replace(right, wrong, 1))
