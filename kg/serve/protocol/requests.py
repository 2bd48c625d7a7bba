"""HTTP requests → the operations of the SPARQL 1.1 Protocol."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from kg.serve.http.bodies import read_body
from kg.serve.http.refusals import RequestError

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
LARGEST = 8 << 20  # bytes of a body
MARK = "\ufeff"  # what some editors put before UTF-8
FIELDS = 1000  # parameters of one request


@dataclass(frozen=True, slots=True)
class Query:
    """A query operation; graphs are those of the parameters, not of the text."""

    text: str
    default_graphs: tuple[NamedNode, ...]
    named_graphs: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """An update operation."""

    text: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a request, in order; a name may occur often."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for given, value in self.pairs if given == name)

    def one(self, name: str) -> str | None:
        """The value of a parameter, None if it is not given.

        Raises:
            RequestError: it is given more than once.
        """
        values = self.all(name)
        if len(values) > 1:
            raise RequestError(400, f"{name} is given {len(values)} times; give it once")
        return values[0] if values else None

    def graphs(self, name: str) -> tuple[NamedNode, ...]:
        """The graphs that a parameter names.

        Raises:
            RequestError: one is no absolute IRI.
        """
        return tuple(graph_name(name, value) for value in self.all(name))


def graph_name(parameter: str, value: str) -> NamedNode:
    """The IRI of a graph; a RequestError if it is none."""
    try:
        return NamedNode(value)
    except ValueError as error:
        message = f"{parameter} has to be an absolute IRI, got {value[:200]!r}"
        raise RequestError(400, message) from error


def url_parameters(request: Request) -> Parameters:
    """The parameters in the address."""
    return _parameters(request.scope["query_string"])


async def read_get(request: Request) -> Query | None:
    """The query in the address, None if it has none.

    Raises:
        RequestError: it has several, or an update.
    """
    parameters = url_parameters(request)
    if parameters.all("update"):
        raise RequestError(400, "an update comes with POST, not with GET")
    text = parameters.one("query")
    return None if text is None else _query(text, parameters)


async def read_post(request: Request) -> Query | Update:
    """The operation in the body.

    Raises:
        RequestError: there is none or more than one, or the body is of another kind, too large or
            not in UTF-8.
    """
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    if kind not in (FORM, QUERY, UPDATE) or charset not in ("", "utf-8", "utf8"):
        raise RequestError(415, f"a body has to be {QUERY}, {UPDATE} or {FORM}, in UTF-8")
    body = await read_body(request, LARGEST)
    given = url_parameters(request)
    if given.all("query") or given.all("update"):
        raise RequestError(400, "an operation comes with POST in the body, not in the address")
    if kind == FORM:  # graphs in the address count too: to leave them out is another question
        return _operation(Parameters(given.pairs + _parameters(body).pairs))
    text = _decoded(body)
    return _query(text, given) if kind == QUERY else _update(text, given)


def _operation(parameters: Parameters) -> Query | Update:
    query, update = parameters.one("query"), parameters.one("update")
    if query is not None and update is not None:
        raise RequestError(400, "both query and update are given; give one of them")
    if query is not None:
        return _query(query, parameters)
    if update is not None:
        return _update(update, parameters)
    raise RequestError(400, "the parameter query is missing; it takes SPARQL text, as update does")


def _query(text: str, parameters: Parameters) -> Query:
    text = text.removeprefix(MARK)
    return Query(text, parameters.graphs("default-graph-uri"), parameters.graphs("named-graph-uri"))


def _update(text: str, parameters: Parameters) -> Update:
    if parameters.all("using-graph-uri") or parameters.all("using-named-graph-uri"):
        raise RequestError(
            400,
            "using-graph-uri and using-named-graph-uri are not supported; write USING or GRAPH "
            "into the update",
        )
    return Update(text.removeprefix(MARK))


def _parameters(encoded: bytes) -> Parameters:
    try:
        pairs = parse_qsl(
            _decoded(encoded), keep_blank_values=True, errors="strict", max_num_fields=FIELDS
        )
    except ValueError as error:  # too many, or escapes that are no UTF-8
        raise RequestError(400, f"the parameters are malformed: {error}") from error
    return Parameters(tuple(pairs))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, "the request has bytes that are no UTF-8") from error
