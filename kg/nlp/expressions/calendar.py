"""Days, months and years: how English writes them, and where one falls without its year.

Values are ISO 8601: "2019-01-07", "2019-01", "2019"; "" stands for what cannot be worked out.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import Time

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

SPACE = r"(?:[^\S\n]{1,2}|\n)"
"""A space inside an expression: also a no-break or thin one, or a line break; never a gap."""
_FULL_MONTH = "|".join([*MONTHS, *(m.upper() for m in MONTHS)])
MONTH = rf"(?:{_FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
TO = rf"(?:{SPACE}?[-–—‑]{SPACE}?|{SPACE}(?:to|and|through(?:{SPACE}to)?|until){SPACE})"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Fri)\.)"
YEAR = r"(?:1\d|20)\d\d(?!\d|[.,:]\d|%)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
COUNTED = (
    rf"(?={SPACE}(?:people|persons|men|women|children|troops|soldiers|civilians|others|deaths|dead"
    r"|cases|votes|seats|times|days|hours|minutes|years|members|police|refugees|jobs|homes|houses"
    r"|km|kilomet|met(?:er|re)s|miles|feet|acres|hectares|ton|kg|mph|barrels|dollars|euros|pounds"
    r"|per\b|percent|million|billion|Americans|Israelis|Palestinians)|-[a-z])"
)
"""What follows a figure that counts something."""

_COUNT = re.compile(COUNTED)
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#+]|\b(?:over|than|nearly|almost|least|most|some|only|no|number|resolution|flight"
    r"|version|model|page|room|route|highway|another|these|those|all|up to)\.?\s)$",
    re.IGNORECASE,
)
_NO_YEAR_AFTER = re.compile(r"\s?(?:UTC|GMT|hours|hrs|local time|BC\b|[€$£])")
_DATED = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|year|late|early|mid|during|after|before|between"
    rf"|and|to|through|or|throughout|circa|around)[\s-]|{MONTH},?\s|[(/–—-]\s?)$",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(r"\s[a-z]{3,30}(?<!s)s\b")
_DETERMINER = re.compile(r"(?:\b(?:the|a|an|this|that|his|her|its|their|our)|[’']s?)\s$", re.I)
_NAME_BEFORE = re.compile(r"(?:^|[^.!?\n]\s|\w)[A-Z][\w&’'-]*\s$")

_IN = re.compile(
    r"(?:\b(?:in|since|until|till|during|throughout|through|this|last|next|early|mid|late|of|from"
    r"|between|to|and|before|after)[\s-]|\()$",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]")

WAYS = {
    **dict.fromkeys(("last", "past", "previous", "ago", "earlier", "before"), -1),
    **dict.fromkeys(("next", "coming", "following", "later", "after"), 1),
}
"""Which way from a date a word leads."""
_ANAPHORIC = {"that", "same", "previous", "following", "earlier", "later", "before", "after"}

_BREAK = re.compile(
    r"[.;:!?\n“”\"]|, |\b(?:that|who|which|when|where|while|after|before|because|but|although)\b"
)
_MARK = re.compile(
    r"(?P<future>\b(?:will|would|shall|won[’']t|upcoming|forthcoming|(?:re)?scheduled|planned|plans"
    r"|set|due|expect(?:ed|s)|going|slated|until|next|be|deadline|continues?|(?:is|are) to|could"
    r"|might|may|forecast|predicts?|possibly)\b(?:\sto)?(?:\sbe)?(?:\s\w{2,20}ed\b)?"
    r"|[’']ll\b)|\b(?:was|were|had|has|did|said|took|held|made|gave|went|began|won|\w{2,20}ed)\b"
)


def starting(words: Collection[str]) -> str:
    """A pattern for the beginnings of words, capital or small, that fails fast at other text.

    >>> starting(["two", "ten", "at least"])
    '[Aa](?:t least)|[Tt](?:en|wo)'
    """
    first = sorted({word[0] for word in words})
    ends = {letter: sorted({w[1:] for w in words if w[0] == letter}) for letter in first}
    return "|".join(f"[{c.upper()}{c}](?:{'|'.join(ends[c])})" for c in first)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against: the publication date and the value mentioned before.

    `near` tells that the value before stands close by; `future` is +1 when the clause speaks of
    what is to come, -1 when it speaks of the past, 0 when it does not say.
    """

    published: date | None
    anchor: str = ""
    near: bool = False
    future: int = 0


def first_day(value: str) -> date:
    """The first day of an ISO value, of a range the first of its start.

    >>> first_day("2019-03/2019-05")
    datetime.date(2019, 3, 1)
    """
    start = value.split("/", maxsplit=1)[0]
    return date.fromisoformat((start + "-01-01")[:10])


def iso(day: date, grain: str) -> str:
    """The ISO value of the "day", "month" or "year" that holds `day`."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]


def day_of(year: int, month: int, day: int) -> str:
    """The ISO day, or the month when `day` is 0; "" when the calendar has no such day."""
    try:
        return iso(date(year, month, day or 1), "day" if day else "month")
    except ValueError:
        return ""


def shift(day: date, amount: int, unit: str) -> str:
    """The day, month or year `amount` units from `day`; weeks give a month, decades a year.

    >>> shift(date(2019, 3, 5), -2, "week")
    '2019-02'
    """
    months = amount * {"month": 1, "year": 12, "decade": 120}.get(unit, 0)
    days = amount * {"day": 1, "week": 7, "weekend": 7}.get(unit, 0)
    try:
        moved = day + timedelta(days=days)
        total = moved.year * 12 + moved.month - 1 + months
        moved = date(total // 12, total % 12 + 1, 1) if months else moved
    except (ValueError, OverflowError):
        return ""
    return iso(moved, {"day": "day", "year": "year", "decade": "year"}.get(unit, "month"))


_YEAR_AHEAD = re.compile(rf"{TO}(?:{DAY}{SPACE})?{MONTH}(?:{SPACE}{DAY})?,?{SPACE}(?P<y>{YEAR})")
_NEXT_YEAR = re.compile(rf"(?<=[ \xa0]){YEAR}")
_NEAR = 60


def setting_of(
    text: str, span: tuple[int, int], published: date | None, last: Time | None
) -> Setting:
    """What the expression at `span` is read against, `last` being the one worked out before it.

    The year of a range that the expression opens ("June 5 to July 7, 2016") goes before all;
    without a publication date and any value before, the next year of the text serves.
    """
    start, end = span
    if ahead := _YEAR_AHEAD.match(text, end):
        return Setting(None, anchor=ahead["y"])
    if last is None and published is None:
        ahead = _NEXT_YEAR.search(text, end, end + 300)
        return Setting(None, anchor=ahead[0] if ahead else "")
    future = outlook(text, start, end) if published else 0
    if last is None:
        return Setting(published, future=future)
    return Setting(published, last.value, start - last.span.end < _NEAR, future)


_REACH = {1: (-60, 305), -1: (-350, 15), 0: (-300, 65)}
_NARRATIVE = (-182, 183)


def place(month: int, day: int, setting: Setting, name: str = "") -> str:
    """The date of a month, or of a day in it, that is written without its year.

    A weekday's `name` before the date decides between years where it can.
    """
    anchor, published = setting.anchor, setting.published
    if anchor and (published is None or (setting.near and int(anchor[:4]) < published.year)):
        base, (early, late) = first_day(anchor), _NARRATIVE
        years = [base.year] if len(anchor) == 4 else [base.year, base.year + 1, base.year - 1]
    elif published is not None:
        base, (early, late) = published, _REACH[setting.future]
        years = [published.year, published.year - 1, published.year + 1]
    else:
        return ""
    base = base if day else base.replace(day=1)
    values = [v for v in (day_of(y, month, day) for y in years if 1000 <= y < 2100) if v]
    if name and day:
        values = [v for v in values if WEEKDAYS[first_day(v).weekday()][:3] == name[:3]] or values
    inside = [v for v in values if early <= (first_day(v) - base).days <= late]
    return (inside or values or [""])[0]


def weekday(number: int, setting: Setting, which: str = "") -> str:
    """The day that a weekday (0 is Monday) denotes; `which` is "", "last", "next" or "following".

    Beside the publication date it is the most recent one, that day included, or the coming one
    where the clause speaks of what is to come.
    """
    if which == "following":
        base = first_day(setting.anchor) if len(setting.anchor) >= 10 else None
        which = "next"
    else:
        base = setting.published
    if base is None:
        return ""
    ahead = (number - base.weekday()) % 7
    behind = ahead - 7 if ahead else 0
    if which == "next":
        return shift(base, ahead or 7, "day")
    if which == "last":
        return shift(base, behind or -7, "day")
    return shift(base, ahead if setting.future > 0 else behind, "day")


def unit_at(unit: str, which: str, setting: Setting, amount: int = 1) -> str:
    """The day, month, year or weekend that "this week", "the previous day", "2 years ago" denote.

    `which` is "this", "that", "same" or one of `WAYS`; some of them start from the date before.
    """
    anaphoric = which in _ANAPHORIC
    if anaphoric and (not setting.anchor or (unit == "day" and len(setting.anchor) < 10)):
        return ""
    base = first_day(setting.anchor) if anaphoric else setting.published
    if base is None:
        return ""
    if unit != "weekend":
        return shift(base, WAYS.get(which, 0) * amount, unit)
    over = base.weekday() < 5
    way = WAYS.get(which, 1 if setting.future > 0 and over else 0)
    saturday = base - timedelta(days=(base.weekday() + 2) % 7)
    saturday += timedelta(days=7 * (max(way, 0) + min(way + over, 0)))
    return f"{saturday}/{saturday + timedelta(days=1)}"


def outlook(text: str, start: int, end: int) -> int:
    """Whether the clause around an expression speaks of what is to come (1), the past (-1) or 0."""
    before = _BREAK.split(text[max(0, start - 120) : start])[-1]
    marks = list(_MARK.finditer(before))
    if not marks:
        after = text[end : end + 120]
        after = after[2:] if len(before.split()) < 2 and after.startswith(", ") else after
        marks = list(_MARK.finditer(_BREAK.split(after)[0]))[:1]
    if not marks:
        return 0
    return 1 if marks[-1]["future"] else -1


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four digits at `start` name a year and do not count, number or name something.

    >>> is_year("in 2014 they", 3, 7), is_year("2000 people", 0, 4), is_year("Boeing 2000", 7, 11)
    (True, False, False)
    """
    before = text[max(0, start - 24) : start]
    if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(text, end):
        return False
    if _COUNT.match(text, end):
        return False
    if _DATED.search(before):
        return True
    if _PLURAL_AFTER.match(text, end) and not _DETERMINER.search(before):
        return False
    year = int(text[start:end])
    return 1700 <= year <= 2059 and not _NAME_BEFORE.search(before)


def is_month(text: str, start: int, end: int, *, modified: bool) -> bool:
    """Whether a word names a month: "in March", not "March to", "may", "April Jones", "Mar".

    `modified` tells that a word such as "last" or "early" stands before it.

    >>> is_month("in May they", 3, 6, modified=False), is_month("May I", 0, 3, modified=False)
    (True, False)
    """
    name = text[start:end].title()
    if name not in MONTHS or modified:
        return name in MONTHS
    before = _IN.search(text[max(0, start - 12) : start]) is not None
    if name in ("March", "May"):
        return before and not _NAME_AFTER.match(text, end)
    return before or not _NAME_AFTER.match(text, end)
