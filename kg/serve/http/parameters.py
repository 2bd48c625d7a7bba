"""What an address asks for, checked: numbers, days, words; all else is refused with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NoReturn

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from kg.view.drawing.timeline import parse_days

LONGEST = 200
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a long list; pages count from 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.total / self.size))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first row of this page, counted from 1."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row of this page."""
        return min(self.offset + self.size, self.total)


def read_words(parameters: QueryParams, name: str) -> str:
    """Some words, without control characters, "" when there are none."""
    words = "".join(c if c.isprintable() else " " for c in parameters.get(name, "")).strip()
    if len(words) > LONGEST:
        refuse(name, f"{len(words)} characters", f"at most {LONGEST} characters")
    return words


def read_number(
    parameters: QueryParams, name: str, default: int, most: int = LAST_PAGE, *, least: int = 1
) -> int:
    """A whole number from `least` to `most`."""
    given = parameters.get(name, "")
    if not given:
        return default
    whole = given.isascii() and given.isdigit() and len(given) < 10
    if not (whole and least <= int(given) <= most):
        refuse(name, repr(given[:40]), f"a whole number from {least} to {most:,}")
    return int(given)


def read_choice(parameters: QueryParams, name: str, choices: Sequence[str]) -> str:
    """One of `choices`, "" when none is given."""
    given = parameters.get(name, "")
    if given and given not in choices:
        refuse(name, repr(given[:40]), "one of " + ", ".join(choices))
    return given


def read_days(parameters: QueryParams, name: str) -> tuple[date, date] | None:
    """The first and last day of a day, month or year; None when it is not given."""
    given = parameters.get(name, "")
    if not given:
        return None
    days = parse_days(given) if given.isascii() and "/" not in given else None
    if days is None:
        refuse(name, repr(given[:40]), "a day, month or year such as 2024-05-17, 2024-05 or 2024")
    return days


def read_period(parameters: QueryParams) -> tuple[date, date] | None:
    """The first and last day of `from` and `until`: days, months or years; None without both."""
    days = [read_days(parameters, "from"), read_days(parameters, "until")]
    if days[0] is None and days[1] is None:
        return None
    first = days[0][0] if days[0] else date.min
    last = days[1][1] if days[1] else date.max
    if first > last:
        refuse("until", f"a day before {first}", "a period that ends after it begins")
    return first, last


def refuse(name: str, given: str, accepted: str) -> NoReturn:
    """Answer that a parameter cannot be read.

    Raises:
        HTTPException: always, 400.
    """
    raise HTTPException(400, f"{name} is {given}; accepted: {accepted}.")
