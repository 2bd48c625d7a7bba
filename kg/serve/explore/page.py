"""The graph page itself, and the scripts and styles that it is made of."""

from functools import cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.http.delivery import kept, version_of
from kg.serve.http.templating import render
from kg.view.page import SERVED, read_part, script_of, vis_network


def page(request: Request) -> Response:
    """The page; its script asks for the picture."""
    context = {
        "search": Markup(read_part("search.html")),  # noqa: S704  files of ours
        "body": Markup(read_part("body.html")),  # noqa: S704
        "scripts": [f"/page/{name}?v={_version(name)}" for name in SCRIPTS],
    }
    return render(request, "graph.html", context)


def script(request: Request) -> Response:
    """A script that is put together of several files, or is a package's."""
    name = request.url.path.rpartition("/")[2]
    # The address has the hash of what it stands for: whoever knows it has the script for good.
    headers = {"cache-control": kept(request.query_params.getlist("v"), _version(name))}
    return Response(_text(name), media_type="text/javascript", headers=headers)


@cache
def _text(name: str) -> bytes:
    return SCRIPTS[name]().encode()


@cache
def _version(name: str) -> str:
    return version_of(_text(name))


def _explorer() -> str:
    return script_of(SERVED)


SCRIPTS = {"vis-network.js": vis_network, "explorer.js": _explorer}
routes = [Route("/", page), *(Route(f"/page/{name}", script) for name in SCRIPTS)]
