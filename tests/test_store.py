"""The store: each article whole, whatever happens; and one clear line when it cannot be used."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from example import example
from pyoxigraph import parse

from kg.errors import FormatError, StoreError
from kg.model import ArticleGraph
from kg.rdf import RDF_FORMATS, Store, terms, to_quads
from kg.rdf.classes import BELOW, class_quads, ontology_iri
from kg.rdf.store import FORMAT_FILE
from kg.schema import Schema

# Builds 12 articles, then their second versions; kills itself while the eighth is replaced, when
# its quads are gone from the transaction and some of the others are in.
BUILD = """
import os, signal, sys
from test_store import version
from kg.rdf import Store
from kg.rdf.sparql import replacement as module
store = Store(sys.argv[1])
store.replace([version(n, 1) for n in range(12)])
functions = module._functions
def deadly(name, removed, added):
    given = functions(name, removed, added)
    def kill(number):
        if "a7" in name.value and int(number.value) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return asked(number)
    (key,) = (key for key in given if key.value.endswith("added"))
    asked, given[key] = given[key], kill
    return given
module._functions = deadly
store.replace([version(n, 2) for n in range(12)])
"""
# Says when an article is asked for; a batch of four is written just after every fourth.
BULK = """
import sys
from test_store import version
from kg.rdf import Store, store
store.BATCH, store.FEW = 3000, 0
def graphs():
    for n in range(1000):
        print(n, flush=True)
        yield version(n, 1)
Store(sys.argv[1]).replace(graphs())
"""
HOLD = "import sys; from kg.rdf import Store; s = Store(sys.argv[1]); print(0, flush=True); input()"


def version(number: int, which: int) -> ArticleGraph:
    """The example under the id "aNUMBER"; the second version has another text and less in it."""
    graph = example()
    article = replace(graph.article, id=f"a{number}", title=f"version {which}")
    if which == 1:
        return replace(graph, article=article, events=graph.events[:-1])
    return replace(graph, article=article, claims=(), relations=graph.relations[:2])


def dump(store: Store, name: str = "nquads") -> bytes:
    output = io.BytesIO()
    store.export(name, output)
    return output.getvalue()


@pytest.fixture
def process() -> Iterator["Process"]:
    running = Process()
    yield running
    running.kill()


class Process:
    """Another Python that runs a program of this module."""

    def start(self, program: str, store: Path) -> None:
        path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        self.child = subprocess.Popen(
            [sys.executable, "-c", program, str(store)],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        self.child.kill()  # SIGKILL
        self.child.communicate()

    def wait_for(self, line: str) -> None:
        assert self.child.stdout is not None
        assert any(read.strip() == line for read in self.child.stdout), "the program failed"


def test_a_killed_rebuild_leaves_every_article_whole(
    tmp_path: Path, schema: Schema, process: Process
) -> None:
    process.start(BUILD, tmp_path / "store")
    assert process.child.wait() == -signal.SIGKILL
    with Store(tmp_path / "store") as store:
        for number in range(12):
            name = terms.article_iri(f"a{number}")
            found = set(store.database.quads_for_pattern(None, None, None, name))
            which = 2 if number < 7 else 1
            assert found == set(to_quads(version(number, which), schema))
        assert store.replace(version(n, 2) for n in range(12)) == 5


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.06])  # seconds; only varies where the kill hits
def test_a_killed_build_leaves_whole_articles(
    tmp_path: Path, schema: Schema, process: Process, delay: float
) -> None:
    process.start(BULK, tmp_path / "store")
    process.wait_for("12")
    time.sleep(delay)
    process.kill()
    with Store(tmp_path / "store") as store:
        articles = store.stats().articles
        assert 0 < articles < 1000
        for number in range(articles):
            name = terms.article_iri(f"a{number}")
            found = set(store.database.quads_for_pattern(None, None, None, name))
            assert found == set(to_quads(version(number, 1), schema))


def test_building_twice_changes_nothing(tmp_path: Path) -> None:
    graphs = [version(n, 1) for n in range(4)]
    with Store(tmp_path / "one") as one, Store(tmp_path / "other") as other, Store() as memory:
        assert one.replace(graphs) == 4
        first = dump(one)
        assert one.replace(graphs) == 0
        other.replace([version(1, 2), *reversed(graphs), graphs[0]])
        memory.replace(graphs)
        assert first == dump(one) == dump(other) == dump(memory)


def test_replace_and_remove(tmp_path: Path, schema: Schema) -> None:
    with Store(tmp_path / "store") as store:
        store.replace([version(1, 1), version(2, 1), version(1, 2)])
        store.remove("a2")
        assert set(store.quads()) == set(to_quads(version(1, 2), schema))
        with pytest.raises(StoreError, match="no article 'a2' in the store"):
            store.remove("a2")
    with Store(tmp_path / "store") as store:
        assert store.stats().articles == 1


def test_articles_before_a_failure_are_kept() -> None:
    def graphs() -> Iterator[ArticleGraph]:
        yield version(1, 1)
        raise ValueError("the second article")

    store = Store()
    with pytest.raises(ValueError, match="second"):
        store.replace(graphs())
    assert store.stats().articles == 1


def test_stats() -> None:
    store = Store()
    store.replace([version(1, 1), version(2, 1)])
    stats = store.stats()
    assert (stats.articles, stats.sentences, stats.covered) == (2, 20, 18)
    assert (stats.facts, stats.others) == (2 * 16, 2 * 6)
    assert stats.entities["Person"] == 2  # the same two in both articles
    assert stats.events["Meeting"] == 2
    assert stats.claims == {"direct": 2, "indirect": 2}
    assert Store().stats().facts == 0


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_exports_read_back(name: str) -> None:
    store = Store()
    store.replace([version(1, 1)])
    quads = set(parse(dump(store, name), format=RDF_FORMATS[name]))
    assert {q.triple for q in quads} == {q.triple for q in store.quads()}


def test_an_unknown_export_format() -> None:
    with pytest.raises(FormatError, match="'nt'; give one of turtle, trig, nquads, jsonld"):
        Store().export("nt", io.BytesIO())


def test_classes_are_in_a_graph_of_their_own(tmp_path: Path, schema: Schema) -> None:
    below = "SELECT DISTINCT ?e { ?e a/rdfs:subClassOf* news:Organization ; news:mention ?m }"
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?class rdfs:subClassOf ?above } }"
    with Store(tmp_path / "store") as store:
        store.replace([version(1, 1)])
        found = {row[0] for row in store.query(below).strings()}
        assert found >= {"id:organization/nordferry", "id:organization/harbour_union"}
        assert store.query(graphs).rows[0] == (ontology_iri(schema),)
        assert b"subClassOf" not in dump(store)
        assert store.validate().articles == 1
        store.remove("a1")
        store.database.update("DROP ALL")
    with Store(tmp_path / "store") as store:
        assert set(store.database) == class_quads(schema)


def test_the_classes_follow_the_schema(schema: Schema) -> None:
    quads = class_quads(schema)
    links = {
        (schema.name(q.subject.value), schema.name(q.object.value))  # type: ignore[union-attr]
        for q in quads
        if q.predicate == BELOW
    }
    assert {("Company", "Organization"), ("Organization", "Agent"), ("Visit", "Happening")} < links
    assert ("Company", "Agent") not in links
    assert all(schema.is_a(below, above) for below, above in links)


def test_rdflib_reads_the_union() -> None:
    store = Store()
    store.replace([version(1, 1)])
    rows = store.dataset.query("SELECT ?o WHERE { ?s <https://kg.example/news#visited> ?o }")
    assert [str(row[0]) for row in rows] == ["https://kg.example/id/place/aalborg"]


def test_a_store_in_use_is_refused_and_can_be_read(tmp_path: Path, process: Process) -> None:
    path = tmp_path / "store"
    with Store(path) as store:
        store.replace([version(1, 1)])
    process.start(HOLD, path)
    process.wait_for("0")
    with pytest.raises(StoreError, match="in use by another process"):
        Store(path)
    assert Store(path, read_only=True).stats().articles == 1
    with pytest.raises(StoreError, match="cannot be written"):
        Store(path, read_only=True).replace([version(2, 1)])


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("notes")
    (tmp_path / "file").write_text("notes")
    Store(tmp_path / "older").close()
    (tmp_path / "older" / FORMAT_FILE).write_text("kg store 0")
    for name, message in [
        ("notes", "this is no store"),
        ("file", "cannot be opened as a store"),
        ("older", "has the format 'kg store 0', this version of kg reads 'kg store 2'"),
    ]:
        with pytest.raises(StoreError, match=message):
            Store(tmp_path / name)
    with pytest.raises(StoreError, match="there is no store; kg build makes one"):
        Store(tmp_path / "missing", read_only=True)
    assert not (tmp_path / "missing").exists()
    assert [p.name for p in (tmp_path / "notes").iterdir()] == ["a.txt"]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("timeline")
