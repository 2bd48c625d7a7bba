"""Scores as probabilities: how often annotators agree with statements of such a score.

The extractors' scores rank statements; heads and rules are surer of themselves than they are
right. Two figures for each kind of statement, fitted by `python -m evaluation.calibration` on the
development articles, make them shares: of statements with confidence 0.9, nine in ten are right.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from kg.model import ArticleGraph, Source

CALIBRATION: Mapping[str, tuple[float, float]] = {
    "argument": (0.58, -0.17),
    "attribute head": (0.64, -0.83),
    "attribute rule": (0.4, -0.44),
    "claim head": (0.65, -0.11),
    "event head": (0.38, -0.14),
    "relation head": (0.55, -0.6),
    "relation lexicon": (0.16, -0.51),
    "relation supposed": (0.29, 0.42),
}
"""Kind of statement → slope and intercept on the score's log odds; others stay as they are."""
LEAST, MOST = 0.01, 0.99


def with_probabilities(graph: ArticleGraph) -> ArticleGraph:
    """The graph with the confidence of each statement and argument calibrated.

    An argument's confidence holds where its event is right.
    """
    return replace(
        graph,
        relations=tuple(replace(r, source=_sure("relation", r.source)) for r in graph.relations),
        attributes=tuple(replace(a, source=_sure("attribute", a.source)) for a in graph.attributes),
        claims=tuple(replace(c, source=_sure("claim", c.source)) for c in graph.claims),
        events=tuple(
            replace(
                e,
                source=_sure("event", e.source),
                arguments=tuple(
                    replace(a, confidence=probability("argument", a.confidence))
                    for a in e.arguments
                ),
            )
            for e in graph.events
        ),
    )


def _sure(kind: str, source: Source) -> Source:
    """A source with its confidence calibrated; what made the statement is part of its kind."""
    maker = source.rule.partition(":")[0]
    return replace(source, confidence=probability(f"{kind} {maker}", source.confidence))


def probability(kind: str, score: float) -> float:
    """The calibrated score of a statement of some kind."""
    slope, intercept = CALIBRATION.get(kind, (1.0, 0.0))
    score = min(max(score, LEAST), MOST)
    odds = slope * math.log(score / (1 - score)) + intercept
    return round(min(max(1 / (1 + math.exp(-odds)), LEAST), MOST), 4)
