"""Validation: the example is valid, and each kind of mistake is found and named."""

from dataclasses import replace

import pytest
from example import predicated

from kg.model import Argument, ArticleGraph, Attribute, Event, Relation, Source, Time
from kg.rdf import Report, Store, Violation

RULE = Source("test", 0.5)


def test_the_example_is_valid(example_graph: ArticleGraph) -> None:
    store = Store()
    for graph in (example_graph, predicated()):
        store.replace([graph])
        report = store.validate()
        assert str(report) == "1 article, valid"
        assert report.conforms


def test_reports_count_in_english() -> None:
    wrong = Violation("id:article/a", "id:x", "news:age", "'old'", "has to be a number")
    assert str(Report(2, (wrong,))).splitlines()[0] == "2 articles, 1 violation"
    assert str(Report(0, ())) == "0 articles, valid"


def broken(graph: ArticleGraph, kind: str) -> ArticleGraph:
    sentence = graph.relations[0].evidence
    match kind:
        case "relation":
            wrong = Relation("e3", "spokespersonOf", "e2", sentence, RULE)
            return replace(graph, relations=(wrong,))
        case "denied":
            wrong = Relation("e3", "capitalOf", "e2", sentence, RULE, negated=True)
            return replace(graph, relations=(wrong,))
        case "attribute":
            return replace(graph, attributes=(Attribute("e2", "age", "old", sentence, RULE),))
        case "evidence":
            return replace(graph, attributes=(Attribute("e2", "age", "5", (), RULE),))
        case "role":
            place = (Argument("place", "e2"),)
            event = Event("v1", "Visit", sentence[0], place, sentence, RULE)
            return replace(graph, events=(event,), claims=())
        case _:
            when = Time(sentence[0], "soon")
            event = Event("v1", "Visit", sentence[0], (), sentence, RULE, when)
            return replace(graph, events=(event,), claims=())


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("relation", "the subject of spokespersonOf has to be a Person"),
        ("relation", "the object of spokespersonOf has to be a"),
        ("denied", "the object of capitalOf has to be a Country or Region"),
        ("attribute", "the value has to be an xsd:integer"),
        ("evidence", "A statement needs the passage that makes it"),
        ("role", "the object of place has to be a"),
        ("time", "A time is an xsd:date"),
    ],
)
def test_mistakes_are_found(example_graph: ArticleGraph, kind: str, message: str) -> None:
    store = Store()
    store.replace([broken(example_graph, kind)])
    report = store.validate()
    assert not report.conforms
    assert message in str(report)
    assert {violation.article for violation in report.violations} == {"id:article/ferry"}
