"""An article's graph as interchange JSON: the shape of the gold data, with offsets for mentions.

Entities are mentioned, and claims worded, by `{"start", "end"}` into the article's text in code
points; `evidence` and `trigger` are the words themselves.
"""

import json

from kg.model import (
    ArticleGraph,
    Attribute,
    Claim,
    Entity,
    Event,
    MentionKind,
    Quantity,
    Relation,
    Span,
)

Json = str | int | list["Json"] | dict[str, "Json"]


def to_interchange(graph: ArticleGraph) -> str:
    """The graph as indented JSON, in ASCII, ending in a line feed.

    A role that an event fills holds the event's id. Pronouns (the gold data has none), confidence,
    rules and coverage are left out.
    """
    text = graph.article.text
    document: Json = {
        "id": graph.article.id,
        "date": graph.article.date.isoformat() if graph.article.date else "",
        "entities": [_entity(entity) for entity in graph.entities],
        "relations": [_relation(relation, text) for relation in graph.relations],
        "literals": [_attribute(attribute, text) for attribute in graph.attributes],
        "events": [_event(event, text) for event in graph.events],
        "claims": [_claim(claim, text) for claim in graph.claims],
    }
    return json.dumps(document, indent=1) + "\n"


def _entity(entity: Entity) -> dict[str, Json]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "mentions": [
            _offsets(m.span) for m in entity.mentions if m.kind is not MentionKind.PRONOUN
        ],
    }


def _relation(relation: Relation, text: str) -> dict[str, Json]:
    return {
        "subject": relation.subject,
        "predicate": relation.predicate,
        "object": relation.object,
        "former": relation.former,
        "negated": relation.negated,
        "attributed_to": [*relation.attributed_to],
        "evidence": _words(relation.evidence, text),
    }


def _attribute(attribute: Attribute, text: str) -> dict[str, Json]:
    return {
        "subject": attribute.subject,
        "predicate": attribute.predicate,
        "value": attribute.value,
        "evidence": _words(attribute.evidence, text),
    }


def _event(event: Event, text: str) -> dict[str, Json]:
    written: dict[str, Json] = {
        "id": event.id,
        "type": event.type,
        "trigger": event.trigger.of(text),
        "roles": _roles(event, text),
        "negated": event.negated,
        "modality": event.modality.value,
        "attributed_to": [*event.attributed_to],
        "evidence": _words(event.evidence, text),
    }
    if event.time is not None:
        written["time"] = event.time.value
    return written


def _roles(event: Event, text: str) -> dict[str, Json]:
    """Ids in a list; a figure or words on their own as a string, as the gold data has them."""
    roles: dict[str, Json] = {}
    for role in dict.fromkeys(argument.role for argument in event.arguments):
        fillers = [a.filler for a in event.arguments if a.role == role]
        words: list[Json] = [_filler(filler, text) for filler in fillers]
        roles[role] = words[0] if len(fillers) == 1 and not isinstance(fillers[0], str) else words
    return roles


def _filler(filler: str | Quantity | Span, text: str) -> str:
    if isinstance(filler, Quantity):
        return filler.span.of(text)
    return filler.of(text) if isinstance(filler, Span) else filler


def _claim(claim: Claim, text: str) -> dict[str, Json]:
    return {
        "id": claim.id,
        "speaker": claim.speaker,
        "cue": claim.cue.of(text),
        "direct": claim.direct,
        "content": _offsets(claim.content),
        "events": [*claim.events],
        "evidence": _words(claim.evidence, text),
    }


def _offsets(span: Span) -> dict[str, Json]:
    return {"start": span.start, "end": span.end}


def _words(evidence: tuple[Span, ...], text: str) -> str:
    """The first sentence that says it."""
    return evidence[0].of(text) if evidence else ""
