"""Doc → the predicates for which the lexicon has no cue."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.events.triggers import cues_of
from kg.nlp.layers.predicates import Predicate, predicates_of
from kg.schema import Schema

KINDS = ("EventCue", "RelationCue", "TitleCue", "OfficeCue", "ClaimCue", "IgnoredCue")
"""The kinds of cues that make statements of predicates, or say that there is none to make."""


def find_gaps(doc: Doc, schema: Schema) -> Iterator[Predicate]:
    """The predicates that no cue of an event, a relation or a claim evokes, in text order.

    Whether the model would find an event there by itself does not matter.
    """
    for predicate in predicates_of(doc):
        token = doc[predicate.word]
        found = (cues_of(schema, kind, token, predicate.roleset) for kind in KINDS)
        if not any(cue for cues in found for cue in cues):
            yield predicate
