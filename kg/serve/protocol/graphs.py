"""`/data`: the graphs of the store by the SPARQL 1.1 Graph Store HTTP Protocol, to read."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.http.refusals import RequestError
from kg.serve.protocol import works
from kg.serve.protocol.negotiation import QUADS, TRIPLES, wanted
from kg.serve.protocol.requests import graph_name, url_parameters
from kg.serve.protocol.resource import Resource
from kg.serve.protocol.sparql import written
from kg.serve.services import services_of
from kg.serve.workers.attended import attended


async def get(request: Request) -> Response:
    """One graph (`?graph=IRI`), the union of all (`?default`), or all graphs."""
    parameters = url_parameters(request)
    name, default = parameters.one("graph"), parameters.one("default")
    services = services_of(request)
    most = services.settings.rows
    if name is not None and default is not None:
        raise RequestError(400, "both graph and default are given; give one of them")
    if name is not None:
        iri = graph_name("graph", name)
        work = services.pool.run(works.graph, iri.value, wanted(request, TRIPLES), most)
    elif default is not None:
        work = services.pool.run(works.default_graph, wanted(request, TRIPLES), most)
    else:
        work = services.pool.run(works.dataset, wanted(request, QUADS), most)
    result = await attended(request, work)
    if result is None:
        raise RequestError(404, f"no graph {name!r}; the query articles lists the ids of articles")
    return written(result)


GRAPHS = Resource({"GET": get})
