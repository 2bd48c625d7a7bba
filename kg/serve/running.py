"""Runs the server on a socket of its own until it is told to stop."""

import socket
from dataclasses import replace

import uvicorn

from kg.errors import ServerError
from kg.rdf import Store
from kg.serve.app import make_app
from kg.serve.settings import Settings

WAITING = 512  # connections that nobody has accepted yet
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
    config = uvicorn.Config(
        make_app(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    uvicorn.Server(config).run(sockets=[listening])
