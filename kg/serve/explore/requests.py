"""What a request asks for, checked: nodes and statements by IRI, bodies of JSON, words."""

import json
import re

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.catalogue import Catalogue
from kg.serve.explore.filters import bad

LARGEST_BODY = 4 << 20
LONGEST_WORDS = 200
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
        raise bad(f"give {name} once")
    return values[0]


def number(query: QueryParams, name: str) -> int:
    """The value of a parameter that counts; 0 when it is not given."""
    text = query.get(name, "0")
    if not re.fullmatch("[0-9]{1,7}", text):
        raise bad(f"{name} is a whole number, such as 40")
    return int(text)


def words(query: QueryParams) -> str:
    """What is searched for."""
    text = query.get("q", "")
    if len(text) > LONGEST_WORDS:
        raise bad(f"q may have {LONGEST_WORDS} characters at most")
    return text.strip()


async def read_body(request: Request) -> dict[str, object]:
    """The JSON object in the body of a request.

    Raises:
        HTTPException: it is none (400), or too large (413).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise bad("send a JSON object, with content-type: application/json")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, f"a request may have {LARGEST_BODY >> 20} MB at most")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise bad("the body is no JSON") from error
    if not isinstance(value, dict):
        raise bad("the body is no JSON object")
    return value


def text_of(body: dict[str, object], name: str) -> str:
    """A string in a body."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise bad(f"{name} is a string")
    return value


def texts_of(body: dict[str, object], name: str, most: int) -> list[str]:
    """A list of strings in a body."""
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise bad(f"{name} is a list of strings")
    if len(value) > most:
        raise bad(f"{name} may have {most} strings at most")
    return value
