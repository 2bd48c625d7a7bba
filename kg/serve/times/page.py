"""The timeline: bars of a period that one zooms into, and the events that begin in it."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.cards import Card, Name, group_alike, load_groups
from kg.serve.cards.choices import count_types, label_of, read_entity, read_type
from kg.serve.catalogue import Catalogue
from kg.serve.http.parameters import Paging, read_choice, read_number, read_period
from kg.serve.http.templating import asking, render
from kg.serve.services import services_of
from kg.serve.times.bins import Bar, draw, label, rounded
from kg.serve.times.events import (
    SORTS,
    EventChoice,
    count_begins,
    find_bulk,
    find_events,
    find_period,
)

MANY = 30
EMPTY = (date(2000, 1, 1), date(2000, 12, 31))  # drawn where nothing has a date
FAR = 3  # times the days of the bulk: where all events lie so far apart, one sees the bulk first

Period = tuple[date, date]  # the first and the last day


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the timeline: which events, and when (None for all times)."""

    choice: EventChoice
    entity: Name | None
    period: Period | None

    @property
    def given(self) -> dict[str, str]:
        """The choice of events as parameters of an address."""
        return {"entity": self.entity.iri if self.entity else "", "type": self.choice.type}


def timeline_page(request: Request) -> Response:
    """The page for `from`, `until`, `entity` (its IRI), `type`, `dated` and `page`."""
    catalogue = services_of(request).catalogue
    asked = _read(request)
    whole = _find_whole(catalogue, asked)
    period = _find_period(catalogue, asked, whole)
    sort = read_choice(request.query_params, "dated", SORTS) or "dated"
    page = read_number(request.query_params, "page", 1)
    counts = {s: _count(catalogue, asked.choice, s, period) for s in SORTS}
    paging = Paging(page, MANY, counts[sort])
    types = services_of(request).schema.event_types
    context = {
        "asked": asked,
        "given": asked.given,
        "where": _written(period),
        "chart": draw(count_begins(catalogue, asked.choice, period), period),
        "period": label(*period),
        "ways": _ways(asked.given, period, whole),
        "all": _count(catalogue, asked.choice, "dated", whole),
        "types": count_types(catalogue, types),
        "type_label": label_of(asked.choice.type, types),
        "sort": sort,
        "counts": counts,
        "paging": paging,
        "cards_found": _list(catalogue, asked.choice, sort, period, paging),
    }
    return render(request, "timeline.html", context)


def timeline_bins(request: Request) -> Response:
    """The bars as JSON: unit, from, until, and bins with from, until, label and events.

    `spans` are like bins: what is known less precisely than to a bin, and is in none.
    """
    catalogue = services_of(request).catalogue
    asked = _read(request)
    period = _find_period(catalogue, asked, _find_whole(catalogue, asked))
    chart = draw(count_begins(catalogue, asked.choice, period), period)
    bins, spans = ([_told(bar) for bar in bars] for bars in (chart.bars, chart.spans))
    return JSONResponse({"unit": chart.unit, **_written(period), "bins": bins, "spans": spans})


def _told(bar: Bar) -> dict[str, object]:
    return {**_written((bar.first, bar.last)), "label": bar.label, "events": bar.events}


def _read(request: Request) -> Asked:
    entity = read_entity(request)
    choice = EventChoice(entity.id if entity else 0, read_type(request))
    return Asked(choice, entity, read_period(request.query_params))


def _find_whole(catalogue: Catalogue, asked: Asked) -> Period:
    """The period of all events, else any."""
    return find_period(catalogue, asked.choice) or asked.period or EMPTY


def _find_period(catalogue: Catalogue, asked: Asked, whole: Period) -> Period:
    """What is asked for, its open ends closed; else where nearly all events are."""
    if asked.period is not None:
        first, last = asked.period
        first = whole[0] if first == date.min else first
        last = whole[1] if last == date.max else last
        return min(first, last), max(first, last)
    bulk = find_bulk(catalogue, asked.choice)
    if bulk is None:
        return whole
    first, last = rounded(*bulk)
    return (first, last) if FAR * (last - first) < whole[1] - whole[0] else whole


def _count(catalogue: Catalogue, choice: EventChoice, sort: str, period: Period) -> int:
    chosen, parameters = find_events(choice, sort, period)
    return catalogue.number(f"SELECT COUNT(DISTINCT statement.id) {chosen}", parameters)


def _list(
    catalogue: Catalogue,
    choice: EventChoice,
    sort: str,
    period: Period,
    paging: Paging,
) -> list[Card]:
    chosen, parameters = find_events(choice, sort, period)
    rows = catalogue.rows(
        f"SELECT DISTINCT statement.id, statement.first {chosen}"
        " ORDER BY statement.first DESC, statement.id LIMIT :size OFFSET :offset",
        {**parameters, "size": paging.size, "offset": paging.offset},
    )
    return load_groups(catalogue, group_alike(catalogue, [row["id"] for row in rows]))


def _ways(given: dict[str, str], period: Period, whole: Period) -> dict[str, str]:
    """Where the buttons lead: closer, wider, earlier, later, and the whole; "" where it ends."""
    first, last = (day.toordinal() for day in period)
    days = last - first + 1
    quarter, half = days // 4, max(1, days // 2)
    moves = {
        "closer": (first + quarter, last - quarter) if quarter else None,
        "wider": (first - half, last + half),
        "earlier": (first - half, last - half),
        "later": (first + half, last + half),
    }
    ways = {name: _address(given, move) if move else "" for name, move in moves.items()}
    return {**ways, "whole": asking("/timeline", given, _written(whole))}


def _address(given: dict[str, str], days: tuple[int, int]) -> str:
    first, last = (max(1, min(date.max.toordinal(), day)) for day in days)
    if first == last and days[0] != days[1]:
        return ""
    return asking("/timeline", given, _written((date.fromordinal(first), date.fromordinal(last))))


def _written(period: Period) -> dict[str, str]:
    return {"from": period[0].isoformat(), "until": period[1].isoformat()}
