"""How well the graphs of articles agree with gold graphs, by the gold data's own scorer."""

import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluation.reliability import align, load_scorer, reliability_group
from evaluation.report import Group, Metric
from evaluation.scores import Judged
from kg.errors import ArticleError, KGError
from kg.model import Article
from kg.pipeline import extract
from kg.rdf import to_interchange

SCORES = {"entity type", "entity coarse type", "event factuality"}
"""Rows of which only the share that is right means anything: what is judged is already matched."""


def measure_graph(shared: Path) -> Iterator[Group]:
    """The metric groups of the development articles, then of those that we learnt from."""
    yield from _measure(shared / "gold", "gold", "gold")
    yield from _measure(shared / "gold", "train", "gold train (trained on)")


def _measure(folder: Path, part: str, name: str) -> Iterator[Group]:
    """The scores and the reliability on one folder of gold graphs."""
    scorer = load_scorer(folder / "score.py")
    relations: list[Judged] = []
    arguments: list[Judged] = []
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        paths = sorted((folder / part).glob("*.json"))
        articles = (read_gold_article(folder / "articles" / path.name) for path in paths)
        for path, graph in zip(paths, extract(articles, on_error=_refuse), strict=True):
            written = to_interchange(graph)
            (out / path.name).write_text(written, encoding="utf-8")
            gold = json.loads(path.read_text(encoding="utf-8"))
            alignment = align(scorer, gold, json.loads(written), graph.article.text)
            relations += alignment.judge_relations(graph)
            arguments += alignment.judge_arguments(graph)
        yield score_group(name, folder, part, out)
    yield reliability_group(f"{name}: confidence of relations", relations)
    yield reliability_group(f"{name}: confidence of event arguments", arguments)


def read_gold_article(path: Path) -> Article:
    """The article with exactly the text that the gold graph was made from."""
    record = json.loads(path.read_text(encoding="utf-8"))
    date = record.get("date")
    return Article(
        id=record["id"],
        text=record["text"],
        title=record.get("title") or "",
        date=datetime.date.fromisoformat(date) if date else None,
    )


def _refuse(error: ArticleError) -> None:
    """End the run: a score without an article would mean something else."""
    raise error


def score_group(name: str, folder: Path, part: str, system: Path) -> Group:
    """All rows of the scorer: F1 first, precision and recall as details."""
    command = [sys.executable, str(folder / "score.py"), "--json"]
    command += [str(folder / part), str(folder / "articles"), str(system)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the user's scorer
    if ran.returncode:
        raise KGError(f"{folder / 'score.py'} failed; its last words: {ran.stderr[-300:].strip()}")
    rows: dict[str, dict[str, float]] = json.loads(ran.stdout)
    metrics = tuple(Metric(_headline(row), values["f"]) for row, values in rows.items())
    details = tuple(
        Metric(f"{row} {long}", values[short])
        for row, values in rows.items()
        for short, long in (
            ("p", "precision"),
            ("r", "recall"),
            ("tp", "correct"),
            ("predicted", "found"),
            ("gold", "gold"),
        )
    )
    return Group(f"{name}: score.py", metrics, details, f"{_count(folder / part)} articles")


def _headline(row: str) -> str:
    return f"{row} accuracy" if row in SCORES else f"{row} F1"


def _count(folder: Path) -> int:
    return len(list(folder.glob("*.json")))
