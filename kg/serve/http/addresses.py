"""Which page shows what an IRI stands for.

Individuals have IRIs below `kg.rdf.terms.INDIVIDUALS`; the rest of the IRI is the rest of the path:
`https://kg.example/id/person/kari_holm` is at `/entity/person/kari_holm`, the event
`https://kg.example/id/article/ferry#Visit=49,56` at `/event/article/ferry%23Visit=49,56`.
"""

from urllib.parse import quote

from kg.rdf.terms import INDIVIDUALS


def page_of(kind: str, iri: str) -> str:
    """The path of the page of an "entity", "event", "article" or any other "resource".

    >>> page_of("event", "https://kg.example/id/article/ferry#Visit=49,56")
    '/event/article/ferry%23Visit%3D49%2C56'
    >>> page_of("resource", "https://example.org/x")
    '/resource?iri=https%3A%2F%2Fexample.org%2Fx'
    """
    key = iri.removeprefix(INDIVIDUALS)
    # browsers resolve dots in a path, so that it would be the address of something else
    if kind == "resource" or key == iri or {"", ".", ".."}.intersection(key.split("/")):
        return f"/resource?iri={quote(iri, safe='')}"
    return f"/{kind}/{quote(key, safe='/')}"


def iri_of(key: str) -> str:
    """The IRI that the decoded rest of a path stands for."""
    return INDIVIDUALS + key
