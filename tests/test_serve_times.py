"""The timeline over HTTP: events whose times are vague, and the bars that they count in."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from example import example
from serving import Serving, get, serving, wait_for_pages
from told_twice import make_store

from kg.model import Argument, Span, Time
from kg.rdf import Store
from kg.serve import Settings
from kg.serve.http.templating import plural

VAGUE = ("2023-03", "2023-10-26", "2022", "2022-05-03", "2022-11/2023-01", "1799")
PERIODS = [
    ("", "2022 – Oct 2023", 5),
    ("until=2023-10-26", "1799 – 26 Oct 2023", 6),
    ("from=2023-03&until=2023-10-26", "Mar 2023 – 26 Oct 2023", 2),
    ("from=2022-01-01&until=2022-12-31", "2022", 3),
    ("from=2022-05-01&until=2022-06-30", "May 2022 – Jun 2022", 1),
    ("from=2023-03-01&until=2023-03-31", "Mar 2023", 1),
    ("from=2023-03-01&until=2023-03-10", "1 Mar 2023 – 10 Mar 2023", 0),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Serving]:
    with serving(Settings(make_store(tmp_path_factory.mktemp("times") / "graph"), workers=1)) as it:
        wait_for_pages(it)
        yield it


@contextmanager
def serving_times(folder: Path, times: Sequence[str]) -> Iterator[Serving]:
    """A store with an event at each time, all of them in Aalborg."""
    graph = example()
    event = next(event for event in graph.events if event.type == "Visit")
    events = tuple(
        replace(
            event,
            id=f"v{n}",
            trigger=Span(n, n + 1),
            arguments=(Argument("place", "e3"),),
            time=Time(event.trigger, time),
        )
        for n, time in enumerate(times)
    )
    with Store(folder) as store:
        store.replace([replace(graph, events=events, relations=(), claims=())])
    with serving(Settings(folder, workers=1)) as running:
        wait_for_pages(running)
        yield running


@pytest.fixture(scope="module")
def vague(tmp_path_factory) -> Iterator[Serving]:
    with serving_times(tmp_path_factory.mktemp("vague") / "graph", VAGUE) as running:
        yield running


def heading(server: Serving, address: str) -> str:
    found = re.search(
        '<h2 id="period"[^>]*>(.*?) <span class="count">(.*?)<', get(server, address).text
    )
    return f"{found[1]}: {found[2]}"


@pytest.mark.parametrize("entity", ["", "entity=https://kg.example/id/place/aalborg&"])
@pytest.mark.parametrize(("period", "words", "events"), PERIODS)
def test_vague_events_are_in_the_period_that_holds_them(vague, entity, period, words, events):
    told = f"{words}: {plural(events, 'event')}"
    assert heading(vague, f"/timeline?{entity}{period}") == told
    chart = json.loads(get(vague, f"/api/timeline?{entity}{period}").body)
    bars = [bar for bar in chart["bins"] + chart["spans"] if bar["events"]]
    assert sum(bar["events"] for bar in bars) == events
    for bar in chart["bins"]:
        ends = f"from={bar['from']}&until={bar['until']}"
        if bar["events"]:
            assert f": {plural(bar['events'], 'event')}" in heading(
                vague, f"/timeline?{entity}{ends}"
            )


def test_vague_events_name_no_day(vague):
    pages = ["/timeline", "/timeline?from=2023-03&until=2023-10-26", "/entity/place/aalborg"]
    for page in [get(vague, address).text for address in pages]:
        assert "1 Mar 2023" not in page and "2023-03</li>" in page
    year = json.loads(get(vague, "/api/timeline?from=2022&until=2022").body)
    assert [(bar["label"], bar["events"]) for bar in year["spans"]] == [("2022", 1)]
    assert "2022, the month not known: 1 event" in get(vague, "/timeline?from=2022&until=2022").text


def test_timeline_tells_what_may_begin_in_the_period(vague):
    page = get(vague, "/timeline?from=2023-03-01&until=2023-03-10&dated=vague").text
    assert 'or before or after <span class="count">1<' in page and "2023-03</li>" in page


def test_few_events_far_away_do_not_narrow_the_others(tmp_path):
    days = [f"2023-{month:02}-{day:02}" for month in range(3, 9) for day in range(1, 10)]
    with serving_times(tmp_path / "graph", ["1119", *days, "2023-12-24"]) as running:
        assert heading(running, "/timeline") == "Mar 2023 – Dec 2023: 55 events"
        found = re.search('data-way="whole" href="(.*?)">All 56<', get(running, "/timeline").text)
        whole = html.unescape(found[1])
        assert heading(running, whole) == "1119 – 24 Dec 2023: 56 events"
        assert heading(running, "/timeline?until=2023") == "1119 – 2023: 56 events"


def test_timeline_bins(server):
    bins = json.loads(get(server, "/api/timeline?from=2024-05&until=2024-05&type=Visit").body)
    assert (bins["unit"], len(bins["bins"])) == ("day", 31)
    assert [b["from"] for b in bins["bins"] if b["events"]] == ["2024-05-16"]
    whole = json.loads(get(server, "/api/timeline").body)
    assert sum(b["events"] for b in whole["bins"]) > 2
    refused = get(server, "/api/timeline?from=x")
    assert refused.status == 400 and "accepted" in json.loads(refused.body)["error"]
    years = json.loads(get(server, "/api/timeline?from=1990&until=2030").body)
    assert years["unit"] == "year"
    assert {b["label"]: b["events"] for b in years["bins"]}["1998"] == 2
