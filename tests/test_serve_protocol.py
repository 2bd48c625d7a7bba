"""The endpoint, request by request, as the W3C's recommendations have it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from serving import Reply, Serving, make_store, serving

from kg.rdf import Store
from kg.serve import Settings
from kg.serve.protocol.requests import LARGEST

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
ARTICLE = "https://kg.example/id/article/ferry"
PERSON = "https://kg.example/id/person/kari_holm"
FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
UPDATE = {"content-type": "application/sparql-update"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
SELECT = f"SELECT ?name {{ <{PERSON}> rdfs:label ?name }}"
ASK = f"ASK {{ <{PERSON}> a news:Person }}"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{PERSON}> rdfs:label ?name }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    store = make_store(tmp_path_factory.mktemp("protocol") / "store")
    with serving(Settings(store, workers=2, rows=2000, timeout=20)) as running:
        yield running


def at(path: str, *pairs: tuple[str, str]) -> str:
    return f"{path}?{urlencode(pairs)}"


def query(text: str, *pairs: tuple[str, str]) -> str:
    return at("/sparql", ("query", text), *pairs)


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", query(SELECT), {}, None),
        ("GET", query(SELECT, ("format", "json"), ("timeout", "3")), {}, None),
        ("POST", "/sparql", FORM, form(("query", SELECT))),
        ("POST", "/sparql", QUERY, SELECT),
        ("POST", "/sparql", {"content-type": "Application/SPARQL-Query;charset=UTF-8"}, SELECT),
        ("POST", at("/sparql", ("default-graph-uri", ARTICLE)), QUERY, SELECT),
        ("POST", at("/sparql", ("default-graph-uri", ARTICLE)), FORM, form(("query", SELECT))),
        ("POST", "/sparql", QUERY, b"\xef\xbb\xbf" + SELECT.encode()),
        ("GET", query("SELECT ?name { <person/kari_holm> rdfs:label ?name }"), {}, None),
    ],
)
def test_three_ways_to_ask(
    server: Serving, method: str, path: str, headers: dict[str, str], body: str | bytes | None
) -> None:
    reply = server.send(method, path, body, headers)
    assert (reply.status, reply.type) == (200, JSON)
    [binding] = json.loads(reply.body)["results"]["bindings"]
    assert binding["name"] == {"type": "literal", "value": "Kari Holm"}


@pytest.mark.parametrize(
    ("sparql", "accept", "status", "kind", "part"),
    [
        (SELECT, "*/*", 200, JSON, '"value": "Kari Holm"'),
        (SELECT, XML, 200, XML, "<literal>Kari Holm</literal>"),
        (SELECT, "text/csv", 200, "text/csv", "name\r\nKari Holm\r\n"),
        (SELECT, "text/*", 200, "text/csv", "Kari"),
        (SELECT, "text/tab-separated-values", 200, "text/tab-separated-values", '?name\n"Kari'),
        (SELECT, "application/json;q=0.2, text/csv;q=0.1", 200, "application/json", "bindings"),
        (SELECT, f"{JSON};q=0.2, {XML};q=0.9", 200, XML, "Kari"),
        (SELECT, f"{JSON};q=0, */*;q=0.1", 200, XML, "Kari"),
        (SELECT, "text/html, application/xml;q=0.9, */*;q=0.8", 200, "application/xml", "Kari"),
        (SELECT, "text/turtle", 406, "text/plain", "on offer"),
        (SELECT, "image/png", 406, "text/plain", "text/csv"),
        (SELECT, "", 200, JSON, "Kari"),
        (SELECT, "nonsense; q=high,,/;;=", 200, JSON, "Kari"),
        (ASK, XML, 200, XML, "<boolean>true</boolean>"),
        (ASK, "*/*", 200, JSON, '"boolean": true'),
        (CONSTRUCT, "*/*", 200, "text/turtle", '"Kari Holm"'),
        (CONSTRUCT, "application/n-triples", 200, "application/n-triples", f"<{PERSON}> <http"),
        (CONSTRUCT, "application/ld+json", 200, "application/ld+json", '"@id"'),
        (CONSTRUCT, "application/rdf+xml", 200, "application/rdf+xml", "<rdf:RDF"),
        (CONSTRUCT, f"{JSON}, text/csv", 406, "text/plain", "text/turtle"),
        ("CONSTRUCT { ?s <urn:x:1> 2 } {?s a ?t}", "application/rdf+xml", 406, "text/plain", "RDF"),
        (f"DESCRIBE <{PERSON}>", "*/*", 200, "text/turtle", "news:Person"),
    ],
)
def test_content_negotiation(
    server: Serving, sparql: str, accept: str, status: int, kind: str, part: str
) -> None:
    reply = server.send("GET", query(sparql), headers={"accept": accept})
    assert (reply.status, reply.type) == (status, kind)
    assert part in reply.text
    assert kind.startswith("text/") == ("charset=utf-8" in reply.headers["content-type"])


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "part"),
    [
        ("GET", query("SELECT"), {}, None, 400, "line 1"),
        ("GET", query(""), {}, None, 400, "a query begins with SELECT"),
        ("GET", query("DROP ALL"), {}, None, 400, "DROP changes the store"),
        ("GET", query("ASK { SERVICE <http://127.0.0.1:1/> {} }"), {}, None, 400, "no network"),
        ("GET", query(ASK, ("query", ASK)), {}, None, 400, "2 times"),
        ("GET", at("/sparql", ("update", "DROP ALL")), {}, None, 400, "POST"),
        ("GET", query(ASK, ("default-graph-uri", "here")), {}, None, 400, "absolute IRI"),
        ("GET", "/sparql?query=%ff", {}, None, 400, "malformed"),
        ("POST", "/sparql", FORM, form(("query", ASK), ("update", "DROP ALL")), 400, "both"),
        ("POST", "/sparql", FORM, form(("query", ASK), ("query", ASK)), 400, "2 times"),
        ("POST", "/sparql", FORM, "", 400, "missing"),
        ("POST", "/sparql", FORM, form(*[("x", "")] * 1001), 400, "malformed"),
        ("POST", query(ASK), QUERY, ASK, 400, "in the address"),
        ("POST", query(ASK), FORM, "", 400, "in the address"),
        ("POST", "/sparql", QUERY, b"ASK {} # \xff", 400, "no UTF-8"),
        ("POST", "/sparql", {"content-type": "text/plain"}, ASK, 415, "application/sparql-query"),
        ("POST", "/sparql", QUERY | {"content-type": "application/sparql-query;charset=utf-16"},
         ASK, 415, "UTF-8"),
        ("POST", "/sparql", {}, ASK, 415, "application/x-www-form-urlencoded"),
        ("POST", "/sparql", QUERY, b" " * (LARGEST + 1), 413, "larger than 8 MB"),
        ("PUT", "/sparql", QUERY, ASK, 405, "GET, POST, HEAD, OPTIONS"),
        ("DISPATCH", "/sparql", QUERY, ASK, 405, "GET, POST"),
        ("POST", "/sparql", UPDATE, "DROP ALL", 403, "only reads"),
        ("POST", "/sparql", FORM, form(("update", "DROP ALL")), 403, "only reads"),
        ("POST", "/data", {}, "", 405, "GET, HEAD, OPTIONS"),
        ("DELETE", "/data?default", {}, None, 405, "GET"),
        ("GET", at("/data", ("graph", ARTICLE + "#no")), {}, None, 404, "no graph"),
        ("GET", at("/data", ("graph", "here")), {}, None, 400, "absolute IRI"),
        ("GET", at("/data", ("graph", ARTICLE), ("default", "")), {}, None, 400, "both"),
        ("GET", "/data?default", {"accept": "image/png"}, None, 406, "text/turtle"),
        ("GET", query("SELECT * {?s ?p ?o. ?t ?q ?r}"), {}, None, 422, "more than 2000 rows"),
        ("GET", query("CONSTRUCT {?s a ?r} {?s ?p ?o. ?t ?q ?r}"), {}, None, 422, "2000 triples"),
    ],
)  # fmt: skip
def test_refusals_say_why_in_a_sentence(
    server: Serving,
    method: str,
    path: str,
    headers: dict[str, str],
    body: str | bytes | None,
    status: int,
    part: str,
) -> None:
    reply = server.send(method, path, body, headers)
    assert (reply.status, reply.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert part in reply.text
    assert reply.text.count("\n") == 1
    assert status != 405 or reply.headers["allow"] in part + reply.headers["allow"]


def test_other_methods(server: Serving) -> None:
    assert server.send("OPTIONS", "/sparql").headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert server.send("OPTIONS", "/data").status == 204
    head = server.send("HEAD", query(SELECT))
    assert (head.status, head.type, head.body) == (200, JSON, b"")


COUNT = "SELECT (COUNT(*) AS ?n) { %s }"
TRIPLE, QUAD = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("start", "default", "named", "triples", "quads"),
    [
        ("", (), (), True, True),
        ("", (ARTICLE,), (), True, False),
        ("", (), (ARTICLE,), False, True),
        ("", ("urn:x:nothing",), ("urn:x:nothing",), False, False),
        ("FROM <urn:x:nothing>", (), (), False, False),
        (f"FROM <{ARTICLE}>", (), (), True, False),
        (f"FROM NAMED <{ARTICLE}>", (), (), False, True),
        ("FROM <urn:x:nothing>", (ARTICLE,), (), True, False),
    ],
)
def test_the_dataset_is_that_of_the_parameters_else_that_of_the_text(
    server: Serving,
    start: str,
    default: tuple[str, ...],
    named: tuple[str, ...],
    *,
    triples: bool,
    quads: bool,
) -> None:
    pairs = [("default-graph-uri", g) for g in default] + [("named-graph-uri", g) for g in named]
    for pattern, some in ((TRIPLE, triples), (QUAD, quads)):
        sparql = f"ASK {start} {{ {pattern} FILTER(STRLEN('from') > 0) }}"
        assert json.loads(server.send("GET", query(sparql, *pairs)).body)["boolean"] is some
        posted = server.send("POST", at("/sparql", *pairs), form(("query", sparql)), FORM)
        assert json.loads(posted.body)["boolean"] is some


def parsed(reply: Reply) -> Graph:
    return Graph().parse(data=reply.body, format=reply.type)


def test_graphs_to_read(server: Serving, tmp_path: Path) -> None:
    with Store(make_store(tmp_path / "store")) as store:
        quads = list(store.database)
    in_article = [quad for quad in quads if str(quad.graph_name) == f"<{ARTICLE}>"]
    for accept in ("text/turtle", "application/n-triples", "application/rdf+xml"):
        reply = server.send("GET", at("/data", ("graph", ARTICLE)), headers={"accept": accept})
        assert (reply.status, reply.type, len(parsed(reply))) == (200, accept, len(in_article))
    union = server.send("GET", "/data?default")
    assert (union.type, len(parsed(union))) == ("text/turtle", len({q.triple for q in quads}))
    for accept in ("application/trig", "application/n-quads", "application/ld+json"):
        reply = server.send("GET", "/data", headers={"accept": accept})
        form = RdfFormat.from_media_type(reply.type)
        assert (reply.type, set(parse(reply.body, form))) == (accept, set(quads))
    assert server.send("HEAD", at("/data", ("graph", ARTICLE))).body == b""


def test_a_graph_beyond_the_bound_is_refused_whole(tmp_path: Path) -> None:
    settings = Settings(make_store(tmp_path / "store"), workers=1, rows=100)
    with serving(settings) as server:
        reply = server.send("GET", "/data")
    assert reply.status == 422
    assert "kg export" in reply.text


def test_the_service_describes_itself(server: Serving) -> None:
    graph = parsed(server.send("GET", "/sparql"))
    [service] = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{server.url}/sparql")
    assert list(graph.objects(service, SD.supportedLanguage)) == [SD.SPARQL11Query]
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert len(list(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    assert graph.value(graph.value(dataset, SD.defaultGraph), VOID.triples)
    xml = server.send("GET", "/sparql", headers={"accept": "application/rdf+xml"})
    assert len(parsed(xml)) == len(graph)
    page = server.send("GET", "/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (page.status, page.headers["location"]) == (303, "/query")


def test_the_dataset_describes_itself(server: Serving) -> None:
    graph = parsed(server.send("GET", "/.well-known/void"))
    [dataset] = graph.subjects(RDF.type, VOID.Dataset)
    counted = json.loads(server.send("GET", query(COUNT % QUAD)).body)
    number = counted["results"]["bindings"][0]["n"]["value"]
    assert str(graph.value(dataset, VOID.triples)) == number
    [part] = graph.subjects(VOID["class"], URIRef("https://kg.example/news#Person"))
    assert graph.value(part, VOID.entities) == Literal(2)
    uses = [int(n) for _, n in graph.subject_objects(VOID.triples)]
    assert sum(uses) == 2 * int(number)


def test_a_host_of_another_name_is_refused(server: Serving) -> None:
    for host in ("example.org", "127.0.0.1:<>"):
        assert server.send("GET", "/sparql", headers={"host": host}).status == 400


def test_settings_without_a_store_answer_503(server: Serving, tmp_path: Path) -> None:
    settings = replace(Settings(tmp_path / "none"), workers=1)
    with serving(settings) as empty:
        for path in (query(ASK), "/data", "/sparql", "/.well-known/void"):
            reply = empty.send("GET", path)
            assert (reply.status, reply.headers["retry-after"]) == (503, "5")
            assert "there is no store" in reply.text
