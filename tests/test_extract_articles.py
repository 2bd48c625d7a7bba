"""The real model on whole texts: whatever they say, the graph keeps its promises."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF

from kg.extract import extract_graph
from kg.model import Article, Quantity, Span
from kg.nlp import load
from kg.rdf import to_quads

DATA = sorted((Path(__file__).parent.parent / "data").glob("*.txt"))
REASONS = {
    "no entity",
    "no known event or relation",
    "no participant found for its event",
    "its event is too unsure",
}
PIECES = [
    *("Kari Holm", "Holm", "Oslo", "Norwegian", "the ferry", "it", "they", "Spokesman", "MPs"),
    *("said", "that", "according to", "According to", "visited", "killed", "will", "not", "former"),
    *(
        "“",
        "”",
        '"',
        "'s",
        ",",
        ".",
        ":",
        "?!",
        "(",
        ")",
        "—",
        "\n",
        "\n\n",
        "\t",
        "\u200b",
        "\x00",
    ),
    *(
        "on Thursday",
        "between May 3 and May 5",
        "1998",
        "at least 40",
        "two people",
        "$3.5 million",
    ),
    *("<script>", "?s ?p ?o .", "{{x}}", "&amp;", "🇳🇴", "وزير", "部长", "é", "e\u0301", "X" * 60),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=12).map("".join),
    st.text(max_size=80),
)
"""Strings of what articles are made of, in no order, and strings of anything."""


@pytest.fixture(scope="session")
def nlp():
    """The language model, loaded once."""
    return load()


def statements(graph):
    return (*graph.relations, *graph.attributes, *graph.events, *graph.claims)


def check_places(graph):
    """Every offset lies in the text, and every statement has its evidence."""
    text = graph.article.text
    spans = [m.span for e in graph.entities for m in e.mentions]
    spans += [span for s in statements(graph) for span in s.evidence]
    spans += [span for c in graph.claims for span in (c.cue, c.content)]
    spans += [s.span for s in graph.coverage.skipped]
    spans += [span for p in graph.predications for span in (p.trigger, *p.evidence)]
    for event in graph.events:
        spans += [event.trigger, *([event.time.span] if event.time else [])]
        spans += [a.filler.span for a in event.arguments if isinstance(a.filler, Quantity)]
        spans += [a.filler for a in event.arguments if isinstance(a.filler, Span)]
        assert any(event.trigger.overlaps(s) for s in event.evidence)
    assert all(span.end <= len(text) and span.of(text).strip() for span in spans)
    assert all(s.evidence and s.source.rule for s in statements(graph))
    said = {span for s in statements(graph) for span in s.evidence}
    assert said.isdisjoint(s.span for s in graph.coverage.skipped)
    assert {s.reason for s in graph.coverage.skipped} <= REASONS


def check_ids(graph):
    """Every id is declared, once."""
    entities = [e.id for e in graph.entities]
    events = [e.id for e in graph.events]
    declared = {*entities, *events}
    assert len(declared) == len(entities) + len(events)
    for entity in graph.entities:
        assert entity.name.strip()
        assert entity.mentions
    used = {c.speaker for c in graph.claims} | {a.subject for a in graph.attributes}
    for relation in graph.relations:
        used |= {relation.subject, relation.object, *relation.attributed_to}
    for event in graph.events:
        used |= set(event.attributed_to)
    used |= {e for p in graph.predications for e in (*dict(p.arguments).values(), *p.attributed_to)}
    assert used <= set(entities)
    assert {e for c in graph.claims for e in c.events} <= set(events)
    fillers = {a.filler for e in graph.events for a in e.arguments if isinstance(a.filler, str)}
    assert fillers <= declared


def check_terms(graph, schema):
    """Every type, relation and role is the ontology's, with domain and range."""
    types = {e.id: e.type for e in graph.entities}
    for relation in graph.relations:
        a, b = types[relation.subject], types[relation.object]
        assert schema.admits(relation.predicate, a, b), relation
        assert relation.subject != relation.object
    for attribute in graph.attributes:
        domain = schema.attributes[attribute.predicate].domain
        assert any(schema.is_a(types[attribute.subject], d) for d in domain), attribute
    for event in graph.events:
        assert event.type in schema.event_types
        assert {a.role for a in event.arguments} <= set(schema.roles)
        unreal = event.negated or event.modality.value != "asserted" or event.attributed_to
        assert event.is_fact != bool(unreal)


def check_quads(graph, schema):
    """A plain triple stands for a statement that is a fact, and for nothing else."""
    quads = list(to_quads(graph, schema))
    parts = {str(p): {} for p in (RDF.subject, RDF.predicate, RDF.object, schema.iri("factual"))}
    for quad in quads:
        if quad.predicate.value in parts:
            parts[quad.predicate.value].setdefault(quad.subject, set()).add(quad.object)
    subjects, predicates, objects, factual = parts.values()
    facts = {
        (s, p, o)
        for node, values in predicates.items()
        if {v.value for v in factual[node]} == {"true"}
        for p in values
        for s in subjects[node]
        for o in objects[node]
    }
    names = (*schema.relations, *schema.projections, *schema.attributes)
    plain = {schema.iri(name) for name in names}
    found = {(q.subject, q.predicate, q.object) for q in quads if q.predicate.value in plain}
    assert found == facts


def check(graph, schema):
    check_places(graph)
    check_ids(graph)
    check_terms(graph, schema)
    check_quads(graph, schema)


@pytest.mark.parametrize("path", DATA, ids=[p.stem for p in DATA])
def test_the_graph_of_an_article_keeps_its_promises(nlp, schema, path):
    text = path.read_text(encoding="utf-8")
    article = Article(path.stem, text, date=date(2023, 10, 27))
    graph = extract_graph(nlp(text), article, schema)
    check(graph, schema)
    assert graph.entities
    assert graph.statements
    assert graph == extract_graph(nlp(text), article, schema)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(text=TEXTS)
def test_any_string_becomes_a_graph_that_keeps_them(nlp, schema, text):
    check(extract_graph(nlp(text), Article("any", text), schema), schema)
