"""Article graphs as RDF: quads, a store with queries and validation, and files to pass on."""

from kg.rdf.formats import ARTICLE_FORMATS, RDF_FORMATS, to_text
from kg.rdf.interchange import to_interchange
from kg.rdf.quads import to_quads
from kg.rdf.sparql.query import NamedQuery, named_queries
from kg.rdf.sparql.results import RESULT_FORMATS, Results
from kg.rdf.store import Stats, Store
from kg.rdf.validation import Report, Violation, shapes

__all__ = [
    "ARTICLE_FORMATS",
    "RDF_FORMATS",
    "RESULT_FORMATS",
    "NamedQuery",
    "Report",
    "Results",
    "Stats",
    "Store",
    "Violation",
    "named_queries",
    "shapes",
    "to_interchange",
    "to_quads",
    "to_text",
]
