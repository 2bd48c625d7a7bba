"""The map page, and what it draws as JSON."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.coordinates import default_coordinates
from kg.serve.cards import Name, group_alike, load_groups, to_name
from kg.serve.cards.choices import count_types, read_entity, read_type
from kg.serve.catalogue import Catalogue
from kg.serve.catalogue.words import match_names
from kg.serve.http.parameters import Paging, read_number, read_period, read_words
from kg.serve.http.templating import render
from kg.serve.places.counting import Place, PlaceChoice, count_events, list_events
from kg.serve.places.projection import HEIGHT, WIDTH
from kg.serve.places.spots import Placed, Placing, put_on_map
from kg.serve.services import services_of

MANY = 20
NAMED = """
SELECT node.* FROM name JOIN node ON node.id = name.rowid
WHERE name MATCH ? ORDER BY node.label <> ? COLLATE NOCASE, node.rank LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the map: which events, whose, and the words that named them."""

    choice: PlaceChoice
    entity: Name | None
    words: str
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The place or the spot whose events are listed."""

    name: str
    places: tuple[Placed, ...]
    given: dict[str, str]


def map_page(request: Request) -> Response:
    """The page for `type`, `entity` or `who`, `from`, `until`, and `at` or `place`, `page`."""
    services = services_of(request)
    catalogue = services.catalogue
    asked = _read(request)
    placing = _place(catalogue, asked)
    chosen = _choose(request, placing)
    ids = [placed.place.id for placed in chosen.places] if chosen else []
    total = count_events(catalogue, asked.choice, ids) if chosen else 0
    paging = Paging(read_number(request.query_params, "page", 1), MANY, total)
    events = list_events(catalogue, asked.choice, ids, (MANY, paging.offset)) if chosen else []
    context = {
        "asked": asked,
        "types": count_types(catalogue, services.schema.event_types),
        "placing": placing,
        "chosen": chosen,
        "paging": paging,
        "cards_found": load_groups(catalogue, group_alike(catalogue, events)),
        "total": count_events(catalogue, asked.choice),
        "size": (WIDTH, HEIGHT),
    }
    return render(request, "map.html", context)


def give_spots(request: Request) -> Response:
    """The spots as JSON with their points on the base map, and the places that are not on it."""
    catalogue = services_of(request).catalogue
    placing = _place(catalogue, _read(request))
    spots = [
        {
            "at": spot.key,
            "name": spot.name,
            "x": spot.point[0],
            "y": spot.point[1],
            "events": spot.events,
            "places": [
                {**_written(placed.place), "within": placed.within} for placed in spot.places
            ],
        }
        for spot in placing.spots
    ]
    absent = [_written(place) for place in placing.absent]
    return JSONResponse({"width": WIDTH, "height": HEIGHT, "spots": spots, "absent": absent})


def _written(place: Place) -> dict[str, object]:
    return {"iri": place.iri, "label": place.label, "events": place.events}


def _place(catalogue: Catalogue, asked: Asked) -> Placing:
    if asked.words and not asked.entity:
        return Placing((), ())
    return put_on_map(catalogue, asked.choice, default_coordinates())


def _read(request: Request) -> Asked:
    given = request.query_params
    kind, words, entity = read_type(request), read_words(given, "who"), read_entity(request)
    if entity is None and (match := match_names(words)):
        row = services_of(request).catalogue.row(NAMED, (match, words))
        entity = to_name(row) if row else None
    choice = PlaceChoice(kind, entity.id if entity else 0, read_period(given))
    kept = {name: given.get(name, "") for name in ("type", "from", "until")}
    return Asked(choice, entity, words, {**kept, "entity": entity.iri if entity else ""})


def _choose(request: Request, placing: Placing) -> Chosen | None:
    """The spot or the place that the address names; a place without any chosen event is none."""
    at, iri = (request.query_params.get(name, "") for name in ("at", "place"))
    for spot in placing.spots:
        if at and spot.key == at:
            return Chosen(spot.name, spot.places, {"at": at})
        for placed in spot.places:
            if iri and placed.place.iri == iri:
                return Chosen(placed.place.label, (placed,), {"place": iri})
    for place in placing.absent:
        if iri and place.iri == iri:
            return Chosen(place.label, (Placed(place, ""),), {"place": iri})
    return None
