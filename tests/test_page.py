"""The page: what is in the file."""

import json
import re
from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_graph import HOSTILE, LABELS, SENTENCE, TIES, make_graph

from kg.view import render_page, write_page
from kg.view.drawing.layout import positions
from kg.view.drawing.picture import web_address
from kg.view.drawing.timeline import make_timeline, parse_days


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return make_graph(LABELS, TIES)


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
