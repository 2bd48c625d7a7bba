"""The lexicon covers the vocabulary, and its words are fit to be looked up."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, RDFS

from kg.schema import Cue, Schema

LEX = Namespace("https://kg.example/lexicon#")
ABSTRACT_TYPES = {"Entity", "Agent", "Place"}

# Words that evoke either of two types of event; the types of the arguments decide.
SHARED = {
    ("verb", "capture"): {"Arrest", "Invasion"},
    ("verb", "die"): {"Death", "Killing"},
    ("verb", "inaugurate"): {"Appointment", "Launch"},
    ("verb", "overturn"): {"Accident", "Ruling"},
    ("verb", "release"): {"Publication", "Release"},
    ("verb", "take over"): {"Acquisition", "Invasion"},
    ("noun", "release"): {"Publication", "Release"},
}
# Lemmas that look inflected, and plurals without a singular.
LEMMAS = {"bring", "wed", "succeed", "sing", "headquarters", "outskirts", "corps"}
PHRASES = {"house of representatives", "chargé d'affaires"}
INFLECTED = {"verb": re.compile(r"(ed|ing)$"), "noun": re.compile(r"[^suio]s$")}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(Path(__file__).parent.parent / "ontology" / "lexicon.ttl")


def words(schema: Schema, *kinds: str) -> Iterator[tuple[Cue, str, str]]:
    for cue in schema.cues:
        if not kinds or cue.kind in kinds:
            for pos, lemmas in cue.words.items():
                yield from ((cue, pos, lemma) for lemma in lemmas)


def test_every_cue_says_what_it_is_for(schema: Schema, graph: Graph) -> None:
    for cue in schema.cues:
        (comment,) = graph.objects(LEX[cue.name], RDFS.comment)
        assert 5 < len(str(comment)) <= 80, cue.name
        assert cue.words, cue.name


def test_every_event_type_has_words_and_fills_its_triple(schema: Schema) -> None:
    for event in schema.event_types.values():
        cues = [c for c in schema.cues if c.kind == "EventCue" and c.evokes == event.name]
        assert any({"verb", "noun"} & set(c.words) for c in cues), event.name
        roles = {role for c in cues for role in c.roles.values()}
        assert event.object_role in roles, event.name
        assert {"agent", "patient"} & roles, event.name
        assert roles <= set(schema.roles), event.name


def test_event_cues_have_a_reliability(schema: Schema, graph: Graph) -> None:
    for subject in graph.subjects(RDF.type, LEX.EventCue):
        (reliability,) = graph.objects(subject, LEX.reliability)
        assert 0 < float(str(reliability)) <= 1, subject


@pytest.mark.parametrize("kind", ["RelationCue", "TitleCue"])
def test_relation_cues_tie_subject_to_object(schema: Schema, kind: str) -> None:
    for cue in (c for c in schema.cues if c.kind == kind):
        assert cue.evokes in schema.relations, cue.name
        assert set(cue.roles.values()) == ({"subject", "object"} if cue.roles else set()), cue.name
        assert bool(cue.roles) == (kind == "RelationCue"), cue.name


def test_every_relation_and_entity_type_has_a_cue(schema: Schema) -> None:
    evoked = {c.evokes for c in schema.cues}
    assert set(schema.relations) <= evoked
    assert set(schema.entity_types) - ABSTRACT_TYPES <= evoked


def test_no_word_evokes_two_events_by_accident(schema: Schema) -> None:
    evoked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cue, pos, word in words(schema, "EventCue"):
        evoked[pos, word].add(cue.evokes)
    assert {key: types for key, types in evoked.items() if len(types) > 1} == SHARED


def test_words_are_lower_case_lemmas(schema: Schema) -> None:
    for cue, pos, word in words(schema):
        if pos in ("bearer", "container"):
            assert word in schema.entity_types, (cue.name, word)
            continue
        if pos == "roleset":
            assert re.fullmatch(r"[a-z_]+\.(\d{2,3}|LV)", word), (cue.name, word)
            continue
        assert word == " ".join(word.lower().split()), (cue.name, word)
        head = word.split()[0 if pos == "verb" else -1]
        if cue.kind == "TypeCue" or word in PHRASES or head in LEMMAS or pos not in INFLECTED:
            continue
        assert not INFLECTED[pos].search(head), (cue.name, word)


def test_a_verb_of_several_words_has_a_purpose(schema: Schema) -> None:
    listed = {(cue.name, word) for cue, pos, word in words(schema, "EventCue") if pos == "verb"}
    for name, word in listed:
        first, *rest = word.split()
        assert not rest or (name, first) not in listed, f"{name}: {first!r} covers {word!r}"
