"""The catalogue: what the pages show, projected from the store into one SQLite file.

SPARQL answers any question, but not each in the time that a page has. The catalogue holds what
`kg.view` projects of each article (nodes, statements, edges) in tables with the indexes that the
pages need; it is derived, kept beside the store, and made anew where the store changed.
"""

from kg.serve.catalogue.catalogue import Catalogue
from kg.serve.catalogue.keeper import CatalogueNotReadyError, Keeper

__all__ = ["Catalogue", "CatalogueNotReadyError", "Keeper"]
