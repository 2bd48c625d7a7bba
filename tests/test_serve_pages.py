"""The pages over HTTP, without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from example import example
from markupsafe import escape
from serving import Serving, get, serving, wait_for_pages
from told_twice import ADDRESS, HOSTILE, make_store

from kg.rdf.terms import article_iri
from kg.serve import Settings
from kg.serve.cards import group_alike
from kg.serve.catalogue import Catalogue
from kg.serve.catalogue.keeper import NAME as CATALOGUE
from kg.serve.http.addresses import page_of

PERSON = "https://kg.example/id/person/kari_holm"
ARTICLE = article_iri(example().article.id).value
EVENT = ARTICLE + "#Visit="


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return make_store(tmp_path_factory.mktemp("pages") / "graph")


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Serving]:
    with serving(Settings(store, workers=1)) as running:
        wait_for_pages(running)
        yield running


def iri_like(store: Path, part: str) -> str:
    """The IRI of a statement of the example article that contains `part`."""
    sql = "SELECT iri FROM statement WHERE instr(iri, ?) = 1"
    return Catalogue(store / CATALOGUE).row(sql, (part,))["iri"]


ADDRESSES = [
    ("/articles", 200, "Minister visits"),
    ("/articles?q=ferry&sort=title", 200, "<table"),
    ("/articles?q=%25", 200, "No article has all of these words"),
    ("/articles?sort=worst", 400, "one of newest"),
    ("/articles?page=0", 400, "a whole number from 1"),
    ("/articles?page=2", 200, "ends before this page"),
    ("/search?q=KARI", 200, "/entity/person/kari_holm"),
    ("/search?q=%22%29+OR+*", 200, "No name has all of these words"),
    ("/search", 200, "Type a name"),
    ("/search?q=" + "x" * 300, 400, "at most 200 characters"),
    ("/entity/person/kari_holm", 200, "Claims by it"),
    ("/entity/person/kari_holm?show=events&role=agent", 200, "Events <"),
    ("/entity/person/kari_holm?show=events&role=pilot", 400, "one of agent"),
    ("/entity/person/kari_holm?show=secrets", 400, "one of facts"),
    ("/entity/person/nobody", 404, "No article in the store"),
    ("/entity/../../etc/passwd", 404, ""),
    ("/entity/person%2Fkari_holm%00", 404, ""),
    ("/event/article/none%23Visit=1,2", 404, "No article in the store tells"),
    ("/article/article/none", 404, "holds no such article"),
    ("/timeline", 200, "Timeline"),
    ("/timeline?type=Visit&from=2024-05&until=2024-05", 200, "May 2024"),
    ("/timeline?from=9999&until=9999", 400, "9999"),
    ("/timeline?from=0001&until=9999-12-31", 200, "Zoom out"),
    ("/timeline?from=2025&until=2024", 400, "until is a day before 2025-01-01"),
    ("/timeline?from=yesterday", 400, "2024-05-17, 2024-05 or 2024"),
    ("/timeline?from=%D9%A2%D9%A0", 400, "2024-05-17"),
    ("/timeline?type=Picnic", 400, "the name of an event type"),
    ("/timeline?dated=undated", 200, "without a date"),
    ("/timeline?entity=https://example.org/x", 404, "mentions this entity"),
    ("/claims", 200, "figures differ"),
    ("/claims?type=Killing", 200, "figures differ"),
    ("/claims?q=dismissed", 200, "<mark>dismissed</mark>"),
    ("/claims?q=***", 200, "No claim was found on this topic"),
    ("/claims?type=Picnic", 400, "the name of an event type"),
    ("/claims?speaker=x", 400, "a whole number"),
    ("/resource", 400, "an absolute IRI"),
    ("/resource?iri=not+an+iri", 400, "an absolute IRI"),
    ("/resource?iri=https://example.org/x", 404, "no triple about this IRI"),
    ("/resource?iri=https://example.org/x&format=xml", 400, "one of turtle"),
    ("/nowhere", 404, "Nothing is here"),
    ("/static/../app.py", 404, ""),
]


@pytest.mark.parametrize(("address", "status", "words"), ADDRESSES)
def test_addresses(server, address, status, words):
    answer = get(server, address)
    assert answer.status == status, answer.text[:500]
    assert answer.headers["content-type"].startswith("text/html")
    assert words in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/nowhere", "/timeline?from=x", "/entity/person/nobody"])
def test_errors_are_plain_for_who_is_no_browser(server, address):
    answer = get(server, address, "*/*")
    assert answer.status in (400, 404)
    assert answer.headers["content-type"].startswith("text/plain")
    assert "<" not in answer.text


@pytest.mark.parametrize(
    ("address", "is_of_an_article"),
    [
        ("/nosuch", False),
        ("/timeline?entity=https://example.org/x", False),
        ("/entity/person/nobody", True),
        ("/article/article/none", True),
        ("/event/article/none%23Visit=1,2", True),
        ("/resource?iri=https://example.org/x", True),
    ],
)
def test_only_what_an_article_told_may_have_been_replaced(server, address, is_of_an_article):
    page = get(server, address)
    assert page.status == 404
    assert ("may have been replaced" in page.text) == is_of_an_article


def test_nothing_attributed_stands_under_facts(server):
    headings = re.findall("<h2[^>]*>(.*?)<", get(server, "/entity/person/kari_holm").text)
    assert "Relations and properties " in headings and "Facts " not in headings


def test_what_two_articles_tell_is_one_card(server):
    page = get(server, "/entity/person/kari_holm?show=facts").text
    facts, told = re.search(
        r"properties <span class=.count.>(\d+), told (\d+) times", page
    ).groups()
    assert page.count('<article class="card"') == int(facts) == int(told) / 2 > 0
    assert page.count("in 2 articles</li>") == page.count("1 more passage<") == int(facts)
    links = re.findall(r'href="(/article/[^"#]+)#', page)
    assert {page_of("article", ARTICLE), "/article/article/again"} <= set(links)


def test_undated_events_stand_alone(server, store):
    catalogue = Catalogue(store / CATALOGUE)
    rows = catalogue.rows("SELECT id, first FROM statement WHERE kind = 'event' ORDER BY id")
    groups = group_alike(catalogue, [row["id"] for row in rows])
    dated = {row["id"] for row in rows if row["first"] is not None}
    assert sorted(number for group in groups for number in group) == [row["id"] for row in rows]
    assert any(len(group) > 1 for group in groups)
    assert all(set(group) <= dated for group in groups if len(group) > 1)


def test_titles_tell_pages_apart(server, store):
    visit = page_of("event", iri_like(store, EVENT))
    pages = [visit, "/entity/person/kari_holm", "/entity/person/kari_holm?show=events", "/articles"]
    pages += ["/articles?q=ferry", "/articles?page=2", "/timeline", "/timeline?type=Visit", "/map"]
    titles = [re.search("<title>(.*?)</title>", get(server, page).text)[1] for page in pages]
    assert len(set(titles)) == len(titles)
    assert titles[1] == "Kari Holm (person) · kg" and "Kari Holm" in titles[0]


def test_single_day_is_told_in_words(server):
    page = get(server, "/entity/place/oslo").text
    assert 'class="only-day"' in page and 'class="chart"' not in page
    assert 'class="chart"' in get(server, "/entity/place/aalborg").text


def test_article_page_has_its_text_and_marks(server):
    page = get(server, page_of("article", ARTICLE)).text
    assert 'data-coarse="Person" href="/entity/person/kari_holm"' in page
    assert "gave statements" in page and "Gave nothing: " in page
    for kind in ("trigger", "claimed", "skipped"):
        assert f'class="{kind}' in page


def test_event_page_tells_who_says_so(server, store):
    event = iri_like(store, ARTICLE + "#Dismissal=")
    page = get(server, page_of("event", event)).text
    assert "Who says so" in page and "Jens Dahl" in page and "at least 40" in page
    killing = get(server, page_of("event", iri_like(store, ARTICLE + "#Killing="))).text
    assert "Perhaps the same event" in killing and "None in the store" not in killing


def test_opposed_visit_is_an_event_of_its_own(server, store):
    visit = iri_like(store, EVENT)
    assert "What is told about this event" in get(server, page_of("event", visit)).text
    answer = get(server, page_of("entity", visit))
    assert (answer.status, answer.headers["location"]) == (303, page_of("event", visit))


@pytest.mark.parametrize(
    "address",
    ["/articles", "/search?q=script", "/claims", "/timeline?dated=undated",
     "/article/article/again", "/entity/person/kari_holm"],
)  # fmt: skip
def test_hostile_labels_stay_text(server, address):
    page = get(server, address).text
    for markup in ("<script>document", "<b>", "<i>Daily", ADDRESS):
        assert markup not in page.replace("\u202e", "").replace("/static/site.js", "")
    if "script&gt;document" in page:
        assert "&lt;/title&gt;&lt;script&gt;" in page and "{{ 7*7 }}" in page


def test_hostile_title_is_shown(server):
    page = get(server, "/articles").text
    assert f"<bdi>{escape(HOSTILE)}</bdi>" in page


@pytest.mark.parametrize(
    ("accept", "form", "type_"),
    [
        ("text/turtle", "", "text/turtle"),
        ("application/n-triples;q=0.9, text/html;q=0.1", "", "application/n-triples"),
        ("*/*", "jsonld", "application/ld+json"),
        ("text/html", "rdfxml", "application/rdf+xml"),
    ],
)
def test_resource_as_rdf(server, accept, form, type_):
    address = f"/resource?iri={quote(PERSON)}" + (f"&format={form}" if form else "")
    answer = get(server, address, accept)
    assert answer.headers["content-type"].partition(";")[0] == type_
    assert "Kari Holm" in answer.text


@pytest.mark.parametrize(
    ("iri", "place"),
    [(PERSON, "/entity/person/kari_holm"), (ARTICLE, page_of("article", ARTICLE))],
)
def test_resource_leads_to_its_page(server, iri, place):
    answer = get(server, f"/resource?iri={quote(iri)}")
    assert (answer.status, answer.headers["location"]) == (303, place)


def test_resource_without_a_page_shows_its_triples(server, store):
    claim = iri_like(store, ARTICLE + "#claim=")
    page = get(server, f"/resource?iri={quote(claim, safe='')}").text
    assert "What is said of it" in page and "news:speaker" in page and 'class="card"' in page


def test_page_asks_again_while_the_store_is_read(tmp_path):
    with serving(Settings(make_store(tmp_path / "graph"), workers=1)) as server:
        answer = get(server, "/articles")  # the catalogue takes longer than this
        assert answer.status == 503 and answer.headers["refresh"] == "2"
        assert "The store is being read" in answer.text and "0% done" in answer.text
        assert "refresh" not in get(server, "/articles", "*/*").headers
