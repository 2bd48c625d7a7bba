"""The HTML pages: what a person reads in a browser."""

from starlette.routing import Route

routes: list[Route] = []

__all__ = ["routes"]
