"""Labels and IRIs that updates may bring in: markup, control characters, schemes that run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from serving import Serving, make_store, serving, wait_for_pages

from kg.rdf import Store
from kg.rdf.terms import prefixes
from kg.serve import Settings
from kg.serve.http.addresses import page_of

PERSON = "https://kg.example/id/person/kari_holm"
RUNS = "javascript:alert('x')//"
DOTTED = "https://kg.example/id/../../articles"
LABEL = r'''"</title><script>owned()</script>\"'\u0001\u000B<b>&\uFFFF"'''
UPDATES = (
    f"DELETE {{ GRAPH ?g {{ <{PERSON}> ?p ?o }} }} INSERT {{ GRAPH ?g {{ <{RUNS}> ?p ?o }} }} "
    f"WHERE {{ GRAPH ?g {{ <{PERSON}> ?p ?o }} }}",
    f"DELETE {{ GRAPH ?g {{ ?s ?p <{PERSON}> }} }} INSERT {{ GRAPH ?g {{ ?s ?p <{RUNS}> }} }} "
    f"WHERE {{ GRAPH ?g {{ ?s ?p <{PERSON}> }} }}",
    "DELETE { GRAPH ?g { ?s ?p ?o } } "
    f"INSERT {{ GRAPH ?g {{ ?s ?p {LABEL} . ?s schema:url <javascript:alert(1)> }} }} "
    "WHERE { VALUES ?p { rdfs:label schema:headline } GRAPH ?g { ?s ?p ?o } "
    "FILTER(CONTAINS(STR(?g), '/article/')) }",
    f"INSERT DATA {{ GRAPH <urn:x:g> {{ <{RUNS}> rdfs:seeAlso <data:text/html,x>, <{DOTTED}> . "
    f"<{DOTTED}> rdfs:label {LABEL} . <urn:x:odd> <urn:x:1> 1 }} }}",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder: Path = make_store(tmp_path_factory.mktemp("hostile") / "store")
    with Store(folder) as store:
        for update in UPDATES:
            store.database.update(update, prefixes=prefixes(store.schema))
        store.database.flush()
    with serving(Settings(folder, workers=1)) as running:
        wait_for_pages(running)
        yield running


@pytest.fixture(scope="module")
def graph(server: Serving) -> dict[str, list[dict[str, str]]]:
    return json.loads(server.send("GET", "/api/graph").body)["parts"][0]


def test_pages_have_no_markup_and_no_links_that_run(
    server: Serving, graph: dict[str, list[dict[str, str]]]
) -> None:
    assert RUNS in [node["iri"] for node in graph["nodes"]]
    pages = ["/", "/timeline", "/map", "/claims?type=Visit", "/articles", "/search?q=script",
             "/article/article/ferry", page_of("resource", RUNS), page_of("resource", DOTTED),
             *(page_of(node["kind"], node["iri"]) for node in graph["nodes"][:6])]  # fmt: skip
    for page in pages:
        reply = server.send("GET", page, headers={"accept": "text/html"})
        assert reply.status == 200, page
        assert "<script>owned" not in reply.text and "<b>" not in reply.text
        links = re.findall(r'(?:href|src|action)="([^"]*)"', reply.text)
        assert all(re.match(r"[/#]|https://wire\.example/", link) for link in links), page
        assert not any(link.startswith("//") for link in links)


@pytest.mark.parametrize("iri", [RUNS, DOTTED])
def test_iris_without_a_page_are_shown_and_lead_nowhere_else(server: Serving, iri: str) -> None:
    assert page_of("entity", iri) == page_of("resource", iri) == f"/resource?iri={quote(iri, '')}"
    reply = server.send("GET", page_of("entity", iri), headers={"accept": "text/html"})
    assert (reply.status, "What is said of it" in reply.text) == (200, True)


def test_files_are_well_formed(server: Serving, graph: dict[str, list[dict[str, str]]]) -> None:
    iris = [node["iri"] for node in graph["nodes"]]
    for form in ("graphml", "turtle"):
        said = [statement["iri"] for statement in graph["statements"] if "iri" in statement]
        body = json.dumps({"nodes": iris, "statements": said, "format": form})
        headers = {"content-type": "application/json"}
        reply = server.send("POST", "/api/download", body, headers)
        assert reply.status == 200 and "attachment" in reply.headers["content-disposition"]
        if form == "graphml":
            ElementTree.fromstring(reply.body)
        else:
            assert len(list(parse(reply.body, RdfFormat.TURTLE))) > len(iris)


def test_rdf_xml_is_well_formed_or_refused(server: Serving) -> None:
    xml = {"accept": "application/rdf+xml"}
    for path in (f"/data?graph={quote(PERSON.replace('person/kari_holm', 'article/ferry'))}",
                 page_of("resource", RUNS) + "&format=rdfxml"):  # fmt: skip
        reply = server.send("GET", path, headers=xml)
        assert (reply.status, reply.type) == (200, "application/rdf+xml")
        ElementTree.fromstring(reply.body)
    for path in ("/data?default", "/resource?iri=urn:x:odd&format=rdfxml"):
        refused = server.send("GET", path, headers=xml)
        assert (refused.status, "urn:x:1" in refused.text) == (406, True)
