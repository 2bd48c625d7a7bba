"""Times: which days, months and years are found, with which value."""

import re
from collections.abc import Sequence

from evaluation.meantime.corpus import TimeExpression, overlap
from evaluation.meantime.events import Reading
from evaluation.report import Group
from evaluation.scores import Fact, compare, counted, f1
from kg.nlp.expressions.times import find_times

VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
NOTE = (
    "expressions that the corpus calls a date and gives a day, month or year, the date line apart;"
    " what overlaps another of its expressions (duration, quarter, week, vague) is not counted"
)


def times_group(name: str, readings: Sequence[Reading]) -> Group:
    """Time expressions that overlap: those with the same value, then whatever their value."""
    gold: list[Fact] = []
    found: list[Fact] = []
    overlapping: list[Fact] = []
    for k, reading in enumerate(readings):
        article = reading.annotated.article
        dates = [t for t in reading.annotated.times if _is_date(t)]
        others = [t for t in reading.annotated.times if not _is_date(t)]
        gold += [("", k, i) for i in range(len(dates))]
        for time in find_times(article.text, article.date):
            same = [i for i, t in enumerate(dates) if overlap(t.words, time.span)]
            unclear = any(overlap(t.words, time.span) for t in others)
            if not reading.annotates(time.span) or (unclear and not same):
                continue
            right = [i for i in same if dates[i].value == time.value]
            found += [("", k, i) for i in right or (time.span,)]
            overlapping += [("", k, i) for i in same or (time.span,)]
    total, spans = compare(gold, found), compare(gold, overlapping)
    return Group(
        name,
        (f1("F1", total), f1("spans F1", spans)),
        (*counted(total), *counted(spans, "spans")),
        NOTE,
    )


def _is_date(time: TimeExpression) -> bool:
    return time.kind == "DATE" and VALUE.fullmatch(time.value) is not None
