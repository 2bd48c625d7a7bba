"""What is wrong with the text of a query: it would write, ask another server, or does not parse."""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph

from kg.errors import QueryError
from kg.rdf.sparql.results import INVISIBLE
from kg.rdf.terms import INDIVIDUALS

QUERY_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
BASE = INDIVIDUALS  # what relative IRIs are relative to: <person/kari_holm>
UPDATES = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]

_PROLOGUE = re.compile(r"\s+|#[^\n]*|PREFIX\s+\S*\s*<[^>]*>|BASE\s+<[^>]*>|@prefix[^\n]*", re.I)
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_SERVICE = re.compile("service", re.I)
_ENDS_IN_SERVICE = re.compile(r"service(silent)?:?\s*\Z", re.I)
_NO_KEYWORD = "qxzvwkj"  # as long as SERVICE, so that places stay
_FROM = re.compile("from", re.I)
_NETWORK = re.compile("load|service", re.I)


def _first_word(sparql: str) -> str:
    """The first word after comments and declarations, in capitals."""
    position = 0
    while found := _PROLOGUE.match(sparql, position):
        position = found.end()
    word = re.compile(r"\w*").match(sparql, position)
    return word.group().upper() if word else ""


def refuse_update(sparql: str) -> None:
    """Refuse a text that changes the store."""
    word = _first_word(sparql)
    if word in UPDATES:
        raise QueryError(
            f"{word} changes the store, and a query only reads; articles come in with kg build "
            "and go with kg remove"
        )


def refuse_service(sparql: str, namespaces: Mapping[str, str]) -> None:
    """Refuse a text in which SERVICE is a keyword: Oxigraph would ask another server.

    Only Oxigraph's own parser knows whether it is a keyword or a part of a string, a name or a
    comment. So the parser reads the text with another word of that length in its place, which is
    no keyword: only a text that does not parse then can have had one.

    Raises:
        QueryError: SERVICE is a keyword.
        SyntaxError: the text does not parse, or a keyword SERVICE stands where nobody expects it.
    """
    harmless = _SERVICE.sub(_NO_KEYWORD, sparql)
    if harmless == sparql:
        return
    try:
        pyoxigraph.Store().query(harmless, base_iri=BASE, prefixes=dict(namespaces))
    except SyntaxError as error:
        line, column = _position(str(error))
        before = "\n".join(sparql.split("\n")[:line])
        before = before[: before.rfind("\n") + column]
        if not _ENDS_IN_SERVICE.search(before):
            raise
        raise QueryError(
            "SERVICE asks another server, and kg uses no network; ask only for what the store has"
        ) from error


def names_dataset(sparql: str, namespaces: Mapping[str, str]) -> bool:
    """Whether a query that parses has FROM as a keyword.

    Only then it does not parse with another word in its place. Of a query that does not parse the
    answer may be either.
    """
    harmless = _FROM.sub(_NO_KEYWORD, sparql)
    if harmless == sparql:
        return False
    try:
        pyoxigraph.Store().query(harmless, base_iri=BASE, prefixes=dict(namespaces))
    except SyntaxError:
        return True
    return False


def refuse_network(update: str, namespaces: Mapping[str, str]) -> None:
    """Refuse an update in which LOAD or SERVICE is a keyword.

    It is tried, with other words in their place, on a store that is thrown away.

    Raises:
        QueryError: one of them is a keyword, or the update does not parse.
    """
    harmless = _NETWORK.sub(_NO_KEYWORD, update)
    if harmless == update:
        return
    try:
        pyoxigraph.Store().update(harmless, base_iri=BASE, prefixes=dict(namespaces))
    except SyntaxError as error:
        raise QueryError(
            "the update has LOAD or SERVICE, which ask another server, and kg uses no network; or "
            f"it does not parse: {explain_update(str(error))}"
        ) from error
    except (RuntimeError, OSError, ValueError):
        return  # it parses


def explain_update(message: str) -> str:
    """One line: where the syntax error of an update is, and what to do."""
    line, column = _position(message)
    return (
        f"SPARQL syntax error near line {line}, column {column}; an update is INSERT DATA, DELETE "
        "DATA, DELETE/INSERT ... WHERE, CLEAR, DROP, CREATE, COPY, MOVE or ADD"
    )


def explain(sparql: str, message: str, namespaces: Mapping[str, str], names: Iterable[str]) -> str:
    """One line: where the syntax error is, what stands there and what to do."""
    line, column = _position(message)
    lines = sparql.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    rest = INVISIBLE.sub(" ", text[column - 1 : column + 29]).strip()
    place = f"before {rest!r}" if rest else "at the end of the line"
    hint = _hint(_first_word(sparql), message, text[: column - 1], namespaces, names)
    return f"SPARQL syntax error at line {line}, column {column}, {place}; {hint}"


def _position(message: str) -> tuple[int, int]:
    """The line and the column that an error message of Oxigraph's parser gives, from 1."""
    found = _POSITION.match(message)
    return (int(found[1]), int(found[2])) if found else (1, 1)


def _hint(
    word: str, message: str, before: str, namespaces: Mapping[str, str], names: Iterable[str]
) -> str:
    if "Prefix not found" in message:
        used = re.findall(r"([\w-]*):", before)
        undeclared = f" {used[-1]}:" if used else ""
        return f"the prefix{undeclared} is not declared; predefined are {', '.join(namespaces)}"
    if word not in QUERY_FORMS:
        accepted = ", ".join(names)
        return f"a query begins with {', '.join(QUERY_FORMS)}, or is one of the names {accepted}"
    return (
        "look just before this place: a pattern is subject, predicate, object and a full stop, "
        "every bracket is closed, and each selected variable occurs in the pattern or GROUP BY"
    )
