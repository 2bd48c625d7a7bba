"""Scores become probabilities, by the kind of statement and what made it."""

import pytest

from kg.extract import confidence
from kg.extract.confidence import probability, with_probabilities


@pytest.fixture
def doubt(monkeypatch):
    """Relations of the lexicon and roles are right half as often as their scores' odds say."""
    lines = {"relation lexicon": (1.0, -0.6931), "argument": (1.0, -0.6931)}
    monkeypatch.setattr(confidence, "CALIBRATION", lines)


def test_a_score_moves_along_its_log_odds(doubt):
    assert probability("argument", 0.5) == pytest.approx(1 / 3, abs=1e-3)
    assert probability("argument", 1.0) < probability("claim lexicon", 1.0) == confidence.MOST
    assert probability("event head", 0.7) == 0.7, "a kind without figures stays"


def test_every_statement_of_a_graph_is_calibrated_by_its_kind(doubt, example_graph):
    graph = with_probabilities(example_graph)
    assert len(graph.relations) == len(example_graph.relations)
    for before, after in zip(example_graph.relations, graph.relations, strict=True):
        kind = f"relation {before.source.rule.partition(':')[0]}"
        assert after.source.confidence == probability(kind, before.source.confidence)
    before, after = example_graph.events[0], graph.events[0]
    assert after.source.rule == before.source.rule
    expected = [probability("argument", a.confidence) for a in before.arguments]
    assert [a.confidence for a in after.arguments] == expected
