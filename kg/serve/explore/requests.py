"""What a request asks for, checked: nodes and statements by IRI, bodies of JSON."""

import json

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from kg.serve.catalogue import Catalogue

MOST_SHOWN = 5000
MOST_OPENED = 60
_IDS = {
    "node": "SELECT i.value AS iri, x.id FROM json_each(?) i LEFT JOIN node x ON x.iri = i.value",
    "statement": "SELECT i.value AS iri, x.id FROM json_each(?) i"
    " LEFT JOIN statement x ON x.iri = i.value",
}


def node_id(catalogue: Catalogue, iri: str) -> int:
    """The id of a node.

    Raises:
        HTTPException: there is none with this IRI (404).
    """
    [row] = catalogue.rows(_IDS["node"], (json.dumps([iri]),))
    if row["id"] is None:
        raise HTTPException(404, f"nothing in the store is called {iri[:300]}")
    return int(row["id"])


def known_ids(catalogue: Catalogue, table: str, iris: list[str]) -> list[int]:
    """The ids of the nodes or statements among some IRIs; those that are gone are left out."""
    rows = catalogue.rows(_IDS[table], (json.dumps(iris),))
    return list(dict.fromkeys(int(row["id"]) for row in rows if row["id"] is not None))


def one(query: QueryParams, name: str) -> str:
    """The value of a parameter that is given once."""
    values = query.getlist(name)
    if len(values) != 1 or not values[0]:
        raise HTTPException(400, f"give {name} once")
    return values[0]
