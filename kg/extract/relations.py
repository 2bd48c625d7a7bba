"""Candidates in one sentence → relations and attributes between their entities."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.reading import AMOUNT, POSITION, Candidate, Reading
from kg.model import Attribute, Entity, MentionKind, Quantity, Relation, Source, Span
from kg.nlp.expressions.quantities import find_ages

RELATION_THRESHOLD = 0.4
POSITION_THRESHOLD = 0.4
_POPULATION = re.compile(r"\s*(?:\w+\s)?(?:people|residents|inhabitants|members|citizens)\b")


def extract_relations(
    reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
    entities: Sequence[Entity],
) -> list[Relation]:
    """Each relation once, with every sentence that says it, in the order of first evidence."""
    labels = reading.heads.labels["relation"]
    pairs = list(_pairs(reading, candidates, clusters))
    scores = reading.relations(candidates, pairs)
    found: dict[tuple[str, str, str], list[tuple[float, int]]] = defaultdict(list)
    for (a, b), row in zip(pairs, scores, strict=True):
        subject, object_ = entities[clusters[a]], entities[clusters[b]]
        for k in range(1, len(labels)):
            if row[k] < RELATION_THRESHOLD or labels[k] == POSITION:
                continue
            if reading.schema.admits(labels[k], subject.type, object_.type):
                key = subject.id, labels[k], object_.id
                found[_canonical(reading, key)].append((float(row[k]), reading.sentence[candidates[a].start]))
    out = []
    for (subject_id, predicate, object_id), evidence in found.items():
        sentences = sorted({s for _, s in evidence})
        out.append(Relation(
            subject=subject_id, predicate=predicate, object=object_id,
            evidence=tuple(reading.sentence_span(s) for s in sentences),
            source=Source("head:relation", round(max(p for p, _ in evidence), 4)),
            former=_is_former(reading, subject_id, predicate, entities, sentences),
        ))
    return sorted(out, key=lambda r: (r.evidence[0].start, r.subject, r.predicate, r.object))


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
    for age in find_ages(reading.doc.text):
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
    text = reading.doc.text
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
