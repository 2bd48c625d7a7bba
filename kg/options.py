"""What the command line accepts: formats, and the arguments that several commands share."""

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KGError

DEFAULT_STORE = Path("graph")
SUFFIXES = {
    "json": ".json",
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "jsonld": ".jsonld",
}


class CommandLineError(KGError):
    """The command line asks for something that there is not."""


class ArticleFormat(Enum):
    """What `kg extract` writes."""

    JSON = "json"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"


class ResultFormat(Enum):
    """What `kg query` prints."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"


class GraphFormat(Enum):
    """What `kg export` writes."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    TRIG = "trig"
    NQUADS = "nquads"
    TURTLE = "turtle"
    JSONLD = "jsonld"


Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLES",
        help="Files (text, HTML, JSON, JSON Lines), folders, or - for standard input.",
        show_default=False,
    ),
]
ArticleId = Annotated[
    str, typer.Argument(metavar="ARTICLE-ID", help="As the query articles lists them.")
]
OutFolder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write one file per article, named by its id."),
]
Gaps = Annotated[bool, typer.Option("--gaps", help="List the senses of words that no cue covers.")]
Top = Annotated[int, typer.Option(metavar="N", min=1, help="How many, the most frequent first.")]
StoreFolder = Annotated[
    Path, typer.Option("--store", metavar="FOLDER", help="The folder of the store.")
]
Sparql = Annotated[
    str, typer.Argument(metavar="[SPARQL]", help="SELECT, ASK, CONSTRUCT or DESCRIBE.")
]
QueryName = Annotated[
    str, typer.Option(metavar="NAME", help="A named query instead of SPARQL text.")
]
QueryParameters = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="A value for a parameter; may be given often."),
]
Published = Annotated[
    str,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The date of articles that give none: what 'Thursday' is counted from.",
        show_default=False,
    ),
]


def to_day(published: str) -> date | None:
    """The day that --date gives, None for "".

    Raises:
        CommandLineError: it is no day.
    """
    if not published:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise CommandLineError(
            f"--date {published!r} is no day; give it as YYYY-MM-DD, such as 2023-10-27"
        ) from None


def to_bindings(given: list[str]) -> dict[str, str]:
    """The parameters of a query that --param NAME=VALUE gives.

    Raises:
        CommandLineError: one is not of that form.
    """
    pairs = [binding.partition("=") for binding in given]
    for name, equals, _ in pairs:
        if not equals or not name.isidentifier():
            raise CommandLineError(f"--param {name!r} is no NAME=VALUE, such as entity=Moscow")
    return {name: value for name, _, value in pairs}
