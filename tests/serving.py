"""A real server on a store, for tests: uvicorn on a free port of this machine."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from example import example

from kg.rdf import Store
from kg.serve import Settings
from kg.serve.running import configured

BROWSER = "text/html,*/*;q=0.8"
START = 60.0  # seconds until a server has to answer


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs; `url` has no slash at its end."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """The reply to one request, redirects not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content, headers or {})
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, fields, response.read())
        finally:
            connection.close()


def get(server: Serving, address: str, accept: str = BROWSER) -> Reply:
    """The reply to a browser, or to who accepts something else."""
    return server.send("GET", address, headers={"accept": accept})


def make_store(folder: Path) -> Path:
    """A store with the example article in a folder, which is given back."""
    with Store(folder) as store:
        store.replace([example()])
    return folder


@contextmanager
def serving(settings: Settings) -> Iterator[Serving]:
    """A server with these settings, on a free port instead of theirs, until the block ends."""
    config = configured(settings)
    config.port, config.lifespan = 0, "on"
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + START
    while not server.started and thread.is_alive() and time.monotonic() < limit:
        time.sleep(0.02)
    if not server.started:
        raise RuntimeError("the server does not start")
    try:
        yield Serving(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(START)


def wait_for_pages(server: Serving) -> None:
    """Return once the server has read its store for the pages."""
    limit = time.monotonic() + START
    while server.send("GET", "/api/search").status == 503 and time.monotonic() < limit:
        time.sleep(0.05)
