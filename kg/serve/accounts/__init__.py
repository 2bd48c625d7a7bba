"""Who says what: claims on a topic side by side, and the accounts that disagree."""

from starlette.routing import Route

from kg.serve.accounts.page import claims_page

routes = [Route("/claims", claims_page)]

__all__ = ["routes"]
