"""The query page: SPARQL in an editor, named queries as examples, results with names and links."""

from kg.serve.query.page import routes

__all__ = ["routes"]
