"""The JSON behind the graph page, over HTTP."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import networkx as nx
import pytest
import rdflib
from example import example
from serving import Serving, serving, wait_for_pages

from kg.rdf import Store
from kg.serve import Settings
from kg.view import to_networkx, write_graphml

ID = "https://kg.example/id/"
KARI, NORDFERRY = f"{ID}person/kari_holm", f"{ID}organization/nordferry"
VISIT = f"{ID}article/ferry#Visit=49,56"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """The example article, and another one that says only a part of it."""
    graph = example()
    short = replace(
        graph,
        article=replace(graph.article, id="short", title="Minister in Aalborg", date=None),
        relations=graph.relations[:1],
        attributes=(),
        events=(),
        claims=(),
        predications=(),
    )
    path = tmp_path_factory.mktemp("explore") / "graph"
    with Store(path) as opened:
        opened.replace([graph, short])
    return path


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Serving]:
    with serving(Settings(store=store, workers=1)) as running:
        wait_for_pages(running)
        yield running


def ask(server: Serving, path: str, **query: str | list[str]) -> dict:
    reply = server.send("GET", f"/api/{path}?{urlencode(query, doseq=True)}")
    assert reply.status == 200, reply.text
    assert reply.type == "application/json"
    return json.loads(reply.body)


def post(server: Serving, path: str, body: object):
    headers = {"content-type": "application/json"}
    return server.send("POST", f"/api/{path}", json.dumps(body), headers)


def labels(part: dict) -> set[str]:
    return {node["label"] for node in part["nodes"]}


def lines(part: dict) -> set[tuple[str, str, str]]:
    names = [node["label"] for node in part["nodes"]]
    return {(names[a], part["statements"][s]["label"], names[b]) for a, b, s, *_ in part["edges"]}


def test_the_start_is_what_the_page_of_the_store_draws(server, store):
    answer = ask(server, "graph")
    [part] = answer["parts"]
    with Store(store, read_only=True) as opened:
        G = to_networkx(opened)
    linked = {node for node in G if set(nx.all_neighbors(G, node)) - {node}}
    assert {node["iri"] for node in part["nodes"]} == linked
    assert {(part["nodes"][a]["iri"], part["nodes"][b]["iri"]) for a, b, *_ in part["edges"]} == {
        (a, b) for a, b in G.edges() if a != b
    }
    assert len({tuple(place) for place in part["places"]}) == len(linked)
    assert not part["evidence"]  # only what is shown is sent
    entities = sum(node["kind"] == "entity" for _, node in G.nodes(data=True))
    assert answer["totals"]["entities"] == entities and answer["totals"]["nodes"] == len(G)
    for node in part["nodes"]:
        assert node["more"] == len(set(nx.all_neighbors(G, node["iri"])) - {node["iri"]})


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"relation": "event Visit"}, {"Kari Holm", "Aalborg", "visit"}),
        ({"status": "negated"}, {"NordFerry", "Baltic Lines", "Kari Holm", "Jens Dahl"}),
        ({"status": ["negated", "possible"], "type": ["Organization", "Place"]},
         {"NordFerry", "Baltic Lines", "Denmark"}),
        ({"type": ["-Place", "-Organization", "-Event"], "confidence": "0.8"},
         {"Kari Holm", "Jens Dahl", "Danish officials", "workers"}),
        ({"from": "2024-05-19", "undated": "0"}, {"Kari Holm", "Oslo"}),
        ({"until": "2000", "undated": "0"}, {"creation", "NordFerry"}),
        ({"from": "2024-04", "until": "2024-04", "undated": "0"}, {"NordFerry", "workers"}),
        ({"article": "short"}, {"Kari Holm", "Norway"}),
        ({"confidence": "0.95"}, {"Jens Dahl", "workers", "NordFerry"}),
        ({"relation": "relation nothing"}, set()),
    ],
)  # fmt: skip
def test_filters_choose_what_is_drawn(server, query, shown):
    answer = ask(server, "graph", **query)
    assert labels(answer["parts"][0]) == shown


def test_counts_are_those_under_the_other_filters(server):
    everything = ask(server, "graph")["facets"]
    assert dict(everything["types"])["Person"] == 2
    assert dict(everything["statuses"]) == {
        "fact": 15, "negated": 2, "planned": 1, "possible": 1, "attributed": 4, "former": 1,
    }  # fmt: skip
    kinds = {kind: {key: count for key, count, _ in rows} for kind, rows in everything["relations"]}
    assert kinds["relation"]["relation headOf"] == 4 and kinds["claim"] == {"claim Claim": 2}
    negated = ask(server, "graph", status="negated")["facets"]
    assert negated["statuses"] == everything["statuses"]  # its own filter does not count
    assert dict(negated["types"]) == {
        "Person": 2, "Organization": 2, "Place": 0, "Event": 0, "Group": 0, "Product": 0,
    }  # fmt: skip
    kinds = {kind: {key: count for key, count, _ in rows} for kind, rows in negated["relations"]}
    assert kinds["event"]["event Visit"] == 0 and kinds["event"]["event Meeting"] == 1
    assert negated["time"]["labels"] == everything["time"]["labels"]
    assert negated["time"]["undated"] == 2 and sum(negated["time"]["weights"]) == 0
    dated = ask(server, "graph", **{"from": "2024-05"})["facets"]["time"]
    assert dated == everything["time"]
    assert sum(everything["time"]["weights"]) == pytest.approx(7, abs=0.1)


def test_a_node_adds_its_strongest_neighbours(server):
    start = ask(server, "graph", relation="event Visit")["parts"][0]
    shown = [node["iri"] for node in start["nodes"]]
    reply = post(server, "expand", {"node": KARI, "shown": shown})
    part = json.loads(reply.body)
    assert part["centre"] == KARI
    assert labels(part) == {
        "Kari Holm", "Norway", "Jens Dahl", "Danish officials", "Oslo", "Aalborg", "visit",
    }  # fmt: skip
    assert ("Kari Holm", "visited", "Aalborg") in lines(part)
    unknown = post(server, "expand", {"node": KARI, "shown": ["https://nowhere.example/"]})
    assert unknown.status == 200  # what is gone meanwhile does no harm
    only = post(server, "expand?relation=event+Travel", {"node": KARI, "shown": shown})
    assert lines(json.loads(only.body)) == {("Kari Holm", "traveled to", "Oslo")}


def test_a_link_gives_the_state_that_it_was_made_from(server):
    answer = ask(server, "graph", start=KARI, open=[NORDFERRY, "https://nowhere.example/"])
    first, second = answer["parts"]
    assert first["nodes"][0]["iri"] == KARI and "places" in first
    assert second["centre"] == NORDFERRY and "Baltic Lines" in labels(second)
    again = ask(server, "graph", start=KARI, open=[NORDFERRY, "https://nowhere.example/"])
    assert again == answer


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("nord", "NordFerry"),
        ("KARI hol", "Kari Holm"),
        ("visit", "visit"),
        ("ALBORG", None),
        ("", None),
        ('" OR *', None),
    ],
)
def test_search_by_the_beginnings_of_words(server, words, first):
    found = [node["label"] for node in ask(server, "search", q=words)["results"]]
    assert found[:1] == ([first] if first else [])


def test_cards_of_a_node_and_of_a_line(server):
    answer = ask(server, "statements", node=KARI)
    part = answer["part"]
    assert answer["total"] == 9 and answer["hidden"] == 0
    assert [s["kind"] for s in part["statements"]] == sorted(
        (s["kind"] for s in part["statements"]),
        key=["relation", "event", "claim", "attribute"].index,
    )
    for statement in part["statements"]:
        sentences = [part["evidence"][e] for e in statement["evidence"]]
        assert sentences and all(part["articles"][s["article"]]["title"] for s in sentences)
    assert [part["statements"][s]["kind"] for s, _ in part["owners"]] == ["attribute"] * 2
    [last] = ask(server, "statements", node=KARI, offset="8")["part"]["statements"]
    assert last["iri"] == part["statements"][8]["iri"]
    some = ask(server, "statements", node=KARI, status="negated")
    assert (some["total"], some["hidden"]) == (1, 8)
    line = ask(server, "statements", source=KARI, target=f"{ID}place/norway", status="fact")
    assert (line["total"], line["hidden"]) == (2, 0)
    event = ask(server, "statements", node=VISIT)
    assert {s["type"] for s in event["part"]["statements"]} == {"Visit", "Opposition"}


def test_articles_by_their_titles(server):
    found = ask(server, "articles", q="AALBORG", relation="relation headOf")["results"]
    assert [(row["identifier"], row["count"]) for row in found] == [("ferry", 3), ("short", 1)]
    assert ask(server, "articles", q="'; DROP TABLE node; --")["results"] == []


def test_graphml_is_that_of_the_exported_graph(server, store, tmp_path):
    with Store(store, read_only=True) as opened:
        G = to_networkx(opened)
    said = {edge["statement"] for _, _, edge in G.edges(data=True)}
    body = {"format": "graphml", "nodes": list(G), "statements": sorted(said)}
    reply = post(server, "download", body)
    assert reply.headers["content-disposition"] == 'attachment; filename="graph.graphml"'
    (tmp_path / "answer.graphml").write_bytes(reply.body)
    found = nx.read_graphml(tmp_path / "answer.graphml")
    expected = nx.read_graphml(write_graphml(G, tmp_path / "graph.graphml"))
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
    edges = found.edges(keys=True, data=True), expected.edges(keys=True, data=True)
    assert sorted(map(str, edges[0])) == sorted(map(str, edges[1]))


def test_turtle_has_the_shown_statements_alone(server, schema):
    [part] = ask(server, "graph", article="ferry", relation="event Visit")["parts"]
    body = {
        "format": "turtle",
        "nodes": [node["iri"] for node in part["nodes"]],
        "statements": [statement["iri"] for statement in part["statements"]],
    }
    reply = post(server, "download", body)
    assert reply.type == "text/turtle"
    graph = rdflib.Graph().parse(data=reply.text, format="turtle")
    news = {name: rdflib.URIRef(schema.iri(name)) for name in ("visited", "headOf", "evidence")}
    kari, aalborg = rdflib.URIRef(KARI), rdflib.URIRef(f"{ID}place/aalborg")
    assert (kari, news["visited"], aalborg) in graph
    assert not list(graph.subject_objects(news["headOf"]))
    exact = rdflib.URIRef(schema.iri("oa:exact"))
    passages = list(graph.objects(rdflib.URIRef(VISIT), news["evidence"]))
    assert any("Aalborg" in str(graph.value(passage, exact)) for passage in passages)
    assert all(graph.value(passage, exact) for passage in passages)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("graph?status=true", 400, "there are fact, negated"),
        ("graph?from=soon", 400, "a day, month or year"),
        ("graph?until=2024-05-01/2024-05-02", 400, "a day, month or year"),
        ("graph?confidence=2", 400, "confidence is a number from 0 to 1"),
        ("graph?confidence=nan", 400, "confidence is a number"),
        ("graph?undated=maybe", 400, "undated is 0 or 1"),
        ("graph?from=2024&from=2023", 400, "from may be given once"),
        (f"graph?type={'x' * 300}", 400, "200 characters at most"),
        (f"graph?{'type=x&' * 501}", 400, "500 times at most"),
        (f"graph?{'open=x&' * 61}", 400, "60 times at most"),
        ("graph?article=none", 404, "no article of the store is called 'none'"),
        ("graph?start=https://nowhere.example/", 404, "nothing in the store is called"),
        ("statements", 400, "give source once"),
        ("statements?node=x", 404, "nothing in the store is called x"),
        (f"statements?node={KARI}&offset=-1", 400, "a whole number from 0"),
        (f"search?q={'x' * 201}", 400, "at most 200 characters"),
        ("nothing", 404, "404"),
    ],
)
def test_what_cannot_be_answered_says_why(server, path, status, words):
    reply = server.send("GET", f"/api/{path}")
    assert reply.status == status and reply.type == "application/json"
    assert words in json.loads(reply.body)["error"]


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("expand", "[", "the body is no JSON"),
        ("expand", "[]", "the body is no JSON object"),
        ("expand", '{"node": "\\ud800", "shown": []}', "no JSON in UTF-8"),
        ("download", '{"node": ' + "[" * 100_000, "no JSON in UTF-8"),
        ("expand", '{"node": 1, "shown": []}', "node is a string"),
        ("expand", '{"node": "x", "shown": "y"}', "shown is a list of strings"),
        ("expand", json.dumps({"node": "x", "shown": ["y"] * 5001}), "5000 strings at most"),
        ("download", '{"format": "exe", "nodes": [], "statements": []}', "graphml or turtle"),
        ("download", '{"format": "turtle", "nodes": []}', "statements is a list of strings"),
    ],
)
def test_bodies_that_make_no_sense(server, path, body, words):
    reply = server.send("POST", f"/api/{path}", body, {"content-type": "application/json"})
    assert reply.status == 400 and words in json.loads(reply.body)["error"]
    plain = server.send("POST", f"/api/{path}", body, {"content-type": "text/plain"})
    assert plain.status == 415  # what another site's form may send
