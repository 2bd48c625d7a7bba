"""What a query gives, as values and as text: tables, SPARQL results, RDF, HTML."""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from kg.errors import FormatError
from kg.rdf import terms

Term = NamedNode | BlankNode | Literal | Triple
RESULT_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCAL_NAME = re.compile(r"[^\W\d][\w.-]*\Z")  # what an XML element may be called

_AS_IS = "tex2jax_ignore mathjax_ignore"  # else a notebook sets what is between dollar signs


class Form(Enum):
    """What a query gives: rows of bindings, yes or no, or triples."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"


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
        """The results in the format called `name`, one of `RESULT_FORMATS`.

        CSV, TSV, JSON and XML are those of SPARQL 1.1; of triples, JSON is JSON-LD and XML is
        RDF/XML. CSV has whole IRIs.

        Raises:
            FormatError: there is no such format, or it cannot hold these results.
        """
        if name not in RESULT_FORMATS:
            accepted = ", ".join(RESULT_FORMATS)
            raise FormatError(f"unknown format {name!r} for results; give one of {accepted}")
        if name in _RDF and self.form is not Form.CONSTRUCT:
            raise FormatError(
                f"{name} holds triples, and a {self.form.value} query gives none; ask with "
                "CONSTRUCT or DESCRIBE, or give the format table, csv, tsv, json or xml"
            )
        writers = {
            "table": self._table,
            "csv": self._csv,
            "tsv": self._tsv,
            "json": self._json,
            "xml": self._xml,
        }
        return writers[name]() if name in writers else self._rdf(_RDF[name])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(v)}</th>" for v in self.variables)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.strings()
        )
        table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        return f'<table class="{_AS_IS}">{table}</table>'

    def _string(self, term: Term | None) -> str:
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            return terms.shorten(term.value, self.namespaces)
        return term.value if isinstance(term, Literal) else str(term)

    def _table(self) -> str:
        """Columns of text; what a terminal would not print as itself becomes a space."""
        rows = [[INVISIBLE.sub(" ", cell) for cell in row] for row in self.strings()]
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

    def _tsv(self) -> str:
        return _converted(self._bindings(), QueryResultsFormat.TSV)

    def _json(self) -> str:
        if self.form is Form.CONSTRUCT:
            return self._rdf(RdfFormat.JSON_LD)
        if self.form is Form.ASK:
            return json.dumps({"head": {}, "boolean": _plain(self.rows[0][0]) == "true"}) + "\n"
        return self._bindings()

    def _bindings(self) -> str:
        """Rows of whatever kind as SPARQL 1.1 Query Results JSON."""
        bindings = [
            {v: _json_term(t) for v, t in zip(self.variables, row, strict=True) if t is not None}
            for row in self.rows
        ]
        written = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(written, ensure_ascii=False) + "\n"

    def _xml(self) -> str:
        """SPARQL results or RDF/XML; a character that XML has no way to write becomes U+FFFD."""
        if self.form is Form.CONSTRUCT:
            return to_rdf_xml(Triple(s, p, o) for s, p, o in self.rows)  # type: ignore[arg-type]
        return _as_xml(_converted(self._json(), QueryResultsFormat.XML))

    def _rdf(self, chosen: RdfFormat) -> str:
        triples = (Triple(s, p, o) for s, p, o in self.rows)  # type: ignore[arg-type]
        prefixes = dict(self.namespaces) if chosen is RdfFormat.TURTLE else None
        written = pyoxigraph.serialize(triples, format=chosen, prefixes=prefixes)
        return (written or b"").decode("utf-8")


def to_rdf_xml(triples: Iterable[Triple]) -> str:
    """RDF/XML; a character that XML has no way to write becomes U+FFFD.

    Raises:
        FormatError: a predicate is no element of XML.
    """
    known = list(triples)
    for triple in known:
        _check_element(triple.predicate)
    written = pyoxigraph.serialize(known, format=RdfFormat.RDF_XML)
    return _as_xml((written or b"").decode("utf-8"))


def _as_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text).replace("\r", "&#13;")


_RDF = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}


def _converted(results: str, form: QueryResultsFormat) -> str:
    """SPARQL results in JSON as another form of SPARQL results."""
    read = pyoxigraph.parse_query_results(results.encode(), format=QueryResultsFormat.JSON)
    return (read.serialize(format=form) or b"").decode("utf-8")


def _check_element(predicate: Term | None) -> None:
    """Raise a FormatError for a predicate that is no element of XML."""
    if not _LOCAL_NAME.search(_plain(predicate)):
        raise FormatError(
            f"RDF/XML has no way to write the predicate <{_plain(predicate)}>; ask for Turtle"
        )


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode | BlankNode):
        return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {n: _json_term(part) for n, part in parts.items()}}
    written: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        written["datatype"] = term.datatype.value
    return written
