"""Whatever is asked of whatever address, the server answers, says nothing back, and lives."""

import json
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import Serving, serving, wait_for_pages
from told_twice import make_store

from kg.serve import Settings

MARKUP = "<script>owned()</script>"
SPLIT = "x\r\nset-cookie: owned=1\r\n\r\n" + MARKUP
PAGES = (
    "/", "/query", "/timeline", "/map", "/claims", "/articles", "/search", "/resource",
    "/entity/", "/article/article/", "/event/article/", "/sparql", "/data", "/.well-known/void",
    "/api/graph", "/api/search", "/api/articles", "/api/statements", "/api/timeline", "/api/map",
    "/api/query/", "/api/expand", "/api/download", "/api/labels", "/static/", "/page/", "/nowhere/",
    "//example.org/", "/page/explorer.js", "http://example.org/", "*", "",
    *("/sparql", "/api/expand", "/api/download", "/api/labels", "/api/statements") * 2,
)  # fmt: skip
TAILS = ("", "ferry", "article/ferry", "person/kari_holm", "again%23Visit=1,2", "..%2f..%2fapp.py",
         "../../../app.py", "..%5capp.py", "%00", "%ff%fe", "%0d%0aset-cookie:owned=1", "LONG",
         "%2e%2e/%2e%2e/etc/passwd", quote(MARKUP), "//example.org", "who-said-what")  # fmt: skip
NAMES = (
    "q", "iri", "page", "sort", "from", "until", "type", "entity", "dated", "show", "role", "at",
    "place", "speaker", "event", "topic", "node", "source", "target", "status", "start", "open",
    "article", "confidence", "undated", "relation", "offset", "query", "name", "update", "graph",
    "default", "format", "v", "default-graph-uri", "named-graph-uri", "using-graph-uri", "x",
)  # fmt: skip
PERSON = "https://kg.example/id/person/kari_holm"
WORDS = (PERSON, "", "1", "-1", "9" * 40, "2024-05", "0001", "9999-12-31", "Visit", "event Visit",
         "fact", "attributed", "-fact", "0.8", "nan", MARKUP, SPLIT, "\0", "\ud800", "LONG",
         "javascript:alert(1)", "urn:x:é", "'\"\\%_*", "\u202e\ufeff", "newest", "events",
         "turtle", "rdfxml", "graphml", "SELECT * {?s ?p ?o} LIMIT 3", "ASK {}", "{", "²", "१",
         "article/ferry", "ferry", "labels", "who-said-what", "0,0", "NaN,NaN")  # fmt: skip
WORD = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.text(st.characters(), max_size=3))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), WORD), max_size=4)
VALUE = st.one_of(st.none(), st.booleans(), st.floats(), WORD, st.lists(WORD, max_size=3))
FIELD = st.sampled_from(("node", "shown", "nodes", "statements", "format", "iris", "x"))
BODY = st.one_of(
    st.dictionaries(FIELD, VALUE, max_size=4).map(lambda body: json.dumps(body).encode()),
    PAIRS.map(lambda pairs: encoded(pairs).encode()),
    st.binary(max_size=30),
    st.just(b'{"iris": DEEP'),
)
KIND = st.sampled_from((
    "application/json", "application/x-www-form-urlencoded", "application/sparql-query",
    "application/sparql-update", "text/plain", "multipart/form-data; boundary=", "é;;=",
))  # fmt: skip
ACCEPT = st.sampled_from(("text/html", "*/*", "text/turtle;q=x", MARKUP, "LONG", ",;/\t=", ""))
METHOD = st.sampled_from(("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "X_Y"))


def encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    store = make_store(tmp_path_factory.mktemp("fuzz") / "store")
    with serving(Settings(store, workers=2, timeout=5)) as running:
        wait_for_pages(running)
        yield running


def exchange(server: Serving, request: bytes) -> tuple[int, bytes, bytes]:
    """Status, head and body of what comes back for some bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as client:
        client.sendall(request)
        reply = b"".join(iter(lambda: client.recv(1 << 16), b""))
    head, _, body = reply.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.lower(), body


@given(
    method=METHOD,
    path=st.tuples(st.sampled_from(PAGES), st.one_of(st.just(""), st.sampled_from(TAILS), WORD)),
    pairs=PAIRS,
    body=BODY,
    kind=KIND,
    accept=ACCEPT,
)
@settings(
    max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False
)
def test_no_request_breaks_the_server(
    server: Serving, method: str, path: tuple[str, str], pairs: list[tuple[str, str]],
    body: bytes, kind: str, accept: str,
) -> None:  # fmt: skip
    tail = quote(path[1].encode("utf-8", "surrogatepass"), safe="%/.,=:")
    body = body.replace(b"DEEP", b"[" * 100_000)
    lines = [
        f"{method} {path[0]}{tail}?{encoded(pairs)} HTTP/1.1",
        "host: localhost",
        f"accept: {accept}",
        f"content-type: {kind}",
        f"content-length: {len(body)}",
        "connection: close",
    ]
    status, head, text = exchange(server, "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
    assert status < 500, (status, text[:300])
    assert b"owned=1" not in head.replace(b"%0d%0aset-cookie", b"")
    assert MARKUP.encode() not in text or b"text/html" not in head
    assert b"Traceback" not in text
