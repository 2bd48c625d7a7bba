"""The extractors in order, and their finds put together as one article's graph."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.claims import Saying, find_sayings
from kg.extract.coreference import entities_of, resolve_mentions
from kg.extract.dating import event_time
from kg.extract.events import Role, find_roles, find_triggers, status_of
from kg.extract.mentions import extract_mentions
from kg.extract.reading import AMOUNT, CLAIM, SOURCE, SPEAKER, Candidate, Reading, Trigger
from kg.extract.relations import extract_attributes, extract_relations
from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Claim,
    Coverage,
    Entity,
    Event,
    MentionKind,
    Modality,
    Quantity,
    Skipped,
    Source,
    Span,
)
from kg.nlp.expressions.quantities import find_quantities
from kg.nlp.expressions.times import find_times, unresolved_times
from kg.schema import Schema


def extract_graph(doc: Doc, article: Article, schema: Schema) -> ArticleGraph:
    """Everything that an article says, as far as the model and the lexicon see it.

    Args:
        doc: the article's text, read by `kg.nlp.load()`.
        article: where offsets count; its date resolves relative times.
        schema: what may be said.
    """
    if not len(doc) or not any(not t.is_space for t in doc):
        return ArticleGraph(article, (), (), (), (), ())
    return _Assembly(doc, article, schema).graph()


class _Assembly:
    """One article's finds on their way to a graph."""

    def __init__(self, doc: Doc, article: Article, schema: Schema) -> None:
        self.article = article
        self.reading = Reading(doc, schema)
        self.times = find_times(article.text, article.date)
        self.quantities = find_quantities(article.text)
        self.candidates = extract_mentions(self.reading, self.quantities)
        self.clusters = resolve_mentions(self.reading, self.candidates)
        self.entities = list(entities_of(self.reading, self.candidates, self.clusters))
        self.triggers = find_triggers(self.reading)
        self.roles: dict[int, list[Role]] = defaultdict(list)
        for role in find_roles(self.reading, self.triggers, self.candidates):
            self.roles[role.trigger].append(role)

    def graph(self) -> ArticleGraph:
        """The graph; entities that are neither named nor part of a statement are left out."""
        sayings = find_sayings(self.reading, self.triggers)
        events = merged([e for t in range(len(self.triggers)) if (e := self._event(t, sayings))])
        claims = [c for s in sayings if (c := self._claim(s, events))]
        claims = [replace(c, id=f"c{n}") for n, c in enumerate(claims, 1)]
        relations = extract_relations(self.reading, self.candidates, self.clusters, self.entities)
        attributes = extract_attributes(
            self.reading, self.candidates, self.clusters, self.entities, self.quantities)
        used = {x for r in relations for x in (r.subject, r.object)}
        used |= {a.subject for a in attributes} | {c.speaker for c in claims}
        used |= {a.filler for e in events for a in e.arguments if isinstance(a.filler, str)}
        used |= {x for e in events for x in e.attributed_to}
        kept = tuple(e for e in self.entities if e.named or e.id in used)
        graph = ArticleGraph(self.article, kept, tuple(relations), tuple(attributes),
                             tuple(events), tuple(claims))
        return replace(graph, coverage=self._coverage(graph))

    def _entity(self, candidate: int) -> Entity | None:
        """The entity of a candidate."""
        cluster = self.clusters[candidate]
        return self.entities[cluster] if cluster >= 0 else None

    def _event(self, t: int, sayings: Sequence[Saying]) -> Event | None:
        """The event that a trigger names, if any entity takes part."""
        trigger = self.triggers[t]
        if trigger.label == CLAIM:
            return None
        arguments: list[Argument] = []
        sources: list[str] = []
        for role in sorted(self.roles[t], key=lambda r: -r.confidence):
            candidate = self.candidates[role.candidate]
            if role.role == AMOUNT:
                quantity = self._quantity(candidate)
                if quantity and not any(a.role == AMOUNT for a in arguments):
                    arguments.append(Argument(AMOUNT, quantity, role.confidence))
                continue
            entity = self._entity(role.candidate)
            if entity is None or role.role == SPEAKER:
                continue
            if role.role == SOURCE:
                sources.append(entity.id)
            elif not any(a.filler == entity.id for a in arguments):
                arguments.append(Argument(role.role, entity.id, role.confidence))
        if not any(isinstance(a.filler, str) for a in arguments):
            return None
        negated, modality, certainty = status_of(self.reading, trigger)
        span = self.reading.span(trigger.word, trigger.word + 1)
        sentence = self.reading.sentence_span(self.reading.sentence[trigger.word])
        return Event(
            id=f"v{t}", type=trigger.label, trigger=span, arguments=_ordered(arguments),
            evidence=(sentence,),
            source=Source(trigger.rule, round(trigger.confidence, 4)),
            time=event_time(self.article.text, span, sentence, self.times),
            negated=negated, modality=Modality(modality),
            attributed_to=tuple(dict.fromkeys(sources or self._speakers(span, sayings))),
        )

    def _speakers(self, trigger: Span, sayings: Sequence[Saying]) -> list[str]:
        """Who says the innermost reported content that a trigger lies in."""
        around = [s for s in sayings if s.content.start <= trigger.start < s.content.end]
        if not around:
            return []
        inner = min(around, key=lambda s: s.content.end - s.content.start)
        speaker = self._speaker(inner.cue)
        return [speaker[0].id] if speaker else []

    def _speaker(self, cue: int) -> tuple[Entity, float] | None:
        """The speaker of a cue."""
        roles = [r for r in self.roles[cue] if r.role == SPEAKER]
        for role in sorted(roles, key=lambda r: -r.confidence):
            entity = self._entity(role.candidate)
            if entity is not None:
                return entity, role.confidence
        return None

    def _quantity(self, candidate: Candidate) -> Quantity | None:
        """The figure that a candidate stands for."""
        span = self.reading.span(candidate.start, candidate.end)
        inside = [q for q in self.quantities if q.span.overlaps(span)]
        return max(inside, key=lambda q: q.span.end - q.span.start) if inside else None

    def _claim(self, saying: Saying, events: Sequence[Event]) -> Claim | None:
        """A claim, if its speaker is known."""
        speaker = self._speaker(saying.cue)
        if speaker is None:
            return None
        entity, confidence = speaker
        trigger = self.triggers[saying.cue]
        inside = tuple(e.id for e in events
                       if saying.content.start <= e.trigger.start < saying.content.end)
        first = self.reading.sentence_span(self.reading.sentence[trigger.word])
        return Claim(
            id="", speaker=entity.id, cue=self.reading.span(trigger.word, trigger.word + 1),
            content=saying.content, direct=saying.direct, evidence=(first,),
            source=Source(trigger.rule, round(min(saying.confidence, confidence), 4)),
            events=inside)

    def _coverage(self, graph: ArticleGraph) -> Coverage:
        """Which sentences gave nothing, and why; times that could not be resolved."""
        spans = [s for group in (graph.relations, graph.attributes, graph.events, graph.claims)
                 for x in group for s in x.evidence]
        spans += [c.content for c in graph.claims]
        skipped = []
        for index in range(len(self.reading.sentences)):
            sentence = self.reading.sentence_span(index)
            if not any(s.overlaps(sentence) for s in spans):
                skipped.append(Skipped(sentence, self._reason(index)))
        unresolved = unresolved_times(self.article.text, self.article.date)
        notes = []
        if unresolved:
            why = "the article has no date" if self.article.date is None else "too vague"
            notes.append(f"{len(unresolved)} time expressions unresolved: {why}")
        return Coverage(len(self.reading.sentences), tuple(skipped), tuple(notes))

    def _reason(self, index: int) -> str:
        """Why a sentence gave no statement."""
        entity = any(self.clusters[k] >= 0 and self.reading.sentence[c.start] == index
                     for k, c in enumerate(self.candidates))
        trigger = any(self.reading.sentence[t.word] == index for t in self.triggers)
        if not entity:
            return "no entity"
        return "no participant found for its event" if trigger else "no known event or relation"


def _ordered(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """Arguments by role, then by filler."""
    return tuple(sorted(arguments, key=lambda a: (a.role, str(a.filler))))


def merged(events: Sequence[Event]) -> list[Event]:
    """The events with mentions of one happening made one, numbered in text order.

    Two mentions are one happening when type, status and the fillers of a central role agree and
    neither time nor amount differs.
    """
    out: list[Event] = []
    for event in sorted(events, key=lambda e: e.trigger.start):
        for k, earlier in enumerate(out):
            if _same_happening(earlier, event):
                out[k] = _union(earlier, event)
                break
        else:
            out.append(event)
    return [replace(e, id=f"v{n}") for n, e in enumerate(out, 1)]


def _same_happening(a: Event, b: Event) -> bool:
    """Whether two mentions denote one happening."""
    if (a.type, a.negated, a.modality) != (b.type, b.negated, b.modality):
        return False
    if a.time and b.time and a.time.value != b.time.value:
        return False
    figures = [{x.filler.number for x in e.arguments if isinstance(x.filler, Quantity)} for e in (a, b)]
    if all(figures) and figures[0].isdisjoint(figures[1]):
        return False
    shared = 0
    for role in ("agent", "patient", "counterpart", "destination", "topic"):
        x, y = set(a.fillers(role)), set(b.fillers(role))
        if x and y:
            if x.isdisjoint(y):
                return False
            shared += 1
    return shared > 0


def _union(a: Event, b: Event) -> Event:
    """One event with the arguments and evidence of both."""
    have = {(x.role, str(x.filler)) for x in a.arguments}
    filled = {x.filler for x in a.arguments if isinstance(x.filler, str)}
    more = [x for x in b.arguments if (x.role, str(x.filler)) not in have and x.filler not in filled
            and not (x.role == AMOUNT and any(y.role == AMOUNT for y in a.arguments))]
    return replace(a, arguments=_ordered([*a.arguments, *more]),
                   evidence=tuple(dict.fromkeys((*a.evidence, *b.evidence))), time=a.time or b.time,
                   attributed_to=a.attributed_to if b.attributed_to else b.attributed_to)


__all__ = ["MentionKind", "Trigger", "extract_graph"]
