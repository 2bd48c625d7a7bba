"""The page of an event: who took part, when, how many, who says so, where else it may be told."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.cards import load_cards, load_roles
from kg.serve.http.addresses import iri_of
from kg.serve.http.templating import render
from kg.serve.services import services_of

NEAR = 3  # days
ALSO = """
SELECT other.id, COUNT(DISTINCT shared.node) AS together
FROM part JOIN part AS shared ON shared.node = part.node
JOIN statement AS other ON other.id = shared.statement
WHERE part.statement = :id AND part.role <> 'source' AND shared.role <> 'source'
  AND other.kind = 'event' AND other.type = :type AND other.id <> :id
  AND (:first IS NULL OR other.first IS NULL
       OR (other.first <= :last + :near AND other.last >= :first - :near))
GROUP BY other.id
ORDER BY together DESC, other.first IS NULL, ABS(other.first - :first), other.id LIMIT 8
"""
CLAIMS = "SELECT claim FROM asserted WHERE event = ? ORDER BY claim LIMIT 20"
IN_EVENTS = """
SELECT DISTINCT part.statement FROM node JOIN part ON part.node = node.id
WHERE node.iri = ? ORDER BY part.statement LIMIT 20
"""


def event_page(request: Request) -> Response:
    """The page; a long list of anything is cut, for its graph and its entities show the rest."""
    catalogue = services_of(request).catalogue
    iri = iri_of(request.path_params["key"])
    event = catalogue.row("SELECT * FROM statement WHERE iri = ? AND kind = 'event'", (iri,))
    if event is None:
        raise HTTPException(404, "No article in the store tells of this event.")
    number = event["id"]
    kind = services_of(request).schema.event_types.get(event["type"])
    node = catalogue.row("SELECT * FROM node WHERE iri = ?", (iri,))
    columns = ("id", "type", "first", "last")
    also = catalogue.rows(ALSO, {**{c: event[c] for c in columns}, "near": NEAR})
    claims = [row["claim"] for row in catalogue.rows(CLAIMS, (number,))]
    around = [row["statement"] for row in catalogue.rows(IN_EVENTS, (iri,))]
    context = {
        "event": event,
        "kind": kind.label if kind else event["type"],
        "definition": kind.definition if kind else "",
        "node": node,
        "card": load_cards(catalogue, [number])[0],
        "roles": load_roles(catalogue, number),
        "figures": catalogue.rows("SELECT * FROM figure WHERE statement = ?", (number,)),
        "also": load_cards(catalogue, [row["id"] for row in also]),
        "claims": load_cards(catalogue, claims),
        "around": load_cards(catalogue, [n for n in around if n not in claims]),
        "near": NEAR,
    }
    return render(request, "event.html", context)
