"""Named queries and SPARQL: what they answer, and what they say when they cannot."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from example import predicated

import kg.rdf
from kg.errors import FormatError, LimitError, QueryError
from kg.rdf import Store, named_queries, terms
from kg.rdf.sparql.query import Scope, run_query
from kg.schema import Schema

VISIT = "https://kg.example/id/article/ferry#Visit=49,56"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.replace([predicated()])
    return store


@pytest.mark.parametrize(
    ("name", "bindings", "rows", "first"),
    [
        ("who-said-what", {}, 2, ("Kari Holm", "We want the ferry back before winter,", "true")),
        ("who-said-what", {"speaker": "HOLM"}, 1, ("Kari Holm",)),
        ("timeline", {}, 7, ("1998", "", "Creation", "patient NordFerry", "asserted")),
        (
            "timeline",
            {"entity": "Oslo"},
            1,
            ("2024-05-20", "2024-05-26", "Travel", "agent Kari Holm; destination Oslo", "planned"),
        ),
        ("timeline", {"entity": "nobody"}, 0, ()),
        ("relations-of", {"entity": "harbour union"}, 2, ("Harbour Union", "opposed", "visited")),
        ("relations-of", {"entity": "dahl"}, 3, ("Jens Dahl", "headOf", "Harbour Union")),
        ("relations-of", {"entity": "nobody"}, 0, ()),
        ("casualties", {}, 2, ("Killing", "sailors", "2", "exact", "two", "2024-05-03")),
        ("visits-and-meetings", {}, 4, ("Kari Holm", "Meeting", "Jens Dahl", "")),
        ("visits-and-meetings", {"entity": "aalborg"}, 1, ("Kari Holm", "Visit", "", "Aalborg")),
        ("evidence", {"statement": VISIT}, 2, ("Norwegian minister Kari Holm, 52,",)),
        ("evidence", {"statement": "id:article/ferry#Visit=49,56"}, 2, ("Norwegian minister",)),
        ("evidence", {"statement": VISIT, "entity": "Aalborg"}, 2, ("Norwegian minister",)),
        ("evidence", {"statement": VISIT, "entity": "SeaLink"}, 0, ()),
        ("evidence", {"entity": "sealink"}, 1, ("According to Dahl, SeaLink owns NordFerry",)),
        ("entities", {}, 16, ("NordFerry", "Company", "5", "1")),
        ("entities", {"type": "city"}, 2, ("Aalborg", "City", "3", "1")),
        ("disputed", {}, 6, ("Dismissal", "NordFerry / workers", "asserted, attributed")),
        ("articles", {}, 1, ("ferry", "Minister visits Aalborg as ferry row deepens")),
    ],
)
def test_named_queries(
    store: Store, name: str, bindings: dict[str, str], rows: int, first: tuple[str, ...]
) -> None:
    found = store.query(name, **bindings).strings()
    assert len(found) == rows
    begins = zip(found[0] if found else (), first, strict=False)
    assert all(cell.startswith(text) for cell, text in begins)


def test_every_named_query_says_what_it_answers() -> None:
    assert all(q.answers and "GRAPH" in q.sparql for q in named_queries().values())


def test_queries_use_terms_that_exist(schema: Schema) -> None:
    folder = Path(kg.rdf.__file__).parent
    known = terms.prefixes(schema)
    for path in (*folder.glob("queries/*.rq"), *folder.rglob("*.py")):
        for term in re.findall(
            r"\b(?:news|oa|dcterms|prov|schema):[A-Za-z]+", path.read_text("utf-8")
        ):
            name = term.removeprefix("news:")
            assert schema.iri(name).startswith(known[term.partition(":")[0]])


def test_a_binding_is_a_value_and_never_syntax(store: Store) -> None:
    before = len(store.database)
    for hostile in ('") } ; DROP ALL #', "'''", "\\u0022", "\ud800", "?x"):
        assert store.query("relations-of", entity=hostile).rows == ()
    assert len(store.database) == before


def test_bindings_of_a_query_of_ones_own(store: Store) -> None:
    found = store.query("SELECT ?who ?age WHERE { ?who news:age ?age }", age=52)
    assert found.strings() == (("id:person/kari_holm", "52"),)


@pytest.mark.parametrize(
    ("query", "bindings", "message"),
    [
        ("SELECT ?s WHERE { ?s ?p }", {}, "line 1, column 26, at the end of the line; look just"),
        ("SELECT *\nWHERE { ?s foo:bar 1 }", {}, "line 2.*prefix foo: is not declared.* news,"),
        ("SELCT ?s", {}, "begins with SELECT, ASK, CONSTRUCT"),
        ("", {}, "begins with SELECT"),
        ("SELECT \ud800", {}, "lone surrogate"),
        ("# hm\nPREFIX a: <b:> INSERT DATA { a:b a:b 1 }", {}, "INSERT changes the store"),
        ("drop all", {}, "DROP changes the store"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", {}, "SERVICE asks another server"),
        ("ASK { ?s ?p 5.service\n  silent ?s { ?s ?p 'z' } }", {}, "SERVICE asks another server"),
        ("SELECT * { SERVICESILENT<http://x/>{ ?s ?p ?o } }", {}, "SERVICE asks another server"),
        ("PREFIX : <x:> ASK { {SERVICE: { ?s ?p ?o }} }", {}, "SERVICE asks another server"),
        ("ASK { ?s ?p ?a FILTER(?a<'>') SERVICE ?s {} }", {}, "SERVICE asks another server"),
        ("SELECT ?s { ?s ?p 'service' ", {}, "line 1, column 29, at the end"),
        ("who-said", {}, "unknown query 'who-said'; the named queries are articles, casualties"),
        ("timeline", {"speaker": "x"}, "no parameter 'speaker'; it takes entity"),
        ("evidence", {"statement": "no iri"}, "statement has to be an IRI"),
        ("SELECT ?s WHERE { ?s a ?t }", {"x": 1}, "cannot be answered"),
    ],
)
def test_errors_are_one_clear_line(
    store: Store, query: str, bindings: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        store.query(query, **bindings)
    assert "\n" not in str(raised.value)


def test_the_word_service_in_names_and_texts_is_no_keyword(store: Store) -> None:
    rows = store.query(
        "PREFIX service: <https://x.example/SERVICE#>  # SERVICE <https://x.example/> {\n"
        "SELECT ?service { VALUES ?service { service:service 'SERVICE' } }"
    )
    assert rows.strings() == (("https://x.example/SERVICE#service",), ("SERVICE",))


def test_results_in_every_format(store: Store) -> None:
    rows = store.query("SELECT ?name ?age WHERE { ?p rdfs:label ?name ; news:age ?age }")
    assert rows.to_text("table") == "name       age\n---------  ---\nKari Holm  52\n"
    assert list(csv.reader(io.StringIO(rows.to_text("csv")))) == [
        ["name", "age"],
        ["Kari Holm", "52"],
    ]
    (binding,) = json.loads(rows.to_text("json"))["results"]["bindings"]
    assert binding["name"] == {"type": "literal", "value": "Kari Holm"}
    assert binding["age"]["datatype"].endswith("integer")
    with pytest.raises(FormatError, match="ask with CONSTRUCT"):
        rows.to_text("turtle")
    with pytest.raises(FormatError, match="give one of table, csv"):
        rows.to_text("yaml")
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert f'<literal datatype="{integer}">52</literal>' in rows.to_text("xml")
    assert rows.to_text("tsv") == '?name\t?age\n"Kari Holm"\t52\n'
    graph = store.query("CONSTRUCT { ?s news:visited ?o } WHERE { ?s news:visited ?o }")
    assert "news:visited id:place\\/aalborg" in graph.to_text("turtle")
    assert all("visited" in graph.to_text(n) for n in ("json", "csv", "tsv", "xml", "ntriples"))
    assert json.loads(store.query("ASK { ?s news:visited ?o }").to_text("json"))["boolean"] is True


def test_results_show_no_markup_and_no_control_characters(store: Store) -> None:
    found = store.query('SELECT ?x WHERE { BIND("<b>\\u001b[31m\\nred\\u202e</b>" AS ?x) }')
    assert found.to_text("table").splitlines()[2] == "<b> [31m red </b>"
    shown = found._repr_html_()
    assert "<td>&lt;b&gt;" in shown
    assert 'class="tex2jax_ignore mathjax_ignore"' in shown


def test_results_are_xml_whatever_they_hold(store: Store) -> None:
    control = "\\u0001 < \\uFFFE & \\r ]]>"
    texts = store.query(f'SELECT ?x {{ VALUES ?x {{ "{control}"@en UNDEF }} }}')
    graph = store.query(f'CONSTRUCT {{ ?s <urn:x:p> "{control}" }} {{ ?s a news:Article }}')
    for written in (texts.to_text("xml"), graph.to_text("xml")):
        content = "".join(ElementTree.fromstring(written).itertext())
        assert content.strip() == "\ufffd < \ufffd & \r ]]>"
    unnamed = store.query("CONSTRUCT { ?s <urn:x:1> 1 } WHERE { ?s a news:Article }")
    with pytest.raises(FormatError, match="no way to write the predicate <urn:x:1>"):
        unnamed.to_text("xml")


def test_a_blank_node_and_a_triple_are_values(store: Store) -> None:
    found = store.query(
        "SELECT * { BIND(BNODE() AS ?b) BIND(<<( <urn:x:s> <urn:x:p> 1 )>> AS ?t) }"
    )
    [row] = json.loads(found.to_text("json"))["results"]["bindings"]
    assert (row["b"]["type"], row["b"]["value"].startswith("_")) == ("bnode", False)
    assert row["t"]["value"]["object"]["value"] == "1"
    assert "<triple>" in found.to_text("xml")


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("SELECT * FROM <urn:x:none> { ?s ?p ?o }", 0),
        ("SELECT * FROM NAMED <urn:x:none> { GRAPH ?g { ?s ?p ?o } }", 0),
        ("SELECT * FROM id:article\\/ferry { ?s a news:Article }", 1),
        ("SELECT ?from { ?from a news:Article # FROM <urn:x:none>\n}", 1),
        ("SELECT * { ?s a news:Article FILTER('from <urn:x:none>' != '') }", 1),
    ],
)
def test_from_names_the_dataset(store: Store, sparql: str, rows: int) -> None:
    assert len(store.query(sparql).rows) == rows


@pytest.mark.parametrize(
    ("sparql", "kind"),
    [("SELECT * { ?s ?p ?o }", "rows"), ("CONSTRUCT WHERE { ?s ?p ?o }", "triples")],
)
def test_a_bound_on_rows_is_an_error_and_leaves_nothing_out(
    store: Store, sparql: str, kind: str
) -> None:
    namespaces = terms.prefixes(store.schema)
    everything = run_query(store.database, sparql, {}, namespaces).rows
    bounded = run_query(store.database, sparql, {}, namespaces, Scope(rows=len(everything)))
    assert bounded.rows == everything
    with pytest.raises(LimitError, match=f"more than {len(everything) - 1} {kind}"):
        run_query(store.database, sparql, {}, namespaces, Scope(rows=len(everything) - 1))
