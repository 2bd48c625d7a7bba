"""The JSON of the graph page: its routes."""

import json
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve.catalogue import Catalogue
from kg.serve.catalogue.words import match_beginnings
from kg.serve.explore import requests
from kg.serve.explore.answers.cards import Line, read_cards
from kg.serve.explore.answers.graphml import read_graphml
from kg.serve.explore.answers.parts import Value, largest_degree, node_value
from kg.serve.explore.answers.pictures import Explorer
from kg.serve.explore.answers.states import State
from kg.serve.explore.answers.turtle import write_turtle
from kg.serve.explore.filters import read_filters
from kg.serve.explore.queries import read_query
from kg.serve.http.bodies import read_json, text_of, texts_of
from kg.serve.http.parameters import read_number, read_words
from kg.serve.services import services_of

LARGEST = 4 << 20  # bytes of a body
MOST_FOUND = 12
MOST_STATEMENTS = 50_000


def graph(request: Request) -> Response:
    """The picture of a state: where it starts, what was added to it, what there is to filter."""
    catalogue = services_of(request).catalogue
    query = request.query_params
    opened = tuple(query.getlist("open"))
    if len(opened) > requests.MOST_OPENED:
        raise HTTPException(400, f"open may be given {requests.MOST_OPENED} times at most")
    start = requests.one(query, "start") if "start" in query else ""
    state = State(read_filters(query), start, opened)
    return Response(state.answer(catalogue), media_type="application/json")


async def expand(request: Request) -> Response:
    """The strongest neighbours of a node that are not shown yet."""
    catalogue = services_of(request).catalogue
    filters = read_filters(request.query_params)
    body = await read_json(request, LARGEST)
    iri = text_of(body, "node")
    shown = texts_of(body, "shown", requests.MOST_SHOWN)

    def work() -> Value:
        centre = requests.node_id(catalogue, iri)
        known = requests.known_ids(catalogue, "node", shown)
        part, _ = Explorer(catalogue, filters).expand(centre, known)
        return part | {"centre": iri}

    return JSONResponse(await run_in_threadpool(work))


def search(request: Request) -> Response:
    """Entities and events by the beginnings of words of their names."""
    catalogue = services_of(request).catalogue
    text = read_words(request.query_params, "q")
    match = match_beginnings(text)
    if not match:
        return JSONResponse({"results": []})
    most = largest_degree(catalogue)
    values = {"words": match, "text": text, "most": MOST_FOUND}
    found = catalogue.rows(read_query("names"), values)
    return JSONResponse({"results": [node_value(row, most) for row in found]})


def articles(request: Request) -> Response:
    """Articles by words of their titles, with how many of their statements pass the filters."""
    catalogue = services_of(request).catalogue
    filters = read_filters(request.query_params)
    values = {"words": read_words(request.query_params, "q"), "most": MOST_FOUND}
    rows = catalogue.rows(read_query("articles"), filters.bindings(catalogue) | values)
    return JSONResponse({"results": [dict(row) for row in rows]})


def statements(request: Request) -> Response:
    """A page of the statements about a node, or of those that a line stands for."""
    catalogue = services_of(request).catalogue
    query = request.query_params
    filters = read_filters(query)
    subject: int | Line
    if "node" in query:
        subject = requests.node_id(catalogue, requests.one(query, "node"))
    else:
        source, target = (
            requests.node_id(catalogue, requests.one(query, end)) for end in ("source", "target")
        )
        subject = Line(source, target, requests.one(query, "status"))
    offset = read_number(query, "offset", 0, least=0)
    return JSONResponse(read_cards(catalogue, subject, filters, offset))


async def download(request: Request) -> Response:
    """What is shown, as a file."""
    services = services_of(request)
    body = await read_json(request, LARGEST)
    nodes = texts_of(body, "nodes", requests.MOST_SHOWN)
    said = texts_of(body, "statements", MOST_STATEMENTS)
    kind = text_of(body, "format")
    if kind not in ("graphml", "turtle"):
        raise HTTPException(400, f"format is graphml or turtle, not {kind[:50]!r}")
    catalogue = services.catalogue

    def known() -> tuple[list[int], list[int]]:
        ids = requests.known_ids(catalogue, "node", nodes)
        return ids, requests.known_ids(catalogue, "statement", said)

    ids, statement_ids = await run_in_threadpool(known)
    if kind == "graphml":
        text = await run_in_threadpool(read_graphml, catalogue, ids, statement_ids)
        return _file(text.encode(), "graph.graphml", "application/graphml+xml")
    iris = await run_in_threadpool(_iris, catalogue, ids, statement_ids)
    turtle = await services.pool.run(write_turtle, *iris)
    return _file(turtle, "graph.ttl", "text/turtle")


def _iris(
    catalogue: Catalogue, nodes: list[int], statements: list[int]
) -> tuple[list[str], list[str]]:
    """The IRIs of what the store has, which are therefore IRIs."""
    wanted = ("SELECT iri FROM node WHERE id IN (SELECT value FROM json_each(?))", nodes)
    said = ("SELECT iri FROM statement WHERE id IN (SELECT value FROM json_each(?))", statements)
    found = [
        [str(row["iri"]) for row in catalogue.rows(sql, (json.dumps(ids),))]
        for sql, ids in (wanted, said)
    ]
    return found[0], found[1]


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def _route(path: str, handler: Callable[..., object], method: str = "GET") -> Route:
    return Route(f"/api/{path}", handler, methods=[method])


routes = [
    _route("graph", graph),
    _route("expand", expand, "POST"),
    _route("search", search),
    _route("articles", articles),
    _route("statements", statements),
    _route("download", download, "POST"),
]
