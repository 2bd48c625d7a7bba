"""The graph page: its picture, what it grows by, and its JSON, all over the whole store."""

from kg.serve.explore.handlers import routes

__all__ = ["routes"]
