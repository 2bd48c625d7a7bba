"""Metrics, rows of results, seed questions: all on values made by hand."""

import json
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from evaluation.language import Reading, names_group, raw_documents, roles_group, to_doc, to_reading
from evaluation.reliability import Alignment
from evaluation.report import Group, Metric, Provenance, write_json, write_rows
from evaluation.scores import (
    Bin,
    Count,
    Judged,
    WordCounts,
    brier_score,
    calibration_error,
    character_spans,
    compare,
    count_words,
    reliability_bins,
)
from evaluation.seed import ask
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
from training.corpora.document import Document, Labelled, Names, Predicate, Syntax

GOLD = (
    Syntax("PROPN", "NNP", "Number=Sing", "Oslo", 1, "nsubj"),
    Syntax("VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin", "win", 1, "root"),
    Syntax("PROPN", "NNP", "Number=Sing", "Rome", 1, "nmod:poss"),
    Syntax("VERB", "VBD", "Mood=Ind|Style=Coll", "_", 3, "root"),
)
FOUND = (
    Syntax("PROPN", "NNP", "Number=Sing", "oslo", 1, "obj"),
    Syntax("VERB", "VBN", "VerbForm=Fin|Mood=Ind|Tense=Past", "win", 1, "ROOT"),
    Syntax("NOUN", "NNP", "", "Rome", 1, "nmod"),
    Syntax("VERB", "VBD", "Mood=Ind", "fall", 2, "root"),
)
DOCUMENT = Document(
    id="d",
    words=("Oslo", "won", "Rome", "fell"),
    gaps=("", " ", "\n", " "),
    sentences=(0, 2),
    corpus="ewt",
    syntax=GOLD,
    names=Names((Labelled(0, 1, "PER"), Labelled(2, 3, "LOC")), frozenset()),
    predicates=(Predicate(1, "win.01", ((0, "ARG0"),)), Predicate(3, "fall.01", ((2, "ARG1"),))),
)


def test_word_columns_are_counted_as_conll_2018_does() -> None:
    counts = count_words(GOLD, FOUND)
    assert counts == WordCounts(words=4, upos=3, xpos=3, feats=3, lemma=3, uas=3, las=2)
    assert [m.value for m in (counts + counts).metrics()] == [75.0, 75.0, 75.0, 75.0, 75.0, 50.0]


def test_a_reading_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        count_words(GOLD, FOUND[:3])


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


def _reading(*, predicates: tuple[Predicate, ...] | None = None) -> Reading:
    names = (Labelled(0, 1, "PERSON"), Labelled(2, 3, "ORG"), Labelled(3, 4, "DATE"))
    return Reading(FOUND, frozenset({0}), names, predicates)


def test_names_are_translated_and_other_labels_ignored() -> None:
    group = names_group("x", [DOCUMENT], [_reading()], ("PER", "LOC", "ORG"))
    assert [(m.name, m.value) for m in group.metrics] == [
        ("F1", 50.0),
        ("PER F1", 100.0),
        ("LOC F1", 0.0),
        ("ORG F1", 0.0),
    ]


def test_roles_need_predicate_head_and_label() -> None:
    found = (Predicate(1, "", ((0, "ARG1"), (2, "ARG2"))), Predicate(3, "", ((2, "ARG1"),)))
    group = roles_group([DOCUMENT], [_reading(predicates=found)])
    assert [m.value for m in group.metrics] == [100.0, 40.0]
    assert "not measured" in roles_group([DOCUMENT], [_reading()]).note


def test_a_doc_has_the_words_and_a_reading_leaves_white_space_out() -> None:
    nlp = spacy.blank("en")
    given = to_doc(nlp, DOCUMENT)
    assert given.text == "Oslo won\nRome fell"
    doc = Doc(
        nlp.vocab,
        words=[t.text for t in given],
        heads=[1, 1, 1, 4, 4],
        deps=["nsubj", "root", "dep", "nsubj", "root"],
        sent_starts=[True, False, False, True, False],
        ents=["O", "O", "O", "B-LOC", "O"],
    )
    reading = to_reading(doc)
    assert [w.head for w in reading.syntax] == [1, 1, 3, 3]
    assert reading.starts == {0, 2}
    assert reading.names == (Labelled(2, 3, "LOC"),)


def test_tokens_are_compared_where_they_stand(tmp_path: Path) -> None:
    lines = ["# newdoc id = a", "# text = It didn't.", "1\tIt", "2-3\tdidn't", "2\tdid", "3\tn't"]
    rest = ["4\t.", "", "# newpar", "# text = No.", "1\tNo", "2\t."]
    path = tmp_path / "a.conllu"
    path.write_text("\n".join([*lines, *rest]), encoding="utf-8")
    [(text, words)] = raw_documents(path)
    assert text.strip() == "It didn't.\n\nNo."
    found = [t.text for t in spacy.blank("en")(text)]
    assert compare(character_spans(words), character_spans(found)) == Count(6, 6, 6)


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
        entities={"e2": "A", "e1": "N", "e3": "B"},
        symmetric=frozenset(),
    )
    relations = list(alignment.judge_relations(example_graph))
    assert [r.correct for r in relations] == [True, False, False, False, False]
    arguments = list(alignment.judge_arguments(example_graph))
    assert [a.confidence for a in arguments if a.correct] == [pytest.approx(0.72)]


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
