"""Time expressions of a text, worked out as ISO 8601 days, months, years and ranges.

Values are what an annotator of news writes: a day for weekdays and days ("last night" is the day
before), a month for weeks, a year for seasons, `a/b` for ranges, the start alone for "since 2011".
Durations ("for three days"), repetitions ("every Friday") and clock times are no expressions.
A date without a year is placed beside the publication date; words such as "will" or "scheduled"
in its clause put it after that date. Without a publication date, or close behind a past year
("In 2014 ... in June"), it goes with the date mentioned last; so does "two weeks later", always.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kg.model import Span, Time
from kg.nlp.expressions.calendar import (
    COUNTED,
    DAY,
    MONTH,
    MONTHS,
    SPACE,
    TO,
    WAYS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Setting,
    day_of,
    is_month,
    is_year,
    place,
    setting_of,
    shift,
    starting,
    unit_at,
    weekday,
)
from kg.nlp.expressions.quantities import NUMBER_STARTS, WORD_NUMBER, number_of

_Match = re.Match[str]

_PART = rf"(?:{SPACE}(?:(?:early|late){SPACE})?(?:morning|afternoon|evening|night)\b)?"
_EARLY = rf"(?:(?:very{SPACE})?(?:earl(?:y|ier)|mid|later?)(?:{SPACE}(?:in|on))?(?:{SPACE}|[-‑]))?"
_LATE = rf"(?i:{_EARLY}|(?:the{SPACE})?(?:beginning|start|middle|end){SPACE}of{SPACE})"
_WHICH = (
    rf"(?i:(?:this{SPACE})?(?P<which>last|this|past|next|coming|following|the{SPACE}following)"
    rf"{SPACE})"
)
_YEAR_OF = rf",?{SPACE}(?:of{SPACE})?(?P<of>this|last|next|that){SPACE}year"
_WITH_YEAR = rf"(?:,?{SPACE}(?:of{SPACE})?(?P<y>{YEAR})|{_YEAR_OF})"
_DAYS = rf"(?P<d>{DAY})(?:{TO}(?P<d2>{DAY}))?"
_MONTH = rf"(?P<month>{MONTH})"
_UNIT = r"(?P<unit>day|week(?:end)?|month|year|decade)"
_ORDINALS = ["first", "second", "third", "fourth"]


def _date(m: _Match, setting: Setting) -> str:
    """Days or a month, with or without year: "Oct. 7", "5-6 April 2016", "late March"."""
    groups = m.groupdict()
    days = [int(re.sub(r"\D", "", d)) for d in (groups.get("d"), groups.get("d2")) if d] or [0]
    year = int(groups["y"] or 0)
    if groups["of"]:
        year = int(unit_at("year", groups["of"], setting) or 0)
        if not year:
            return ""
    which = (groups.get("which") or "").lower()
    if which:
        setting = Setting(setting.published, future=WAYS.get(which, setting.future))
    month = [name[:3] for name in MONTHS].index(m["month"][:3].title()) + 1
    name = m[0] if m[0].startswith(tuple(WEEKDAYS)) else ""
    values = [day_of(year, month, d) if year else place(month, d, setting, name) for d in days]
    return "/".join(values) if all(values) else ""


def _figures(m: _Match, _: Setting) -> str:
    """A date in figures: "2023-10-07", or "25/10/2023" when only one order is possible."""
    if m["iso"]:
        return day_of(*(int(part) for part in m["iso"].split("-")))
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    orders = {day_of(year, a, b), day_of(year, b, a)} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _years(m: _Match, _: Setting) -> str:
    """Years: "1998", "the 1990s", "2015–16"."""
    first, last = m["y"], m["y2"] or ""
    if m["decade"]:
        return f"{first}/{int(first) + (99 if first.endswith('00') and first < '2' else 9)}"
    return f"{first}/{first[: 4 - len(last)]}{last}" if last else first


def _quarter(m: _Match, setting: Setting) -> str:
    """Three months: "the third quarter of 2009"; without a year, that of the publication date."""
    year = m["y"] or unit_at("year", m["of"] or "this", setting)
    month = 3 * _ORDINALS.index(m["q"].lower()) + 1
    return f"{year}-{month:02}/{year}-{month + 2:02}" if year else ""


def _season(m: _Match, setting: Setting) -> str:
    """The year of a season: "the summer of 2017", "last winter"."""
    if m["y"]:
        return m["y"]
    month = {"spr": 4, "sum": 7, "aut": 10, "fal": 10, "win": 12}[m["season"][:3].lower()]
    way = WAYS.get(m["which"].lower(), setting.future)
    return place(month, 0, Setting(setting.published, future=way))[:4]


def _today(m: _Match, setting: Setting) -> str:
    """A day seen from the publication date: "yesterday", "last night", "tomorrow morning"."""
    words = m[0].lower()
    days = -1 if "yesterday" in words or "last" in words else 1 if "tomorrow" in words else 0
    days *= 2 if words.startswith("the day") else 1
    return shift(setting.published, days, "day") if setting.published else ""


def _weekday(m: _Match, setting: Setting) -> str:
    """A day of the week: "Thursday", "last Friday evening"."""
    number = [name[:3] for name in WEEKDAYS].index(m["weekday"][:3])
    which = (m["which"] or "").lower().split()[-1:] or [""]
    return weekday(number, setting, {"coming": "next"}.get(which[0], which[0]))


def _relative(m: _Match, setting: Setting) -> str:
    """A unit of time seen from another date: "last week", "the previous day", "that year"."""
    which = m["which"].lower()
    return unit_at(
        m["unit"].lower(), "following" if which == "the next" else which.split()[-1], setting
    )


def _distance(m: _Match, setting: Setting) -> str:
    """So many units from another date: "two weeks ago", "a day earlier", "three years later"."""
    if m["n"].lower() in ("several", "few", "a few", "many"):
        return ""
    amount = int(number_of(m["n"])) or 1
    return unit_at(m["unit"].lower(), m["way"].lower(), setting, amount)


_RULES: Mapping[str, tuple[str, Callable[[_Match, Setting], str]]] = {
    "figures": (
        r"(?:(?P<iso>[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
        r"|(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>[12]\d{3}))(?![\w/-])",
        _figures,
    ),
    "day_month": (
        rf"(?:{WEEKDAY}{_PART},?{SPACE})?(?i:the{SPACE})?{_DAYS}(?:{SPACE}of)?{SPACE}{_MONTH}"
        rf"(?:{_WITH_YEAR})?(?!\w)",
        _date,
    ),
    "month_day": (
        rf"(?:{WEEKDAY}{_PART},?{SPACE})?{_MONTH}{SPACE}(?:the{SPACE})?{_DAYS}(?!{COUNTED})"
        rf"(?:{_WITH_YEAR})?(?!\w)",
        _date,
    ),
    "month_year": (rf"{_LATE}{_MONTH}{_WITH_YEAR}", _date),
    "month": (rf"{_LATE}{_WHICH}?{_MONTH}(?!\w)(?P<y>)(?P<of>)", _date),
    "season": (
        rf"{_LATE}(?:{_WHICH}|the{SPACE})?(?P<season>(?i:spring|summer|autumn|fall|winter))"
        rf"(?:{SPACE}(?:of{SPACE})?(?P<y>{YEAR}))?\b",
        _season,
    ),
    "quarter": (
        rf"(?i:(?:the{SPACE})?(?P<q>{'|'.join(_ORDINALS)})(?:{SPACE}|-)quarter)(?:{_WITH_YEAR})?\b",
        _quarter,
    ),
    "years": (
        rf"(?i:(?:the{SPACE}(?=\d{{3}}0[’']?s|[elm])){_EARLY}|{_EARLY})(?P<y>{YEAR})"
        rf"(?:(?P<decade>(?<=0)[’']?s\b)|{SPACE}?[-–‑]{SPACE}?(?P<y2>{YEAR}|\d\d(?![\d-])))?(?!\w)",
        _years,
    ),
    "today": (
        rf"(?i:{_EARLY}(?:today|tonight|yesterday|tomorrow)\b{_PART}|last{SPACE}(?:night|evening)"
        rf"|this{SPACE}(?:morning|afternoon|evening)"
        rf"|the{SPACE}day{SPACE}(?:before{SPACE}yesterday|after{SPACE}tomorrow))\b",
        _today,
    ),
    "weekday": (rf"{_LATE}{_WHICH}?(?P<weekday>{WEEKDAY})(?!\w)(?i:{_PART})", _weekday),
    "relative": (
        rf"(?i:{_EARLY}(?P<which>this|last|past|next|coming|that(?:{SPACE}same)?"
        rf"|the{SPACE}(?:very{SPACE})?(?:same|previous|following|next(?={SPACE}day)))"
        rf"{SPACE}{_UNIT})\b",
        _relative,
    ),
    "distance": (
        rf"(?i:(?P<n>{WORD_NUMBER}|\d{{1,3}}|an?(?:{SPACE}few)?|few|several|many)(?:{SPACE}|-)"
        rf"{_UNIT}s?{SPACE}(?P<way>ago|earlier|later|(?:before|after)(?={SPACE}?[.,;])))\b",
        _distance,
    ),
}
_SINGLE = {name: re.compile(pattern) for name, (pattern, _) in _RULES.items()}
_FIRST = starting(
    [name.lower()[:3] for name in [*MONTHS, *WEEKDAYS]]
    + ["the", "very", "earl", "mid", "late", "beginning", "start", "middle", "end", "this", "last"]
    + ["past", "next", "coming", "following", "spring", "summer", "autumn", "fall", "winter"]
    + ["today", "tonight", "tomorrow", "yesterday", "that", "a\\s", "an\\s", "few", "many"]
    + [*_ORDINALS, *NUMBER_STARTS]
)
_GATE = (
    r"(?:(?=\d)(?=\d{4}(?!\d)|\d\d?(?:/\d\d?/\d|[–—‑-]\d\d?(?![\d–—‑-]))|\d{1,3}(?:st|nd|rd|th)?[\s-]{1,2}[A-Za-z–—])"
    rf"|(?={_FIRST}))"
)
"""What every expression starts with, so that the costly patterns are tried at few places."""
_ANY = re.compile(
    rf"\b(?<!\d[.,:/]){_GATE}(?:"
    + "|".join(
        f"(?P<{name}>{re.sub(r'[(][?]P<[^>]*>', '(?:', pattern)})"
        for name, (pattern, _) in _RULES.items()
    )
    + ")"
)

_NAME_OF_DAY = re.compile(
    r"\b(?:Black|Good|Super|Ash|Bloody|Palm|Easter|Holy|Cyber|every|each|Every|Each)\s$"
)
_NEWSPAPER = re.compile(r"\s(?:Times|Mirror|Telegraph|Mail|Express|Herald|Post|Night)\b")
_COMPOUND = re.compile(r"[A-Za-z][-‑]$")
_DURATION = re.compile(r"\b(?:the|over|for|within|his|her|their|its)\s$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b[Bb]etween\s$")


def _is_time(rule: str, m: _Match, text: str) -> bool:
    """Whether what looks like an expression is one in its surroundings."""
    before = text[max(0, m.start() - 12) : m.start()]
    if rule in ("years", "distance", "figures") and _COMPOUND.search(before):
        return False
    match rule:
        case "month":
            sure = bool(m["which"]) or m.start("month") > m.start()
            true = is_month(text, m.start("month"), m.end(), modified=sure)
        case "years" if m["y2"]:
            true = m["y"] < m["y"][: 4 - len(m["y2"])] + m["y2"] < "2100"
        case "years":
            true = bool(m["decade"]) or is_year(text, m.start("y"), m.end("y"))
        case "season":
            true = bool(m["y"] or m["which"])
        case "weekday":
            true = not _NAME_OF_DAY.search(before) and not _NEWSPAPER.match(text, m.end())
        case "relative" if m["which"].lower() in WAYS:
            true = m["unit"].lower() != "day" and not _DURATION.search(before)
        case _:
            true = True
    return true


def _scan(text: str, published: date | None) -> Iterator[Time]:
    """Every expression in text order, ranges in two halves; value "" when not to be worked out."""
    last: Time | None = None
    position = 0
    while found := _ANY.search(text, position):
        rule = found.lastgroup or ""
        m = _SINGLE[rule].match(text, found.start())
        if m is None or not _is_time(rule, m, text):
            position = found.start() + 1
            continue
        value = _RULES[rule][1](m, setting_of(text, m.span(), published, last))
        yield (found_time := Time(Span(*m.span()), value))
        last, position = found_time if value else last, m.end()


def _join(text: str, a: Time, b: Time) -> Time | None:
    """The range from `a` to `b` when only "to", a dash or "between ... and" ties them."""
    tie = re.fullmatch(TO, text[a.span.end : min(b.span.start, a.span.end + 12)])
    start, end = a.value.split("/")[0], b.value.split("/")[-1]
    if not tie or not start or len(start) > len(end) or start[: len(end)] >= end:
        return None
    if tie[0].strip() == "and" and not _BETWEEN.search(
        text[max(0, a.span.start - 9) : a.span.start]
    ):
        return None
    return Time(Span(a.span.start, b.span.end), f"{start}/{end}")


def _expressions(text: str, published: date | None) -> Iterator[Time]:
    """Every expression in text order, ranges joined."""
    held: Time | None = None
    for found in _scan(text, published):
        joined = _join(text, held, found) if held else None
        if held and not joined:
            yield held
        held = joined or found
    if held:
        yield held


def find_times(text: str, published: date | None) -> tuple[Time, ...]:
    """The time expressions that can be worked out, in text order, never overlapping.

    >>> [t.value for t in find_times("He left on Friday, after May 4-6.", date(2019, 5, 12))]
    ['2019-05-10', '2019-05-04/2019-05-06']
    """
    return tuple(time for time in _expressions(text, published) if time.value)


def unresolved_times(text: str, published: date | None) -> tuple[Span, ...]:
    """The time expressions that cannot be worked out, in text order: those `find_times` leaves out.

    >>> [s.of("He left on Friday.") for s in unresolved_times("He left on Friday.", None)]
    ['Friday']
    """
    return tuple(time.span for time in _expressions(text, published) if not time.value)
