"""What is turned away before any handler sees it: wrong names, other sites, bodies that dawdle."""

from starlette.middleware import Middleware

from kg.serve.guards.hosts import OwnNames
from kg.serve.guards.origins import OwnPages
from kg.serve.guards.slowness import PromptBodies


def guards(host: str) -> list[Middleware]:
    """The guards of a server that listens at `host`."""
    return [Middleware(PromptBodies), Middleware(OwnNames, host=host), Middleware(OwnPages)]


__all__ = ["guards"]
