"""Periods cut into days, months or years, and the bars that stand for what happened in each.

An event begins in a stretch of time: on a day, or in the month or year that is all that is known.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.view.drawing.timeline import MONTHS

MOST_DAYS = 62
MOST_MONTHS = 62
MOST_BARS = 64
HEIGHT = 100
WIDEST = 60
UNITS = ("day", "month", "year")


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
    """The bars of a period, each one or more of `unit`.

    `spans` lie across several bars: the events known less precisely than to a `unit`, in no bar.
    """

    unit: str
    bars: tuple[Bar, ...]
    spans: tuple[Bar, ...]

    @property
    def filled(self) -> tuple[Bar, ...]:
        """All that have events."""
        return tuple(bar for bar in (*self.spans, *self.bars) if bar.events)

    @property
    def most(self) -> int:
        """The events of the highest bar."""
        return max((bar.events for bar in self.filled), default=0)

    @property
    def events(self) -> int:
        """The events of the whole period."""
        return sum(bar.events for bar in self.filled)


def unit_of(first: date, last: date) -> str:
    """What a period is cut into.

    >>> unit_of(date(2024, 1, 1), date(2024, 12, 31))
    'month'
    """
    days = (last - first).days
    return "day" if days < MOST_DAYS else "month" if days < MOST_MONTHS * 30.5 else "year"


def rounded(first: date, last: date) -> tuple[date, date]:
    """A period made longer so that it begins and ends with what it is cut into.

    >>> rounded(date(2019, 3, 2), date(2019, 11, 30))
    (datetime.date(2019, 3, 1), datetime.date(2019, 11, 30))
    """
    unit = unit_of(first, last)
    starts = list(_starts(first, last, unit))
    return starts[0], _end(starts[-1], unit, 1)


def draw(begins: Mapping[tuple[date, date], int], period: tuple[date, date]) -> Chart:
    """The bars of a period; `begins` are the stretches inside it that events begin in.

    No bar is finer than the best known event. The outer bars end with the period, though they
    are called by the whole month or year.
    """
    unit = max(unit_of(*period), _finest(begins), key=UNITS.index)
    starts = list(_starts(*period, unit))
    step = -(-len(starts) // MOST_BARS)
    starts = starts[::step]
    lasts = [start - timedelta(days=1) for start in starts[1:]] + [_end(starts[-1], unit, step)]
    events, across = [0] * len(starts), dict[tuple[int, int], int]()
    for stretch, number in begins.items():
        i, j = (bisect_right(starts, day) - 1 for day in stretch)
        if i == j:
            events[i] += number
        else:
            across[i, j] = across.get((i, j), 0) + number
    most = max(1, *events, *across.values())
    width = 1000 / len(starts)

    def bar(i: int, j: int, number: int) -> Bar:
        ends = max(starts[i], period[0]), min(lasts[j], period[1])
        place = i * width, (j - i + 1) * width, round(number / most * HEIGHT, 1)
        return Bar(*ends, label(starts[i], lasts[j]), number, *place)

    bars = tuple(bar(i, i, number) for i, number in enumerate(events))
    return Chart(unit, bars, tuple(bar(i, j, n) for (i, j), n in sorted(across.items())))


def label(first: date, last: date) -> str:
    """A period in words, no day or month named where the period has it from its beginning to end.

    >>> label(date(2024, 5, 1), date(2024, 5, 31)), label(date(2024, 5, 1), date(2024, 5, 2))
    ('May 2024', '1 May 2024 – 2 May 2024')
    >>> label(date(2023, 3, 1), date(2023, 10, 26)), label(date(1974, 1, 1), date(2024, 5, 9))
    ('Mar 2023 – 26 Oct 2023', '1974 – 9 May 2024')
    """
    months = first.day == 1, _next(last, "day").day == 1 or last == date.max
    years = months[0] and first.month == 1, months[1] and last.month == 12
    by_year = all(years) or first.year != last.year
    by_month = all(months) or (first.year, first.month) != (last.year, last.month)
    ends = []
    for day, is_year, is_month in zip((first, last), years, months, strict=True):
        month = f"{MONTHS[day.month - 1]} {day.year}"
        exact = month if is_month and by_month else f"{day.day} {month}"
        ends.append(str(day.year) if is_year and by_year else exact)
    return ends[0] if ends[0] == ends[1] else " – ".join(ends)


def _finest(stretches: Iterable[tuple[date, date]]) -> str:
    """The unit that is as long as the shortest of some stretches, a day where there are none."""
    days = min(((last - first).days for first, last in stretches), default=0)
    return "day" if not days else "month" if days < MOST_DAYS else "year"


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
