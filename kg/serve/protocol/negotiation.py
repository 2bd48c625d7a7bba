"""Which media type an answer has: the one that the client likes best among those on offer."""

from collections.abc import Iterable, Mapping

import mimeparse
from starlette.requests import Request

from kg.serve.http.refusals import RequestError

# The names are those of `Results.to_text`. The first of each is what who does not care gets.
ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRIPLES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "json",
    "application/rdf+xml": "xml",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
QUADS = ("application/trig", "application/n-quads", "application/ld+json")
HTML = "text/html"

MOST = 100  # media ranges that are read; nobody means more


def preferred(accept: str, offers: Iterable[str]) -> str | None:
    """The offer that an Accept header likes best, the earlier one in doubt; None if it has none.

    Ranges that are malformed do not count; without any other all offers are welcome.

    >>> preferred("text/*;q=0.5, application/json, nonsense", ["text/csv", "application/json"])
    'application/json'
    """
    ranges = []
    for text in accept.split(",", MOST)[:MOST]:
        try:
            read = mimeparse.parse_media_range(text)
        except mimeparse.MimeTypeParseException:
            continue
        if all(read[:2]):
            ranges.append(read)
    if not ranges:
        return next(iter(offers), None)
    likings = ((mimeparse.quality_and_fitness_parsed(o, ranges), o) for o in offers)
    best, offer = max(likings, key=lambda liking: liking[0])  # the first of equals
    return offer if best[0] > 0 else None


def wanted(request: Request, offers: Iterable[str]) -> str:
    """The media type of the answer to a request.

    Raises:
        RequestError: the client accepts none of the offers.
    """
    offered = tuple(offers)
    chosen = preferred(accepted(request), offered)
    if chosen is None:
        raise not_acceptable(offered)
    return chosen


def not_acceptable(offers: Iterable[str]) -> RequestError:
    """The error for a client that accepts nothing that there is."""
    known = ", ".join(offers)
    return RequestError(406, f"none of the media types in Accept is on offer; those are {known}")


def accepted(request: Request) -> str:
    """The Accept header; several are one."""
    return ",".join(request.headers.getlist("accept"))


def content_type(media_type: str) -> str:
    """A media type as Content-Type says it: text names its encoding."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
