"""The catalogue of a store: what is in it, and that mending it gives what making it anew gives."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.rdf import Store
from kg.rdf.terms import article_iri
from kg.serve.catalogue import Catalogue, CatalogueNotReadyError, Keeper
from kg.serve.catalogue.building import bring_up_to_date, is_current
from kg.serve.state import store_state

CONTENT = {
    "article": "SELECT iri, identifier, title, date, text, sentences, covered, problem"
    " FROM article",
    "node": "SELECT iri, label, kind, type, coarse, aliases, articles, statements, degree, rank"
    " FROM node",
    "name": "SELECT iri, name.label, name.aliases FROM name JOIN node ON node.id = name.rowid",
    "statement": "SELECT iri, kind, type, label, status, time, first, last, details, evidence"
    " FROM statement",
    "edge": "SELECT a.iri, b.iri, s.iri, e.label, role, source_role FROM edge e"
    " JOIN node a ON a.id = source JOIN node b ON b.id = target"
    " JOIN statement s ON s.id = statement",
    "part": "SELECT s.iri, n.iri, role FROM part JOIN statement s ON s.id = statement"
    " JOIN node n ON n.id = node",
    "claim": "SELECT s.iri, n.iri, cue, content, direct, claim.negated FROM claim"
    " JOIN statement s ON s.id = statement JOIN node n ON n.id = speaker",
    "said": "SELECT s.iri, content FROM said JOIN statement s ON s.id = said.rowid",
    "asserted": "SELECT c.iri, e.iri FROM asserted JOIN statement c ON c.id = claim"
    " JOIN statement e ON e.id = event",
    "figure": "SELECT iri, number, qualifier, unit, text FROM figure JOIN statement s"
    " ON s.id = statement",
    "mention": 'SELECT a.iri, n.iri, start, "end", m.kind FROM mention m'
    " JOIN article a ON a.id = article JOIN node n ON n.id = node",
    "skipped": 'SELECT a.iri, start, "end", reason FROM skipped JOIN article a ON a.id = article',
}


def content(path: Path) -> dict[str, list[tuple]]:
    connection = sqlite3.connect(path)
    found = {name: sorted(connection.execute(sql).fetchall()) for name, sql in CONTENT.items()}
    connection.close()
    return found


@pytest.fixture
def store(tmp_path, example_graph) -> Path:
    path = tmp_path / "graph"
    with Store(path) as opened:
        opened.replace([example_graph])
    return path


def make(store: Path, target: Path) -> dict[str, list[tuple]]:
    bring_up_to_date(store, target, lambda done, of: None)
    return content(target)


def test_rows_of_the_example(store, tmp_path):
    found = make(store, tmp_path / "a.sqlite")
    assert [(row[1], row[5:]) for row in found["article"]] == [("ferry", (10, 9, ""))]
    kinds = [row[1] for row in found["statement"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "relation": 6, "event": 12, "attribute": 3, "claim": 2,
    }  # fmt: skip
    claims = [(row[2], row[3], row[4]) for row in found["claim"]]
    assert ("said", "We want the ferry back before winter,", 1) in claims
    assert [len(row) for row in found["asserted"]] == [2]
    assert {row[2] for row in found["part"]} >= {
        "subject", "object", "speaker", "source", "agent", "patient", "place", "destination",
    }  # fmt: skip
    statuses = {row[4] for row in found["statement"]}
    assert statuses == {"fact", "negated", "planned", "possible", "attributed", "former"}
    days = [row[6:8] for row in found["statement"] if row[5]]
    assert days and all(first <= last for first, last in days)
    assert sorted(row[9] for row in found["node"]) == list(range(len(found["node"])))


def test_mending_gives_what_making_anew_gives(store, tmp_path, example_graph):
    target = tmp_path / "mended.sqlite"
    make(store, target)
    other = replace(example_graph, article=replace(example_graph.article, id="second"))
    short = replace(example_graph, claims=(), article=replace(example_graph.article, title="Row"))
    with Store(store) as opened:
        opened.replace([other, short])
    assert make(store, target) == make(store, tmp_path / "anew.sqlite")
    with Store(store) as opened:
        opened.remove("ferry")
    assert make(store, target) == make(store, tmp_path / "again.sqlite")
    assert {row[0] for row in content(target)["article"]} == {article_iri("second").value}


def test_current_until_the_store_changes(store, tmp_path, example_graph):
    target = tmp_path / "a.sqlite"
    make(store, target)
    assert is_current(target, store_state(store))
    with Store(store) as opened:
        opened.remove("ferry")
    assert not is_current(target, store_state(store))
    target.write_bytes(b"broken")
    assert not is_current(target, store_state(store))
    assert make(store, target)["article"] == []


def test_a_graph_that_makes_no_sense_is_named(store, tmp_path, schema):
    odd = article_iri("odd")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    statement = NamedNode(f"{odd.value}#x")
    with Store(store) as opened:
        opened.database.add(Quad(odd, kind, NamedNode(schema.iri("Article")), odd))
        opened.database.add(Quad(statement, kind, NamedNode(schema.iri("Claim")), odd))
        opened.database.flush()
    found = make(store, tmp_path / "a.sqlite")
    problems = {row[1]: row[7] for row in found["article"]}
    assert problems["ferry"] == "" and problems[odd.value] != ""


def test_open_catalogue_outlives_its_successor(store, tmp_path):
    target = tmp_path / "a.sqlite"
    make(store, target)
    catalogue = Catalogue(target)
    with Store(store) as opened:
        opened.remove("ferry")
    make(store, target)
    count = "SELECT COUNT(*) FROM article"
    assert catalogue.rows(count)[0][0] == 1
    assert Catalogue(target).rows(count)[0][0] == 0


async def until(keeper: Keeper, articles: int) -> None:
    for _ in range(300):
        try:
            if keeper.catalogue.rows("SELECT COUNT(*) FROM article")[0][0] == articles:
                return
        except CatalogueNotReadyError:
            pass
        await asyncio.sleep(0.1)
    pytest.fail("the catalogue was not made")


def test_keeper_follows_the_store(store):
    async def follow() -> None:
        keeper = Keeper(store)
        await keeper.start()
        with pytest.raises(CatalogueNotReadyError):
            _ = keeper.catalogue
        await until(keeper, 1)
        with Store(store) as opened:
            opened.remove("ferry")
        await until(keeper, 0)
        await keeper.close()

    asyncio.run(follow())


def test_keeper_says_why_there_is_no_catalogue(tmp_path):
    async def fail() -> None:
        keeper = Keeper(tmp_path / "nowhere")
        await keeper.start()
        for _ in range(100):
            try:
                _ = keeper.catalogue
            except CatalogueNotReadyError:
                await asyncio.sleep(0.1)
            except StoreError as error:
                assert "no store is there" in str(error)
                break
        else:
            pytest.fail("no error")
        await keeper.close()

    asyncio.run(fail())
