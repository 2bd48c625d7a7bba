"""Every head of the graph on the gold articles that nothing was trained on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.heads.annotated import read_annotated
from evaluation.heads.arguments import arguments_group
from evaluation.heads.relations import relations_group
from evaluation.heads.words import mentions_group, triggers_group
from evaluation.report import Group, Metric
from kg.pipeline import load_model
from kg.schema import default_schema
from training.sources import demonyms


def measure_heads(shared: Path) -> Iterator[Group]:
    """The metric groups of mentions, triggers, arguments and relations."""
    people = demonyms(shared / "corpora")
    read = list(read_annotated(shared / "gold", load_model(), default_schema(), people))
    articles = [article for article in read if article is not None]
    left_out = Metric("articles left out", len(read) - len(articles))
    for group in (
        mentions_group("gold: mentions", articles),
        triggers_group("gold: triggers", articles),
        arguments_group("gold: arguments with gold mentions", articles),
        relations_group("gold: relations with gold mentions", articles),
    ):
        yield replace(group, metrics=(*group.metrics, left_out))
