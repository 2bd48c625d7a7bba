"""The page in a browser with the network off."""

from pathlib import Path

import networkx as nx
import pytest
from page_graph import HOSTILE, LABELS, SENTENCE, TIES, make_graph
from playwright.sync_api import Browser, Page

from kg.rdf import Store
from kg.view import to_networkx, write_page


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return make_graph(LABELS, TIES)


@pytest.fixture(scope="module")
def file(graph, tmp_path_factory) -> Path:
    return write_page(graph, tmp_path_factory.mktemp("page") / "graph.html", title="Ferry row")


@pytest.fixture
def open_page(browser: Browser):
    """Opens a file; at the end nothing may have been requested or complained about."""
    contexts, trouble = [], []

    def opened(file: Path, **options) -> Page:
        context = browser.new_context(offline=True, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        address = file.as_uri()
        page.on("request", lambda r: trouble.append(r.url) if r.url != address else None)
        page.goto(address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


SHOWN = """() => graphPage.nodes.get().filter((n) => !n.hidden).map((n) => n.id)"""
LINES = """() => graphPage.lines.get().filter((l) => !l.hidden).map((l) => l.id)"""


def at(page: Page, *nodes: int) -> tuple[float, float]:
    """The middle between some nodes on the screen."""
    box = page.locator("#graph").bounding_box()
    found = page.evaluate(
        """(nodes) => nodes.map((n) =>
             graphPage.network.canvasToDOM(graphPage.network.getPosition(n)))""",
        list(nodes),
    )
    return tuple(box[axis] + sum(p[axis] for p in found) / len(found) for axis in "xy")


def test_every_node_and_line_is_on_screen(open_page, file, graph):
    page = open_page(file, viewport={"width": 1400, "height": 900})
    assert page.evaluate(SHOWN) == list(range(len(graph)))
    assert len(page.evaluate(LINES)) == 5  # the claim about nobody is a card only
    box = page.locator("#graph").bounding_box()
    for number in range(len(graph)):
        x, y = at(page, number)
        assert box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]
    assert page.locator("#counts").inner_text() == "5 entities · 6 statements"
    assert page.title() == "Ferry row"


def test_click_shows_the_evidence(open_page, file):
    page = open_page(file, viewport={"width": 1400, "height": 900})
    page.mouse.click(*at(page, 0))
    assert page.locator(".subject").inner_text() == "Ada Holm"
    heads = page.locator(".card h3").all_inner_texts()
    assert heads == [
        "Ada Holm not: head of Sjöfart AB",
        f"Ada Holm formerly: head of {HOSTILE}",
        "Ada Holm visited Norwick",
    ]
    card = page.locator(".card").nth(2)
    assert card.locator("blockquote p").inner_text() == SENTENCE
    assert card.locator("mark").all_inner_texts() == ["Ada Holm", "and"]  # counted in code points
    assert card.locator(".status").inner_text() == "fact"
    assert "2024-05-16" in card.inner_text() and "Northern Wire · 2024-05-17" in card.inner_text()
    assert page.locator(".card a").count() == 0  # the only address here is a script
    page.mouse.click(*at(page, 4, 1))
    assert page.locator(".card h3").all_inner_texts() == ["Boris Lindt planned: visited Norwick"]
    page.mouse.click(*at(page, 4))
    assert "Boris Lindt said" in page.locator(".card h3").all_inner_texts()
    assert page.title() == "Ferry row"


def test_filters_and_their_counts(open_page, file):
    page = open_page(file, viewport={"width": 1400, "height": 900})
    rows = {row.locator(".name").inner_text(): row for row in page.locator("#filters .row").all()}
    counts = {name: row.locator(".count").inner_text() for name, row in rows.items()}
    assert counts == {
        "Person": "2", "Organization": "2", "Place": "1",
        "fact": "2", "negated": "1", "planned": "1", "attributed": "1", "former": "1",
        "head of": "3", "visit": "2", "said": "1",
    }  # fmt: skip
    rows["Person"].locator("input").uncheck()
    assert page.evaluate(SHOWN) == [1, 2, 3] and page.evaluate(LINES) == []
    page.locator("#reset").click()
    rows["negated"].hover()
    rows["negated"].locator(".only").click()
    assert page.evaluate(SHOWN) == [0, 2] and len(page.evaluate(LINES)) == 1
    assert page.locator("#counts").inner_text() == "2 of 5 entities · 1 of 6 statements"
    page.locator("#reset").click()
    rows["head of"].locator("input").uncheck()
    assert page.evaluate(SHOWN) == [0, 1, 4]
    page.locator("#reset").click()
    assert len(page.evaluate(SHOWN)) == 5 and not page.locator("#reset").is_visible()


def test_timeline_filters_by_when_it_happened(open_page, file):
    page = open_page(file, viewport={"width": 1400, "height": 900})
    assert page.locator("#undated-count").inner_text() == "4"
    page.locator("#undated").uncheck()
    assert page.evaluate(SHOWN) == [0, 1, 4]
    page.locator("#from").focus()
    page.keyboard.press("End")
    assert page.locator("#period").inner_text() == "1 Jun 2024"
    assert page.evaluate(SHOWN) == [1, 4]


def test_filters_by_article_and_confidence(open_page, tmp_path):
    G = make_graph(LABELS, TIES)
    for number, (_, _, edge) in enumerate(G.edges(data=True)):
        edge["confidence"] = 0.5 + number / 10
        if number < 2:
            edge["evidence"][0] |= {"article": "https://kg.example/id/b", "title": "Quay"}
    page = open_page(write_page(G, tmp_path / "two.html"), viewport={"width": 1400, "height": 900})
    page.locator("#article").focus()
    assert page.locator("#article-results [role=option]").count() == 2
    page.keyboard.type("quay")
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) == [0, 1, 2] and len(page.evaluate(LINES)) == 2
    page.locator("#any-article").click()
    assert len(page.evaluate(SHOWN)) == 5
    page.locator("#confidence").focus()
    page.keyboard.press("End")
    assert page.locator("#confidence-value").inner_text() == "95 % or more"
    assert page.evaluate(LINES) == []  # the claim alone is that sure
    assert page.locator("#counts").inner_text() == "1 of 5 entities · 1 of 6 statements"


def test_pictures_can_be_saved(open_page, file):
    page = open_page(file)
    names = {"PNG": b"\x89PNG", "SVG": b"<svg"}
    for name, start in names.items():
        page.locator("#download summary").click()
        assert page.locator("#download button:visible").count() == 2  # graphs are the server's
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(start)


def test_keyboard_alone(open_page, file):
    page = open_page(file, viewport={"width": 1400, "height": 900})
    page.keyboard.press("/")
    page.keyboard.type("SJOFART")  # case and accents do not matter
    assert page.locator("#results [role=option]").all_inner_texts()[0].startswith("Sjöfart AB")
    page.keyboard.press("Enter")
    assert page.locator(".subject").inner_text() == "Sjöfart AB"
    page.locator("#search").fill("l")
    before = page.locator("[aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("[aria-selected=true]").inner_text() != before
    page.keyboard.press("Escape")
    assert page.locator("#search").input_value() == ""
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    page.keyboard.press("Tab")
    reached = page.evaluate("document.activeElement.outerHTML")
    assert "theme" in reached
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_dark_and_light(open_page, file):
    page = open_page(file, color_scheme="dark", viewport={"width": 1400, "height": 900})
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 24, 33)"
    page.locator("#theme").click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_narrow_screen_has_drawers(open_page, file):
    page = open_page(file, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not page.locator("#filters").is_visible()
    page.locator("#open-filters").click()
    assert page.locator("#filters").is_visible()
    page.locator("#filters .close").click()
    page.mouse.click(*at(page, 0))
    assert page.locator("#details .card").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#details").is_visible()


def test_large_graph_draws_the_most_central(open_page, tmp_path):
    ties = [(f"n{i}", f"n{i // 4}", "relation", "headOf", "fact") for i in range(1, 60)]
    labels = [(f"Person {i}", "Person") for i in range(60)]
    large = write_page(make_graph(labels, ties), tmp_path / "large.html", drawn=20)
    page = open_page(large, viewport={"width": 1400, "height": 900})
    assert len(page.evaluate(SHOWN)) == 20
    assert "20 of 60 names (entities and events) are drawn" in page.locator("#note").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("Person 59")
    page.keyboard.press("Enter")
    assert 59 in page.evaluate(SHOWN)
    assert page.locator(".card h3").inner_text() == "Person 59 head of Person 14"


def test_empty_graph(open_page, tmp_path):
    page = open_page(write_page(nx.MultiDiGraph(), tmp_path / "empty.html"))
    assert page.locator("#note").inner_text() == "This graph is empty."


def test_example_graph(open_page, tmp_path, example_graph):
    """What a store projects: every node is on screen, and the search leads to its sentences."""
    store = Store()
    store.replace([example_graph])
    G = to_networkx(store)
    page = open_page(write_page(G, tmp_path / "example.html"))
    assert len(page.evaluate(SHOWN)) == len(G)
    for label in nx.get_node_attributes(G, "label").values():
        page.locator("#search").fill(label)
        page.keyboard.press("Enter")
        assert page.locator(".subject").inner_text() == label
        assert page.locator(".card blockquote").count() >= 1
