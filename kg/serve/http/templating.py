"""The templates of the pages: Jinja2, everything escaped, a misspelt name an error."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from kg.serve.http.addresses import page_of
from kg.serve.http.delivery import asset
from kg.serve.services import services_of

NAVIGATION = (
    ("/", "Graph"),
    ("/query", "Query"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/claims", "Who says what"),
    ("/articles", "Articles"),
)


def make_templates() -> Jinja2Templates:
    """The folder `kg/serve/templates`, with the names that every page may use."""
    environment = Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(navigation=NAVIGATION, asset=asset)
    environment.globals.update(page_of=page_of, quote=quote, asking=asking)
    environment.filters.update(plural=plural, spoken=spoken, web=web)
    return Jinja2Templates(env=environment)


def render(request: Request, name: str, context: Mapping[str, object]) -> Response:
    """The page that a template makes."""
    return services_of(request).templates.TemplateResponse(request, name, dict(context))


def asking(path: str, *given: Mapping[str, object]) -> str:
    """An address with parameters; the later mappings win, what is empty is left out.

    >>> asking("/timeline", {"type": "Visit", "page": 3}, {"page": ""})
    '/timeline?type=Visit'
    """
    joined = {name: value for mapping in given for name, value in mapping.items()}
    words = urlencode({name: value for name, value in joined.items() if value not in ("", None)})
    return f"{path}?{words}" if words else path


def plural(number: int, one: str, many: str = "") -> str:
    """A number with what it counts.

    >>> plural(1200, "article")
    '1,200 articles'
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spoken(name: str) -> str:
    """The local name of a class as words.

    >>> spoken("GovernmentBody")
    'government body'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def web(address: str) -> str:
    """An address if it may be linked to: of the web, and not of anything that runs.

    >>> web("javascript:alert(1)")
    ''
    """
    try:
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""
