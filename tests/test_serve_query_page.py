"""The query page without a browser: its examples as texts, the names of IRIs, its HTML."""

import json
import re

import pytest
from serving import make_store, serving, wait_for_pages

from kg.errors import QueryError
from kg.rdf import Store, named_queries
from kg.rdf.sparql.results import Form
from kg.rdf.terms import prefixes
from kg.serve import Settings
from kg.serve.query.examples import examples, standalone

GIVEN = {"speaker": "Kari Holm", "entity": "NordFerry", "type": "Person", "statement": ""}
HOSTILE = '"} UNION {?s ?p ?o} #\n</script><b>\\'
PERSON = "https://kg.example/id/person/kari_holm"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("query") / "graph")


@pytest.fixture(scope="module")
def server(folder):
    with serving(Settings(folder, workers=1)) as running:
        wait_for_pages(running)
        yield running


@pytest.fixture(scope="module")
def store(folder):
    with Store(folder, read_only=True) as store:
        yield store


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("asked", [{}, GIVEN], ids=["everything", "given"])
def test_a_text_gives_what_the_named_query_gives(store, name, asked):
    query = examples()[name]
    values = {p: asked[p] for p, _ in query.parameters if asked.get(p)}
    text = standalone(query, values, prefixes(store.schema))
    found = store.database.query(text, use_default_graph_as_union=True)  # no prefix but its own
    assert found is not None
    if name in named_queries():
        assert store.query(text).rows == store.query(name, **values).rows
        assert not {p for p, _ in query.parameters} & set(store.query(text).variables)
    else:
        assert store.query(text).form is Form.CONSTRUCT and store.query(text).rows


@pytest.mark.parametrize("name", [n for n, q in examples().items() if dict(q.parameters)])
def test_what_is_asked_about_stays_one_term(store, name):
    values = {p: HOSTILE for p, kind in examples()[name].parameters if kind != "an IRI"}
    text = standalone(examples()[name], values, prefixes(store.schema))
    assert store.query(text).rows == ()


def test_an_iri_may_have_a_prefix(schema):
    text = standalone(examples()["evidence"], {"statement": "id:person/x"}, prefixes(schema))
    assert "VALUES ?statement { <https://kg.example/id/person/x> }" in text


def test_no_iri_is_an_error(schema):
    with pytest.raises(QueryError, match="is no IRI"):
        standalone(examples()["evidence"], {"statement": "> } #"}, prefixes(schema))


def post(server, body, kind="application/json"):
    return server.send("POST", "/api/labels", body, {"content-type": kind})


def labels(server, *iris):
    reply = post(server, json.dumps({"iris": iris}))
    assert reply.status == 200, reply.text
    return json.loads(reply.text)["labels"]


def test_labels_of_individuals_and_terms(server, schema):
    iris = [PERSON, schema.iri("Visit"), schema.iri("agent"), "https://kg.example/id/article/ferry"]
    found = labels(server, *iris, "https://example.org/unknown", "no iri")
    assert found[PERSON] == "Kari Holm"
    assert found[schema.iri("Visit")] == schema.event_types["Visit"].label
    assert found[schema.iri("agent")] == "agent"
    assert len(found) == 4
    many = [f"https://example.org/{i}" for i in range(1200)]
    assert labels(server, *many, PERSON) == {PERSON: "Kari Holm"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ('{"iris": "x"}', 400),
        ('{"iris": [1]}', 400),
        (json.dumps({"iris": ["x"] * 5001}), 400),
        ("x" * (3 << 20), 413),
        (b"\xff\xfe", 400),
        ('{"iris": ["\\ud800"]}', 400),
        ('{"iris": ' + "[" * 100_000, 400),
    ],
)
def test_bad_requests_for_labels(server, body, status):
    assert post(server, body).status == status
    assert post(server, body, "text/plain").status == 415  # what another site's form may send


def test_page_has_examples_terms_and_no_inline_code(server):
    reply = server.send("GET", "/query?name=who-said-what&speaker=Kari+Holm")
    assert reply.status == 200 and reply.type == "text/html"
    for query in examples().values():
        assert f'data-name="{query.name}"' in reply.text
    [settings] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', reply.text)
    given = json.loads(settings)
    assert 'VALUES ?speaker { "Kari Holm" }' in given["query"]
    assert {"news", "rdf", "schema", "id"} <= given["prefixes"].keys()
    assert {"Visit", "Person"} <= {c["iri"].partition("#")[2] for c in given["classes"]}
    assert {"headOf", "agent"} <= {p["iri"].partition("#")[2] for p in given["properties"]}
    assert not re.search(r"<script>|<style|\sstyle=|\son\w+=", reply.text)
    policy = reply.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy


def test_shared_text_is_escaped(server):
    reply = server.send("GET", "/query?query=%3C/script%3E%3Cb%3Ehi")
    assert "</script><b>" not in reply.text and "&lt;/script&gt;&lt;b&gt;hi" in reply.text


def test_unknown_example(server):
    assert server.send("GET", "/api/query/nothing").status == 404
    assert server.send("GET", "/query?name=nothing").status == 404
    text = json.loads(server.send("GET", "/api/query/timeline?entity=Oslo").text)["query"]
    assert 'VALUES ?entity { "Oslo" }' in text
