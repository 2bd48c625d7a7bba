"""The bins of the page's timeline, and which of them a statement's time touches."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

MAX_BINS = 72
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Consecutive bins; `starts` are their first days, `labels` what a reader sees."""

    starts: tuple[date, ...]
    labels: tuple[str, ...]

    def bins(self, time: str) -> tuple[int, int] | None:
        """The first and last bin that an ISO 8601 time touches; None when it is no such time."""
        days = parse_days(time)
        if days is None or not self.starts:
            return None
        first, last = (max(0, bisect_right(self.starts, day) - 1) for day in days)
        return first, last


def parse_days(time: str) -> tuple[date, date] | None:
    """The first and last day of a day, month, year or range; None for anything else.

    >>> parse_days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    first, _, last = time.partition("/")
    try:
        start, end = _first_day(first), _last_day(last or first)
    except (ValueError, OverflowError):
        return None
    return (start, end) if start <= end else None


def make_timeline(times: Iterable[str]) -> Timeline:
    """Bins of a day, a month or some years that cover the bulk of `times`, outliers at the ends.

    What is earlier than the bulk goes into a first bin, what is later into a last.
    """
    return timeline_of_days(span[0].toordinal() for span in map(parse_days, times) if span)


def timeline_of_days(days: Iterable[int]) -> Timeline:
    """The same for first days, counted as `date.toordinal` does."""
    starts = sorted(days)
    if not starts:
        return Timeline((), ())
    low, high = map(date.fromordinal, bulk_of(starts))
    first, last = date.fromordinal(starts[0]), date.fromordinal(starts[-1])
    bins = _split(low, high)
    labels = [_label(day, bins) for day in bins]
    if first < bins[0]:
        labels.insert(0, f"before {labels[0]}")
        bins.insert(0, first)
    after = _next(high.replace(day=1) if _unit(low, high) != "day" else high, _unit(low, high))
    if last >= after:
        labels.append(f"after {labels[-1]}")
        bins.append(after)
    return Timeline(tuple(bins), tuple(labels))


def bulk_of(starts: Sequence[int]) -> tuple[int, int]:
    """The first and the last of those of some sorted days that lie near most of the others.

    They are within eight median deviations of the median, so that one event of 1799 does not
    flatten a month of news.

    >>> bulk_of([657000, 738000, 738001, 738003, 738040])
    (738000, 738003)
    """
    middle = median_low(starts)
    reach = max(31, 8 * median_low(sorted(abs(day - middle) for day in starts)))
    near = [day for day in starts if abs(day - middle) <= reach]
    return near[0], near[-1]


def _first_day(text: str) -> date:
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day)


def _last_day(text: str) -> date:
    parts = text.count("-")
    first = _first_day(text)
    if parts >= 2:
        return first
    return _next(first, "month" if parts else "year") - timedelta(days=1)


def _unit(low: date, high: date) -> str:
    days = (high - low).days
    return "day" if days < MAX_BINS else "month" if days < MAX_BINS * 30 else "year"


def _next(day: date, unit: str) -> date:
    if unit == "day":
        return day + timedelta(days=1)
    if unit == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)


def _split(low: date, high: date) -> list[date]:
    unit = _unit(low, high)
    day = low if unit == "day" else low.replace(day=1)
    day = day if unit != "year" else day.replace(month=1)
    bins = []
    while day <= high:
        bins.append(day)
        day = _next(day, unit)
    step = -(-len(bins) // MAX_BINS)
    return bins[::step]


def _label(day: date, bins: Sequence[date]) -> str:
    if any(b.day != 1 for b in bins):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if any(b.month != 1 for b in bins):
        return f"{MONTHS[day.month - 1]} {day.year}"
    return str(day.year)
