"""Processes that read the store for the server, and that can be killed at any time."""

from kg.serve.workers.pool import Pool

__all__ = ["Pool"]
