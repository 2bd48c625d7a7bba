"""Answers to SPARQL queries, written by the user or named in `queries/*.rq`.

The first line of a `.rq` file says what the query answers and which parameters it takes:
`# Who said what; parameters: ?speaker (a label)`. A parameter is a variable of the SELECT; it is
bound by Oxigraph itself, never written into the text, and does not show in the results.
"""

import csv
import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, Variable

from kg.errors import FormatError, QueryError
from kg.rdf import terms

Term = NamedNode | BlankNode | Literal | Triple
QUERY_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
RESULT_FORMATS = ("table", "csv", "json", "turtle")

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEADER = re.compile(r"# (?P<answers>.*); parameters: (?P<parameters>.*)")
_PARAMETER = re.compile(r"\?(\w+) \((.*?)\)")
_PROLOGUE = re.compile(r"\s+|#[^\n]*|PREFIX\s+\S*\s*<[^>]*>|BASE\s+<[^>]*>|@prefix[^\n]*", re.I)
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


class Form(Enum):
    """What a query gives: rows of bindings, yes or no, or triples."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with kg; `parameters` are names with what they take ("a label")."""

    name: str
    answers: str
    parameters: tuple[tuple[str, str], ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Results:
    """The rows that a query gives, in order; an unbound variable is None.

    Yes or no is one row with the variable "answer"; triples have the variables "subject",
    "predicate" and "object".
    """

    form: Form
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    namespaces: Mapping[str, str] = field(repr=False, hash=False)

    def strings(self) -> tuple[tuple[str, ...], ...]:
        """The rows as people read them: the text of a literal, an IRI under its prefix."""
        return tuple(tuple(self._string(term) for term in row) for row in self.rows)

    def to_text(self, name: str) -> str:
        """The results in the format called `name`: "table", "csv", "json" or "turtle".

        JSON is SPARQL 1.1 Query Results JSON, for triples JSON-LD; CSV has whole IRIs.

        Raises:
            FormatError: there is no such format, or it cannot hold these results.
        """
        if name == "table":
            return self._table()
        if name == "csv":
            return self._csv()
        if name == "json":
            return self._json()
        if name != "turtle":
            accepted = ", ".join(RESULT_FORMATS)
            raise FormatError(f"unknown format {name!r} for results; give one of {accepted}")
        if self.form is not Form.CONSTRUCT:
            raise FormatError(
                f"turtle holds triples, and a {self.form.value} query gives none; ask with "
                "CONSTRUCT or DESCRIBE, or give the format table, csv or json"
            )
        return self._rdf(RdfFormat.TURTLE)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(v)}</th>" for v in self.variables)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.strings()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _string(self, term: Term | None) -> str:
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            return terms.shorten(term.value, self.namespaces)
        return term.value if isinstance(term, Literal) else str(term)

    def _table(self) -> str:
        """Columns of text; what a terminal would not print as itself becomes a space."""
        rows = [[_INVISIBLE.sub(" ", cell) for cell in row] for row in self.strings()]
        lines = [list(self.variables), *rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.variables))]
        lines.insert(1, ["-" * width for width in widths])
        padded = (zip(line, widths, strict=True) for line in lines)
        return "".join("  ".join(c.ljust(w) for c, w in line).rstrip() + "\n" for line in padded)

    def _csv(self) -> str:
        output = io.StringIO()
        writer = csv.writer(output)
        writer.writerow(self.variables)
        writer.writerows([_plain(term) for term in row] for row in self.rows)
        return output.getvalue()

    def _json(self) -> str:
        if self.form is Form.CONSTRUCT:
            return self._rdf(RdfFormat.JSON_LD)
        head: dict[str, object] = {"head": {"vars": list(self.variables)}}
        if self.form is Form.ASK:
            return json.dumps({"head": {}, "boolean": _plain(self.rows[0][0]) == "true"}) + "\n"
        bindings = [
            {v: _json_term(t) for v, t in zip(self.variables, row, strict=True) if t is not None}
            for row in self.rows
        ]
        return json.dumps(head | {"results": {"bindings": bindings}}, ensure_ascii=False) + "\n"

    def _rdf(self, chosen: RdfFormat) -> str:
        triples = (Triple(s, p, o) for s, p, o in self.rows)  # type: ignore[arg-type]
        prefixes = dict(self.namespaces) if chosen is RdfFormat.TURTLE else None
        written = pyoxigraph.serialize(triples, format=chosen, prefixes=prefixes)
        return (written or b"").decode("utf-8")


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """The queries that ship with kg, by name."""
    paths = sorted((Path(__file__).parent / "queries").glob("*.rq"))
    return {path.stem: _read_query(path) for path in paths}


def _read_query(path: Path) -> NamedQuery:
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
) -> Results:
    """The results of a named query or of SPARQL text over the union of all graphs.

    Raises:
        QueryError: the name is unknown, the text does not parse or changes the store, or a
            binding has no variable.
    """
    named = _find(query, bindings) if _NAME.fullmatch(query.strip()) else None
    sparql = named.sparql if named else query
    kinds = dict(named.parameters) if named else {}
    if not named:
        _refuse_update(sparql)
    values: dict[Variable, Term] = {
        Variable(n): _bound(n, v, kinds.get(n, "")) for n, v in bindings.items()
    }
    try:
        found = store.query(
            sparql,
            prefixes=dict(namespaces),
            use_default_graph_as_union=True,
            substitutions=values,
        )
        return _collect(found, hidden=frozenset(kinds), namespaces=namespaces)
    except SyntaxError as error:
        raise QueryError(_explain(sparql, str(error), namespaces)) from error
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


def _bound(name: str, value: object, kind: str) -> NamedNode | Literal:
    """The RDF term of a binding; a string is an IRI where the parameter is one."""
    if kind != "an IRI" or isinstance(value, NamedNode):
        return terms.value(value)
    try:
        return NamedNode(str(value))
    except ValueError as error:
        raise QueryError(f"{name} has to be an IRI, such as https://..., got {value!r}") from error


def _collect(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    *,
    hidden: frozenset[str],
    namespaces: Mapping[str, str],
) -> Results:
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Results(Form.ASK, ("answer",), ((terms.boolean(bool(found)),),), namespaces)
    if isinstance(found, pyoxigraph.QueryTriples):
        rows = sorted(((t.subject, t.predicate, t.object) for t in found), key=str)
        return Results(Form.CONSTRUCT, ("subject", "predicate", "object"), tuple(rows), namespaces)
    shown = [v for v in found.variables if v.value not in hidden]
    answers = tuple(tuple(solution[v] for v in shown) for solution in found)
    return Results(Form.SELECT, tuple(v.value for v in shown), answers, namespaces)


def _first_word(sparql: str) -> str:
    """The first word after comments and declarations, in capitals."""
    position = 0
    while found := _PROLOGUE.match(sparql, position):
        position = found.end()
    word = re.compile(r"\w*").match(sparql, position)
    return word.group().upper() if word else ""


def _refuse_update(sparql: str) -> None:
    word = _first_word(sparql)
    if word in UPDATES:
        raise QueryError(
            f"{word} changes the store, and a query only reads; articles come in with kg build "
            "and go with kg remove"
        )


def _explain(sparql: str, message: str, namespaces: Mapping[str, str]) -> str:
    """One line: where the syntax error is, what stands there and what to do."""
    found = _POSITION.match(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    lines = sparql.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    rest = _INVISIBLE.sub(" ", text[column - 1 : column + 29]).strip()
    place = f"before {rest!r}" if rest else "at the end of the line"
    hint = _hint(_first_word(sparql), message, text[: column - 1], namespaces)
    return f"SPARQL syntax error at line {line}, column {column}, {place}; {hint}"


def _hint(word: str, message: str, before: str, namespaces: Mapping[str, str]) -> str:
    if "Prefix not found" in message:
        used = re.findall(r"([\w-]*):", before)
        undeclared = f" {used[-1]}:" if used else ""
        return f"the prefix{undeclared} is not declared; predefined are {', '.join(namespaces)}"
    if word not in QUERY_FORMS:
        names = ", ".join(named_queries())
        return f"a query begins with {', '.join(QUERY_FORMS)}, or is one of the names {names}"
    return (
        "look just before this place: a pattern is subject, predicate, object and a full stop, "
        "every bracket is closed, and each selected variable occurs in the pattern or GROUP BY"
    )


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json_term(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        kind = "uri" if isinstance(term, NamedNode) else "bnode"
        return {"type": kind, "value": _plain(term)}
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        written["datatype"] = term.datatype.value
    return written
