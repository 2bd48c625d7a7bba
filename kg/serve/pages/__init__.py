"""The HTML pages: what a person reads in a browser."""

from starlette.routing import Route

from kg.serve.pages.article import article_page
from kg.serve.pages.entity import entity_page
from kg.serve.pages.event import event_page
from kg.serve.pages.listing import articles_page, search_page
from kg.serve.pages.resource import resource_page

routes = [
    Route("/entity/{key:path}", entity_page),
    Route("/article/{key:path}", article_page),
    Route("/event/{key:path}", event_page),
    Route("/articles", articles_page),
    Route("/search", search_page),
    Route("/resource", resource_page),
]

__all__ = ["routes"]
