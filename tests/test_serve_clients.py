"""The endpoint as programs use it: clients unchanged, updates, bad company, any bytes at all."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import SPARQLWrapper
import works
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from serving import Reply, Serving, make_store, serving

from kg.rdf import Store
from kg.serve import Settings

TOKEN = "öpen-sesame"
BEARER = f"Bearer {TOKEN}".encode().decode("latin-1")
PERSON = "https://kg.example/id/person/kari_holm"
LABEL = f"SELECT ?name {{ <{PERSON}> <{RDFS.label}> ?name }}"
UPDATE = "application/sparql-update"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("clients") / "store")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Serving]:
    with serving(Settings(folder, workers=3, timeout=3, token=TOKEN)) as running:
        yield running


def test_rdflib_reads(server: Serving) -> None:
    graph = Graph(SPARQLStore(f"{server.url}/sparql"))
    assert str(graph.value(URIRef(PERSON), RDFS.label)) == "Kari Holm"
    assert [str(row[0]) for row in graph.query(LABEL)] == ["Kari Holm"]
    assert (URIRef(PERSON), None, None) in graph


@pytest.mark.parametrize("form", [SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV])
@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
def test_sparqlwrapper_reads(server: Serving, form: str, method: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(LABEL)
    client.setMethod(method)
    client.setReturnFormat(form)
    with client.query().response as response:
        assert b"Kari Holm" in response.read()


def test_sparqlwrapper_reads_triples(server: Serving) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(f"CONSTRUCT WHERE {{ <{PERSON}> <{RDFS.label}> ?name }}")
    client.setReturnFormat(SPARQLWrapper.TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == 1


def ask(server: Serving, sparql: str) -> bool:
    reply = server.send("GET", f"/sparql?query={quote(sparql)}")
    assert reply.status == 200, reply.text
    return bool(json.loads(reply.body)["boolean"])


def update(server: Serving, text: str, authorization: str | None = BEARER) -> Reply:
    headers = {"content-type": UPDATE} | ({"authorization": authorization} if authorization else {})
    return server.send("POST", "/sparql", text, headers)


INSERT = "INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> <urn:x:%s> } }"


def test_an_update_is_seen_at_once_and_leaves_the_store_to_others(
    server: Serving, folder: Path
) -> None:
    assert update(server, INSERT % "c").status == 204
    assert ask(server, "ASK { <urn:x:a> ?p <urn:x:c> }")
    with Store(folder) as store:
        assert store.query("ASK { <urn:x:a> ?p <urn:x:c> }").strings() == (("true",),)
        locked = update(server, INSERT % "d")
        assert (locked.status, locked.headers["retry-after"]) == (503, "5")
        assert "in use by another process" in locked.text
        assert not ask(server, "ASK { <urn:x:a> ?p <urn:x:d> }")
    encoded = urlencode({"update": "DROP GRAPH <urn:x:g>"})
    headers = {"content-type": "application/x-www-form-urlencoded", "authorization": BEARER}
    assert server.send("POST", "/sparql", encoded, headers).status == 204
    assert not ask(server, "ASK { <urn:x:a> ?p ?o }")


def test_rdflib_updates(server: Serving) -> None:
    url = f"{server.url}/sparql"
    store = SPARQLUpdateStore(url, url, headers={"Authorization": BEARER})
    store.update(INSERT % "rdflib")
    assert ask(server, "ASK { <urn:x:a> ?p <urn:x:rdflib> }")


@pytest.mark.parametrize(
    ("text", "authorization", "status", "part"),
    [
        (INSERT % "n", None, 401, "Authorization: Bearer"),
        (INSERT % "n", "Basic b3Blbjpz", 401, "Authorization: Bearer"),
        (INSERT % "n", "Bearer", 401, "Authorization: Bearer"),
        (INSERT % "n", "Bearer sesame", 403, "not that of the server"),
        ("INSERT DATA {", BEARER, 400, "SPARQL syntax error"),
        ("SELECT * {}", BEARER, 400, "an update is INSERT DATA"),
        ("LOAD <http://127.0.0.1:1/>", BEARER, 400, "no network"),
        ("LOAD SILENT <http://127.0.0.1:1/>", BEARER, 400, "no network"),
        ("INSERT {?s a ?t} WHERE {SERVICE <http://127.0.0.1:1/> {?s a ?t}}", BEARER, 400, "no net"),
        (INSERT % "n" + "; DROP GRAPH <urn:x:nothing>", BEARER, 400, "cannot be done"),
        (f"INSERT {{ <urn:x:a> <urn:x:n> ?n }} WHERE {{ {works.RUNAWAY} }}", BEARER, 503, "longer"),
    ],
)
def test_an_update_that_is_refused_changes_nothing(
    server: Serving, text: str, authorization: str | None, status: int, part: str
) -> None:
    reply = update(server, text, authorization)
    assert (reply.status, reply.type) == (status, "text/plain")
    assert part in reply.text
    assert ("www-authenticate" in reply.headers) == (status == 401)
    assert not ask(server, "ASK { { <urn:x:a> ?p <urn:x:n> } UNION { ?s <urn:x:n> ?n } }")
    assert update(server, "INSERT DATA { GRAPH <urn:x:loading> {} } # LOAD").status == 204


def test_dataset_parameters_of_updates_are_refused(server: Serving) -> None:
    headers = {"content-type": UPDATE, "authorization": BEARER}
    path = "/sparql?using-graph-uri=urn:x:g"
    assert server.send("POST", path, INSERT % "n", headers).status == 400


def test_runaway_queries_do_not_hold_up_others(server: Serving) -> None:
    runaway = f"/sparql?query={quote(works.RUNAWAY)}"
    with ThreadPoolExecutor() as threads:
        slow = [threads.submit(server.send, "GET", runaway) for _ in range(2)]
        time.sleep(0.2)
        answered = 0
        while not any(waiting.done() for waiting in slow):
            assert ask(server, "ASK {}")
            answered += 1
        assert answered > 10  # one at a time, within three seconds
        assert {waiting.result().status for waiting in slow} == {503}
        assert all("3 seconds" in waiting.result().text for waiting in slow)


def test_a_client_that_leaves_frees_its_process(folder: Path) -> None:
    with serving(Settings(folder, workers=1, timeout=60)) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            path = f"/sparql?query={quote(works.RUNAWAY)}"
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            time.sleep(0.3)
        assert ask(server, "ASK {}")  # it would be refused after ten seconds


METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X_Y"])
PATHS = st.sampled_from(["/sparql", "/data", "/.well-known/void"])
WORDS = st.sampled_from(
    ["ASK {}", LABEL, "SELECT", "{", "CLEAR ALL", "LOAD", "SERVICE", "stats", "urn:x:g", "\0", ""]
)
VALUES = st.one_of(WORDS, st.text(max_size=20), st.binary(max_size=20))
NAMES = st.sampled_from(
    ["query", "update", "graph", "default", "default-graph-uri", "named-graph-uri", "x"]
)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=4)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
TYPES = st.sampled_from(
    ["application/sparql-query", UPDATE, "application/x-www-form-urlencoded", "text/plain"]
)
ACCEPT = st.one_of(HEADER, st.sampled_from(["*/*", "text/turtle", "text/html", "a/b;q=9", "/"]))


def encodable(pairs: list[tuple[str, str | bytes]]) -> list[tuple[str, bytes]]:
    return [(n, v.encode("utf-8", "replace") if isinstance(v, str) else v) for n, v in pairs]


@given(METHODS, PATHS, PAIRS, st.one_of(PAIRS, st.binary(max_size=50)), st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_asked_the_server_answers_and_lives(
    server: Serving,
    method: str,
    path: str,
    parameters: list[tuple[str, str | bytes]],
    body: list[tuple[str, str | bytes]] | bytes,
    data: st.DataObject,
) -> None:
    headers = {
        "content-type": data.draw(st.one_of(TYPES, HEADER)).strip(),
        "accept": data.draw(ACCEPT).strip(),
        "authorization": data.draw(st.one_of(HEADER, st.just("Bearer x"))).strip(),
    }
    content = body if isinstance(body, bytes) else urlencode(encodable(body)).encode()
    address = f"{path}?{urlencode(encodable(parameters))}"
    try:
        reply = server.send(method, address, content, headers)
    except http.client.BadStatusLine:
        pytest.fail("the server hung up")
    assert reply.status < 500
    assert ask(server, "ASK {}")
