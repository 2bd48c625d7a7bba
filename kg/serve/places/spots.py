"""Places → spots of the map: what lies at the same point is one spot, and nothing is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.coordinates import Coordinates
from kg.serve.catalogue import Catalogue
from kg.serve.places.counting import Place, PlaceChoice, count_places, count_together, find_holders
from kg.serve.places.projection import project


@dataclass(frozen=True, slots=True)
class Placed:
    """A place on the map; `within` is the name of the place at whose point it is, "" if its own."""

    place: Place
    within: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the map with its places, those known by themselves and with most events first.

    An event at two of its places is one of its `events`.
    """

    at: Coordinates
    places: tuple[Placed, ...]
    events: int

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
    def point(self) -> tuple[float, float]:
        """Where it is on the base map."""
        return project(self.at)


@dataclass(frozen=True, slots=True)
class Placing:
    """All places: those on the map, and those of which nobody knows where they lie."""

    spots: tuple[Spot, ...]
    absent: tuple[Place, ...]


def put_on_map(
    catalogue: Catalogue, choice: PlaceChoice, coordinates: Mapping[str, Coordinates]
) -> Placing:
    """Every place of the chosen events at its coordinates, or where articles say that it lies."""
    places = count_places(catalogue, choice)
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
    together = [[placed.place.id for placed in found] for found in points.values()]
    events = count_together(catalogue, choice, together)
    spots = (
        Spot(at, tuple(sorted(found, key=lambda placed: bool(placed.within))), number)
        for (at, found), number in zip(points.items(), events, strict=True)
    )
    return Placing(tuple(sorted(spots, key=lambda spot: -spot.events)), tuple(absent))
