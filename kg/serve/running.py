"""Runs the server on a socket of its own until it is told to stop."""

import asyncio
import socket
from dataclasses import replace

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServerError
from kg.rdf import Store
from kg.serve.app import make_app
from kg.serve.settings import Settings
from kg.serve.workers.memory import keep_little

WAITING = 512  # connections that nobody has accepted yet
CONNECTIONS = 400  # at the same time; who comes then is asked to come again
HEADERS = 15.0  # seconds in which the head of a request has to be here
LAST_WORDS = 3  # seconds that requests have left when the server stops


def listen(settings: Settings) -> tuple[socket.socket, Settings]:
    """A socket that listens where the settings say, and the settings with the port that it has.

    Raises:
        StoreError: there is no store that can be read.
        ServerError: the address is in use, or not this machine's.
    """
    Store(settings.store, read_only=True).close()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sends what is written at once only over a socket that says that it is of TCP
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        raise ServerError(
            f"{settings.host}, port {settings.port}: the server cannot listen there: {error}; "
            "give another --port or --host"
        ) from error
    return listening, replace(settings, port=listening.getsockname()[1])


def run(settings: Settings, listening: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM."""
    keep_little()
    uvicorn.Server(configured(settings)).run(sockets=[listening])


def configured(settings: Settings) -> uvicorn.Config:
    """How the server speaks HTTP.

    The parser is h11, which bounds the size of a head; tokens and questions are in no log.
    """
    return uvicorn.Config(
        make_app(settings),
        http=PromptHTTP,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=LAST_WORDS,
    )


class PromptHTTP(H11Protocol):
    """HTTP whose requests have to begin in time: an open connection costs a file descriptor."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Go on with the request that these bytes begin or continue."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._expect()
        else:
            self._got()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._got()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(HEADERS, self.transport.close)

    def _got(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = None
