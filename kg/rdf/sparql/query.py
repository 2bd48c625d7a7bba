"""Answers to SPARQL queries, written by the user or named in `kg/rdf/queries/*.rq`.

The first line of a `.rq` file says what the query answers and which parameters it takes:
`# Who said what; parameters: ?speaker (a label)`. A parameter is a variable of the SELECT; it is
bound by Oxigraph itself, never written into the text, and does not show in the results.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypedDict, TypeVar

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple, Variable

from kg.errors import LimitError, QueryError
from kg.rdf import terms
from kg.rdf.sparql.results import Form, Results, Term
from kg.rdf.sparql.syntax import BASE, explain, names_dataset, refuse_service, refuse_update

Row = TypeVar("Row")

FOLDER = Path(__file__).parent.parent / "queries"

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEADER = re.compile(r"# (?P<answers>.*); parameters: (?P<parameters>.*)")
_PARAMETER = re.compile(r"\?(\w+) \((.*?)\)")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with kg; `parameters` are names with what they take ("a label")."""

    name: str
    answers: str
    parameters: tuple[tuple[str, str], ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query reads, and the most rows or triples that it may give; None is no bound.

    Without graphs it reads the dataset that its text names with FROM; without that, the union of
    all graphs. Given graphs are the whole dataset, whatever the text says.
    """

    default_graphs: tuple[NamedNode, ...] = ()
    named_graphs: tuple[NamedNode, ...] = ()
    rows: int | None = None


EVERYTHING = Scope()


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """The queries that ship with kg, by name."""
    paths = sorted(FOLDER.glob("*.rq"))
    return {path.stem: read_query(path) for path in paths}


def read_query(path: Path) -> NamedQuery:
    """The query in a `.rq` file, which is named after the file."""
    sparql = path.read_text(encoding="utf-8")
    header = _HEADER.match(sparql)
    if header is None:
        raise QueryError(f"{path.name}: the first line has to be '# ANSWERS; parameters: ...'")
    parameters = tuple(_PARAMETER.findall(header["parameters"]))
    return NamedQuery(path.stem, header["answers"], parameters, sparql)


def run_query(
    store: pyoxigraph.Store,
    query: str,
    bindings: Mapping[str, object],
    namespaces: Mapping[str, str],
    scope: Scope = EVERYTHING,
) -> Results:
    """The results of a named query or of SPARQL text, by default over the union of all graphs.

    Raises:
        QueryError: the name is unknown, the text does not parse, changes the store or asks
            another server, or a binding has no variable.
        LimitError: there are more rows or triples than may be.
    """
    named = _find(query, bindings) if _NAME.fullmatch(query.strip()) else None
    sparql = named.sparql if named else query
    kinds = dict(named.parameters) if named else {}
    if not named:
        refuse_update(sparql)
    values: dict[Variable, Term] = {
        Variable(n): _bound(n, v, kinds.get(n, ""), namespaces) for n, v in bindings.items()
    }
    try:
        if not named:
            refuse_service(sparql, namespaces)
        found = store.query(
            sparql,
            base_iri=BASE,
            prefixes=dict(namespaces),
            substitutions=values,
            **_dataset(sparql, scope, namespaces),
        )
        return _collect(found, scope.rows, hidden=frozenset(kinds), namespaces=namespaces)
    except SyntaxError as error:
        raise QueryError(explain(sparql, str(error), namespaces, tuple(named_queries()))) from error
    except UnicodeEncodeError as error:
        raise QueryError("the query has a lone surrogate; give it as valid Unicode") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _find(query: str, bindings: Mapping[str, object]) -> NamedQuery:
    known = named_queries()
    name = query.strip()
    if name not in known:
        raise QueryError(f"unknown query {name!r}; the named queries are {', '.join(known)}")
    accepted = [parameter for parameter, _ in known[name].parameters]
    for given in bindings:
        if given not in accepted:
            raise QueryError(
                f"the query {name} has no parameter {given!r}; it takes "
                f"{', '.join(accepted) or 'none'}"
            )
    return known[name]


def _bound(
    name: str, value: object, kind: str, namespaces: Mapping[str, str]
) -> NamedNode | Literal:
    """The RDF term of a binding; a string is an IRI, or a prefixed name, where the parameter is."""
    if kind != "an IRI" or isinstance(value, NamedNode):
        return terms.value(value)
    try:
        return NamedNode(terms.expand(str(value), namespaces))
    except ValueError as error:
        raise QueryError(
            f"{name} has to be an IRI, such as https://... or id:person/..., got {value!r}"
        ) from error


class _Dataset(TypedDict, total=False):
    use_default_graph_as_union: bool
    default_graph: list[NamedNode | BlankNode | DefaultGraph]
    named_graphs: list[NamedNode | BlankNode]


def _dataset(sparql: str, scope: Scope, namespaces: Mapping[str, str]) -> _Dataset:
    """What Oxigraph has to be told: the union would hide FROM."""
    if scope.default_graphs or scope.named_graphs:
        return {
            "default_graph": list(scope.default_graphs),
            "named_graphs": list(scope.named_graphs),
        }
    return {} if names_dataset(sparql, namespaces) else {"use_default_graph_as_union": True}


def _collect(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    most: int | None,
    *,
    hidden: frozenset[str],
    namespaces: Mapping[str, str],
) -> Results:
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Results(Form.ASK, ("answer",), ((terms.boolean(bool(found)),),), namespaces)
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = (_row(triple) for triple in found)
        rows = sorted(_bounded(triples, most, "triples"), key=str)
        return Results(Form.CONSTRUCT, ("subject", "predicate", "object"), tuple(rows), namespaces)
    names = [variable.value for variable in found.variables]
    shown = [place for place, name in enumerate(names) if name not in hidden]
    answers = _bounded(map(tuple, found), most, "rows")
    if len(shown) < len(names):
        answers = [tuple(row[place] for place in shown) for row in answers]
    return Results(Form.SELECT, tuple(names[place] for place in shown), tuple(answers), namespaces)


def _row(triple: Triple) -> tuple[Term, Term, Term]:
    return triple.subject, triple.predicate, triple.object


def _bounded(rows: Iterable[Row], most: int | None, kind: str) -> list[Row]:
    """All rows; to leave some out would be to answer another question.

    Raises:
        LimitError: there are more than `most`.
    """
    kept = list(rows if most is None else islice(rows, most + 1))
    if most is not None and len(kept) > most:
        raise LimitError(
            f"the result has more than {most} {kind}; ask for less with LIMIT and OFFSET, or write "
            "everything to a file with kg export"
        )
    return kept
