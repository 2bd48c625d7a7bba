"""The map without a browser: which places are where, which are nowhere, and whose events."""

import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from example import example
from example_text import FIRE, HEAD, evidence
from serving import serving, wait_for_pages

from kg.coordinates import Coordinates, default_coordinates
from kg.model import Relation
from kg.rdf import Store
from kg.serve import Settings
from kg.serve.catalogue import Catalogue
from kg.serve.catalogue.building import bring_up_to_date
from kg.serve.places.counting import (
    ROLES,
    PlaceChoice,
    count_events,
    count_places,
    find_holders,
    list_events,
)
from kg.serve.places.spots import put_on_map

AALBORG, OSLO = (f"https://kg.example/id/place/{name}" for name in ("aalborg", "oslo"))


def catalogue_of(folder, *relations):
    """The catalogue of a store with the example article, and these relations more in it."""
    with Store(folder / "graph") as store:
        graph = example()
        store.replace([replace(graph, relations=(*graph.relations, *relations))])
    bring_up_to_date(folder / "graph", folder / "catalogue", lambda *_: None)
    return Catalogue(folder / "catalogue")


def lies_in(inner, outer, **changes):
    return Relation(inner, "locatedIn", outer, evidence(FIRE), HEAD, **changes)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return catalogue_of(tmp_path_factory.mktemp("map"))


def labels(places):
    return {place.label: place.events for place in places}


def drawn(catalogue, choice=None):
    return put_on_map(catalogue, choice or PlaceChoice(), default_coordinates())


def test_roles_are_those_of_the_ontology(schema):
    assert set(ROLES) <= set(schema.roles)
    assert all(schema.admits(role, "Visit", "City") for role in ROLES)


def test_places_with_the_events_there(catalogue):
    assert labels(count_places(catalogue, PlaceChoice())) == {
        "ferry terminal": 2,
        "Aalborg": 1,
        "Oslo": 1,
    }
    assert labels(count_places(catalogue, PlaceChoice(type="Visit"))) == {"Aalborg": 1}
    may = (date(2024, 5, 3), date(2024, 5, 16))
    found = count_places(catalogue, PlaceChoice(period=may))
    assert labels(found) == {"ferry terminal": 2, "Aalborg": 1}
    person = catalogue.row("SELECT id FROM node WHERE label = 'Kari Holm'")["id"]
    assert labels(count_places(catalogue, PlaceChoice(node=person))) == {"Aalborg": 1, "Oslo": 1}
    assert count_events(catalogue, PlaceChoice()) == 4
    terminal = found[0].id
    assert count_events(catalogue, PlaceChoice(), [terminal]) == 2
    assert len(list_events(catalogue, PlaceChoice(), [terminal], (1, 1))) == 1


def test_nothing_is_dropped(catalogue):
    placing = drawn(catalogue)
    assert {spot.name: spot.key for spot in placing.spots} == {
        "Aalborg": "57.0,9.9",
        "Oslo": "59.9,10.7",
    }
    assert [place.label for place in placing.absent] == ["ferry terminal"]
    assert [spot.name for spot in placing.spots] == ["Aalborg", "Oslo"]


def test_a_place_in_a_known_one_is_drawn_there(tmp_path):
    placing = drawn(catalogue_of(tmp_path, lies_in("e12", "e3")))
    [spot] = [spot for spot in placing.spots if spot.name == "Aalborg"]
    assert [(p.place.label, p.within) for p in spot.places] == [
        ("Aalborg", ""),
        ("ferry terminal", "Aalborg"),
    ]
    assert (spot.events, placing.absent) == (3, ())


@pytest.mark.parametrize(
    "relations",
    [
        [lies_in("e12", "e3", negated=True)],
        [lies_in("e12", "e12")],
        [lies_in("e12", "e9")],
    ],
    ids=["denied", "in itself", "in what is no place"],
)
def test_what_tells_nothing_of_where(tmp_path, relations):
    assert labels(drawn(catalogue_of(tmp_path, *relations)).absent) == {"ferry terminal": 2}


def test_nearest_known_place_over_several_steps(tmp_path):
    catalogue = catalogue_of(tmp_path, lies_in("e12", "e3"), lies_in("e3", "e4"))
    terminal = count_places(catalogue, PlaceChoice())[:1]
    denmark = "https://kg.example/id/place/denmark"
    assert find_holders(catalogue, terminal, [denmark])[terminal[0].id].iri == denmark
    assert find_holders(catalogue, terminal, [denmark, AALBORG])[terminal[0].id].iri == AALBORG
    assert find_holders(catalogue, terminal, []) == {}


def test_places_at_one_point_are_one_spot(catalogue):
    point = Coordinates(1.0, 2.0)
    placing = put_on_map(catalogue, PlaceChoice(), {AALBORG: point, OSLO: point})
    [spot] = placing.spots
    assert (spot.name, spot.events, len(spot.places)) == ("Aalborg", 2, 2)


def test_an_event_at_two_places_of_a_spot_counts_once(tmp_path):
    catalogue = catalogue_of(tmp_path, lies_in("e3", "e4"), lies_in("e12", "e4"))
    places = {place.label: place.id for place in count_places(catalogue, PlaceChoice())}
    terminal, aalborg = places["ferry terminal"], places["Aalborg"]
    fire = list_events(catalogue, PlaceChoice(), [terminal], (9, 0))[0]
    with sqlite3.connect(tmp_path / "catalogue") as written:
        written.execute("INSERT INTO part VALUES (?, ?, 'place')", (fire, aalborg))
    written.close()
    denmark = "https://kg.example/id/place/denmark"
    [spot] = put_on_map(catalogue, PlaceChoice(), {denmark: Coordinates(1.0, 2.0)}).spots
    assert sum(placed.place.events for placed in spot.places) == 4
    assert spot.events == count_events(catalogue, PlaceChoice(), [terminal, aalborg]) == 3


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    catalogue_of(folder)
    with serving(Settings(folder / "graph", workers=1)) as running:
        wait_for_pages(running)
        yield running


def test_json_and_page_tell_the_same(server):
    found = json.loads(server.send("GET", "/api/map").text)
    assert [(s["name"], s["events"]) for s in found["spots"]] == [("Aalborg", 1), ("Oslo", 1)]
    assert found["spots"][1]["x"] == pytest.approx(5233, abs=60)
    assert [(p["label"], p["events"]) for p in found["absent"]] == [("ferry terminal", 2)]
    page = server.send("GET", "/map").text
    for words in ("Aalborg", "Oslo", "Not on the map: 1 place", "ferry terminal", "4 events"):
        assert words in page


def test_events_of_a_spot_a_place_and_a_choice(server):
    assert "visited" in server.send("GET", "/map?at=57.0,9.9").text
    assert "2 events" in server.send("GET", f"/map?place={terminal_of(server)}").text
    assert "Nobody and nothing" in server.send("GET", "/map?who=Quetzalcoatl").text
    chosen = server.send("GET", "/map?who=kari+holm&type=Visit").text
    assert "Only events that" in chosen and "Oslo</bdi>" not in chosen
    found = json.loads(server.send("GET", "/api/map?who=kari+holm&type=Visit").text)
    assert [s["name"] for s in found["spots"]] == ["Aalborg"]


def terminal_of(server):
    [absent] = json.loads(server.send("GET", "/api/map").text)["absent"]
    return absent["iri"].replace("#", "%23")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/map?type=Nothing", 400),
        ("/map?from=yesterday", 400),
        ("/api/map?from=2024&until=2023", 400),
        ("/map?entity=https%3A%2F%2Fexample.org%2F", 404),
        ("/map?page=0", 400),
        ("/map?at=nowhere", 200),
        ("/map?who=%22%20OR%20*", 200),
    ],
)
def test_bad_addresses(server, address, status):
    assert server.send("GET", address).status == status
