"""The projection of a store to networkx, the numbers about it, and its export."""

import networkx as nx
import pytest
from example import predicated

from kg.model import ArticleGraph
from kg.rdf import Store
from kg.view import (
    brokerage,
    centrality,
    communities,
    to_networkx,
    write_gexf,
    write_graphml,
)


@pytest.fixture
def example(example_graph: ArticleGraph) -> nx.MultiDiGraph:
    store = Store()
    store.replace([example_graph])
    return to_networkx(store)


def edges(G: nx.MultiDiGraph, source: str, target: str) -> list[dict]:
    """The edges between the nodes of these labels, as attribute dictionaries."""
    name = nx.get_node_attributes(G, "label")
    return [d for s, t, d in G.edges(data=True) if (name[s], name[t]) == (source, target)]


def node(G: nx.MultiDiGraph, label: str) -> dict:
    return next(d for _, d in G.nodes(data=True) if d["label"] == label)


EDGES = [
    # source, target, kind, label, role, status, time
    ("Kari Holm", "Norway", "relation", "headOf", "", "fact", ""),
    ("Jens Dahl", "NordFerry", "relation", "headOf", "", "former", ""),
    ("SeaLink", "NordFerry", "relation", "ownerOf", "", "attributed", ""),
    ("NordFerry", "Baltic Lines", "relation", "partOf", "", "negated", ""),
    ("Kari Holm", "Aalborg", "event", "Visit", "", "fact", "2024-05-16"),
    ("Kari Holm", "Oslo", "event", "Travel", "", "planned", "2024-05-20/2024-05-26"),
    ("Kari Holm", "Jens Dahl", "event", "Meeting", "", "negated", ""),
    ("NordFerry", "Denmark", "event", "Lawsuit", "", "possible", ""),
    ("NordFerry", "workers", "event", "Dismissal", "", "attributed", "2024-04"),
    # nobody is known to have done it: the patient stands for it, beside the place
    ("sailors", "ferry terminal", "event", "Killing", "place", "fact", "2024-05-03/2024-05-05"),
    # a participant alone, and an event that another one is about, are tied to the event's node
    ("creation", "NordFerry", "event", "Creation", "patient", "fact", "1998"),
    ("Harbour Union", "visit", "event", "Opposition", "", "fact", ""),
    ("visit", "Kari Holm", "event", "Visit", "agent", "fact", "2024-05-16"),
    # who said what: to what it is about, or back to the speaker
    ("Jens Dahl", "workers", "claim", "Claim", "about", "attributed", ""),
    ("Kari Holm", "Kari Holm", "claim", "Claim", "", "attributed", ""),
]


@pytest.mark.parametrize(("source", "target", "kind", "name", "role", "status", "time"), EDGES)
def test_statements_become_edges(example, source, target, kind, name, role, status, time):
    found = [
        (e["kind"], e["type"], e["role"], e["status"], e["time"])
        for e in edges(example, source, target)
    ]
    assert (kind, name, role, status, time) in found


def test_happenings_of_no_type_are_left_out(example):
    store = Store()
    store.replace([predicated()])
    assert nx.utils.graphs_equal(to_networkx(store), example)


def test_nothing_is_dropped(example, example_graph):
    carried = {e["statement"] for _, _, e in example.edges(data=True)}
    carried |= {s["statement"] for _, d in example.nodes(data=True) for s in d["attributes"]}
    assert len(carried) == example_graph.statements
    entities = [d for _, d in example.nodes(data=True) if d["kind"] == "entity"]
    assert len(entities) == len(example_graph.entities)


def test_marks_are_the_words_that_carry_the_statement(example):
    [visit] = edges(example, "Kari Holm", "Aalborg")
    first = visit["evidence"][0]
    marked = [first["text"][a:b] for a, b in first["marks"]]
    assert marked == ["Kari Holm", "visited", "Aalborg"]
    assert first["title"] and first["date"] == "2024-05-17" and first["url"]
    [claim] = edges(example, "Kari Holm", "Kari Holm")
    said = claim["evidence"][0]
    assert [said["text"][a:b] for a, b in said["marks"]] == [
        "We want the ferry back before winter,"
    ]
    assert [example.nodes[n]["label"] for n in claim["attributed_to"]] == ["Kari Holm"]


def test_figures_and_attributes_are_kept(example):
    [dismissal] = [e for e in edges(example, "NordFerry", "workers") if e["kind"] == "event"]
    assert dismissal["details"] == ["amount: at least 40"]
    holm = node(example, "Kari Holm")
    assert {(a["type"], *a["details"]) for a in holm["attributes"]} == {
        ("age", "52"),
        ("position", "minister"),
    }
    assert (holm["type"], holm["coarse"], holm["aliases"]) == ("Person", "Person", ["Holm"])
    assert node(example, "NordFerry")["coarse"] == "Organization"


def test_numbers_about_the_graph(example):
    ranks, between = centrality(example), brokerage(example)
    top = max(ranks, key=ranks.get)
    assert example.nodes[top]["label"] in {"Kari Holm", "NordFerry"}
    assert sum(ranks.values()) == pytest.approx(1)
    assert max(between.values()) <= 1 and example.nodes[max(between, key=between.get)]["label"]
    groups = communities(example)
    assert sorted(n for group in groups for n in group) == sorted(example)
    assert groups == communities(example)
    assert centrality(nx.MultiDiGraph()) == {} and communities(nx.MultiDiGraph()) == []


@pytest.mark.parametrize(
    ("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)]
)
def test_export_reads_back(example, tmp_path, write, read):
    first = next(iter(example))
    example.nodes[first]["label"] = 'bell \x07 <b> & "x" ￾ \x00'
    path = write(example, tmp_path / "graph.xml")
    back = read(path)
    assert set(back) == set(example) and back.number_of_edges() == example.number_of_edges()
    assert back.nodes[first]["label"] == 'bell  <b> & "x"  '
    assert path.read_bytes() == write(example, tmp_path / "again.xml").read_bytes()
