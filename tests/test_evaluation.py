"""Metrics, rows of results, seed questions: all on values made by hand."""

import json
import math
from datetime import date
from pathlib import Path

import pytest

from evaluation.calibration import fit
from evaluation.reliability import Alignment
from evaluation.report import Group, Metric, Provenance, write_json, write_rows
from evaluation.scores import (
    Bin,
    Count,
    Judged,
    brier_score,
    calibration_error,
    compare,
    reliability_bins,
)
from evaluation.seed import ask
from evaluation.speed import TASKS, Lap, articles_group, cut, lengths_group, time_texts
from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Attribute,
    Claim,
    Entity,
    Event,
    Mention,
    MentionKind,
    Qualifier,
    Quantity,
    Relation,
    Source,
    Time,
)
from kg.model import Span as Passage
from kg.rdf import Store


@pytest.mark.parametrize(
    ("gold", "predicted", "f1"),
    [
        ([0, 3, 7], [0, 3, 7], 1.0),
        ([0, 3, 7], [0, 4], 0.4),
        ([(0, 1), (0, 1)], [(0, 1)], 2 / 3),
        ([], [5], 0.0),
        ([], [], 0.0),
    ],
)
def test_f1(gold: list[object], predicted: list[object], f1: float) -> None:
    assert compare(gold, predicted).f1 == pytest.approx(f1)


def test_precision_and_recall_add_up() -> None:
    total = Count(1, 2, 4) + Count(1, 2, 0)
    assert (total.precision, total.recall, total.f1) == (0.5, 0.5, 0.5)


def test_reliability() -> None:
    judged = [Judged(c, w) for c, w in [(0.2, False), (0.85, True), (0.89, False), (1.0, True)]]
    bins = reliability_bins(judged)
    assert [b.number for b in bins] == [1, 2, 1]
    assert bins[1] == Bin(0.8, 0.9, 2, pytest.approx(0.87), 0.5)
    assert calibration_error(bins) == pytest.approx((0.2 + 2 * 0.37 + 0) / 4)
    assert brier_score(judged) == pytest.approx((0.04 + 0.0225 + 0.7921 + 0) / 4)
    assert calibration_error(reliability_bins([])) == brier_score([]) == 0.0


def test_statements_are_judged_through_the_alignment(example_graph: ArticleGraph) -> None:
    alignment = Alignment(
        relations=frozenset({("A", "headOf", "N")}),
        arguments=frozenset({("Visit", "destination", "B")}),
        attributes=frozenset({("A", "position", "minister")}),
        claims=((*_place(example_graph.claims[0]), "A"),),
        entities={"e2": "A", "e1": "N", "e3": "B"},
        symmetric=frozenset(),
    )
    relations = list(alignment.judge_relations(example_graph))
    assert [r.correct for r in relations] == [True, False, False, False, False]
    arguments = list(alignment.judge_arguments(example_graph))
    assert [a.confidence for a in arguments if a.correct] == [pytest.approx(0.72)]
    attributes = [a for a in example_graph.attributes if alignment.has_attribute(a)]
    assert [(a.predicate, a.value) for a in attributes] == [("position", "minister")]
    assert [c for c in example_graph.claims if alignment.has_claim(c)] == [example_graph.claims[0]]


def _place(claim: Claim) -> tuple[int, int]:
    return claim.content.start, claim.content.end


def test_a_fitted_score_is_the_share_that_is_right() -> None:
    judged = [Judged(0.9, k % 2 == 0) for k in range(200)]
    slope, intercept = fit(judged)
    odds = slope * math.log(9) + intercept
    assert 1 / (1 + math.exp(-odds)) == pytest.approx(0.5, abs=0.02)


def test_measuring_again_replaces_the_row(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    first = Provenance("2026-01-01", "abc", "0f", "python -m evaluation x")
    later = Provenance("2026-01-02", "abc", "0f", "python -m evaluation x")
    other = Provenance("2026-01-03", "def", "0f", "python -m evaluation x")
    names, words = (Group(n, (Metric("F1", 80.0),)) for n in ("names", "words"))
    for origin in (first, other):
        write_rows(path, [names, words], origin)
    write_rows(path, [Group("names", (Metric("F1", 81.0),))], later)
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if "python -m" in line]
    assert [row.split(" | ")[0] for row in rows] == [
        "| 2026-01-02",
        "| 2026-01-01",
        "| 2026-01-03",
        "| 2026-01-03",
    ]
    assert "F1 81 |" in rows[0]
    write_json(tmp_path / "r" / "x.json", [names], first)
    content = json.loads((tmp_path / "r" / "x.json").read_text(encoding="utf-8"))
    assert content["groups"] == {"names": {"F1": 80.0}}


def _seed_graph(*, contacts: bool) -> ArticleGraph:
    """A graph that answers every seed question with yes, unless contacts are a fact in it."""
    types = {
        "Dmitry Peskov": "Person",
        "Kremlin": "GovernmentBody",
        "Hamas delegation": "Group",
        "Moscow": "City",
        "Hamas": "ArmedGroup",
        "Hamas' military wing": "ArmedGroup",
        "Israel": "Country",
        "Mousa Marzook": "Person",
        "Hamas' Political Bureau": "Organization",
        "Russia": "Country",
        "Palestinians": "Group",
        "Israelis": "Group",
        "Gaza": "Region",
    }
    text = ". ".join([*types, "at least 7,326", "1,400", "visit", "attack", "killed", "one", "two"])

    def at(words: str) -> Passage:
        return Passage(text.index(words), text.index(words) + len(words))

    source = Source("test", 0.9)
    entities = tuple(
        Entity(name, name, kind, (Mention(at(name), MentionKind.NAME),))
        for name, kind in types.items()
    )
    relations = tuple(
        Relation(subject, predicate, object_, (at(subject),), source)
        for subject, predicate, object_ in [
            ("Dmitry Peskov", "spokespersonOf", "Kremlin"),
            ("Hamas' military wing", "partOf", "Hamas"),
            ("Mousa Marzook", "deputyHeadOf", "Hamas' Political Bureau"),
            ("Hamas' Political Bureau", "partOf", "Hamas"),
            ("Moscow", "capitalOf", "Russia"),
        ]
    )

    def event(kind: str, word: str, day: str = "", **roles: str | Quantity) -> Event:
        time = Time(at(word), day) if day else None
        filled = tuple(Argument(role, filler) for role, filler in roles.items())
        return Event(f"{kind} {word}", kind, at(word), filled, (at(word),), source, time=time)

    dead = Quantity(at("at least 7,326"), 7326, qualifier=Qualifier.AT_LEAST)
    meeting = event("Meeting", "Kremlin", agent="Hamas", counterpart="Kremlin")
    refused = Event("no", "Meeting", at("one"), meeting.arguments, (), source, negated=True)
    events = (
        event("Visit", "visit", "2023-10-26", agent="Hamas delegation", destination="Moscow"),
        event("Attack", "attack", "2023-10-07", agent="Hamas' military wing", patient="Israel"),
        event("Killing", "killed", patient="Palestinians", amount=dead),
        event("Killing", "two", patient="Israelis", amount=Quantity(at("1,400"), 1400)),
        meeting if contacts else refused,
    )
    claims = tuple(
        Claim(w, "Dmitry Peskov", at(w), at(w), direct=True, evidence=(at(w),), source=source)
        for w in ("one", "two", "visit")
    )
    population = Attribute("Gaza", "population", "2300000", (at("Gaza"),), source)
    article = Article("seed", text, date=date(2023, 10, 27))
    return ArticleGraph(article, entities, relations, (population,), events, claims)


@pytest.mark.parametrize("wrong", [(), ("14-no-contacts", "15-no-bare-triple")])
def test_the_seed_questions_can_be_answered(wrong: tuple[str, ...]) -> None:
    store = Store()
    store.replace([_seed_graph(contacts=bool(wrong))])
    answers = list(ask(store))
    assert tuple(a.name for a in answers if not a.yes) == wrong
    assert len(answers) == 15
    assert all(a.question.endswith("?") for a in answers)


def test_an_empty_store_answers_none_but_the_last_question() -> None:
    assert [a.name for a in ask(Store()) if a.yes] == ["15-no-bare-triple"]


def test_speed_is_the_median_and_memory_the_most() -> None:
    start = Lap(0, 4.0, 3.0, 200.0, 210.0)
    laps = [
        Lap(500, s, s / 2, 250.0, peak) for s, peak in [(9.0, 260.0), (1.0, 270.0), (2.0, 270.5)]
    ]
    group = articles_group("x", start, laps)
    assert {m.name: m.value for m in group.metrics} == {
        "words/s": 250.0,
        "articles/s": 0.5,
        "words per processor second": 500.0,
        "start-up s": 4.0,
        "MB after start-up": 200.0,
        "peak MB": 270.5,
    }
    lengths = lengths_group(
        "x", [Lap(1000, 2.0, 1.5, 250.0, 260.0), Lap(10_000, 20.0, 16, 250, 300)]
    )
    assert {m.name: m.value for m in lengths.metrics} == {
        "s per 1,000 words at 1,000": 1.5,
        "s per 1,000 words at 10,000": 1.6,
    }


def test_texts_are_cut_at_paragraphs() -> None:
    assert cut(["a b\n\nc", "d e f", "g"], 3) == ["a b\n\nc", "d e f"]


def test_each_text_is_timed_after_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setitem(TASKS, "read", lambda: done.append)
    start, *laps = time_texts("read", ["one two", "three"], 0.0)
    assert done == ["one two", "three"]
    assert [lap.words for lap in (start, *laps)] == [0, 2, 1]
    assert all(lap.resident > 0 for lap in (start, *laps))
