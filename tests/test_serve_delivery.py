"""How files and pages travel: what is compressed, and what a browser may keep."""

import re
from collections.abc import Iterator

import pytest
from serving import Serving, serving, wait_for_pages
from told_twice import make_store

from kg.serve import Settings
from kg.serve.http.delivery import FOR_GOOD, asset

PAGE = {"accept": "text/html", "accept-encoding": "gzip"}
ANY = {"accept": "*/*", "accept-encoding": "gzip"}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Serving]:
    store = make_store(tmp_path_factory.mktemp("kept") / "graph")
    with serving(Settings(store, workers=1)) as running:
        wait_for_pages(running)
        yield running


@pytest.mark.parametrize(
    ("address", "encoding"),
    [
        ("/claims", "gzip"),
        ("/static/site.js", None),  # smaller than what is worth it
        ("/static/pages.css", "gzip"),
        ("/page/vis-network.js", "gzip"),
        ("/sparql?query=SELECT+*+WHERE+%7B+?s+?p+?o+%7D+LIMIT+900", None),
        ("/data?default", None),
    ],
)
def test_pages_are_compressed_and_results_are_not(server, address, encoding):
    answer = server.send("GET", address, headers=ANY if "?" in address else PAGE)
    assert answer.status == 200 and len(answer.body) > 100
    assert answer.headers.get("content-encoding") == encoding


@pytest.mark.parametrize("page", ["/", "/query", "/timeline", "/map", "/articles"])
def test_files_of_a_page_are_kept_for_good(server, page):
    text = server.send("GET", page, headers={"accept": "text/html"}).text
    files = re.findall(r'(?:href|src)="(/(?:static|page)/[^"]+)"', text)
    assert len(files) > 3
    for file in files:
        assert server.send("GET", file).headers["cache-control"] == FOR_GOOD, file


def test_files_without_their_hash_are_asked_about(server):
    name = "/static/site.css"
    for address in (name, f"{name}?v=0", f"{asset(name)}&v=0"):
        answer = server.send("GET", address)
        assert answer.headers["cache-control"] == "no-cache"
        known = {"if-none-match": answer.headers["etag"]}
        assert server.send("GET", address, headers=known).status == 304
