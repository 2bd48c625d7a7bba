"""The coordinates of places: about every place of the ontology, and each where it lies."""

from pathlib import Path

import pytest

from kg.coordinates import Coordinates, default_coordinates, read_coordinates
from kg.errors import SchemaError
from kg.model import Entity, Mention, MentionKind, Span
from kg.rdf.terms import INDIVIDUALS, article_iri, entity_iri
from kg.schema import Schema

HEAD = "@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"


def iri_of(name: str, schema: Schema) -> str:
    """What the graph calls a place of that name, in whichever article."""
    mention = Mention(Span(0, len(name)), MentionKind.NAME)
    place = Entity("e1", name, "City", (mention,))
    return entity_iri(article_iri("any"), place, schema).value


def test_every_name_of_a_place_has_coordinates_and_nothing_else(schema):
    countries = {name for c in schema.countries for name in (c.name, *c.names)}
    names = {*countries, *schema.cities, *schema.regions}
    assert {iri_of(name, schema) for name in names} == default_coordinates().keys()
    assert all(iri.startswith(f"{INDIVIDUALS}place/") for iri in default_coordinates())


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Moscow", 55.8, 37.6),
        ("Washington", 38.9, -77.0),
        ("U.S.", 38.0, -97.0),
        ("United States", 38.0, -97.0),
        ("Gaza", 31.4, 34.4),
        ("Georgia", 42.0, 43.5),  # the country, not the state
        ("Victoria", -36.9, 144.3),  # the state, not the capital of the Seychelles
        ("São Paulo", -23.6, -46.6),
        ("Copenhagen", 55.7, 12.6),
        ("Kyiv", 50.5, 30.5),
        ("Khan Younis", 31.3, 34.3),
        ("Tahiti", -17.6, -149.4),
        ("Khyber Pakhtunkhwa", 34.5, 72.0),
    ],
)
def test_places_lie_where_they_are(name, latitude, longitude, schema):
    assert default_coordinates()[iri_of(name, schema)] == Coordinates(latitude, longitude)


def test_names_of_one_place_lie_together(schema):
    for country in schema.countries:
        found = {default_coordinates()[iri_of(n, schema)] for n in (country.name, *country.names)}
        assert len(found) == 1, country.name


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("<x:a> geo:lat 91.0 ; geo:long 0.0 .", "no point on the globe"),
        ("<x:a> geo:lat 1.0 .", "has no <.*long>"),
        ("<x:a> geo:lat 'north' ; geo:long 0.0 .", "not readable"),
        ("<x:a> geo:lat", "not readable"),
    ],
)
def test_a_bad_file_is_an_error(written, problem, tmp_path: Path):
    path = tmp_path / "coordinates.ttl"
    path.write_text(HEAD + written, encoding="utf-8")
    with pytest.raises(SchemaError, match=problem):
        read_coordinates(path)
    with pytest.raises(SchemaError):
        read_coordinates(tmp_path / "none.ttl")
