"""When an event happened whose sentence does not say it."""

import re

from kg.extract.entities.resolved import Resolved
from kg.model import Span, Time

_NOT_PAST = re.compile(
    r"\b(?:has|have|had|is|are|will|would|can|could|may|might|to|be|been|being)\s(?:\w+\s)?$"
)
LEAD = 500
"""Characters of an article's lead."""
DAY = 10
"""Characters of a day: 2024-05-10."""


def lead_time(resolved: Resolved, trigger: Span, sentence: Span) -> Time | None:
    """The first day that the article names, for an event in a sentence of the lead without a time.

    Its verb must be in the simple past.
    """
    times = resolved.times
    if sentence.start >= LEAD or not times or len(times[0].value) != DAY:
        return None
    if any(t.span.overlaps(sentence) for t in times):
        return None
    before = resolved.reading.text[max(0, trigger.start - 24) : trigger.start]
    return None if _NOT_PAST.search(before) else times[0]
