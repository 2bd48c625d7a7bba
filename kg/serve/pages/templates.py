"""The templates of the pages: Jinja2, everything escaped, a misspelt name an error."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.templating import Jinja2Templates

from kg.serve.addresses import FOLDER, page_of

NAVIGATION = (
    ("/", "Graph"),
    ("/query", "Query"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/claims", "Who says what"),
    ("/articles", "Articles"),
)


def make_templates() -> Jinja2Templates:
    """The templates folder, with the names that every page may use."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(navigation=NAVIGATION, page_of=page_of)
    return Jinja2Templates(env=environment)
