"""Where places lie: latitude and longitude by the IRI that the graph gives a place of that name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg._ontology import COORDINATES, shipped_folder
from kg.errors import SchemaError

LATITUDE = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
LONGITUDE = "http://www.w3.org/2003/01/geo/wgs84_pos#long"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the globe, in degrees north and east of WGS 84."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise SchemaError(
                f"{self.latitude}, {self.longitude} is no point on the globe; give a latitude in "
                "[-90, 90] and a longitude in [-180, 180]"
            )


@cache
def default_coordinates() -> Mapping[str, Coordinates]:
    """The coordinates that ship with kg, read once, when a map is first drawn.

    >>> default_coordinates()["https://kg.example/id/place/moscow"]
    Coordinates(latitude=55.8, longitude=37.6)
    """
    return read_coordinates(shipped_folder() / COORDINATES)


def read_coordinates(path: Path) -> Mapping[str, Coordinates]:
    """The coordinates in a Turtle file, by IRI, in the order of the file.

    Raises:
        SchemaError: the file does not parse, or a place lacks a latitude or a longitude.
    """
    degrees: dict[str, dict[str, float]] = {}
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                place = degrees.setdefault(quad.subject.value, {})
                place[quad.predicate.value] = float(quad.object.value)
        return {iri: Coordinates(d[LATITUDE], d[LONGITUDE]) for iri, d in degrees.items()}
    except (SyntaxError, ValueError, OSError) as error:
        raise SchemaError(f"{path.name}: not readable as Turtle with degrees: {error}") from error
    except KeyError as error:
        raise SchemaError(f"{path.name}: a place has no <{error.args[0]}>") from error
