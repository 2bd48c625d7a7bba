"""The graph page of the server in a browser, no other machine within reach."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from browsing import NARROW, READY, Visitor, accessibility_problems, until
from playwright.sync_api import Page
from serving import Serving, make_store, serving, wait_for_pages

from kg.serve import Settings
from kg.serve.explore.answers import pictures

WIDE = {"width": 1400, "height": 900}
SHOWN = """() => graphPage.nodes.get().filter((n) => !n.hidden)
  .map((n) => graphPage.known[n.id].label).sort()"""
PLACES = """() => Object.fromEntries(graphPage.nodes.get().map((n) =>
  [graphPage.known[n.id].iri, [n.x, n.y, n.hidden]]))"""

WORDS = """graphPage.lines.get().some((l) => l.label) && graphPage.lines.get().every((l) =>
  !l.label || Math.abs(l.font.size * graphPage.network.getScale() - 11) < 0.01)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Serving]:
    """A server that draws six nodes at first, so that the example has more to show."""
    store = make_store(tmp_path_factory.mktemp("browser") / "graph")
    with pytest.MonkeyPatch.context() as patch, serving(Settings(store, workers=1)) as running:
        patch.setattr(pictures, "FIRST", 6)
        wait_for_pages(running)
        yield running


@pytest.fixture
def open_page(visitor: Visitor) -> Callable[..., Page]:
    """Opens the page where it has room."""
    return partial(visitor.open, viewport=WIDE)


def find(page: Page, name: str) -> None:
    """Search for a name and take the first result, by keyboard."""
    page.keyboard.press("/")  # in the box itself it is a letter
    page.locator("#search").fill(name)
    page.locator("#results [role=option]", has_text=name).first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".subject", has_text=name).wait_for()
    page.wait_for_selector(".card")


def at(page: Page, *names: str) -> tuple[float, float]:
    """The middle between some nodes on the screen."""
    box = page.locator("#graph").bounding_box()
    found = page.evaluate(
        """(names) => names.map((name) => graphPage.network.canvasToDOM(
             graphPage.network.getPosition(graphPage.known.findIndex((n) => n.label === name))))""",
        list(names),
    )
    return tuple(box[axis] + sum(p[axis] for p in found) / len(found) for axis in "xy")


def saved(page: Page, name: str) -> bytes:
    page.locator("#download summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_start_is_the_most_central_part(open_page):
    page = open_page()
    first = ["Danish officials", "Denmark", "Jens Dahl", "Kari Holm", "NordFerry", "visit"]
    assert page.evaluate(SHOWN) == first
    told = page.locator("#note").inner_text()
    assert "6 of 19 names (entities and events) are drawn, the most central first" in told
    assert page.locator("#counts").inner_text().startswith("5 of 16 entities · ")
    assert page.locator("nav [aria-current]").inner_text() == "Graph"
    assert page.title() == "Graph of the news · kg"
    assert not page.locator("#start-again").is_visible()


def test_search_brings_in_what_is_not_there_and_its_neighbours(open_page):
    page = open_page()
    before = page.evaluate(PLACES)
    find(page, "BALTIC")
    assert page.locator(".subject").inner_text() == "Baltic Lines"
    assert "Baltic Lines" in page.evaluate(SHOWN) and len(page.evaluate(SHOWN)) == 7
    after = page.evaluate(PLACES)
    assert {iri: after[iri] for iri in before} == before  # nobody moved
    points = [(x, y) for x, y, _ in after.values()]
    assert all(
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 >= 40**2
        for i, a in enumerate(points)
        for b in points[:i]
    )


def test_expanding_shows_who_waits(open_page):
    page = open_page()
    page.mouse.click(*at(page, "NordFerry"))
    page.wait_for_selector(".card")
    assert page.locator("#expand").inner_text() == "Expand: 5 more"
    page.locator("#expand").click()
    until(page, "graphPage.nodes.length === 11")
    assert page.locator("#expand").inner_text() == "All neighbours shown"
    assert page.locator("#said").inner_text() == "5 neighbours of NordFerry added."
    until(page, WORDS)
    page.mouse.dblclick(*at(page, "visit"))
    until(page, "graphPage.nodes.length === 13")
    page.locator("#start-again").click()
    until(page, "graphPage.nodes.length === 6")
    until(page, WORDS)


def test_filters_ask_the_server(open_page):
    page = open_page()
    row = page.locator("#statuses .row", has_text="negated")
    row.hover()
    row.locator(".only").click()
    until(page, "graphPage.nodes.length === 4")
    assert page.evaluate(SHOWN) == ["Baltic Lines", "Jens Dahl", "Kari Holm", "NordFerry"]
    assert page.locator("#types .row", has_text="Place").locator(".count").inner_text() == "0"
    page.locator("#types .row", has_text="Person").locator("input").uncheck()
    until(page, "graphPage.nodes.length === 2")
    assert "type=-Person" in page.url and "status=negated" in page.url
    page.locator("#reset").click()
    until(page, "graphPage.nodes.length === 6")
    page.locator("#undated").uncheck()
    page.locator("#from").focus()
    page.keyboard.press("End")
    until(page, "graphPage.nodes.length === 2")
    assert page.evaluate(SHOWN) == ["Kari Holm", "Oslo"]
    page.locator("#reset").click()
    page.locator("#confidence").focus()
    page.keyboard.press("End")
    until(page, "graphPage.nodes.length === 3")
    assert page.locator("#confidence-value").inner_text() == "95 % or more"


def test_one_article(open_page):
    page = open_page("/#article=ferry")
    assert page.locator("#article").input_value() == "Minister visits Aalborg as ferry row deepens"
    page.locator("#any-article").click()
    page.wait_for_selector("#article-results [role=option]")
    page.keyboard.type("minister")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('article=ferry')")


def test_cards_lead_to_pages(open_page):
    page = open_page()
    page.mouse.click(*at(page, "Kari Holm"))
    page.wait_for_selector(".card")
    assert page.locator(".card").count() == 8
    for link in page.locator("#card-list a").all():
        assert link.get_attribute("href").startswith(("/resource?iri=http", "https://wire.example"))
    card = page.locator(".card", has_text="met with").first
    assert card.locator("mark").count() and card.locator(".page-link").count() == 1
    card.locator(".entity", has_text="Danish officials").click()
    until(page, "document.querySelector('.subject').textContent === 'Danish officials'")
    page.mouse.click(*at(page, "Jens Dahl", "NordFerry"))
    page.wait_for_selector(".subject .entity")
    page.wait_for_selector(".card")
    assert "head of" in page.locator(".card h3").first.inner_text()


def test_a_link_restores_the_view(open_page, server):
    page = open_page("/#status=-negated&confidence=0.75")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    find(page, "SeaLink")
    find(page, "NordFerry")
    page.locator("#expand").click()
    page.wait_for_selector("#expand[aria-disabled=true]")
    page.locator("#share").click()
    until(page, "document.getElementById('said').textContent.includes('clipboard')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url and link.startswith(f"{server.url}/#")
    other = open_page(link.removeprefix(server.url))
    assert other.evaluate(PLACES) == page.evaluate(PLACES)
    assert other.locator(".subject").inner_text() == "NordFerry"
    assert not other.locator("#statuses .row", has_text="negated").locator("input").is_checked()
    assert other.locator("#confidence").input_value() == "75"
    assert other.url == link
    other.evaluate("location.hash = ''")  # another link in the same tab
    until(other, "graphPage.nodes.length === 6 && !graphPage.choice.selection")


def test_a_link_to_what_is_gone_says_so(browser, server):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/#start=https://nowhere.example/")
        page.wait_for_selector(READY, state="attached")
        assert "nothing in the store is called" in page.locator("#note").inner_text()


def test_downloads_hold_what_is_shown(open_page, tmp_path):
    page = open_page()
    assert saved(page, "PNG")[:8] == b"\x89PNG\r\n\x1a\n"
    drawing = ElementTree.fromstring(saved(page, "SVG"))
    space = "{http://www.w3.org/2000/svg}"
    titles = {title.text for title in drawing.iter(f"{space}title")}
    assert {"Kari Holm", "NordFerry", "visit"} <= titles
    assert any(title == "Jens Dahl – formerly: head of – NordFerry" for title in titles)
    assert {text.text for text in drawing.iter(f"{space}text")} <= titles
    (tmp_path / "graph.graphml").write_bytes(saved(page, "GraphML"))
    G = nx.read_graphml(tmp_path / "graph.graphml")
    assert sorted(nx.get_node_attributes(G, "label").values()) == page.evaluate(SHOWN)
    turtle = rdflib.Graph().parse(data=saved(page, "Turtle").decode(), format="turtle")
    names = {str(label) for label in turtle.objects(None, rdflib.RDFS.label)}
    assert "NordFerry" in names and "SeaLink" not in names


def test_keyboard_alone(open_page):
    page = open_page()
    find(page, "nordferry")
    page.locator("#graph [role=application]").focus()
    page.keyboard.press("Enter")
    until(page, "graphPage.nodes.length === 11")
    page.keyboard.press("Escape")
    until(page, "!graphPage.choice.selection")
    page.locator("#download summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="GraphML").is_visible()
    page.keyboard.press("Escape")
    find(page, "Oslo")
    page.locator("#expand").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "expand"


def test_narrow_screen_and_dark(open_page):
    page = open_page(viewport=NARROW, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 33)"
    page.locator("#open-filters").click()
    assert page.locator("#filters").is_visible()
    page.locator("#filters .close").click()
    page.mouse.click(*at(page, "Kari Holm"))
    page.wait_for_selector("#details .card")
    assert page.locator("#expand").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#details").is_visible()
    page.locator("#site-theme").click()
    assert page.evaluate("graphPage.nodes.get()[0].color.border") == "#f6f7fb"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_assistive_technology(open_page, scheme):
    page = open_page(color_scheme=scheme)
    find(page, "Kari Holm")
    page.evaluate("document.getElementById('download').open = true")
    page.locator("#search").fill("n")
    page.wait_for_selector("#results [role=option]")
    assert accessibility_problems(page) == []


def test_scripts_are_kept_for_good(open_page):
    page = open_page()
    sources = page.evaluate("[...document.scripts].map((s) => s.src)")
    [explorer] = [source for source in sources if "explorer.js" in source]
    headers = page.request.get(explorer).headers
    assert "immutable" in headers["cache-control"]
    assert page.request.get(explorer.partition("?")[0]).headers["cache-control"] == "no-cache"
