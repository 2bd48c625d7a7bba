"""Places → spots of the map: what lies at the same point is one spot, and nothing is dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.coordinates import Coordinates
from kg.serve.catalogue import Catalogue
from kg.serve.places.counting import Place, find_holders
from kg.serve.places.projection import project


@dataclass(frozen=True, slots=True)
class Placed:
    """A place on the map; `within` is the name of the place at whose point it is, "" if its own."""

    place: Place
    within: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the map with its places, those known by themselves and with most events first."""

    at: Coordinates
    places: tuple[Placed, ...]

    @property
    def key(self) -> str:
        """The point as an address has it: latitude and longitude."""
        return f"{self.at.latitude},{self.at.longitude}"

    @property
    def name(self) -> str:
        """What the spot is called: its first place, or the one that all of them lie in."""
        first = self.places[0]
        return first.within or first.place.label

    @property
    def others(self) -> tuple[str, ...]:
        """What its places are called besides, each name once."""
        labels = dict.fromkeys(placed.place.label for placed in self.places)
        return tuple(label for label in labels if label and label != self.name)

    @property
    def events(self) -> int:
        """The events there; one at two of its places counts twice."""
        return sum(placed.place.events for placed in self.places)

    @property
    def point(self) -> tuple[float, float]:
        """Where it is on the base map."""
        return project(self.at)


@dataclass(frozen=True, slots=True)
class Placing:
    """All places: those on the map, and those of which nobody knows where they lie."""

    spots: tuple[Spot, ...]
    absent: tuple[Place, ...]


def put_on_map(
    catalogue: Catalogue, places: Sequence[Place], coordinates: Mapping[str, Coordinates]
) -> Placing:
    """Every place at its coordinates, or at those of the place that articles say it lies in."""
    unknown = [place for place in places if place.iri not in coordinates]
    holders = find_holders(catalogue, unknown, coordinates)
    points: dict[Coordinates, list[Placed]] = {}
    absent = []
    for place in places:
        holder = holders.get(place.id)
        if place.iri in coordinates:
            points.setdefault(coordinates[place.iri], []).append(Placed(place, ""))
        elif holder is not None:
            points.setdefault(coordinates[holder.iri], []).append(Placed(place, holder.label))
        else:
            absent.append(place)
    spots = (
        Spot(at, tuple(sorted(found, key=lambda placed: bool(placed.within))))
        for at, found in points.items()
    )
    return Placing(tuple(sorted(spots, key=lambda spot: -spot.events)), tuple(absent))
