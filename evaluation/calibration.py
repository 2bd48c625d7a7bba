"""`python -m evaluation.calibration SHARED`: how scores become probabilities.

Extracts the gold development articles with the scores as they are, and fits for each kind of
statement the slope and intercept that make the gold graphs most likely. The figures go into
`kg/extract/confidence.py`.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.graph import read_gold_article
from evaluation.reliability import Alignment, align, load_scorer
from evaluation.scores import Judged
from kg.extract import confidence
from kg.model import ArticleGraph, Source
from kg.pipeline import extract
from kg.rdf import to_interchange

FEWEST = 25
"""Statements of a kind below which it gets no figures of its own."""
CAUTION = 0.5
"""Weight of staying near the score as it is."""


def fit(judged: Sequence[Judged]) -> tuple[float, float]:
    """Slope and intercept on the log odds of the scores, by penalised likelihood."""
    scores = np.clip([j.confidence for j in judged], confidence.LEAST, confidence.MOST)
    odds, right = np.log(scores / (1 - scores)), np.array([j.correct for j in judged])

    def loss(line: np.ndarray) -> float:
        signed = np.where(right, 1, -1) * (line[0] * odds + line[1])
        penalty = CAUTION * ((line[0] - 1) ** 2 + line[1] ** 2)
        return float(np.log1p(np.exp(-signed)).sum() + penalty)

    slope, intercept = minimize(loss, np.array([1.0, 0.0])).x
    return round(float(slope), 2), round(float(intercept), 2)


def judged_by_kind(alignment: Alignment, graph: ArticleGraph) -> Iterator[tuple[str, Judged]]:
    """Each statement's kind, score and whether the gold graph has it."""

    def kind(name: str, source: Source) -> str:
        return f"{name} {source.rule.partition(':')[0]}"

    relations = [r for r in graph.relations if not r.negated]
    for r, judged in zip(relations, alignment.judge_relations(graph), strict=True):
        yield kind("relation", r.source), judged
    for held in graph.attributes:
        found = alignment.has_attribute(held)
        yield kind("attribute", held.source), Judged(held.source.confidence, found)
    for claim in graph.claims:
        found = alignment.has_claim(claim)
        yield kind("claim", claim.source), Judged(claim.source.confidence, found)
    for event in graph.events:
        arguments = [(a, alignment.has_argument(event, a)) for a in event.arguments]
        entities = [(a, found) for a, found in arguments if found is not None]
        right = any(found for _, found in entities)
        yield kind("event", event.source), Judged(event.source.confidence, right)
        if right:
            for a, found in entities:
                yield "argument", Judged(a.confidence, bool(found))


def main() -> None:
    """Fits and prints the figures of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with gold")
    folder = parser.parse_args().shared / "gold"
    confidence.CALIBRATION = {}
    scorer = load_scorer(folder / "score.py")
    paths = sorted((folder / "gold").glob("*.json"))
    articles = [read_gold_article(folder / "articles" / path.name) for path in paths]
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for path, graph in zip(paths, extract(articles), strict=True):
        gold = json.loads(path.read_text(encoding="utf-8"))
        alignment = align(scorer, gold, json.loads(to_interchange(graph)), graph.article.text)
        for name, judged in judged_by_kind(alignment, graph):
            kinds[name].append(judged)
    for name, statements in sorted(kinds.items()):
        share = sum(j.correct for j in statements) / len(statements)
        line = fit(statements) if len(statements) >= FEWEST else "too few"
        print(f'    "{name}": {line},  # {len(statements)} statements, {share:.2f} right')


if __name__ == "__main__":
    main()
