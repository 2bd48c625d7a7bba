"""The query page in a browser."""

import pytest
from browsing import NARROW, accessibility_problems
from playwright.sync_api import expect
from serving import make_store, serving, wait_for_pages

from kg.serve import Settings

ROWS = "/query?name=entities"
GRAPH = "/query?name=events-as-a-graph&entity=Kari+Holm"
DESCRIBE = "/query?query=DESCRIBE+%3Chttps%3A%2F%2Fkg.example%2Fid%2Fperson%2Fkari_holm%3E"
NETWORK = "document.querySelector('.stage-of-graph').network"
NODES = f"() => {NETWORK}.body.data.nodes.get()"
EDGES = f"() => {NETWORK}.body.data.edges.get()"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = make_store(tmp_path_factory.mktemp("query") / "graph")
    with serving(Settings(store, workers=2)) as running:
        wait_for_pages(running)
        yield running


def test_an_example_runs_at_a_click_and_shows_names(visitor, server):
    page = visitor.open("/query")
    form = page.locator("form[data-name=entities]")
    form.locator("input").fill("City")
    form.locator("button").click()
    rows = page.locator(".table tbody tr")
    expect(rows).to_have_count(2)
    link = rows.first.locator("a")
    expect(link).to_have_text("Aalborg")
    assert link.get_attribute("href") == (
        "/resource?iri=https%3A%2F%2Fkg.example%2Fid%2Fplace%2Faalborg"
    )
    assert 'VALUES ?type { "City" }' in page.locator(".yasqe .CodeMirror-code").inner_text()
    expect(page.locator("#state")).to_contain_text("2 rows in")
    shared = page.url
    again = visitor.open(shared.removeprefix(server.url))
    expect(again.locator(".table tbody tr")).to_have_count(2)
    again.locator(".table a").first.click()
    expect(again.locator("h1")).to_contain_text("Aalborg")


def test_table_is_sorted_and_searched(visitor):
    page = visitor.open(ROWS)
    cells = page.locator(".table tbody td:first-child")
    expect(cells).to_have_count(16)
    name = page.get_by_role("button", name="name", exact=True)
    name.click()
    texts = cells.all_inner_texts()
    assert texts == sorted(texts, key=str.casefold)
    expect(page.locator("th").first).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("Search in the results").fill("ferry")
    expect(cells).to_have_text(["ferry terminal", "NordFerry"])


def test_triples_are_drawn(visitor):
    page = visitor.open(GRAPH)
    page.wait_for_selector(".stage-of-graph canvas")
    drawn = {node["name"] for node in page.evaluate(NODES)}
    assert {"Kari Holm", "visited", "Aalborg", "Danish officials"} <= drawn
    assert {"agent", "destination"} <= {edge["label"] for edge in page.evaluate(EDGES)}
    expect(page.locator(".things a")).to_have_count(len(drawn))
    written = set(page.evaluate(f"{NETWORK}.written"))
    assert {"Kari Holm"} <= written <= drawn
    scale = page.evaluate(f"{NETWORK}.getScale()")
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(f"{NETWORK}.getScale()") > scale
    page.get_by_role("button", name="Show the whole graph").click()
    page.get_by_role("button", name="Response").click()
    expect(page.locator(".yasr_results .CodeMirror-code")).to_contain_text("@prefix")
    page.get_by_role("button", name="Table").click()
    expect(page.locator(".table th")).to_have_text(["subject", "predicate", "object"])


def test_yes_or_no(visitor):
    page = visitor.open("/query?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D")
    expect(page.locator(".booleanResult")).to_contain_text("True")


@pytest.mark.parametrize(("prefix", "mistakes"), [("news", 0), ("wrong", 1)])
def test_the_prefixes_of_the_server_need_no_declaration(visitor, prefix, mistakes):
    page = visitor.open("/query")
    page.locator(".yasqe .CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"ASK {{ ?x a {prefix}:Person }}")
    expect(page.locator(".yasqe .CodeMirror-code")).to_contain_text(f"{prefix}:Person")
    expect(page.locator(".yasqe .parseErrorIcon")).to_have_count(mistakes)


def test_what_goes_wrong_is_told(visitor):
    page = visitor.open("/query?query=SELECT+*+WHERE+%7B")
    expect(page.locator("#problem h2")).to_have_text("The query is not understood")
    assert "line 1" in page.locator("#problem pre").inner_text()
    page.locator("form[data-name=articles] button").click()
    expect(page.locator(".table tbody tr")).to_have_count(1)
    expect(page.locator("#problem")).to_be_hidden()
    [told] = visitor.trouble  # the browser's own remark
    assert "status of 400" in told
    visitor.trouble.clear()


def test_keyboard_alone(visitor):
    page = visitor.open("/query")
    page.get_by_role("button", name="Run").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "SPARQL query"
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * WHERE { ?who a ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints li").first).to_be_visible()
    page.keyboard.type("perso")
    expect(page.locator(".CodeMirror-hint-active")).to_have_text("news:Person")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".table tbody tr")).to_have_count(2)
    page.keyboard.press("Tab")  # leaves the editor
    assert page.evaluate("document.activeElement.id") == "run"


@pytest.mark.parametrize("name", ["CSV", "XML"])
def test_download(visitor, name):
    page = visitor.open(ROWS)
    with page.expect_download() as event:
        page.get_by_role("button", name=name, exact=True).click()
    content = event.value.path().read_text(encoding="utf-8")
    assert event.value.suggested_filename == f"results.{name.lower()}"
    assert "Kari Holm" in content


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [ROWS, GRAPH, "/query?query=x"], ids=["rows", "graph", "problem"])
def test_accessible(visitor, path, theme):
    page = visitor.open(path, color_scheme=theme)
    page.wait_for_selector(".table td, .stage-of-graph canvas, #problem:not([hidden])")
    assert accessibility_problems(page) == []
    if path.endswith("=x"):
        visitor.trouble.clear()


def test_narrow(visitor):
    page = visitor.open(ROWS, viewport=NARROW)
    page.wait_for_selector(".table td")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert accessibility_problems(page) == []
