"""Which events a reader asks for: those of a type, those that an entity takes part in."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.schema import EventType
from kg.serve.cards.names import Name, find_name
from kg.serve.catalogue import Catalogue
from kg.serve.http.parameters import refuse
from kg.serve.services import services_of

TYPES = """
SELECT type, COUNT(*) AS events FROM statement WHERE kind = 'event' GROUP BY type
ORDER BY events DESC, type
"""


def read_type(request: Request) -> str:
    """The event type that `?type=` names, "" when it is not given.

    Raises:
        HTTPException: the ontology has no such type (400).
    """
    given = request.query_params.get("type", "")
    if given and given not in services_of(request).schema.event_types:
        refuse("type", repr(given[:40]), "the name of an event type, such as Visit")
    return given


def read_entity(request: Request) -> Name | None:
    """The entity whose IRI `?entity=` gives, None when it is not given.

    Raises:
        HTTPException: the store has no such entity (404).
    """
    iri = request.query_params.get("entity", "")
    found = find_name(services_of(request).catalogue, iri) if iri else None
    if iri and found is None:
        raise HTTPException(404, "No article in the store mentions this entity.")
    return found


def count_types(catalogue: Catalogue, types: Mapping[str, EventType]) -> list[tuple[str, str, int]]:
    """The event types of the store, those with most events first: name, label, events."""
    rows = catalogue.rows(TYPES)
    return [(row["type"], label_of(row["type"], types), row["events"]) for row in rows]


def label_of(name: str, types: Mapping[str, EventType]) -> str:
    """What an event type is called; what the ontology does not have is called by its name."""
    return types[name].label if name in types else name
