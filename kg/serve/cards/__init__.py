"""Statements as a reader sees them, on every page of the server."""

from kg.serve.cards.statements import Card, Name, Passage, Source, load_cards
from kg.serve.cards.texts import Piece, offsets_of, pieces

__all__ = ["Card", "Name", "Passage", "Piece", "Source", "load_cards", "offsets_of", "pieces"]
