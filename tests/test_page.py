"""The page: what is in the file, and how it behaves in a browser with the network off."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from kg.rdf import Store
from kg.view import render_page, to_networkx, write_page
from kg.view.drawing.layout import positions
from kg.view.drawing.picture import web_address
from kg.view.drawing.timeline import make_timeline, parse_days

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = "</script><img src=x onerror=\"document.title='owned'\"><!-- \u2028 {{policy}} $1"
SENTENCE = f"Ada Holm visited Norwick \U0001f6a2 and met {HOSTILE} there."
TYPES = {"Person": "Person", "City": "Place", "Company": "Organization"}


def statement(number: int, kind: str, name: str, status: str, time: str = "") -> dict:
    """A statement with one sentence of evidence, its first two words marked."""
    return {
        "statement": f"https://kg.example/id/s{number}",
        "kind": kind,
        "type": name,
        "label": {"Visit": "visited", "Claim": "said"}.get(name, "head of"),
        "status": status,
        "negated": status == "negated",
        "modality": status if status in ("planned", "possible") else "asserted",
        "former": status == "former",
        "attributed_to": [],
        "time": time,
        "confidence": 0.8,
        "details": [],
        "evidence": [
            {
                "text": SENTENCE,
                "start": number,
                "marks": [[0, 8], [27, 30]],
                "article": "https://kg.example/id/a",
                "title": "Ferry <b>row</b>",
                "date": "2024-05-17",
                "publisher": "Northern Wire",
                "url": "https://wire.example/ferry" if number % 2 else "javascript:alert(1)",
            }
        ],
    }


def make_graph(labels: list[tuple[str, str]], ties: list[tuple]) -> nx.MultiDiGraph:
    G = nx.MultiDiGraph()
    for number, (label, name) in enumerate(labels):
        G.add_node(
            f"n{number}", label=label, kind="entity", type=name, coarse=TYPES[name],
            aliases=[], articles=["a"], attributes=[],
        )  # fmt: skip
    for number, (source, target, *rest) in enumerate(ties):
        edge = statement(number, *rest)
        G.add_edge(source, target, key=edge["statement"], **edge, role="", source_role="")
    return G


LABELS = [
    ("Ada Holm", "Person"),
    ("Norwick", "City"),
    ("Sjöfart AB", "Company"),
    (HOSTILE, "Company"),
    ("Boris Lindt", "Person"),
]
TIES = [
    ("n0", "n1", "event", "Visit", "fact", "2024-05-16"),
    ("n4", "n1", "event", "Visit", "planned", "2024-06-01"),
    ("n0", "n2", "relation", "headOf", "negated"),
    ("n4", "n2", "relation", "headOf", "fact"),
    ("n0", "n3", "relation", "headOf", "former"),
    ("n4", "n4", "claim", "Claim", "attributed"),
]


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return make_graph(LABELS, TIES)


# --- the file


def test_page_carries_everything_itself(graph):
    html = render_page(graph, title="Ferry & <b>row</b>")
    own = re.sub(r"(<script[^>]*>).*?</script>", r"\1", html, flags=re.DOTALL)
    assert "<title>Ferry &amp; &lt;b&gt;row&lt;/b&gt;</title>" in html
    assert not re.search(r"""(src|href|action)\s*=|url\(|@import""", own, re.IGNORECASE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert "sourceMappingURL" not in html


def test_article_text_cannot_become_markup(graph):
    html = render_page(graph)
    assert "<img" not in html and html.count("</script>") == 3
    embedded = re.search(r'id="graph-data">(.*?)</script>', html, re.DOTALL)[1]
    assert not re.search("[<>&\u2028\u2029]", embedded) and embedded.isascii()
    found = json.loads(embedded)
    assert found["nodes"][3]["label"] == HOSTILE
    assert found["evidence"][0]["text"] == SENTENCE
    assert [a["url"] for a in found["articles"]] == [""]


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters()))
def test_any_text_comes_back_as_it_was(text):
    html = render_page(make_graph([(text, "Person")], []), title=text)
    html.encode()
    embedded = re.search(r'id="graph-data">(.*?)</script>', html, re.DOTALL)[1]
    assert json.loads(embedded)["nodes"][0]["label"] == text


def test_same_graph_same_bytes(graph, tmp_path):
    first = write_page(graph, tmp_path / "a.html").read_bytes()
    assert first == write_page(make_graph(LABELS, TIES), tmp_path / "b.html").read_bytes()
    assert b"\r" not in first


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://wire.example/a?b=1", True),
        ("http://wire.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//wire.example", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_links_lead_to_web_addresses_only(url, kept):
    assert web_address(url) == (url if kept else "")


@pytest.mark.parametrize(
    ("time", "days"),
    [
        ("2024-05-16", (date(2024, 5, 16), date(2024, 5, 16))),
        ("2024-12", (date(2024, 12, 1), date(2024, 12, 31))),
        ("1998", (date(1998, 1, 1), date(1998, 12, 31))),
        ("2024-05-03/2024-05-05", (date(2024, 5, 3), date(2024, 5, 5))),
        ("2024-05-05/2024-05-03", None),
        ("next week", None),
        ("0000", None),
        ("", None),
    ],
)
def test_days_of_a_time(time, days):
    assert parse_days(time) == days


@pytest.mark.parametrize(
    ("times", "first", "last"),
    [
        (["2024-05-01", "2024-05-09"], "1 May 2024", "9 May 2024"),
        (["2023-01-01", "2024-01-05", "2024-05-09"], "Jan 2023", "May 2024"),
        (["1950", "1980", "2024"], "1950", "2024"),
        (["1799", *[f"2024-05-0{d}" for d in range(1, 9)], "2090"], "before 1 May 2024",
         "after 8 May 2024"),
        (["9999-12-31", "0001-01-01"], None, None),
    ],
)  # fmt: skip
def test_timeline_shows_the_bulk(times, first, last):
    timeline = make_timeline(times)
    assert len(timeline.labels) == len(timeline.starts) <= 75
    if first:
        assert (timeline.labels[0], timeline.labels[-1]) == (first, last)
    assert all(timeline.bins(time) is not None for time in times)


def test_layout_keeps_nodes_apart():
    ties = [(f"n{i}", f"n{i // 3}", "relation", "headOf", "fact") for i in range(1, 120)]
    G = make_graph([("x", "Person")] * 150, ties)
    places = list(positions(G).values())
    near = [
        (a, b)
        for i, a in enumerate(places)
        for b in places[:i]
        if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 15**2
    ]
    assert len(near) <= 3
    assert positions(nx.MultiDiGraph()) == {}


# --- the browser


@pytest.fixture(scope="module")
def browser():
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("no chromium: apt-get install -y chromium fonts-noto-core")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


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
    assert "20 of 60 are drawn" in page.locator("#note").inner_text()
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
