"""Doc → predications: PropBank predicates that gave no event, claim or relation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.entities.resolved import Resolved
from kg.extract.events.events import innermost
from kg.extract.events.status import statuses
from kg.extract.reading import CLAIM, Trigger
from kg.model import ArticleGraph, Predication, Source, Span
from kg.nlp.layers.predicates import Predicate

NUMBERED = frozenset(("ARG0", "ARG1", "ARG2", "ARG3", "ARG4"))
RULE = "head:predicate"
_Arguments = tuple[tuple[str, str], ...]


def extract_predications(
    resolved: Resolved, triggers: Sequence[Trigger], graph: ArticleGraph
) -> list[Predication]:
    """The predicates that have an entity of `graph` as a numbered argument, in text order.

    Those that gave a statement of `graph`, and those that the lexicon ignores, are left out.
    """
    reading = resolved.reading
    found = dict(_untyped(resolved, triggers, graph))
    status = statuses(reading, list(found))
    out: list[Predication] = []
    for (trigger, arguments), (negated, modality) in zip(found.items(), status, strict=True):
        span = reading.span(trigger.word, trigger.word + 1)
        around = innermost(span, graph.claims)
        predication = Predication(
            id=f"p{len(out) + 1}",
            roleset=trigger.label,
            trigger=span,
            arguments=arguments,
            evidence=(reading.sentence_span(trigger.word),),
            source=Source(trigger.rule, trigger.confidence),
            negated=negated or any(c.negated for c in around),
            modality=modality,
            attributed_to=tuple(dict.fromkeys(c.speaker for c in around)),
        )
        out.append(predication)
    return out


def _untyped(
    resolved: Resolved, triggers: Sequence[Trigger], graph: ArticleGraph
) -> Iterator[tuple[Trigger, _Arguments]]:
    """The predicates that are kept, as triggers of their rolesets, with their arguments."""
    reading, kept = resolved.reading, {e.id for e in graph.entities}
    typed, related = _typed(resolved, triggers, graph), _related(graph)
    sure = reading.probabilities("predicate")
    for predicate in reading.predicates.values():
        word = reading.word_of(predicate.word)
        ignored = reading.schema.find("IgnoredCue", "roleset", predicate.roleset)
        arguments = tuple(a for a in _arguments(resolved, predicate) if a[1] in kept)
        if ignored or not arguments or word in typed:
            continue
        entities = {e for _, e in arguments}
        if not any(pair <= entities for pair in related[reading.sentence_span(word)]):
            yield Trigger(word, predicate.roleset, round(float(sure[word, 1]), 4), RULE), arguments


def _typed(resolved: Resolved, triggers: Sequence[Trigger], graph: ArticleGraph) -> set[int]:
    """The words of triggers that gave an event, perhaps merged into another's, or a claim."""
    given = {(e.type, sentence) for e in graph.events for sentence in e.evidence}
    given |= {(CLAIM, sentence) for c in graph.claims for sentence in c.evidence}
    sentence_span = resolved.reading.sentence_span
    return {t.word for t in triggers if (t.label, sentence_span(t.word)) in given}


def _arguments(resolved: Resolved, predicate: Predicate) -> Iterator[tuple[str, str]]:
    """The numbered arguments that denote entities: PropBank's label and the entity's id."""
    for word, label in predicate.arguments:
        found = resolved.headed(word) if label in NUMBERED else None
        entity = resolved.entity(found) if found is not None else None
        if entity is not None:
            yield label, entity.id


def _related(graph: ArticleGraph) -> dict[Span, list[set[str]]]:
    """The pairs of entities that each sentence gives a relation between."""
    related: dict[Span, list[set[str]]] = defaultdict(list)
    for relation in graph.relations:
        for sentence in relation.evidence:
            related[sentence].append({relation.subject, relation.object})
    return related
