"""The metric groups of MEANTIME, on graphs of its whole articles."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.meantime.corpus import read_meantime
from evaluation.meantime.events import Reading, events_group
from evaluation.meantime.factuality import factuality_group
from evaluation.meantime.participants import participants_group
from evaluation.meantime.times import times_group
from evaluation.report import Group
from kg.pipeline import extract


def measure_meantime(shared: Path) -> Iterator[Group]:
    """The metric groups of events, their participants and factuality, and of times."""
    articles = list(read_meantime(shared / "corpora" / "meantime" / "intra-doc_annotation"))
    graphs = extract(annotated.article for annotated in articles)
    readings = [Reading(a, graph) for a, graph in zip(articles, graphs, strict=True)]
    yield events_group("MEANTIME: events", readings)
    yield participants_group("MEANTIME: participants", readings)
    yield factuality_group("MEANTIME: factuality", readings)
    yield times_group("MEANTIME: times", readings)
