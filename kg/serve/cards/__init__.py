"""Statements as a reader sees them, on every page of the server."""

from kg.serve.cards.grouping import group_alike, load_groups
from kg.serve.cards.names import Name, find_name, to_name
from kg.serve.cards.statements import ON_WORD_OF, Card, load_cards, load_roles
from kg.serve.cards.texts import Piece, offsets_of, pieces

__all__ = [
    "ON_WORD_OF",
    "Card",
    "Name",
    "Piece",
    "find_name",
    "group_alike",
    "load_cards",
    "load_groups",
    "load_roles",
    "offsets_of",
    "pieces",
    "to_name",
]
