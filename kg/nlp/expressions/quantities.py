"""Quantities of a text: counts, shares, sums of money and ages, in figures or in words.

A quantity covers qualifier, figure, scale and currency ("at least 7,326", "US$2 million"), not
the noun that it counts. Of a range ("between 20 and 30") it keeps the low end, AT_LEAST; of a
plural scale ("dozens", "hundreds of thousands") twice the scale, AT_LEAST. Dates, years, clock
times, ordinals, scores, and figures in names ("Boeing 737", "Covid-19") are no quantities.
"""

import re
from collections.abc import Iterator

from kg.model import Qualifier, Quantity, Span
from kg.nlp.expressions.calendar import COUNTED, MONTH, SPACE, is_year, starting

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SHORT_SCALES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "bn": "billion",
    "tn": "trillion",
}
_WORTH = {
    **{word: n for n, word in enumerate(_ONES)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    **_SCALES,
}
_BIG = "hundred|dozen|thousand|million|billion|trillion"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-‐‑\s](?:{'|'.join(_ONES[1:10])})\b)?|(?:{'|'.join(_ONES)}))\b"
)

NUMBER_STARTS = (*_ONES, *_TENS, "half", "several")
WORD_NUMBER = (
    rf"(?:(?:a{SPACE}quarter{SPACE}of{SPACE}an?|half{SPACE}an?|an?|several|a{SPACE}few)"
    rf"{SPACE}(?:{_BIG})\b|{_SMALL})"
    rf"(?:(?:{SPACE}|-)(?:{_BIG})\b(?:{SPACE}(?:and{SPACE})?{_SMALL})?){{0,4}}"
)
"""A number in words ("twenty-three", "half a million"); match it without regard to case."""

_FIGURE = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,15})(?!\d)(?:\.\d{1,9}(?![\d.]))?(?!,\d|\s\d)"
_PLURAL = (
    rf"(?:(?:tens|dozens|scores|hundreds|thousands|millions|billions)"
    rf"(?:{SPACE}of{SPACE}(?:thousands|millions|billions))?)\b(?!{SPACE}of{SPACE}times)"
)
_SCALE = rf"(?:(?:{SPACE}|-)(?:{_BIG})\b|{SPACE}?(?:mn|bn|tn|m)\b(?!{SPACE}?/)|k\b)"

_SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "NT$": "TWD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₱": "PHP",
}  # fmt: skip
_CODES = (
    "USD", "EUR", "GBP", "JPY", "CNY", "INR", "RUB", "KRW", "ILS", "TRY", "UAH", "NGN", "PHP",
    "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "BRL", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "MXN", "ZAR", "SAR", "AED", "IRR", "IQD", "EGP", "PKR", "IDR", "THB", "MYR", "GEL",
)  # fmt: skip
_NAMES = {
    r"(?:US|U\.S\.|American) dollars?": "USD", r"Australian dollars?": "AUD",
    r"Canadian dollars?": "CAD", r"Hong Kong dollars?": "HKD", r"New Zealand dollars?": "NZD",
    r"dollars?": "USD", r"euros?": "EUR", r"(?:British )?pounds?(?: sterling)?": "GBP",
    r"(?:Japanese )?yen": "JPY", r"(?:Chinese )?(?:yuan|renminbi)": "CNY",
    r"(?:Indian )?rupees?": "INR", r"(?:Russian )?rou?bles?": "RUB", r"(?:Swiss )?francs?": "CHF",
    r"(?:Israeli )?shekels?": "ILS", r"(?:South Korean )?won": "KRW", r"(?:Turkish )?liras?": "TRY",
    r"(?:Swedish )?kronor": "SEK", r"(?:Ukrainian )?hryvnias?": "UAH", r"naira": "NGN",
    r"(?:Georgian )?lari": "GEL", r"(?:Iranian )?rials?": "IRR", r"riyals?": "SAR", r"rand": "ZAR",
    r"dirhams?": "AED", r"ringgit": "MYR", r"baht": "THB", r"rupiah": "IDR", r"reais": "BRL",
}  # fmt: skip
_PREFIX = "|".join(re.escape(s) for s in sorted([*_SYMBOLS, *_CODES], key=len, reverse=True))
_CURRENCY = "|".join([*_NAMES, *_CODES]).replace(" ", SPACE)

_UNITS = {
    r"people|persons": "people", r"kilomet(?:er|re)s?|kms?": "kilometre", r"miles?": "mile",
    r"met(?:er|re)s?": "metre", r"centimet(?:er|re)s?|cm": "centimetre", r"feet|foot|ft": "foot",
    r"inch(?:es)?": "inch", r"mph|miles per hour": "mile per hour",
    r"km/h|kilomet(?:er|re)s per hour|kph": "kilometre per hour",
    r"square miles": "square mile", r"square kilomet(?:er|re)s|km2|km²": "square kilometre",
    r"acres?": "acre", r"hectares?": "hectare", r"tons?": "ton", r"tonnes?": "tonne",
    r"kilograms?|kilos?|kgs?": "kilogram", r"grams?": "gram", r"lbs": "pound",
    r"barrels?": "barrel", r"lit(?:er|re)s?": "litre", r"megawatts?|MW": "megawatt",
    r"seconds?": "second", r"minutes?": "minute", r"hours?": "hour", r"days?": "day",
    r"weeks?": "week", r"months?": "month", r"years?": "year",
}  # fmt: skip
_UNIT = re.compile(
    rf"(?:{SPACE}|-)?(?:"
    + "|".join(f"(?P<u{i}>{p.replace(' ', SPACE)})" for i, p in enumerate(_UNITS))
    + r")(?![\w/²])"
)

_QUALIFIERS = {
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|more than|greater than|over|above"
    "|upwards of|in excess of|exceeding|a minimum of",
    Qualifier.AT_MOST: "at most|up to|no more than|not more than|fewer than|less than|under|below"
    "|as many as|as much as|a maximum of",
    Qualifier.ABOUT: "about|around|approximately|approx\\.?|roughly|some|nearly|almost|an estimated"
    "|estimated|close to|circa|just over|just under",
}
_QUALIFIER_WORDS = {
    f"{words.split()[0]}\\b".replace("\\.?", "")
    for words in "|".join(_QUALIFIERS.values()).split("|")
}
_QUALIFIER = "|".join(
    f"(?P<q{i}>{words.replace(' ', SPACE)})" for i, words in enumerate(_QUALIFIERS.values())
)
_SORTS = tuple(_QUALIFIERS)
_LARGE = re.compile(rf"(?:{_BIG}|mn|bn|tn|m|k)\b", re.IGNORECASE)
_VAGUE = re.compile(r"(?:zens|scores|hundreds|thousands|ions)$|^several|^a\s+few", re.IGNORECASE)
_PARTS = {"quarter": 0.25, "half": 0.5, "several": 2, "few": 2}

_FIRST = starting(
    [*_QUALIFIER_WORDS, *NUMBER_STARTS, *_SCALES, "tens", "between", "from", r"a\s", r"an\s"]
)
_NUMBER = rf"(?:{_FIGURE}(?:{_SCALE})?|(?i:{WORD_NUMBER}|{_PLURAL}))"
_LOW = re.compile(
    rf"(?!\s)(?=\d|[$€£¥₹₽₩₪₺₴₦₱]\s?\d|{_FIRST}|[A-Z]{{1,3}}\s?\$?\d)(?<![\w,:/–—-])(?<!\d[.\s])"
    rf"(?:(?i:{_QUALIFIER}|(?P<between>between|from)){SPACE})?"
    rf"(?P<symbol>(?:{_PREFIX}){SPACE}?)?(?P<number>{_NUMBER})"
)
_HIGH = re.compile(
    rf"(?P<tie>{SPACE}?[-–—‑]{SPACE}?|{SPACE}(?:to|and|or){SPACE})(?:{_PREFIX})?(?P<number>{_NUMBER})"
)
_AFTER = re.compile(
    rf"(?P<share>{SPACE}?%|{SPACE}per{SPACE}?cent\b)|(?:{SPACE}|-)(?P<currency>{_CURRENCY})\b"
)
_NOT_BEFORE = re.compile(
    rf"(?:\b(?:{MONTH}(?:\s\d\d?(?:,|\s(?:and|to|or)))?|(?i:numbers?|flight|article|section|chapter|page|room|route|highway|resolution"
    r"|version|phase|category|level|type|magnitude|aged?|sector|block|district|unit|act|season"
    r"|episode|line|gate|boeing|airbus|no\.))(?:\s|-)|[#@])$"
)
_NAME_BEFORE = re.compile(r"[A-Z][\w&’'-]*\s$")
_FUNCTION = re.compile(
    r"\b(?:In|The|At|On|Of|By|For|With|From|To|And|But|Or|All|These|Those|Another|Of|Only|Over|After"
    r"|When|While|That|This|His|Her|Their|Its|Our|Some|Just|As|If|Since|Until|Police)\s$"
)
_COUNTS = re.compile(rf"{COUNTED}|{SPACE}(?:[a-z]+{SPACE})?[a-z]{{3,30}}(?<!s)s\b")
_NOT_AFTER = re.compile(
    rf"{SPACE}?(?:[ap]\.?m\b|UTC|GMT|o[’']clock|of{SPACE}(?:the{SPACE})?{MONTH})|{SPACE}{MONTH}(?!\w)"
    rf"|[:/]\d|[-–—]\d|(?:st|nd|rd|th)\b|[A-Za-z_]|\.\d|,\d"
    rf"|-(?!{_CURRENCY})[A-Za-z]|{SPACE}(?i:thirds?|quarters?|fifths?|tenths?)\b"
)
_AGO = re.compile(
    rf"{SPACE}(?:days?|weeks?|months?|years?|decades?){SPACE}(?:ago|earlier|later|before|after)\b"
)
_NO_ONE = re.compile(
    rf"{SPACE}(?:of|another|day|time|by|such|who|that|which|and|or|to|in|is|was|has|can|could|would"
    rf"|for|on|with|as|at|the|thing|side|side[’']s)\b|(?!{SPACE}[a-z])"
)

_AGE_NUMBER = rf"(?:1[01]\d|[1-9]?\d|(?i:{WORD_NUMBER}))"
_AGE = re.compile(
    rf"(?=[\w,(])(?:\b(?i:aged?|age{SPACE}of|now)(?:{SPACE}(?i:about|around))?"
    rf"{SPACE}(?P<a>{_AGE_NUMBER})(?=[,.;:)]|{SPACE}[a-z]|$)"
    rf"|(?<![\w.,-])(?P<b>{_AGE_NUMBER})(?=[-‑\s]years?[-‑\s](?:olds?|of{SPACE}age)\b)"
    rf"|(?<=[a-z]),{SPACE}(?P<c>1[01]\d|[1-9]\d)(?=[,.;](?!\d))"
    rf"|(?:\b(?:He|he|She|she)|[A-Z][a-z]{{1,30}}|,){SPACE}(?:was|is|turned){SPACE}"
    rf"(?P<e>1[01]\d|[1-9]\d)(?=\.(?!\d))"
    rf"|(?<=[a-z][ \xa0])\((?P<d>1[01]\d|[1-9]\d)\))"
)


def number_of(text: str) -> float:
    """What a figure or a number in words is worth; plural scales count twice, at least.

    >>> number_of("7,326"), number_of("twenty-three"), number_of("2.3 million")
    (7326.0, 23.0, 2300000.0)
    >>> number_of("half a million"), number_of("two hundred and fifty thousand")
    (500000.0, 250000.0)
    >>> number_of("dozens"), number_of("tens of thousands")
    (24.0, 20000.0)
    """
    total = part = 0.0
    for word in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower()):
        piece = _SHORT_SCALES.get(word, word)
        plural = piece[:-1] in _SCALES or piece == "tens"
        scale = _SCALES.get(piece.removesuffix("s"), 10 if piece == "tens" else 0)
        if piece[0].isdigit():
            part += float(piece.replace(",", ""))
        elif piece in _PARTS:
            part = _PARTS[piece]
        elif scale:
            part = (part or (2 if plural else 1)) * scale
            if scale >= 1000:
                total, part = total + part, 0
        else:
            part += _WORTH.get(piece, 0)
    return total + part


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, never overlapping; ages are left to `find_ages`.

    >>> [(q.number, q.unit, q.qualifier.value) for q in find_quantities("over 20 people, $2m")]
    [(20.0, 'people', 'at least'), (2000000.0, 'USD', 'exact')]
    """
    ages = {q.span.start for q in find_ages(text)}
    return tuple(q for q in _quantities(text) if q.span.start not in ages)


def _quantities(text: str) -> Iterator[Quantity]:
    position = 0
    while low := _LOW.search(text, position):
        quantity = _quantity(text, low)
        position = quantity.span.end if quantity else low.end()
        if quantity:
            yield quantity


def _quantity(text: str, low: re.Match[str]) -> Quantity | None:
    """The quantity that begins with `low`; None when the figure dates, names or numbers."""
    number, end = number_of(low["number"]), low.end()
    high = _HIGH.match(text, end)
    if high and _is_range(low, high):
        end, scale = high.end(), _LARGE.search(high["number"])
        if scale and not _LARGE.search(low["number"]):
            number *= number_of("1" + scale[0])
    else:
        high = None
    after = _AFTER.match(text, end)
    end = after.end() if after else end
    sure = low["symbol"] or after
    if (_NOT_AFTER.match(text, end) and not _UNIT.match(text, end)) or not (
        sure or _counts(text, low, end)
    ):
        return None
    if _AGO.match(text, end):
        return None
    sort = next((q for i, q in enumerate(_SORTS) if low[f"q{i}"]), Qualifier.EXACT)
    if sort is Qualifier.EXACT and (high or _VAGUE.search(low["number"])):
        sort = Qualifier.AT_LEAST
    start = low.start() if high or not low["between"] else low.start() + len(low["between"]) + 1
    return Quantity(Span(start, end), number, _unit(text, end, low["symbol"], after), sort)


def _is_range(low: re.Match[str], high: re.Match[str]) -> bool:
    """Whether two figures bound a range: "20–30", "two to three", "between 2 and 3 million"."""
    tie = high["tie"].strip()
    if tie in ("and", "or"):
        return low["between"] is not None or tie == "or"
    return number_of(low["number"]) < number_of(high["number"])


def _counts(text: str, low: re.Match[str], end: int) -> bool:
    """Whether a bare figure counts and is no year, no date and no part of a name."""
    start, figure = low.start("number"), low["number"]
    before = text[max(0, low.start() - 24) : low.start()]
    if _NOT_BEFORE.search(before):
        return False
    if figure.lower() == "one" and low.start() == start and _NO_ONE.match(text, end):
        return False
    if not figure[0].isdigit() or low.start() < start or _COUNTS.match(text, end):
        return not (_is_plain_year(figure) and is_year(text, start, start + 4))
    if _is_plain_year(figure) and is_year(text, start, start + 4):
        return False
    return not _NAME_BEFORE.search(before) or bool(_FUNCTION.search(before))


def _is_plain_year(figure: str) -> bool:
    return re.fullmatch(r"1\d{3}|20\d\d", figure) is not None


def _unit(text: str, end: int, symbol: str | None, after: re.Match[str] | None) -> str:
    """The ISO 4217 code, "%", or the measure that follows; "" for any other noun."""
    if symbol:
        return _SYMBOLS.get(symbol.strip(), symbol.strip())
    if after and after["share"]:
        return "%"
    if after:
        name = " ".join(after["currency"].split())
        known = (code for pattern, code in _NAMES.items() if re.fullmatch(pattern, name))
        return next(known, name)
    unit = _UNIT.match(text, end)
    return list(_UNITS.values())[int((unit.lastgroup or "u0")[1:])] if unit else ""


def find_ages(text: str) -> tuple[Quantity, ...]:
    """The ages of people, in years: "aged 39", "39-year-old", "Smith, 39,"; the span is the figure.

    >>> [q.number for q in find_ages("Ann Smith, 39, met an eleven-year-old.")]
    [39.0, 11.0]
    """
    found = ((m, m.lastgroup or "a") for m in _AGE.finditer(text))
    return tuple(Quantity(Span(*m.span(g)), number_of(m[g]), "year") for m, g in found)
