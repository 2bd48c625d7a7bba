"""`/sparql`: queries, updates by who knows the token, and the description of the service."""

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.rdf.sparql.query import Scope
from kg.serve.http.refusals import RequestError
from kg.serve.protocol.description import describe
from kg.serve.protocol.negotiation import (
    HTML,
    ROWS,
    TRIPLES,
    accepted,
    content_type,
    not_acceptable,
    preferred,
    wanted,
)
from kg.serve.protocol.requests import Query, Update, read_get, read_post
from kg.serve.protocol.resource import Resource
from kg.serve.protocol.works import Written, answer, change
from kg.serve.services import services_of
from kg.serve.workers.attended import attended

PAGE = "/query"


async def get(request: Request) -> Response:
    """The results of the query in the address; without one the page or the description."""
    query = await read_get(request)
    if query is not None:
        return await _results(request, query)
    chosen = wanted(request, (*TRIPLES, HTML))
    if chosen == HTML:
        return RedirectResponse(PAGE, 303, {"vary": "accept"})
    return await describe(request, chosen)


async def post(request: Request) -> Response:
    """The results of the query in the body, or nothing once the update there is done."""
    operation = await read_post(request)
    if isinstance(operation, Query):
        return await _results(request, operation)
    return await _updated(request, operation)


SPARQL = Resource({"GET": get, "POST": post})


async def _results(request: Request, query: Query) -> Response:
    rows = preferred(accepted(request), ROWS)
    triples = preferred(accepted(request), TRIPLES)
    if rows is None and triples is None:
        raise not_acceptable(dict.fromkeys((*ROWS, *TRIPLES)))
    services = services_of(request)
    scope = Scope(query.default_graphs, query.named_graphs, services.settings.rows)
    work = services.pool.run(answer, query.text, scope, rows, triples)
    return written(await attended(request, work))


async def _updated(request: Request, update: Update) -> Response:
    services = services_of(request)
    _check_token(request, services.settings.token)
    await attended(request, services.pool.change(change, update.text))
    return Response(status_code=204)


def written(result: Written) -> Response:
    """A result as an answer."""
    headers = {
        "content-type": content_type(result.media_type),
        "vary": "accept",
        "cache-control": "no-cache",
    }
    return Response(result.body, headers=headers)


def _check_token(request: Request, token: str | None) -> None:
    """Raise a RequestError for who may not change the store."""
    if not token:
        raise RequestError(403, "this server only reads; started with a token it takes updates")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise RequestError(
            401,
            "updates need the header Authorization: Bearer TOKEN, with the server's token",
            {"www-authenticate": 'Bearer realm="kg"'},
        )
    # Starlette reads headers as Latin-1; so compared are the bytes that came.
    if not hmac.compare_digest(given.strip().encode("latin-1"), token.encode("utf-8")):
        raise RequestError(403, "the token is not that of the server")
