"""What the endpoint says about itself and its data, in RDF.

Source: SPARQL 1.1 Service Description (`sd:`), Vocabulary of Interlinked Datasets (`void:`).
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib.namespace import DCTERMS, RDF, XSD, Namespace
from rdflib.namespace import VOID as VOID_TERMS
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.terms import INDIVIDUALS, prefixes
from kg.serve.http.refusals import RequestError
from kg.serve.protocol.negotiation import TRIPLES, content_type, wanted
from kg.serve.protocol.resource import Resource
from kg.serve.protocol.works import Counts, counts
from kg.serve.services import services_of
from kg.serve.workers.attended import attended

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
WRITTEN = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
TITLE = "Knowledge graph of news"


async def void(request: Request) -> Response:
    """The description of the dataset."""
    chosen = wanted(request, TRIPLES)
    return _answer(request, tuple(_dataset(request, await _counts(request))), chosen)


VOID = Resource({"GET": void})


async def describe(request: Request, media_type: str) -> Response:
    """The description of the service, and of its default dataset."""
    known = await _counts(request)
    triples = (*_service(request), *_dataset(request, known), *_default_graph(request, known))
    return _answer(request, triples, media_type)


async def _counts(request: Request) -> Counts:
    return await attended(request, services_of(request).pool.remember(counts))


def _service(request: Request) -> Iterator[Triple]:
    endpoint = _address(request, "sparql")
    service = f"{endpoint}#service"
    yield _triple(service, RDF.type, SD.Service)
    yield _triple(service, SD.endpoint, endpoint)
    yield _triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    if services_of(request).settings.token:
        yield _triple(service, SD.supportedLanguage, SD.SPARQL11Update)
    yield _triple(service, SD.feature, SD.UnionDefaultGraph)
    for name in (*RESULTS, *WRITTEN):
        yield _triple(service, SD.resultFormat, FORMATS[name])
    yield _triple(service, SD.defaultDataset, _address(request, "void") + "#dataset")


def _default_graph(request: Request, known: Counts) -> Iterator[Triple]:
    dataset = _address(request, "void") + "#dataset"
    graph = _address(request, "void") + "#default-graph"
    yield _triple(dataset, RDF.type, SD.Dataset)
    yield _triple(dataset, SD.defaultGraph, graph)
    yield _triple(graph, RDF.type, SD.Graph)
    yield _count(graph, VOID_TERMS.triples, known.triples)


def _dataset(request: Request, known: Counts) -> Iterator[Triple]:
    dataset = _address(request, "void") + "#dataset"
    yield _triple(dataset, RDF.type, VOID_TERMS.Dataset)
    yield Triple(NamedNode(dataset), NamedNode(str(DCTERMS.title)), Literal(TITLE, language="en"))
    yield _triple(dataset, VOID_TERMS.sparqlEndpoint, _address(request, "sparql"))
    yield _triple(dataset, VOID_TERMS.dataDump, _address(request, "data"))
    yield Triple(NamedNode(dataset), NamedNode(str(VOID_TERMS.uriSpace)), Literal(INDIVIDUALS))
    for name in WRITTEN:
        yield _triple(dataset, VOID_TERMS.feature, FORMATS[name])
    for namespace in prefixes(services_of(request).schema).values():
        if namespace != INDIVIDUALS:
            yield _triple(dataset, VOID_TERMS.vocabulary, namespace)
    yield _count(dataset, VOID_TERMS.triples, known.triples)
    yield _count(dataset, VOID_TERMS.documents, known.graphs)
    yield _count(dataset, VOID_TERMS.classes, len(known.classes))
    yield _count(dataset, VOID_TERMS.properties, len(known.properties))
    yield from _partitions(dataset, known)


def _partitions(dataset: str, known: Counts) -> Iterator[Triple]:
    for number, (iri, members) in enumerate(known.classes, 1):
        part = f"{dataset}-class-{number}"
        yield _triple(dataset, VOID_TERMS.classPartition, part)
        yield _triple(part, VOID_TERMS["class"], iri)
        yield _count(part, VOID_TERMS.entities, members)
    for number, (iri, uses) in enumerate(known.properties, 1):
        part = f"{dataset}-property-{number}"
        yield _triple(dataset, VOID_TERMS.propertyPartition, part)
        yield _triple(part, VOID_TERMS.property, iri)
        yield _count(part, VOID_TERMS.triples, uses)


def _address(request: Request, name: str) -> str:
    """The whole address of a route.

    Raises:
        RequestError: the client calls this server by a name that is none.
    """
    try:
        return NamedNode(str(request.url_for(name))).value
    except ValueError as error:
        raise RequestError(400, "the header Host is malformed") from error


def _triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(str(predicate)), NamedNode(str(value)))


def _count(subject: str, predicate: str, number: int) -> Triple:
    value = Literal(str(number), datatype=NamedNode(str(XSD.integer)))
    return Triple(NamedNode(subject), NamedNode(str(predicate)), value)


def _answer(request: Request, triples: Sequence[Triple], media_type: str) -> Response:
    chosen = RdfFormat.from_media_type(media_type)
    own = {"sd": str(SD), "void": str(VOID_TERMS), "formats": str(FORMATS)}
    declared = prefixes(services_of(request).schema) | own
    turtle = chosen == RdfFormat.TURTLE
    body = serialize(triples, format=chosen, prefixes=declared if turtle else None)
    headers = {"content-type": content_type(media_type), "vary": "accept"}
    return Response(body, headers=headers)
