"""RDF terms for the values of `kg.model`: IRIs of individuals and typed literals.

An IRI depends only on what it stands for: an article on its id; a named entity on its coarse
class and its name, so that every article calls it the same; everything else on its article and
its place there. Fragments such as `#char=10,25` follow RFC 5147.
"""

import hashlib
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode
from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD

from kg.model import Entity, Span
from kg.schema import Schema

INDIVIDUALS = "https://kg.example/id/"
MAX_KEY = 100

DATE = NamedNode(str(XSD.date))
YEAR_MONTH = NamedNode(str(XSD.gYearMonth))
YEAR = NamedNode(str(XSD.gYear))
INTEGER = NamedNode(str(XSD.integer))
DECIMAL = NamedNode(str(XSD.decimal))
BOOLEAN = NamedNode(str(XSD.boolean))

_SURROGATE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile("[+-]?[0-9]{1,18}")
_TIMES = (
    (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), DATE, ""),
    (re.compile("[0-9]{4}-[0-9]{2}"), YEAR_MONTH, "-01"),
    (re.compile("[0-9]{4}"), YEAR, "-01-01"),
)


def prefixes(schema: Schema) -> dict[str, str]:
    """The prefixes that every query may use and every file declares, with their namespaces."""
    known = {
        "rdf": RDF,
        "rdfs": RDFS,
        "skos": SKOS,
        "xsd": XSD,
        "owl": OWL,
        "prov": PROV,
        "dcterms": DCTERMS,
        "schema": SDO,
    }
    return {
        "news": schema.iri("Person").removesuffix("Person"),
        "oa": schema.iri("oa:exact").removesuffix("exact"),
        "id": INDIVIDUALS,
    } | {prefix: str(namespace) for prefix, namespace in known.items()}


def shorten(iri: str, namespaces: Mapping[str, str]) -> str:
    """An IRI as people read it: "news:Visit", or the whole IRI where no prefix fits."""
    for prefix, namespace in namespaces.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str, namespaces: Mapping[str, str]) -> str:
    """The IRI that a prefixed name stands for, as `shorten` writes it; any other text as it is."""
    prefix, _, rest = name.partition(":")
    return namespaces[prefix] + rest if prefix in namespaces and ":" in name else name


def article_iri(article_id: str) -> NamedNode:
    """The IRI of an article, which is also the name of its graph."""
    key = quote(article_id.encode("utf-8", "surrogatepass"), safe="")
    return NamedNode(f"{INDIVIDUALS}article/{key}")


def part_iri(article: NamedNode, kind: str, *content: str) -> NamedNode:
    """The IRI of a part of an article that its content identifies, not its place."""
    return NamedNode(f"{article.value}#{kind}={digest(*content)}")


def place_iri(article: NamedNode, kind: str, span: Span) -> NamedNode:
    """The IRI of a part of an article that its place identifies."""
    return NamedNode(f"{article.value}#{kind}={span.start},{span.end}")


def entity_iri(article: NamedNode, entity: Entity, schema: Schema) -> NamedNode:
    """The IRI of an entity: the same in every article if it has a name, else of this article."""
    if entity.named:
        coarse = coarse_type(entity.type, schema).lower()
        return NamedNode(f"{INDIVIDUALS}{coarse}/{name_key(entity.name)}")
    if entity.mentions:
        return place_iri(article, "entity", entity.mentions[0].span)
    return part_iri(article, "entity", entity.type, entity.name)


def coarse_type(entity_type: str, schema: Schema) -> str:
    """The class just below `Entity` or `Agent`: "Place" for "City", "Person" for "Person".

    Articles disagree about whether something is a city or a region more often than about whether
    it is a place; so the coarse class goes into the IRI.
    """
    parent = schema.entity_types[entity_type].parent
    return entity_type if parent in ("", "Entity", "Agent") else coarse_type(parent, schema)


def name_key(name: str) -> str:
    """A name without case, punctuation and leading "the", safe inside an IRI.

    >>> name_key("The U.S. House"), name_key("Al-Qaeda"), name_key("al Qaeda")
    ('us_house', 'al_qaeda', 'al_qaeda')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = re.findall(r"[^\W_]+", re.sub("[.'’]", "", folded))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    key = "_".join(words)
    if not key or len(key) > MAX_KEY:
        key = f"{key[:MAX_KEY]}~{digest(name)}"
    return quote(key, safe="~")


def text(value: str) -> Literal:
    """A string literal; a lone surrogate, which RDF cannot hold, becomes U+FFFD."""
    return Literal(value if value.isascii() else _SURROGATE.sub("\ufffd", value))


def time(value: str) -> Literal:
    """A day, month or year as `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`; else a string.

    >>> time("2024-05").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    for pattern, datatype, rest in _TIMES:
        if pattern.fullmatch(value) and _is_date(value + rest):
            return Literal(value, datatype=datatype)
    return text(value)


def number(value: float) -> Literal:
    """A figure as `xsd:decimal`, without exponent; one that is not finite as a string.

    >>> number(7326.0).value, number(2.5e-7).value
    ('7326', '0.00000025')
    """
    if not math.isfinite(value):
        return text(str(value))
    exact = Decimal(int(value)) if value == int(value) else Decimal(repr(value))
    return Literal(f"{exact:f}", datatype=DECIMAL)


def integer(value: int) -> Literal:
    """A whole number as `xsd:integer`."""
    return Literal(str(value), datatype=INTEGER)


def boolean(value: object) -> Literal:
    """`true` or `false`."""
    return Literal("true" if value else "false", datatype=BOOLEAN)


def typed(value: str, datatype: str) -> Literal:
    """A whole number as `xsd:integer` if that is the datatype, anything else as a string.

    Oxigraph keeps numbers by value, so they are written in the one form that it gives back. A
    string where the datatype asks for a number is what validation reports.
    """
    if datatype == INTEGER.value and _INTEGER.fullmatch(value):
        return integer(int(value))
    return text(value)


def value(given: object) -> NamedNode | Literal:
    """The RDF term of a Python value: IRIs and literals as they are, what else as its text."""
    if isinstance(given, NamedNode | Literal):
        return given
    if isinstance(given, URIRef):
        return NamedNode(str(given))
    if isinstance(given, date):
        return time(given.isoformat())
    if isinstance(given, bool | int | float):
        return Literal(given)
    return text(str(given))


def digest(*content: str) -> str:
    """A short hash of strings in order, the same on every machine."""
    joined = "\x00".join(content).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
