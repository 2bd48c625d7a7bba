"""The map: where the events of the store happened, as far as it is known where their places lie."""

from starlette.routing import Route

from kg.serve.places.page import give_spots, map_page

routes = [Route("/map", map_page), Route("/api/map", give_spots)]

__all__ = ["routes"]
