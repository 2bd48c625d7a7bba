"""The graph page: its picture, what it grows by, and its JSON, all over the whole store."""

from kg.serve.explore.answers.states import keep_first_picture
from kg.serve.explore.handlers import routes as api
from kg.serve.explore.page import routes as pages

routes = [*pages, *api]

__all__ = ["keep_first_picture", "routes"]
