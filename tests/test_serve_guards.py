"""Wrong names, pages of other sites and clients that dawdle are turned away, nobody else."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from serving import Serving, make_store, serving
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kg.serve import Settings, running
from kg.serve.guards.hosts import OwnNames
from kg.serve.guards.slowness import PromptBodies
from kg.serve.http.refusals import RequestError

ASK = "/sparql?query=ASK%7B%7D"
PAGE = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
FRAME = PAGE | {"sec-fetch-dest": "iframe"}
IMAGE = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    store = make_store(tmp_path_factory.mktemp("guards") / "store")
    with serving(Settings(store, workers=1, timeout=5)) as here:
        yield here


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST.:8765", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:8765", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("localhost:80@evil.example", 400),
        ("localhost/evil.example", 400),
        ("192.168.1.2", 400),
        ("", 400),
        ("localhost, evil.example", 400),
        ("loc\xe4lhost", 400),
    ],
)
def test_only_its_own_names(server: Serving, host: str, status: int) -> None:
    reply = server.send("GET", ASK, headers={"host": host})
    assert reply.status == status
    assert "evil" not in reply.text


@pytest.mark.parametrize(
    ("at", "host", "allowed"),
    [
        ("0.0.0.0", "192.168.1.2:8765", True),
        ("0.0.0.0", f"{socket.gethostname()}.local", True),
        ("0.0.0.0", f"{socket.gethostname()}.evil.example", False),
        ("::", "[fe80::1]:8765", True),
        ("::", "[fe80::1::2]", False),
        ("box.example", "BOX.example:1", True),
        ("box.example", "192.168.1.2", False),
    ],
)
def test_names_of_a_server_for_the_network(*, at: str, host: str, allowed: bool) -> None:
    assert OwnNames(Starlette(), at)._is_own([host]) is allowed


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 200),
        ("GET", PAGE | {"sec-fetch-site": "same-origin"}, 200),
        ("GET", PAGE | {"sec-fetch-site": "none"}, 200),
        ("GET", PAGE | {"sec-fetch-site": "cross-site"}, 200),
        ("GET", FRAME | {"sec-fetch-site": "cross-site"}, 403),
        ("GET", IMAGE | {"sec-fetch-site": "cross-site"}, 403),
        ("GET", IMAGE | {"sec-fetch-site": "same-site"}, 403),
        ("POST", PAGE | {"sec-fetch-site": "cross-site"}, 403),
        ("OPTIONS", {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, 403),
        ("POST", {"origin": "https://evil.example"}, 403),
        ("POST", {"origin": "null"}, 403),
        ("POST", {"origin": "http://[x"}, 403),
        ("POST", {"origin": "http://localhost"}, 200),
        ("POST", {"sec-fetch-site": "same-origin", "origin": "null"}, 200),
    ],
)
def test_pages_of_other_sites_may_only_link(
    server: Serving, method: str, headers: dict[str, str], status: int
) -> None:
    own = {"host": "localhost", "content-type": "application/sparql-query"}
    path, body = ("/sparql", "ASK {}") if method == "POST" else (ASK, None)
    reply = server.send(method, path, body, own | headers)
    assert reply.status == status
    assert not [name for name in reply.headers if name.startswith("access-control")]


def answered(server: Serving, *parts: bytes, pause: float = 0.0) -> bytes:
    """All that comes back for bytes that are sent with pauses, until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        for part in parts:
            client.sendall(part)
            time.sleep(pause)
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


def test_heads_that_never_end(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HEADERS", 0.3)
    assert answered(server) == b""
    assert answered(server, b"GET / HT", b"TP/1.1\r\n", b"host: loc", pause=0.05) == b""
    request = f"GET {ASK} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode()
    reply = answered(server, request[:9], request[9:], request, b"GET", pause=0.05)
    assert reply.count(b"HTTP/1.1 200 OK") == 2
    with suppress(ConnectionResetError):  # it hangs up before it has read everything
        assert b" 400 " in answered(server, b"GET / HTTP/1.1\r\nx: " + b"x" * 200_000)


@pytest.mark.parametrize("head", [f"GET {ASK}", "POST /sparql", "GET /nowhere", "POST /api/expand"])
def test_a_body_that_nobody_reads_costs_no_answer(server: Serving, head: str) -> None:
    body = b"x" * 5_000_000
    request = (
        f"{head} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-y\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    assert answered(server, request.encode(), body, pause=0.1).startswith(b"HTTP/1.1 ")


def test_a_body_that_nobody_reads_is_not_waited_for_for_ever() -> None:
    app = PromptBodies(Starlette(routes=[Route("/", PlainTextResponse("no"))]), unwanted=0.1)
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    assert [message.get("body") for message in sent] == [None, b"no", None]


def test_bodies_that_never_end() -> None:
    async def take(request: Request) -> PlainTextResponse:
        try:
            return PlainTextResponse(await request.body())
        except RequestError as error:
            return PlainTextResponse(str(error), error.status)

    app = PromptBodies(Starlette(routes=[Route("/", take, methods=["POST"])]), seconds=0.2)

    async def ask(pause: float) -> int:
        sent: list[int] = []
        parts = [b"a", b"b"]

        async def receive() -> dict[str, object]:
            if len(parts) == 1:
                await asyncio.sleep(pause)
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        async def send(message: dict[str, object]) -> None:
            sent.append(message.get("status"))  # type: ignore[arg-type]

        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        await app(scope, receive, send)  # type: ignore[arg-type]
        return sent[0]

    assert asyncio.run(ask(0.0)) == 200
    assert asyncio.run(ask(5.0)) == 408


def test_who_leaves_before_the_body_is_there_is_no_error(
    server: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    head = "host: localhost\r\ncontent-type: application/json\r\ncontent-length: 99"
    for path in ("/api/expand", "/api/labels", "/sparql"):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n\r\n{{".encode())
            time.sleep(0.1)
    assert server.send("GET", ASK).status == 200
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
