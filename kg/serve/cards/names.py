"""Entities and events of the catalogue by their names, and where their pages are."""

import sqlite3
from dataclasses import dataclass

from kg.serve.catalogue import Catalogue
from kg.serve.http.addresses import page_of

NODE = "SELECT * FROM node WHERE iri = ?"


@dataclass(frozen=True, slots=True)
class Name:
    """An entity or event by its name, with what a link to it needs."""

    id: int
    iri: str
    label: str
    kind: str
    type: str
    coarse: str

    @property
    def address(self) -> str:
        """The path of its page."""
        return page_of(self.kind, self.iri)


def to_name(row: sqlite3.Row) -> Name:
    """The name of a row with a node's columns."""
    columns = ("id", "iri", "label", "kind", "type", "coarse")
    return Name(**{column: row[column] for column in columns})


def find_name(catalogue: Catalogue, iri: str) -> Name | None:
    """The name of an entity or event of the store, None when it has none with this IRI."""
    row = catalogue.row(NODE, (iri,))
    return to_name(row) if row else None
