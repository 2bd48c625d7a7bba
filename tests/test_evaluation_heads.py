"""What the graph's heads are measured by, on two sentences and a gold graph made by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from docs import Opinion, doc_of, reading_of

from evaluation.heads.annotated import Annotated, annotated, ordered, read_relations
from evaluation.heads.arguments import arguments_group, find_arguments, gold_triggers
from evaluation.heads.relations import relations_group
from evaluation.heads.words import by_lexicon, mentions_group, triggers_group
from evaluation.report import Group
from evaluation.scores import by_label, table
from kg.extract.reading import PRONOUN
from kg.schema import Schema
from training.corpora.document import Graph, Labelled, Trigger

SENTENCES = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Oslo/PROPN/obj>visited with/ADP/case>Lind "
    "Lind/PROPN/obl>visited ./PUNCT/punct>visited",
    "She/PRON/nsubj>left left=leave/VERB/root Oslo/PROPN/obj>left ./PUNCT/punct>left",
)
HOLM, OSLO, LIND, SHE, OSLO_AGAIN = range(5)
MENTIONS = (
    Labelled(0, 1, "Person"),
    Labelled(2, 3, "City"),
    Labelled(4, 5, "Person"),
    Labelled(6, 7, PRONOUN),
    Labelled(8, 9, "City"),
)
VISIT = Trigger(
    word=1,
    label="Visit",
    modality="asserted",
    negated=False,
    arguments=((HOLM, "agent"), (OSLO, "place")),
    ignored=frozenset(),
)
ATTACK = replace(
    VISIT, word=7, label="Attack", arguments=((OSLO_AGAIN, "place"),), ignored=frozenset({SHE})
)
SAYING = replace(VISIT, word=3, label="Claim", arguments=((HOLM, "speaker"),))
GRAPH = Graph(
    mentions=MENTIONS,
    clusters=(0, 1, 2, -1, 1),
    triggers=(VISIT, ATTACK, SAYING),
    unsure_triggers=frozenset(),
    relations=((LIND, HOLM, "spouseOf"), (HOLM, OSLO, "position")),
    unsure=frozenset(),
    contents=(),
)
ACROSS = frozenset({("spouseOf", 0, 2), ("headOf", 0, 3)})
FOUND = {"visited": "Visit", "left": "Attack", "with": "Claim"}


def article(
    *,
    graph: Graph = GRAPH,
    mentions: dict[str, Opinion] | None = None,
    **thinks: dict[object, object],
) -> Annotated:
    """The sentences with their gold graph, and with what the model thinks of them."""
    doc = doc_of(*SENTENCES, mentions=mentions)
    return annotated(reading_of(doc, thinks), graph, ACROSS)


def values(group: Group) -> dict[str, float]:
    """All figures of a group by name."""
    return {m.name: m.value for m in (*group.metrics, *group.details)}


def test_mentions_need_span_and_type_and_pronouns_do_not_count() -> None:
    found = {"Holm": "Person", "Oslo": "Country", "with Lind": "Person", "She": PRONOUN}
    group = values(mentions_group("x", [article(mentions=found)]))
    assert group["gold"] == 4
    assert group["F1"] == pytest.approx(2 / 7, abs=1e-4)
    assert group["F1 without type"] == pytest.approx(4 / 7, abs=1e-4)
    assert group["Person F1"] == 0.5
    assert group["City F1"] == 0.0


def test_triggers_need_word_and_type_and_claims_do_not_count() -> None:
    wrong = {"visited": ("Visit", 0.35), "left": "Meeting", "with": "Claim"}
    group = values(triggers_group("x", [article(trigger=FOUND), article(trigger=wrong)]))
    assert group["gold"] == 4
    assert group["F1"] == 0.75
    assert group["head alone F1"] == pytest.approx(4 / 7, abs=1e-4)
    assert group["Visit F1"] == 1.0


def test_the_lexicon_names_events_without_the_model() -> None:
    assert ("Visit", 1) in set(by_lexicon(article().reading))


ROLES = {("visited", "Lind"): "agent", ("visited", "Oslo"): "place", ("left", "Oslo"): "place"}


def test_any_mention_of_an_entity_fills_its_role() -> None:
    """Right at both events, for the second by the first mention of Oslo; Lind is wrong."""
    group = values(arguments_group("x", [article(trigger=FOUND, argument=ROLES)]))
    assert group["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert group["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert group["place F1"] == 1.0
    assert group["agent F1"] == 0.0


def test_an_argument_of_an_event_of_another_type_is_wrong() -> None:
    wrong = {"visited": "Visit", "left": "Meeting"}
    group = values(arguments_group("x", [article(trigger=wrong, argument=ROLES)]))
    assert group["precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert group["recall"] == pytest.approx(1 / 3, abs=1e-4)
    assert group["F1 with gold triggers"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("ignored", "mention", "precision"),
    [
        (frozenset(), "She", 0.5),
        (frozenset({SHE}), "She", 1.0),
        (frozenset({OSLO}), "Oslo", 0.5),
    ],
)
def test_what_is_ignored_is_not_wrong_unless_its_entity_takes_part(
    ignored: frozenset[int], mention: str, precision: float
) -> None:
    graph = replace(GRAPH, triggers=(replace(ATTACK, ignored=ignored),))
    roles = {("left", mention): "patient", ("left", "Oslo#2"): "place"}
    found = article(graph=graph, argument=roles)
    group = values(arguments_group("x", [found]))
    assert group["F1 with gold triggers"] == pytest.approx(2 / (1 + 1 / precision), abs=1e-4)


def test_only_a_figure_is_an_amount() -> None:
    roles = {("left", "She"): ("amount", 0.6), ("left", "Oslo#2"): "place"}
    attack = replace(ATTACK, ignored=frozenset())
    found = article(graph=replace(GRAPH, triggers=(attack,)), argument=roles)
    assert {role for role, _ in find_arguments(found, gold_triggers(found))} == {"agent", "place"}


def test_sources_are_no_arguments() -> None:
    sourced = replace(ATTACK, arguments=((OSLO_AGAIN, "source"),), ignored=frozenset())
    graph = replace(GRAPH, triggers=(sourced,))
    roles = {("left", "Oslo#2"): "source"}
    found = article(graph=graph, argument=roles)
    group = values(arguments_group("x", [found]))
    assert group["gold"] == group["F1 with gold triggers"] == 0
    assert not find_arguments(found, gold_triggers(found))


def test_relations_are_between_entities_and_symmetric_ones_have_no_direction() -> None:
    thinks: dict[object, object] = {
        ("Holm", "Lind"): "spouseOf",
        ("Oslo", "Lind"): "headOf",
        ("Holm", "Oslo"): "position",
        ("Lind", "Oslo"): ("ownerOf", 0.3),
        ("Holm", "Oslo#2"): "headOf",
    }
    group = values(relations_group("x", [article(relation=thinks)]))
    assert group["gold"] == 1
    assert group["F1"] == pytest.approx(2 / 3, abs=1e-4)
    assert group["F1 with those across sentences"] == 0.5
    assert group["spouseOf F1"] == 1.0


def test_relations_of_a_gold_file_count_entities(tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "a.json"
    entities = [{"id": "e1"}, {"id": "e7"}]
    relations = [
        {"subject": "e7", "predicate": "spouseOf", "object": "e1"},
        {"subject": "e7", "predicate": "headOf", "object": "e1"},
    ]
    path.write_text(json.dumps({"entities": entities, "relations": relations}), encoding="utf-8")
    assert read_relations(path, schema) == {("spouseOf", 0, 1), ("headOf", 1, 0)}
    assert ordered(schema, ("headOf", 1, 0)) == ("headOf", 1, 0)


def test_labels_are_counted_apart_the_most_frequent_first() -> None:
    gold, found = [("a", 0), ("b", 1), ("b", 2)], [("b", 1), ("b", 3), ("c", 4)]
    counts = by_label(gold, found)
    assert [(label, c.correct, c.predicted, c.gold) for label, c in counts.items()] == [
        ("b", 1, 2, 2),
        ("a", 0, 0, 1),
    ]
    assert [(m.name, m.value) for m in table(gold, found)] == [
        ("precision", pytest.approx(1 / 3, abs=1e-4)),
        ("recall", pytest.approx(1 / 3, abs=1e-4)),
        ("gold", 3),
        ("b F1", 0.5),
        ("b gold", 2),
        ("a F1", 0.0),
        ("a gold", 1),
    ]
