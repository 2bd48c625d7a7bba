"""From an article's graph to quads: what becomes a plain triple, and what a statement only."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from example import example, predicated
from example_text import TEXT
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, parse

from kg.errors import FormatError
from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Claim,
    Entity,
    Event,
    Mention,
    MentionKind,
    Quantity,
    Source,
    Span,
    Time,
)
from kg.rdf import ARTICLE_FORMATS, RDF_FORMATS, Store, terms, to_quads, to_text
from kg.schema import Schema, default_schema

RULE = Source("test", 0.5)
NAMES = {
    "holm": "person/kari_holm",
    "dahl": "person/jens_dahl",
    "nordferry": "organization/nordferry",
    "sealink": "organization/sealink",
    "baltic": "organization/baltic_lines",
    "union": "organization/harbour_union",
    "aalborg": "place/aalborg",
    "norway": "place/norway",
    "oslo": "place/oslo",
    "denmark": "place/denmark",
    "the visit": "article/ferry#Visit=49,56",
    "52": '"52"^^<http://www.w3.org/2001/XMLSchema#integer>',
}


def node(name: str) -> str:
    found = NAMES[name]
    return found if found.startswith('"') else f"<https://kg.example/id/{found}>"


def plain(quads: Iterable[Quad]) -> set[tuple[str, str, str]]:
    return {(str(q.subject), q.predicate.value.rpartition("#")[2], str(q.object)) for q in quads}


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "fact"),
    [
        ("holm", "headOf", "norway", True),
        ("dahl", "headOf", "union", True),
        ("holm", "age", "52", True),
        ("holm", "visited", "aalborg", True),
        ("union", "opposed", "the visit", True),
        ("dahl", "headOf", "nordferry", False),  # former
        ("sealink", "ownerOf", "nordferry", False),  # attributed
        ("nordferry", "partOf", "baltic", False),  # negated
        ("holm", "traveledTo", "oslo", False),  # planned
        ("nordferry", "sued", "denmark", False),  # possible
        ("holm", "metWith", "dahl", False),  # negated
    ],
)
def test_plain_triples_are_facts(
    example_graph: ArticleGraph,
    schema: Schema,
    subject: str,
    predicate: str,
    object_: str,
    fact: bool,  # noqa: FBT001
) -> None:
    found = plain(to_quads(example_graph, schema))
    assert ((node(subject), predicate, node(object_)) in found) is fact
    assert {(s, p) for s, p, o in found if o == node(object_) and p == "object"} or not fact


def test_place_takes_the_patient_where_there_is_no_agent(schema: Schema) -> None:
    text = "Ann died in Cork."
    ann = Entity("e1", "Ann", "Person", (Mention(Span(0, 3), MentionKind.NAME),))
    cork = Entity("e2", "Cork", "City", (Mention(Span(12, 16), MentionKind.NAME),))
    roles = (Argument("patient", "e1"), Argument("place", "e2"))
    death = Event("v1", "Death", Span(4, 8), roles, (Span(0, 17),), RULE)
    graph = ArticleGraph(Article("a", text), (ann, cork), (), (), (death,), ())
    expected = (
        "<https://kg.example/id/person/ann>",
        "diedIn",
        "<https://kg.example/id/place/cork>",
    )
    assert expected in plain(to_quads(graph, schema))


def test_everything_is_in_one_graph_without_blank_nodes(
    example_graph: ArticleGraph, schema: Schema
) -> None:
    quads = list(to_quads(example_graph, schema))
    assert {q.graph_name for q in quads} == {terms.article_iri("ferry")}
    assert len(quads) == len(set(quads))
    assert not [q for q in quads if isinstance(q.subject, BlankNode | Literal)]
    assert not [q for q in quads if isinstance(q.object, BlankNode)]


def test_nothing_is_lost(example_graph: ArticleGraph, schema: Schema) -> None:
    quads = list(to_quads(example_graph, schema))

    def count(predicate: str) -> int:
        return len({(q.subject, q.object) for q in quads if q.predicate.value == predicate})

    mentions = {m.span for e in example_graph.entities for m in e.mentions}
    assert count(schema.iri("factual")) == example_graph.statements
    assert count(schema.iri("mention")) == len(mentions)
    assert count(schema.iri("trigger")) == len(example_graph.events)
    assert count(schema.iri("speaker")) == len(example_graph.claims)
    assert count(schema.iri("skipped")) == len(example_graph.coverage.skipped)
    assert count(schema.iri("number")) == 4


def test_a_happening_of_no_type_has_a_roleset_and_no_plain_triple(
    example_graph: ArticleGraph, schema: Schema
) -> None:
    known, quads = set(to_quads(example_graph, schema)), set(to_quads(predicated(), schema))
    assert known < quads
    article = terms.article_iri("ferry").value
    added = plain(quads - known)
    assert all(subject.startswith(f"<{article}#") for subject, _, _ in added)
    at = TEXT.index("led by")
    happening = f"<{article}#Happening={at},{at + 3}>"
    said = {(p, o) for s, p, o in added if s == happening}
    assert said >= {
        ("type", f"<{schema.iri('Happening')}>"),
        ("roleset", '"lead.02"'),
        ("agent", node("dahl")),
        ("patient", node("union")),
        ("negated", str(terms.boolean(value=False))),
        ("factual", str(terms.boolean(value=True))),
        ("confidence", str(terms.number(0.7))),
    }
    assert node("aalborg") not in {o for _, o in said}
    assert {p for p, _ in said} >= {"evidence", "rule", "trigger", "modality"}
    factual = {s: o for s, p, o in added if p == "factual"}
    assert sorted(factual.values()) == sorted(str(terms.boolean(value=v)) for v in (True, False))
    assert to_text(predicated(), "json", schema) == to_text(example_graph, "json", schema)


def test_passages_are_slices_of_the_text(example_graph: ArticleGraph, schema: Schema) -> None:
    quads = list(to_quads(example_graph, schema))

    def values(name: str) -> dict[str, str]:
        iri = schema.iri(name)
        return {q.subject.value: q.object.value for q in quads if q.predicate.value == iri}

    exact, start, end = values("oa:exact"), values("oa:start"), values("oa:end")
    assert exact.keys() == start.keys() == end.keys()
    for passage, words in exact.items():
        assert TEXT[int(start[passage]) : int(end[passage])] == words


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024-05-16", "date"),
        ("2024-05", "gYearMonth"),
        ("1998", "gYear"),
        ("2024-02-31", "string"),
        ("2024-13", "string"),
        ("next week", "string"),
        ("٢٠٢٤", "string"),
    ],
)
def test_times_have_a_datatype(value: str, datatype: str) -> None:
    written = terms.time(value)
    assert (written.value, written.datatype.value.rpartition("#")[2]) == (value, datatype)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harbour Union", "the Harbour  Union", True),
        ("U.S. Navy", "US Navy", True),
        ("Al-Noor", "al Noor", True),
        ("Straße", "STRASSE", True),
        ("Ann Lee", "Anne Lee", False),
        ("🚢", "🚢🚢", False),
        ("العربية", "العرب", False),
        ("x" * 300, "x" * 301, False),
    ],
)
def test_names_that_mean_the_same_have_one_iri(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (terms.name_key(one) == terms.name_key(other)) is same
    assert len(terms.name_key(one)) <= 3 * terms.MAX_KEY


def test_named_entities_are_shared_and_nominal_ones_are_not(schema: Schema) -> None:
    def nodes(article: str, kind: MentionKind, type_: str) -> NamedNode:
        entity = Entity("e9", "The Union", type_, (Mention(Span(0, 9), kind),))
        return terms.entity_iri(terms.article_iri(article), entity, schema)

    name, nominal = MentionKind.NAME, MentionKind.NOMINAL
    assert nodes("a", name, "Company") == nodes("b", name, "GovernmentBody")
    assert nodes("a", name, "Company") != nodes("a", name, "Work")
    assert nodes("a", nominal, "Company") != nodes("b", nominal, "Company")


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_local_ids_and_order_do_not_matter(random: object) -> None:
    graph, schema = example(), default_schema()
    expected = set(to_quads(graph, schema))
    parts = {}
    for name in ("entities", "relations", "attributes", "events", "claims"):
        values = list(getattr(graph, name))
        random.shuffle(values)  # type: ignore[attr-defined]
        parts[name] = tuple(values)
    assert set(to_quads(replace(graph, **parts), schema)) == expected


def hostile(words: str, number: float) -> ArticleGraph:
    """A graph that has `words` wherever a graph can have words of an article."""
    text = words or "?"
    whole = Span(0, len(text))
    entity = Entity("e1", text, "Person", (Mention(whole, MentionKind.NAME),))
    fillers = (Argument("agent", "e1", 0.3), Argument("topic", whole))
    amount = Argument("amount", Quantity(whole, number, text))
    event = Event("v1", "Request", whole, (*fillers, amount), (whole,), RULE, Time(whole, text))
    claim = Claim("c1", "e1", whole, whole, direct=True, evidence=(whole,), source=RULE)
    article = Article(text, text, text, date(2024, 1, 1), text, text, (text,))
    return ArticleGraph(article, (entity,), (), (), (event,), (claim,))


@given(
    st.one_of(
        st.text(st.characters(), max_size=30),
        st.sampled_from(
            [
                '"""\'\\" . } } ; DROP ALL ; #',
                "\\u0022 \\U00000022 \\\\u0022",
                "</script><!-- ]]> --> <svg onload=1>",
                "\x00\x01\x1f\x7f\x85\u2028\ufffe\uffff",
                "\ud800 \udfff half",
                "\u202eright\u200f to left",
            ]
        ),
    ),
    st.floats(),
)
@settings(max_examples=60, deadline=None)
def test_any_text_survives(words: str, number: float) -> None:
    graph, schema = hostile(words, number), default_schema()
    quads = set(to_quads(graph, schema))
    assert set(parse(to_text(graph, "nquads", schema), format=RDF_FORMATS["nquads"])) == quads
    assert set(parse(to_text(graph, "trig", schema), format=RDF_FORMATS["trig"])) == quads
    assert set(parse(to_text(graph, "jsonld", schema), format=RDF_FORMATS["jsonld"])) == quads
    store = Store()
    assert store.replace([example(), graph]) == 2
    assert store.replace([graph]) == 0
    kept = set(store.database.quads_for_pattern(None, None, None, terms.article_iri(words or "?")))
    assert kept == quads


def test_an_unknown_format_names_the_known_ones(
    example_graph: ArticleGraph, schema: Schema
) -> None:
    assert all(to_text(example_graph, name, schema) for name in ARTICLE_FORMATS)
    with pytest.raises(FormatError, match="'yaml'; give one of json, turtle, trig"):
        to_text(example_graph, "yaml", schema)


def test_nquads_are_sorted_and_repeatable(example_graph: ArticleGraph, schema: Schema) -> None:
    text = to_text(example_graph, "nquads", schema)
    assert text.splitlines() == sorted(text.splitlines())
    assert text == to_text(example(), "nquads", schema)
