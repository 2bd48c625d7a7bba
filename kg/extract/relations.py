"""Candidates in one sentence → relations and attributes between their entities."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from kg.extract.patterns import Finding, Patterns
from kg.extract.reading import AMOUNT, POSITION, Candidate, Reading
from kg.model import Attribute, Entity, MentionKind, Quantity, Relation, Source, Span
from kg.nlp.expressions.quantities import find_ages

RELATION_THRESHOLD = 0.4
CONSIDERED = 0.1
POSITION_THRESHOLD = 0.4
_POPULATION = re.compile(r"\s*(?:\w+\s)?(?:people|residents|inhabitants|members|citizens)\b")


def extract_relations(
    reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
    entities: Sequence[Entity],
) -> list[Relation]:
    """Each relation once, with every sentence that says it, in the order of first evidence.

    What the model and a pattern of the lexicon both find is surer than what one of them finds.
    """
    found: dict[tuple[str, str, str], dict[str, list[tuple[float, int]]]] = defaultdict(
        lambda: defaultdict(list))
    for f in [*_by_model(reading, candidates, clusters, entities),
              *Patterns(reading, candidates, clusters, entities).findings()]:
        key = _canonical(reading, (entities[clusters[f.subject]].id, f.predicate,
                                   entities[clusters[f.object]].id))
        found[key][f.rule].append((f.confidence, reading.sentence[candidates[f.subject].start]))
    out = []
    for (subject, predicate, object_), rules in found.items():
        best = {rule: max(p for p, _ in seen) for rule, seen in rules.items()}
        confidence = 1 - math.prod(1 - p for p in best.values())
        if confidence < RELATION_THRESHOLD:
            continue
        sentences = sorted({s for seen in rules.values() for _, s in seen})
        out.append(Relation(
            subject=subject, predicate=predicate, object=object_,
            evidence=tuple(reading.sentence_span(s) for s in sentences),
            source=Source(max(best, key=lambda r: best[r]), round(min(confidence, 0.99), 4)),
            former=_is_former(reading, subject, predicate, entities, sentences),
        ))
    return sorted(out, key=lambda r: (r.evidence[0].start, r.subject, r.predicate, r.object))


def _by_model(reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
              entities: Sequence[Entity]) -> Iterator[Finding]:
    """What the relation head finds likely and the ontology admits."""
    labels = reading.heads.labels["relation"]
    pairs = list(_pairs(reading, candidates, clusters))
    scores = reading.relations(candidates, pairs)
    for row, label in np.argwhere(scores[:, 1:] >= CONSIDERED):
        a, b = pairs[row]
        predicate = labels[label + 1]
        types = entities[clusters[a]].type, entities[clusters[b]].type
        if predicate != POSITION and reading.schema.admits(predicate, *types):
            yield Finding(a, predicate, b, float(scores[row, label + 1]), "head:relation")


def _pairs(reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ordered pairs of candidates of two entities in one sentence."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for k, c in enumerate(candidates):
        if clusters[k] >= 0:
            by_sentence[reading.sentence[c.start]].append(k)
    for group in by_sentence.values():
        for a in group:
            for b in group:
                if clusters[a] != clusters[b]:
                    yield a, b


def _canonical(reading: Reading, key: tuple[str, str, str]) -> tuple[str, str, str]:
    """The key with a symmetric relation's entities in order."""
    subject, predicate, object_ = key
    if reading.schema.relations[predicate].symmetric and int(subject[1:]) > int(object_[1:]):
        return object_, predicate, subject
    return key


def _is_former(reading: Reading, subject: str, predicate: str, entities: Sequence[Entity],
               sentences: Sequence[int]) -> bool:
    """Whether a word like "former" stands just before or within the subject's title."""
    spans = [m.span for e in entities if e.id == subject for m in e.mentions]
    for s in sentences:
        a, b = reading.sentences[s]
        for i in range(a, b):
            word = reading.token(i)
            if reading.schema.find("FormerCue", "word", word.lower_):
                near = [m for m in spans if -3 <= word.idx - m.start <= 60 or 0 <= m.start - word.idx <= 60]
                if near and predicate in ("headOf", "deputyHeadOf", "memberOf", "worksFor",
                                          "representativeOf", "spokespersonOf"):
                    return True
    return False


def extract_attributes(
    reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
    entities: Sequence[Entity], quantities: Sequence[Quantity],
) -> list[Attribute]:
    """Positions, ages and populations, each once."""
    found: dict[tuple[str, str, str], Attribute] = {}
    for source in (_positions(reading, candidates, clusters, entities),
                   _ages(reading, candidates, clusters, entities),
                   _populations(reading, candidates, clusters, entities, quantities)):
        for attribute in source:
            key = attribute.subject, attribute.predicate, attribute.value.casefold()
            found.setdefault(key, attribute)
    return sorted(found.values(), key=lambda a: (a.evidence[0].start, a.subject, a.value))


def _positions(reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
               entities: Sequence[Entity]) -> Iterator[Attribute]:
    """Offices that the model ties to a person."""
    labels = reading.heads.labels["relation"]
    position = labels.index(POSITION)
    offices = [k for k, c in enumerate(candidates) if c.label == POSITION]
    people = [k for k, c in enumerate(candidates) if clusters[k] >= 0
              and entities[clusters[k]].type == "Person"]
    pairs = [(a, b) for b in offices for a in people
             if reading.sentence[candidates[a].start] == reading.sentence[candidates[b].start]]
    for (a, b), row in zip(pairs, reading.relations(candidates, pairs), strict=True):
        if row[position] > POSITION_THRESHOLD:
            yield Attribute(
                entities[clusters[a]].id, POSITION, reading.text(candidates[b]),
                (reading.sentence_span(reading.sentence[candidates[b].start]),),
                Source("head:relation", round(float(row[position]), 4)))


def _ages(reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
          entities: Sequence[Entity]) -> Iterator[Attribute]:
    """Ages, tied to the nearest person of the sentence."""
    for age in find_ages(reading.string):
        near = _nearest(reading, age.span, candidates, clusters, entities, ("Person", "Group"))
        if near is not None:
            yield Attribute(entities[clusters[near]].id, "age", f"{age.number:g}",
                            (reading.sentence_span(reading.sentence[candidates[near].start]),),
                            Source("rule:age", 0.8))


def _nearest(reading: Reading, span: Span, candidates: Sequence[Candidate],  # noqa: PLR0913
             clusters: Sequence[int], entities: Sequence[Entity], types: tuple[str, ...]) -> int | None:
    """The candidate of one of the types that stands nearest to a span in its sentence."""
    best: tuple[int, int] | None = None
    for k, c in enumerate(candidates):
        if clusters[k] < 0 or entities[clusters[k]].type not in types or c.kind is MentionKind.PRONOUN:
            continue
        here = reading.span(c.start, c.end)
        sentence = reading.sentence_span(reading.sentence[c.start])
        if sentence.overlaps(span):
            gap = max(here.start - span.end, span.start - here.end, 0)
            best = min(best or (gap, k), (gap, k))
    return best[1] if best and best[0] < 80 else None


def _populations(reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],  # noqa: PLR0913
                 entities: Sequence[Entity], quantities: Sequence[Quantity]) -> Iterator[Attribute]:
    """Numbers of inhabitants: "population of 9 million", "Gaza's 2.3 million residents"."""
    text = reading.string
    for quantity in quantities:
        before = text[max(0, quantity.span.start - 40) : quantity.span.start].lower()
        residents = _POPULATION.match(text, quantity.span.end)
        owned = re.search(r"[’']s\s+(?:\w+\s)?$", before) and residents
        if not owned and "population" not in before:
            continue
        places = tuple(t for t in reading.schema.entity_types if reading.schema.is_a(t, "Place"))
        near = _nearest(reading, quantity.span, candidates, clusters, entities, places)
        if near is not None:
            yield Attribute(entities[clusters[near]].id, "population", f"{quantity.number:.0f}",
                            (reading.sentence_span(reading.sentence[candidates[near].start]),),
                            Source("rule:population", 0.8))


__all__ = ["AMOUNT", "extract_attributes", "extract_relations"]
