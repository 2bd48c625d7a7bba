"""Calendar dates from the ways in which news articles write them, year included."""

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"

DAY_IN_WORDS = rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?:,?\s+[0-9]{{4}})?"
"""A pattern without groups for "Oct. 27", "Friday, October 27, 2023", "4 January 2024"."""

_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]\S.*)?")
_WORDS = re.compile(
    rf"{_WEEKDAY}(?:(?P<month>{_MONTH})\s+(?P<day>{_DAY})|(?P<day2>{_DAY})\s+(?P<month2>{_MONTH}))"
    r",?\s+(?P<year>[0-9]{4})",
    re.IGNORECASE,
)

ACCEPTED_DATES = '"2023-10-27", "2023-10-27T08:00:00Z", "October 27, 2023" or "27 October 2023"'


def parse_date(written: str) -> date | None:
    """The day that `written` gives, or None when it gives none or lacks the year.

    Figures alone ("27/10/2023") are not read: which is the month depends on the country.

    >>> parse_date("Friday, Oct. 27, 2023")
    datetime.date(2023, 10, 27)
    >>> parse_date("27/10/2023") is None
    True
    """
    written = written.strip()
    try:
        if iso := _ISO.fullmatch(written):
            day = date.fromisoformat(iso[1])
            return day if written == iso[1] else datetime.fromisoformat(written).date()
        if words := _WORDS.fullmatch(written):
            month = (words["month"] or words["month2"])[:3].lower()
            number = re.sub(r"[^0-9]", "", words["day"] or words["day2"])
            return date(int(words["year"]), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None
    return None
