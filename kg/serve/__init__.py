"""The local server: a SPARQL 1.1 Protocol endpoint, and pages to explore the graph in a browser."""

from kg.serve.app import make_app
from kg.serve.running import listen, run
from kg.serve.settings import Settings

__all__ = ["Settings", "listen", "make_app", "run"]
