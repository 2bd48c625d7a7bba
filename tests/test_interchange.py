"""The interchange JSON: the shape of the gold data, with offsets."""

import json
from dataclasses import replace

from example_text import FIRE, PLAN, TEXT, VISIT

from kg.model import ArticleGraph, Mention, MentionKind, Span
from kg.rdf import to_interchange


def slice_of(offsets: dict[str, int]) -> str:
    return TEXT[offsets["start"] : offsets["end"]]


def test_entities_have_offsets_and_no_pronouns(example_graph: ArticleGraph) -> None:
    first = example_graph.entities[0]
    pronoun = Mention(Span(0, 3), MentionKind.PRONOUN)
    entities = (replace(first, mentions=(*first.mentions, pronoun)), *example_graph.entities[1:])
    written = json.loads(to_interchange(replace(example_graph, entities=entities)))
    assert [slice_of(m) for m in written["entities"][0]["mentions"]] == ["Norwegian"]
    assert {(e["id"], e["type"]) for e in written["entities"]} >= {("e2", "Person"), ("e3", "City")}


def test_statements_keep_their_status(example_graph: ArticleGraph) -> None:
    written = json.loads(to_interchange(example_graph))
    assert (written["id"], written["date"]) == ("ferry", "2024-05-17")
    status = [(r["former"], r["negated"], r["attributed_to"]) for r in written["relations"]]
    assert status.count((False, False, [])) == 3
    assert (True, False, []) in status and (False, True, []) in status
    assert (False, False, ["e7"]) in status
    assert {"subject": "e3", "predicate": "population"}.items() <= written["literals"][2].items()
    assert written["literals"][2]["value"] == "120000"


def test_roles_are_ids_in_lists_and_words_alone(example_graph: ArticleGraph) -> None:
    events = {e["id"]: e for e in json.loads(to_interchange(example_graph))["events"]}
    assert events["v1"]["roles"] == {"agent": ["e2"], "destination": ["e3"]}
    assert events["v1"]["evidence"] == VISIT
    assert events["v3"]["roles"]["patient"] == ["v1"]
    assert events["v4"]["roles"] == {"patient": ["e13"], "place": ["e12"], "amount": "two"}
    assert (events["v4"]["time"], events["v4"]["evidence"]) == ("2024-05-03/2024-05-05", FIRE)
    assert events["v11"]["roles"]["topic"] == "the delay"
    assert (events["v11"]["modality"], events["v11"]["evidence"]) == ("possible", PLAN)
    assert events["v12"]["negated"] and "time" not in events["v12"]
    assert events["v9"]["attributed_to"] == ["e7"]


def test_claims_are_offsets(example_graph: ArticleGraph) -> None:
    quote, report = json.loads(to_interchange(example_graph))["claims"]
    assert slice_of(quote["content"]) == "We want the ferry back before winter,"
    assert (quote["speaker"], quote["direct"], quote["events"]) == ("e2", True, [])
    assert (report["speaker"], report["direct"], report["events"]) == ("e7", False, ["v9"])
