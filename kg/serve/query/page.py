"""The query page, the texts of its examples, and the names of what is in results."""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.rdf.terms import prefixes
from kg.schema import Schema
from kg.serve.http.bodies import read_json, texts_of
from kg.serve.http.templating import render
from kg.serve.query.examples import examples, standalone
from kg.serve.query.labels import MOST, Term, labels_of, terms_of
from kg.serve.services import services_of

LONGEST = 1 << 21  # bytes of a request for labels


def show_page(request: Request) -> Response:
    """The page; `?query=` is a text, `?name=` an example with its parameters, to be run at once."""
    services = services_of(request)
    asked = request.query_params.get("query", "")
    name = request.query_params.get("name", "")
    text = asked or (_example(request, name) if name else "")
    settings = {
        "prefixes": prefixes(services.schema),
        "query": text,
        "rows": services.settings.rows,
        "timeout": services.settings.timeout,
        **_vocabulary(services.schema),
    }
    context = {
        "examples": examples().values(),
        "settings": settings,
        "first": text,
        "chosen": name,
        "values": request.query_params,
    }
    return render(request, "query.html", context)


def give_example(request: Request) -> Response:
    """The text of an example with its parameters in it."""
    return JSONResponse({"query": _example(request, request.path_params["name"])})


async def give_labels(request: Request) -> Response:
    """The labels of the IRIs in a JSON object `{"iris": [...]}`; those without one are left out."""
    iris = texts_of(await read_json(request, LONGEST), "iris", MOST)
    services = services_of(request)
    found = await run_in_threadpool(labels_of, iris, services.catalogue, services.schema)
    return JSONResponse({"labels": found})


def _example(request: Request, name: str) -> str:
    query = examples().get(name)
    if query is None:
        accepted = ", ".join(examples())
        raise HTTPException(404, f"there is no example {name!r}; there are {accepted}")
    known = prefixes(services_of(request).schema)
    return standalone(query, request.query_params, known)


def _vocabulary(schema: Schema) -> dict[str, list[dict[str, str]]]:
    """The classes and properties that the editor proposes, with what they mean."""
    classes, properties = terms_of(schema)
    roles = [{"iri": schema.iri(role), "label": role} for role in schema.roles]
    return {"classes": _proposed(classes), "properties": [*_proposed(properties), *roles]}


def _proposed(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [{"iri": term.iri, "label": term.label} for term in terms]


routes = [
    Route("/query", show_page),
    Route("/api/query/{name}", give_example),
    Route("/api/labels", give_labels, methods=["POST"]),
]
