"""What the first lines of a text say about it: header, byline, dateline, date."""

import re
from dataclasses import dataclass
from datetime import date

from kg.errors import ArticleError
from kg.model import Dateline
from kg.read.dates import DAY_IN_WORDS, parse_date

HEADER_KEYS = ("Title", "Byline", "Date", "Publisher", "URL", "ID", "Note")

_OPENING_CHARACTERS = 2_000
_OPENING_LINES = 6
_OTHER_LINES = 2  # a headline may stand above the line with the dateline
_LONGEST_LINE = 160
_LONGEST_AFFILIATION = 40
_SHORTEST_LEAD = 40

_HEADER_LINE = re.compile(r"([A-Z][A-Za-z-]{0,20}):[ \t]*(.*)")

_NAME_WORD = r"[^\W\d_a-z][\w'’-]*\.?"
_PARTICLE = r"(?:d[aeiou]s?|del|della|der|den|van|von|ten|ter|la|le|bin|ibn|al|el|y|e)"
_NAME = re.compile(rf"(?:the\s+)?{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{0,5}}")
_BYLINE = re.compile(r"by[ \t]+(?P<names>\S.*)", re.IGNORECASE)
_OUTLET = re.compile(
    r"\b(?:press|news|agency|times|post|media|service|radio|tv|staff|writers?|reporters?"
    r"|correspondents?|editors?|bureau)\b|^(?:[A-Z]{2,6}|[A-Z]\w+)$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\b(?:staff|writers?|reporters?|correspondents?|editors?)\b", re.IGNORECASE)

_PLACE_WORD = r"[^\W\d_a-z][\w'’.]*"
_PLACE = rf"{_PLACE_WORD}(?:(?:[ /-]|,[ ]|[ ](?:of|and|de|da|do|del)[ ]){_PLACE_WORD}){{0,6}}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}?)(?:,?[ ]+(?P<day>(?i:{DAY_IN_WORDS})))?\.?[ ]*"
    r"(?:\((?P<agency>[A-Z][^()/]{1,39})\)[ ]*(?P<after>—|–|--|-|_)?|/(?P<slashed>[^()/]{1,40})/\.?"
    r"|(?P<dash>—|–|--|-))(?=\s)"
)
_DATE_LINE = re.compile(
    rf"(?:published|updated|posted|date)?:?[ ]*"
    rf"(?P<day>{DAY_IN_WORDS}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[\"'“‘]?[^\W\d_a-z]")
_LABELS = frozenset(
    """analysis breaking correction editorial exclusive explainer factbox feature interview live
    opinion photos review update updated urgent video watch""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header lines of a plain text file, and where its article begins."""

    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    id: str = ""
    byline: tuple[str, ...] = ()
    length: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """Byline, affiliation, dateline and date as the first lines of an article give them."""

    byline: tuple[str, ...] = ()
    affiliation: str = ""
    dateline: Dateline | None = None
    day: date | None = None


def read_header(content: str, name: str) -> Header:
    """The header of `content`: `Key: value` lines at the very top, ended by an empty line.

    Lines that do not all look so are the article itself, and the header is empty.

    Raises:
        ArticleError: a key is unknown or given twice.
    """
    values: dict[str, str] = {}
    keys: list[str] = []
    length = 0
    for line in content[:_OPENING_CHARACTERS].split("\n"):
        length += len(line) + 1
        if not line.strip():
            break
        if not (found := _HEADER_LINE.fullmatch(line.rstrip())):
            return Header()
        keys.append(found[1])
        values[found[1].lower()] = found[2].strip()
    else:
        return Header()
    known = {key.lower() for key in HEADER_KEYS}
    if not known.intersection(values):
        return Header()
    for key in keys:
        if key.lower() not in known or keys.count(key) > 1:
            fault = "given twice" if key.lower() in known else "unknown"
            raise ArticleError(
                f"{name}: the header line {key!r} is {fault}. A header has"
                f" {', '.join(HEADER_KEYS)}, each once, then an empty line; begin the file with an"
                " empty line if these lines belong to the article."
            )
    fields = {key: values.get(key, "") for key in ("title", "date", "publisher", "url", "id")}
    return Header(**fields, byline=_authors(values.get("byline", "")), length=length)


def read_opening(text: str) -> Opening:
    """What the first lines of `text` say; they stay in the text.

    A date counts only with a year. The dateline begins the first line that is neither byline nor
    date, or the second when a headline stands above everything.
    """
    byline: tuple[str, ...] = ()
    affiliation = ""
    day: date | None = None
    others = 0
    lines = (line.strip() for line in text[:_OPENING_CHARACTERS].split("\n"))
    for line in list(filter(None, lines))[:_OPENING_LINES]:
        if not byline and (authors := _parse_byline(line)):
            byline, affiliation = authors
        elif found := _DATE_LINE.fullmatch(line):
            day = day or parse_date(found["day"])
        else:
            dateline, dated = _parse_dateline(line)
            if byline and not dateline and _is_affiliation(line):
                affiliation = affiliation or line
                continue
            others += 1
            if dateline or byline or day or others == _OTHER_LINES:
                return Opening(byline, _outlet(affiliation), dateline, day or dated)
    return Opening(byline, _outlet(affiliation), None, day)


def _parse_byline(line: str) -> tuple[tuple[str, ...], str] | None:
    """The authors in `By A. B. and C. D., Associated Press` and what they belong to."""
    found = _BYLINE.fullmatch(line)
    if not found or len(line) > _LONGEST_LINE:
        return None
    *others, last = re.split(r"\s+(?:and|AND|&)\s+", found["names"])
    parts = [part for group in (*others, last) for part in re.split(r"\s*[,;|]\s*", group)]
    affiliation = parts.pop() if len(parts) > 1 and _OUTLET.search(parts[-1]) else ""
    if not all(_NAME.fullmatch(part) for part in parts) or parse_date(parts[0]):
        return None
    if len(parts) == 1 and " " not in parts[0]:
        return None
    return tuple(parts), affiliation


def _authors(byline: str) -> tuple[str, ...]:
    """Who a header line names, or all of it where it names nobody that can be told apart."""
    found = _parse_byline(f"by {re.sub(r'^by ', '', byline, flags=re.IGNORECASE)}")
    return found[0] if found else tuple(filter(None, [byline]))


def _outlet(affiliation: str) -> str:
    """The affiliation, unless it is a role ("staff writer")."""
    return "" if _ROLE.search(affiliation) else affiliation


def _is_affiliation(line: str) -> bool:
    """Whether the line below a byline says who the author writes for, or as what."""
    return len(line) <= _LONGEST_AFFILIATION and line[-1].isalnum() and bool(_OUTLET.search(line))


def _parse_dateline(line: str) -> tuple[Dateline | None, date | None]:
    """The dateline that begins `line`, and its date when it carries a year."""
    found = _DATELINE.match(line[:_LONGEST_LINE])
    if not found:
        return None, None
    place, day = found["place"], found["day"]
    rest = line[found.end() :].lstrip()
    if found["agency"]:
        accepted = place.isupper() or bool(found["after"] and _OPENS.match(rest))
    else:
        accepted = bool(found["slashed"] or day or _is_bare_place(place, found["dash"], rest))
    if not accepted or place.split()[0].strip(".").lower() in _LABELS:
        return None, None
    agency = (found["agency"] or found["slashed"] or "").strip()
    return Dateline(place, agency), parse_date(day) if day else None


def _is_bare_place(place: str, dash: str, rest: str) -> bool:
    """Whether `Paris – Rest` is a dateline and not a sentence with a dash in it."""
    if dash == "-" or not _OPENS.match(rest):
        return False
    if place.partition(",")[0].isupper():
        return True
    aside = re.search(r"\s(?:—|–|--)\s", rest)
    return not aside and len(place.split()) <= 3 and len(rest) >= _SHORTEST_LEAD
