"""The page of an entity: what is said of it, by whom it is mentioned, and when."""

import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.cards import Card, group_alike, load_groups
from kg.serve.catalogue import Catalogue
from kg.serve.http.addresses import iri_of, page_of
from kg.serve.http.parameters import Paging, read_choice, read_number
from kg.serve.http.templating import render
from kg.serve.services import services_of
from kg.serve.times.bins import Chart, draw
from kg.serve.times.events import EventChoice, count_begins, find_period

SECTIONS = {
    "facts": (
        "Relations and properties",
        "part.role IN ('subject', 'object') AND statement.kind <> 'event'",
    ),
    "events": ("Events", "statement.kind = 'event' AND part.role <> 'source'"),
    "by": ("Claims by it", "statement.kind = 'claim' AND part.role = 'speaker'"),
    "about": ("Claims about it", "statement.kind = 'claim' AND part.role = 'about'"),
    "source": ("On its word", "statement.kind <> 'claim' AND part.role = 'source'"),
}
ORDERS = {
    "facts": "statement.kind = 'attribute', statement.status <> 'fact', statement.confidence",
    "events": "statement.first IS NULL, statement.first",
}
FEW = 6
MANY = 40
FROM_PARTS = "FROM part JOIN statement ON statement.id = part.statement WHERE part.node = :node"
ARTICLES = """
SELECT article.iri, article.heading, article.date, article.publisher, COUNT(*) AS mentions
FROM mention JOIN article ON article.id = mention.article WHERE mention.node = ?
GROUP BY article.id ORDER BY article.date DESC, article.id LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the statements of one sort about the entity, those that say the same together.

    The paging counts what is said, `told` how often.
    """

    key: str
    title: str
    cards: tuple[Card, ...]
    paging: Paging
    told: int


def entity_page(request: Request) -> Response:
    """The page, all sections in short, or one of them whole: `?show=events&role=place&page=2`."""
    catalogue = services_of(request).catalogue
    iri = iri_of(request.path_params["key"])
    node = catalogue.row("SELECT * FROM node WHERE iri = ?", (iri,))
    if node is None:
        raise HTTPException(404, "No article in the store mentions this entity.")
    if node["kind"] == "event":
        return RedirectResponse(page_of("event", iri), 303)
    show = read_choice(request.query_params, "show", (*SECTIONS, "articles"))
    page = read_number(request.query_params, "page", 1)
    roles = _roles(catalogue, node["id"])
    role = read_choice(request.query_params, "role", [name for name, _ in roles])
    size = MANY if show else FEW
    keys = [key for key in SECTIONS if show in ("", key)]
    sections = [_section(catalogue, node["id"], key, (page, size), role) for key in keys]
    context = {
        "node": node,
        "aliases": json.loads(node["aliases"]),
        "mentions": catalogue.number("SELECT COUNT(*) FROM mention WHERE node = ?", (node["id"],)),
        "sections": [section for section in sections if section.paging.total],
        "roles": roles,
        "role": role,
        "show": show,
        "chart": _chart(catalogue, node["id"]),
        "articles": [],
        "article_paging": None,
    }
    if show in ("", "articles"):
        paging = Paging(page if show else 1, size, node["articles"])
        context["articles"] = catalogue.rows(ARTICLES, (node["id"], size, paging.offset))
        context["article_paging"] = paging
    return render(request, "entity.html", context)


def _roles(catalogue: Catalogue, node: int) -> list[tuple[str, int]]:
    """The roles in events that an entity has, with how many events each, the usual first."""
    sql = f"SELECT part.role, COUNT(*) AS events {FROM_PARTS} AND {SECTIONS['events'][1]}"
    rows = catalogue.rows(f"{sql} GROUP BY part.role ORDER BY 2 DESC, 1", {"node": node})
    return [(row["role"], row["events"]) for row in rows]


def _section(
    catalogue: Catalogue, node: int, key: str, place: tuple[int, int], role: str
) -> Section:
    title, condition = SECTIONS[key]
    parameters: dict[str, object] = {"node": node}
    if key == "events" and role:
        condition += " AND part.role = :role"
        parameters["role"] = role
    order = ORDERS.get(key, "statement.id")
    rows = catalogue.rows(
        f"SELECT statement.id {FROM_PARTS} AND {condition}"
        f" GROUP BY statement.id ORDER BY {order} DESC, statement.id",
        parameters,
    )
    groups = group_alike(catalogue, [row["id"] for row in rows])
    page, size = place
    paging = Paging(page, size, len(groups))
    cards = load_groups(catalogue, groups[paging.offset : paging.offset + size])
    return Section(key, title, tuple(cards), paging, len(rows))


def _chart(catalogue: Catalogue, node: int) -> Chart | None:
    """Bars of when the events happened that it takes part in, None when none has a date."""
    period = find_period(catalogue, EventChoice(node))
    return draw(count_begins(catalogue, EventChoice(node), period), period) if period else None
