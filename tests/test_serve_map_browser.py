"""The map in a browser."""

import pytest
from browsing import NARROW, accessibility_problems, until
from playwright.sync_api import expect
from serving import make_store, serving, wait_for_pages

from kg.serve import Settings

AT = "() => document.querySelector('a.spot circle').getBoundingClientRect().toJSON()"
SCALE = "() => Number(document.querySelector('#map g').getAttribute('transform').split(/[( )]/)[5])"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = make_store(tmp_path_factory.mktemp("map") / "graph")
    with serving(Settings(store, workers=1)) as running:
        wait_for_pages(running)
        yield running


def test_countries_places_and_those_that_are_nowhere(visitor):
    page = visitor.open("/map")
    assert page.locator("path.country").count() > 235
    expect(page.locator("a.spot")).to_have_count(2)
    expect(page.locator(".spot-name")).to_have_text(["Aalborg", "Oslo"])
    expect(page.locator("#map-note")).to_contain_text("Not on the map: 1 place")
    page.locator("summary").click()
    expect(page.locator(".absent li")).to_have_text("ferry terminal 2")


def test_a_click_lists_the_events_with_evidence(visitor, server):
    page = visitor.open("/map?type=Visit")
    page.locator("a.spot").click()
    expect(page.locator("#chosen-name")).to_contain_text("Aalborg")
    expect(page.locator(".card h3")).to_have_text("Kari Holm visited Aalborg")
    expect(page.locator(".card blockquote").first).to_contain_text("visited Aalborg on Thursday")
    assert "type=Visit" in page.url and "at=57.0" in page.url
    expect(page.locator("a.spot")).to_have_attribute("aria-current", "true")
    again = visitor.open(page.url.removeprefix(server.url))
    expect(again.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="All places").click()
    expect(page.locator(".places td a")).to_have_text("Aalborg")
    page.go_back()
    expect(page.locator(".card")).to_have_count(1)


def test_filters_draw_another_map(visitor):
    page = visitor.open("/map")
    page.get_by_label("Event type").select_option("Travel")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**type=Travel**")
    expect(page.locator(".spot-name")).to_have_text(["Oslo"])


def test_zoom_and_pan_by_mouse_and_buttons(visitor):
    page = visitor.open("/map")
    before = page.evaluate(SCALE)
    page.get_by_role("button", name="Zoom in").click()
    until(page, f"() => ({SCALE})() > {before}")
    page.get_by_role("button", name="Show all places").click()
    until(page, f"() => Math.abs(({SCALE})() - {before}) < 1e-6")
    page.mouse.move(300, 300)
    page.mouse.wheel(0, -400)
    until(page, f"() => ({SCALE})() > {before}")
    at = page.evaluate(AT)["x"]
    page.mouse.down()
    page.mouse.move(380, 320, steps=4)
    page.mouse.up()
    until(page, f"() => Math.abs(({AT})().x - {at + 80}) < 5")
    assert "at=" not in page.url  # a drag is no click


def test_keyboard_alone(visitor):
    page = visitor.open("/map")
    page.locator("#map").focus()
    at, scale = page.evaluate(AT)["x"], page.evaluate(SCALE)
    page.keyboard.press("ArrowRight")
    until(page, f"() => ({AT})().x < {at}")
    page.keyboard.press("+")
    until(page, f"() => ({SCALE})() > {scale}")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Oslo: 1 event"
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-name")).to_contain_text("Oslo")
    assert page.evaluate("document.activeElement.id") == "view"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/map", "/map?at=57.0,9.9"], ids=["places", "events"])
def test_accessible(visitor, path, theme):
    assert accessibility_problems(visitor.open(path, color_scheme=theme)) == []


def test_narrow(visitor):
    page = visitor.open("/map", viewport=NARROW, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    page.locator("a.spot").first.tap()
    expect(page.locator("#chosen-name")).to_be_visible()
    assert accessibility_problems(page) == []


def test_without_scripts_there_is_the_list(visitor):
    context = visitor.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visitor.server.url}/map")
    assert not page.locator(".stage").is_visible()
    page.get_by_role("link", name="Oslo").click()
    expect(page.locator(".card")).to_have_count(1)
