"""The pages in a browser, on a network that has nothing but the server."""

from collections.abc import Callable
from functools import partial

import pytest
from browsing import NARROW, WIDE, Visitor, accessibility_problems, until
from example import example
from playwright.sync_api import Page
from serving import serving, wait_for_pages
from told_twice import make_store

from kg.rdf.terms import article_iri
from kg.serve import Settings
from kg.serve.http.addresses import page_of

ARTICLE = page_of("article", article_iri(example().article.id).value)
PAGES = {
    "entity": "/entity/person/kari_holm",
    "section": "/entity/person/kari_holm?show=events",
    "article": ARTICLE,
    "hostile": "/article/article/again",
    "event": "",
    "timeline": "/timeline",
    "undated": "/timeline?dated=undated&type=Meeting",
    "claims": "/claims",
    "topic": "/claims?q=ferry",
    "articles": "/articles",
    "search": "/search?q=a",
    "resource": "/resource?iri=https%3A%2F%2Fkg.example%2Fnews%23headOf",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = make_store(tmp_path_factory.mktemp("pages") / "graph")
    with serving(Settings(store, workers=1)) as running:
        wait_for_pages(running)
        reply = running.send("GET", "/timeline?type=Killing")
        PAGES["event"] = reply.text.split('class="verb"')[1].split('href="')[1].split('"')[0]
        yield running


@pytest.fixture
def visit(visitor: Visitor) -> Callable[..., Page]:
    """Opens an address; not every page has a script that says when it is done."""
    return partial(visitor.open, ready="h1")


@pytest.mark.parametrize("name", PAGES)
def test_accessible_light_dark_and_narrow(visit, name):
    page = visit(PAGES[name], color_scheme="light")
    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    assert page.locator("h1").count() == 1 and page.title().endswith(" · kg")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    until(page, "document.documentElement.dataset.theme === 'dark'")
    assert accessibility_problems(page, "color-contrast") == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_statement_and_its_characters_light_up_together(visit):
    page = visit(ARTICLE)
    card = page.locator(".says .card", has_text="visited").first
    card.hover()
    lit = "[...document.querySelectorAll('#text .lit')].map((e) => e.textContent).join('|')"
    assert "visited" in page.evaluate(lit) and "Kari Holm" in page.evaluate(lit)
    page.locator("h1").hover()
    assert page.evaluate(lit) == ""
    page.locator("#text .trigger", has_text="visited").hover()
    assert "visited" in page.locator(".says .card.lit").first.inner_text()
    card.locator(".place a").focus()
    assert "Kari Holm" in page.evaluate(lit)


def test_fragment_lights_characters(visit):
    text = example().article.text
    start = text.index("Aalborg")
    page = visit(f"{ARTICLE}#char={start},{start + 7}")
    lit = "[...document.querySelectorAll('#text .target')].map((e) => e.textContent).join('')"
    assert page.evaluate(lit) == "Aalborg"
    for place in page.locator(".says .place a").all():
        first, last = place.get_attribute("href").removeprefix("#char=").split(",")
        place.click()
        until(page, "(to) => location.hash === to", f"#char={first},{last}")
        assert page.evaluate(lit) == text[int(first) : int(last)]
    page.goto(page.url.partition("#")[0] + f"#char={start + 2},{start + 30}")
    until(page, f"({lit}).length === 28")
    assert page.evaluate(lit) == text[start + 2 : start + 30]
    whole = "[...document.querySelectorAll('#text span')].map((e) => e.textContent).join('')"
    assert page.evaluate(whole) == text


def test_timeline_zooms_in_place(visit, server):
    page = visit("/timeline?type=Visit")
    page.locator(".chart a").last.click()
    page.wait_for_url("**from=2024-05-16**")
    assert page.locator("#period").inner_text().startswith("16 May 2024")
    assert page.locator(".card h3").count() == 1  # both articles tell of it
    assert "in 2 articles" in page.locator(".card .badges").inner_text()
    page.locator("[data-way=wider]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2024-05-15**")
    assert page.evaluate("document.activeElement.dataset.way") == "wider"
    page.keyboard.press("-")
    page.wait_for_url("**from=2024-05-14**")
    box = page.locator(".chart").bounding_box()
    before = page.url
    page.mouse.move(box["x"] + 10, box["y"] + 20)
    page.mouse.wheel(0, 200)
    until(page, "(before) => location.href !== before", before)
    page.go_back()
    page.wait_for_url(before)
    until(page, "document.getElementById('view').dataset.from === '2024-05-14'")


def test_timeline_and_search_without_script(visit, server):
    page = visit("/timeline?type=Visit", java_script_enabled=False)
    page.locator("[data-way=wider]").click()
    page.wait_for_url("**from=**")
    assert page.locator(".chart a").count() == 1
    page.locator("input[type=search]").fill("kari")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/search?q=kari")
    page.locator(".found a").first.click()
    assert page.locator("h1").inner_text() == "Kari Holm"


def test_keyboard(visit):
    page = visit("/entity/person/kari_holm")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("aalborg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=aalborg")
    page = visit("/timeline")
    page.locator(".chart a").first.focus()
    page.keyboard.press("ArrowRight")
    assert (
        page.evaluate("[...document.querySelectorAll('.chart a')].indexOf(document.activeElement)")
        == 1
    )


def test_names_are_suggested(visit):
    page = visit("/articles")
    page.wait_for_selector("html[data-suggesting]")
    page.keyboard.press("/")
    page.keyboard.type("ka")
    page.wait_for_selector("#site-results li")
    field = page.get_by_role("combobox", name="Search names")
    assert field.get_attribute("aria-expanded") == "true"
    assert accessibility_problems(page) == []
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#site-results [aria-selected=true]")
    assert "Kari Holm" in chosen.inner_text()
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    assert page.locator("#site-results").is_hidden() and field.input_value() == "ka"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#site-results li")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert page.locator("#site-results").bounding_box()["x"] >= 0
    page.locator("#site-results li", has_text="Kari Holm").first.click()
    page.wait_for_url("**/entity/person/kari_holm")


def test_what_two_articles_tell_is_one_card_beside_the_graph(visit):
    iri = "https%3A%2F%2Fkg.example%2Fid%2Fperson%2Fkari_holm"
    page = visit(f"/#start={iri}&select={iri}")
    page.wait_for_selector("#card-list .again")
    card = page.locator("#card-list .card", has_text="head of")
    assert card.count() == 1 and "in 2 articles" in card.inner_text()
    card.locator("summary").click()
    assert card.locator("blockquote").count() == 2
    assert accessibility_problems(page) == []


def test_theme_is_kept(visit):
    page = visit("/articles", color_scheme="light")
    page.locator("#site-theme").click()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 24, 33)"
    page.locator(".site-nav a", has_text="Timeline").click()
    page.wait_for_selector("#view")
    assert page.evaluate(ground) == "rgb(20, 24, 33)"


@pytest.mark.parametrize("address", ["/", "/query", "/map", PAGES["entity"], "/claims"])
def test_nothing_moves_while_a_page_loads(visit, address):
    page = visit(address)
    shift = page.evaluate(
        """() => new Promise((done) => { let sum = 0;
             const add = (list) => list.getEntries().forEach((e) => { sum += e.value; });
             new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
             setTimeout(() => done(sum), 1500); })"""
    )
    assert shift < 0.002
