"""The extractors in order, and their finds put together as one article's graph."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.claims import events_in, extract_claims, find_sayings
from kg.extract.confidence import with_probabilities
from kg.extract.entities.resolved import Resolved
from kg.extract.events.events import extract_events
from kg.extract.events.generic import extract_predications
from kg.extract.events.roles import find_roles
from kg.extract.events.triggers import THRESHOLD, suppose_triggers
from kg.extract.reading import Reading, Trigger
from kg.extract.relations.attributes import extract_attributes
from kg.extract.relations.relations import extract_relations
from kg.model import Article, ArticleGraph, Coverage, Skipped
from kg.nlp.expressions.quantities import find_quantities
from kg.nlp.expressions.times import find_times, unresolved_times
from kg.nlp.heads import Heads
from kg.schema import Schema

NO_ENTITY = "no entity"
NO_STATEMENT = "no known event or relation"
NO_PARTICIPANT = "no participant found for its event"
UNSURE = "its event is too unsure"


def extract_graph(
    doc: Doc, article: Article, schema: Schema, *, heads: Heads | None = None
) -> ArticleGraph:
    """Everything that an article says, as far as the model and the lexicon see it.

    An entity that is neither named nor part of a statement is left out, whatever predications it
    has a part in.

    Args:
        doc: the article's text, read by `kg.nlp.load()`.
        article: where offsets count; its date resolves relative times.
        schema: what may be said.
        heads: those of the pipeline that read the text, the shipped ones when it is not given.
    """
    if not any(not token.is_space for token in doc):
        return ArticleGraph(article, (), (), (), (), ())
    reading = Reading(doc, schema, heads) if heads else Reading(doc, schema)
    times, quantities = find_times(article.text, article.date), find_quantities(article.text)
    resolved = Resolved(reading, quantities, times)
    supposed = suppose_triggers(reading)
    triggers = [t for t in supposed if t.confidence >= THRESHOLD]
    roles = find_roles(resolved, triggers)
    claims = extract_claims(resolved, triggers, roles, find_sayings(reading, triggers))
    events = extract_events(resolved, triggers, roles, claims)
    graph = ArticleGraph(
        article=article,
        entities=tuple(resolved.entities),
        relations=tuple(extract_relations(resolved, claims)),
        attributes=tuple(extract_attributes(resolved, events)),
        events=tuple(events),
        claims=tuple(replace(c, events=events_in(c, events)) for c in claims),
    )
    used = set(_used(graph))
    kept = tuple(e for e in graph.entities if e.named or e.id in used)
    graph = replace(graph, entities=kept, coverage=_coverage(resolved, supposed, graph))
    predications = tuple(extract_predications(resolved, triggers, graph))
    return with_probabilities(replace(graph, predications=predications))


def _used(graph: ArticleGraph) -> Iterator[str]:
    """The ids of entities and events that take part in a statement."""
    for relation in graph.relations:
        yield from (relation.subject, relation.object, *relation.attributed_to)
    yield from (a.subject for a in graph.attributes)
    yield from (c.speaker for c in graph.claims)
    for event in graph.events:
        yield from event.attributed_to
        yield from (a.filler for a in event.arguments if isinstance(a.filler, str))


def _coverage(resolved: Resolved, supposed: list[Trigger], graph: ArticleGraph) -> Coverage:
    """Which sentences gave nothing, and why; times that could not be resolved."""
    reading, article = resolved.reading, graph.article
    groups = (graph.relations, graph.attributes, graph.events, graph.claims)
    given = {span for group in groups for statement in group for span in statement.evidence}
    spoken = [c.content for c in graph.claims]
    reasons = _reasons(resolved, supposed)
    skipped = []
    for k, words in enumerate(reading.sentences):
        span = reading.span(*words)
        if span not in given and not any(s.overlaps(span) for s in spoken):
            skipped.append(Skipped(span, reasons.get(k, NO_ENTITY)))
    unresolved = len(unresolved_times(article.text, article.date))
    why = "too vague" if article.date else "the article has no date"
    plural = "" if unresolved == 1 else "s"
    notes = (f"{unresolved} time expression{plural} unresolved: {why}",) if unresolved else ()
    return Coverage(len(reading.sentences), tuple(skipped), notes)


def _reasons(resolved: Resolved, supposed: list[Trigger]) -> dict[int, str]:
    """Why each sentence in which an entity stands may have given nothing."""
    reading = resolved.reading
    reasons = {reading.sentence[c.start]: NO_STATEMENT for _, c, _ in resolved.denoting()}
    sure = [t for t in supposed if t.confidence >= THRESHOLD]
    for reason, found in ((UNSURE, supposed), (NO_PARTICIPANT, sure)):
        at = {reading.sentence[t.word] for t in found}
        reasons |= dict.fromkeys(at & reasons.keys(), reason)
    return reasons
