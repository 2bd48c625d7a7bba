"""The table of statements that are judged by reading: what is drawn, and what it adds up to."""

import csv
from dataclasses import astuple, fields, replace

import pytest

from evaluation.audit import Row, audit_group, read_table, rows


def test_every_statement_of_a_graph_is_a_row(example_graph):
    found = list(rows(example_graph))
    text = example_graph.article.text
    kinds = {r.kind for r in found}
    assert kinds == {"relation", "attribute", "event role", "event time", "claim"}
    assert all(0 <= r.start < r.end <= len(text) for r in found)
    arguments = sum(len(e.arguments) for e in example_graph.events)
    assert sum(r.kind == "event role" for r in found) == arguments
    assert not any(r.verdict or r.reason for r in found)


def test_no_row_holds_a_sentence_of_the_article(example_graph):
    sentences = [s for s in example_graph.article.text.split(". ") if len(s) > 40]
    assert not any(s in r.statement for s in sentences for r in rows(example_graph))


JUDGED = [
    Row("a", 0, 9, "relation", "Holm | headOf | Oslo", "fact", 0.9, "right"),
    Row("a", 0, 9, "relation", "Dahl | headOf | Oslo", "fact", 0.5, "wrong", "of Bergen"),
    Row("b", 3, 8, "claim", "Holm | said | ...", "quoted", 0.8, "right"),
]


def test_precision_is_the_share_that_is_right(tmp_path):
    path = tmp_path / "table.tsv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t")
        writer.writerow(f.name for f in fields(Row))
        writer.writerows(map(astuple, JUDGED))
    assert read_table(path) == JUDGED
    group = audit_group("audit", read_table(path))
    figures = {m.name: m.value for m in (*group.metrics, *group.details)}
    assert figures["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["precision at confidence 0.8"] == 1
    assert (figures["precision of relations"], figures["judged of claims"]) == (0.5, 1)
    sure = [replace(r, confidence=0.1) for r in JUDGED]
    assert "precision at confidence 0.8" not in {m.name for m in audit_group("", sure).metrics}
