"""Any IRI of the graph: its page, the page of its triples, or its triples as RDF."""

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.cards import load_cards
from kg.serve.http.addresses import page_of
from kg.serve.http.parameters import read_choice, refuse
from kg.serve.http.templating import render
from kg.serve.pages.triples import FORMATS, describe, dump
from kg.serve.protocol.negotiation import HTML, accepted, preferred
from kg.serve.services import services_of

LONGEST = 2000
KINDS = """
SELECT 'article' AS kind, iri, 0 AS id FROM article WHERE iri = :iri
UNION ALL SELECT CASE kind WHEN 'event' THEN kind ELSE 'statement' END, iri, id
FROM statement WHERE iri = :iri
UNION ALL SELECT kind, iri, 0 FROM node WHERE iri = :iri LIMIT 1
"""


async def resource_page(request: Request) -> Response:
    """What `?iri=` stands for: RDF for `?format=` or who accepts that, else the page about it."""
    iri = _read_iri(request)
    name = read_choice(request.query_params, "format", list(FORMATS)) or _accepted(request)
    services = services_of(request)
    if name:
        written, cut = await services.pool.run(dump, iri, name)
        if not written.strip():
            raise HTTPException(404, "The store holds no triple about this IRI.")
        headers = {"vary": "Accept", **({"x-cut": "more triples: ask /sparql"} if cut else {})}
        return Response(written, media_type=f"{FORMATS[name].media_type}", headers=headers)
    catalogue = services.catalogue
    row = await run_in_threadpool(catalogue.row, KINDS, {"iri": iri})
    kind = "resource" if row is None or row["kind"] == "statement" else row["kind"]
    page = page_of(kind, iri)
    if page != page_of("resource", iri):  # IRIs of others have no page of their own
        return RedirectResponse(page, 303, {"vary": "Accept"})
    found = await services.pool.run(describe, iri)
    if not found.outgoing and not found.incoming:
        raise HTTPException(404, "The store holds no triple about this IRI.")
    cards = await run_in_threadpool(load_cards, catalogue, [row["id"]] if row and row["id"] else [])
    context = {"iri": iri, "found": found, "cards_found": cards, "formats": list(FORMATS)}
    return render(request, "resource.html", context)


def _read_iri(request: Request) -> str:
    iri = request.query_params.get("iri", "")
    accepted = "an absolute IRI such as https://kg.example/id/person/kari_holm"
    if len(iri) > LONGEST:
        refuse("iri", f"{len(iri):,} characters", f"{accepted}, {LONGEST:,} characters at most")
    try:
        return NamedNode(iri).value
    except ValueError:
        refuse("iri", repr(iri[:80]), accepted)


def _accepted(request: Request) -> str:
    """The name of the RDF format that a client prefers to a page, "" for a page."""
    names = {rdf.media_type: name for name, rdf in FORMATS.items()}
    return names.get(preferred(accepted(request), (HTML, *names)) or HTML, "")
