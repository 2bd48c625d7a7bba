"""When things happened: the events of the whole store in periods that one zooms into."""

from starlette.routing import Route

from kg.serve.times.page import timeline_bins, timeline_page

routes = [Route("/timeline", timeline_page), Route("/api/timeline", timeline_bins)]

__all__ = ["routes"]
