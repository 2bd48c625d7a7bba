"""The named queries as texts that stand alone: prefixes declared, what they are asked about in it.

What ships with kg takes its parameters as bindings. A text that a person reads, changes and
shares has to hold them, so each becomes a `VALUES` in every group that mentions it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.rdf import terms
from kg.rdf.sparql.query import NamedQuery, named_queries, read_query

FOLDER = Path(__file__).parent / "examples"

_TOKEN = re.compile(r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|[?$]\w+|[{}]""")
_LINE = re.compile(r"\n *")
_SUBQUERY = re.compile(r"\s*SELECT\b")
_PROJECTION = re.compile(r"\s*SELECT\b.*?(?=\s*\bWHERE\b)", re.DOTALL)


@cache
def examples() -> Mapping[str, NamedQuery]:
    """The queries that the page offers: those that ship with kg, and some that give graphs."""
    graphs = {path.stem: read_query(path) for path in sorted(FOLDER.glob("*.rq"))}
    return {**named_queries(), **graphs}


def standalone(query: NamedQuery, values: Mapping[str, str], namespaces: Mapping[str, str]) -> str:
    """The text of a query with the values of its parameters in it; empty ones ask about all.

    Raises:
        QueryError: a value is no IRI where an IRI is asked for.
    """
    _, _, text = query.sparql.partition("\n")
    kinds = dict(query.parameters)
    for name, kind in kinds.items():
        if values.get(name):
            text = _with_values(text, name, _term(values[name], kind, namespaces))
        text = _without_column(text, name)
    declared = "".join(f"PREFIX {p}: <{namespaces[p]}>\n" for p in _used(text, namespaces))
    return f"# {query.answers}\n{declared}{text}"


def _term(value: str, kind: str, namespaces: Mapping[str, str]) -> str:
    """A value as SPARQL writes it, nothing of it outside its term."""
    if kind != "an IRI":
        return str(terms.text(value))
    try:
        return str(NamedNode(terms.expand(value, namespaces)))
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI; give one such as {terms.INDIVIDUALS}...") from error


def _with_values(text: str, name: str, term: str) -> str:
    """`text` with the variable bound in each group that mentions it, as deep as that is.

    A subquery that only passes it on has no place for it: the group inside it binds it.
    """
    starts: list[int] = []
    groups: set[int] = set()
    for match in _TOKEN.finditer(text):
        if match[0] == "{":
            starts.append(match.end())
        elif match[0] == "}":
            starts.pop()
        elif match[0] == f"?{name}" and starts and not _SUBQUERY.match(text, starts[-1]):
            groups.add(starts[-1])
    for start in sorted(groups, reverse=True):
        line = _LINE.match(text, start)
        space = line[0] if line else " "
        text = f"{text[:start]}{space}VALUES ?{name} {{ {term} }}{text[start:]}"
    return text


def _without_column(text: str, name: str) -> str:
    """`text` without the variable among what its SELECT gives; a CONSTRUCT as it is."""
    projection = _PROJECTION.match(text)
    if projection is None:
        return text
    return re.sub(rf"\s*\?{name}\b", "", projection[0]) + text[projection.end() :]


def _used(text: str, namespaces: Mapping[str, str]) -> Iterator[str]:
    bare = re.sub(r"#[^\n]*|<[^<>\s]*>|\"[^\"\n]*\"", " ", text)
    return (prefix for prefix in namespaces if re.search(rf"(?<![\w:]){prefix}:", bare))
