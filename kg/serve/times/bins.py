"""Periods cut into days, months or years, and the bars that stand for what happened in each."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from kg.view.drawing.timeline import MONTHS

MOST_DAYS = 62
MOST_MONTHS = 62
MOST_BARS = 64
HEIGHT = 100
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time from its first to its last day, and how many events begin in it.

    `left`, `width` and `height` are in a picture of 1000 by 100; few bars stand apart, for a
    single day that fills the picture looks like much.
    """

    first: date
    last: date
    label: str
    events: int
    left: float
    width: float
    height: float

    @property
    def thick(self) -> float:
        """How much of the width is painted, in the middle."""
        return min(0.84 * self.width, WIDEST)


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of a period; `unit` is how long one is, `step` times."""

    first: date
    last: date
    unit: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """The events of the highest bar."""
        return max((bar.events for bar in self.bars), default=0)


def unit_of(first: date, last: date) -> str:
    """What a period is cut into.

    >>> unit_of(date(2024, 1, 1), date(2024, 12, 31))
    'month'
    """
    days = (last - first).days
    return "day" if days < MOST_DAYS else "month" if days < MOST_MONTHS * 30.5 else "year"


def usual_period(days: Mapping[int, int]) -> tuple[date, date]:
    """The period that holds the bulk of some days, which may not be none.

    The bulk lies within eight median deviations of the median, as on the page of `kg view`, so
    that one event of 1799 does not flatten a month of news.
    """
    spread = sorted(day for day, events in days.items() for _ in range(min(events, 50)))
    middle = median_low(spread)
    reach = max(31, 8 * median_low(sorted(abs(day - middle) for day in spread)))
    bulk = [day for day in spread if abs(day - middle) <= reach]
    return date.fromordinal(bulk[0]), date.fromordinal(bulk[-1])


def draw(days: Mapping[int, int], period: tuple[date, date] | None = None) -> Chart:
    """The bars of a period, by default the usual one; `days` are ordinals with their events."""
    first, last = period or usual_period(days)
    unit = unit_of(first, last)
    starts = list(_starts(first, last, unit))
    step = -(-len(starts) // MOST_BARS)
    starts = starts[::step]
    lasts = [start - timedelta(days=1) for start in starts[1:]] + [_end(starts[-1], unit, step)]
    events = [0] * len(starts)
    for day, number in days.items():
        if starts[0].toordinal() <= day <= lasts[-1].toordinal():
            events[bisect_right(starts, date.fromordinal(day)) - 1] += number
    most = max(1, *events)
    width = 1000 / len(starts)
    bars = (
        Bar(start, end, label(start, end), n, i * width, width, round(n / most * HEIGHT, 1))
        for i, (start, end, n) in enumerate(zip(starts, lasts, events, strict=True))
    )
    return Chart(starts[0], lasts[-1], unit, tuple(bars))


def label(first: date, last: date) -> str:
    """A period in words.

    >>> label(date(2024, 5, 1), date(2024, 5, 31)), label(date(2024, 5, 1), date(2024, 5, 2))
    ('May 2024', '1 May 2024 – 2 May 2024')
    """
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    whole = first.day == 1 and _next(last, "day").day == 1
    ends = [f"{MONTHS[d.month - 1]} {d.year}" for d in (first, last)]
    if not whole:
        ends = [f"{d.day} {end}" for d, end in zip((first, last), ends, strict=True)]
    return ends[0] if ends[0] == ends[1] else " – ".join(ends)


def _starts(first: date, last: date, unit: str) -> Iterator[date]:
    day = first if unit == "day" else first.replace(day=1)
    day = day if unit != "year" else day.replace(month=1)
    while day <= last:
        yield day
        if _is_last(day, unit):
            return
        day = _next(day, unit)


def _end(start: date, unit: str, step: int) -> date:
    day = start
    for _ in range(step):
        if _is_last(day, unit):
            return date.max
        day = _next(day, unit)
    return day - timedelta(days=1)


def _is_last(day: date, unit: str) -> bool:
    """Whether the calendar ends with the stretch that begins at `day`."""
    return (
        day.year == 9999
        and (unit == "year" or day.month == 12)
        and (unit != "day" or day.day == 31)
    )


def _next(day: date, unit: str) -> date:
    if unit == "day":
        return day + timedelta(days=1) if day < date.max else day
    if unit == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)
