"""What a reader filters by: read from an address, given to a query."""

import json
import re
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from kg.serve.catalogue import Catalogue
from kg.serve.http.parameters import read_days
from kg.view.records import STATUSES

MOST_VALUES = 500  # of one parameter
LONGEST = 200  # characters of a value
ONCE = ("from", "until", "undated", "article", "confidence")
_NUMBER = re.compile(r"0|1|0?\.\d{1,4}|1\.0{1,4}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Keys that are wanted and keys that are not; without any, all are wanted."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def takes(self, key: str) -> bool:
        """Whether a key passes."""
        return (not self.only or key in self.only) and key not in self.without


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown: `article` is an identifier or "", `first` and `last` count like toordinal.

    Types are coarse classes of nodes, a relation is a kind and a type ("event Visit"). Without
    a period, `first` and `last` are 0; with `undated` statements without a day pass any period.
    """

    types: Choice = Choice()
    relations: Choice = Choice()
    statuses: Choice = Choice()
    first: int = 0
    last: int = 0
    undated: bool = True
    article: str = ""
    confidence: float = 0.0

    @property
    def said(self) -> bool:
        """Whether anything but the types of nodes is filtered."""
        return replace(self, types=Choice()) != Filters()

    def bindings(self, catalogue: Catalogue) -> dict[str, object]:
        """The values of the conditions `{passes}`, `{allowed}` and `{about}`.

        Raises:
            HTTPException: the store has no such article (404).
        """
        return {
            "types": _array(self.types.only),
            "no_types": _array(self.types.without),
            "relations": _array(self.relations.only),
            "no_relations": _array(self.relations.without),
            "statuses": _array(self.statuses.only),
            "no_statuses": _array(self.statuses.without),
            "first": self.first or None,
            "last": self.last or None,
            "undated": self.undated,
            "article": _article_id(catalogue, self.article),
            "confidence": self.confidence,
            "said": self.said,
            "typed": self.types != Choice(),
        }


def read_filters(query: QueryParams) -> Filters:
    """The filters in the parameters of an address; other parameters are not looked at.

    Raises:
        HTTPException: a value is none of those accepted (400).
    """
    for name in ONCE:
        if len(query.getlist(name)) > 1:
            raise HTTPException(400, f"{name} may be given once")
    statuses = _choice(query, "status")
    unknown = {*statuses.only, *statuses.without}.difference(STATUSES)
    if unknown:
        raise HTTPException(
            400, f"no status is called {min(unknown)!r}; there are {', '.join(STATUSES)}"
        )
    undated = query.get("undated", "1")
    if undated not in ("0", "1"):
        raise HTTPException(400, "undated is 0 or 1")
    confidence = query.get("confidence", "0")
    if not _NUMBER.fullmatch(confidence):
        raise HTTPException(400, "confidence is a number from 0 to 1, such as 0.8")
    return Filters(
        types=_choice(query, "type"),
        relations=_choice(query, "relation"),
        statuses=statuses,
        first=_day(query, "from"),
        last=_day(query, "until"),
        undated=undated == "1",
        article=_short(query.get("article", ""), "article"),
        confidence=float(confidence),
    )


def _choice(query: QueryParams, name: str) -> Choice:
    values = query.getlist(name)
    if len(values) > MOST_VALUES:
        raise HTTPException(400, f"{name} may be given {MOST_VALUES} times at most")
    short = sorted({_short(value, name) for value in values})
    return Choice(
        only=tuple(value for value in short if not value.startswith("-")),
        without=tuple(value[1:] for value in short if value.startswith("-")),
    )


def _short(value: str, name: str) -> str:
    if len(value) > LONGEST:
        raise HTTPException(400, f"a value of {name} may have {LONGEST} characters at most")
    return value


def _day(query: QueryParams, name: str) -> int:
    days = read_days(query, name)
    return days[0 if name == "from" else 1].toordinal() if days else 0


def _array(values: tuple[str, ...]) -> str | None:
    return json.dumps(values) if values else None


def _article_id(catalogue: Catalogue, identifier: str) -> int | None:
    if not identifier:
        return None
    row = catalogue.row("SELECT id FROM article WHERE identifier = ?", (identifier,))
    if row is None:
        raise HTTPException(404, f"no article of the store is called {identifier!r}")
    return int(row["id"])
