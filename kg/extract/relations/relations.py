"""What the model and the patterns find, as one list of relations."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Token

from kg.extract.entities.resolved import Resolved
from kg.extract.reading import POSITION
from kg.extract.relations.patterns import (
    OFFICES,
    SUPPOSED,
    Finding,
    admits,
    find_by_pattern,
    is_modal,
    is_negated,
)
from kg.model import Claim, Relation, Source

THRESHOLD = 0.45
RIVAL = 0.8
"""Share of a rival's confidence that an exclusive relation needs to stay beside it."""
HEADS = frozenset(("headOf", "deputyHeadOf"))
"""Relations of somebody with a name: that the president heads the country says nothing."""
EXCLUSIVE = frozenset(("headOf", "deputyHeadOf", "spokespersonOf", "capitalOf", "bornIn"))
CONSIDERED = 0.1
"""What the model alone finds less likely is not looked at."""
_Key = tuple[str, str, str]


def extract_relations(resolved: Resolved, claims: Sequence[Claim]) -> list[Relation]:
    """Each relation once, with every sentence that says it, in the order of first evidence.

    What the model and a pattern both find is surer than what one of them finds. A relation that
    is found only in the contents of claims is attributed. What "will" or "may" come to hold is no
    relation yet.
    """
    found: dict[_Key, list[Finding]] = defaultdict(list)
    for finding in (*_find_by_model(resolved), *find_by_pattern(resolved)):
        verb = _joint(resolved, finding)
        if verb is None or not is_modal(resolved, verb):
            found[_key(resolved, finding)].append(finding)
    relations = [_relation(resolved, key, group, claims) for key, group in found.items()]
    named = {e.id for e in resolved.entities if e.named}
    likely = [
        r
        for r in relations
        if r.source.confidence >= THRESHOLD and (r.subject in named or r.predicate not in HEADS)
    ]
    rivalled = _rivalled(likely)
    kept = [r for r in _surest(likely) if r not in rivalled and not _is_guess(r, likely)]
    return sorted(kept, key=lambda r: (r.evidence[0].start, r.subject, r.predicate, r.object))


def _surest(relations: Sequence[Relation]) -> Iterator[Relation]:
    """Of two offices that one holds at the same body the surer one; all other relations."""
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        office = relation.predicate in OFFICES
        pair = relation.subject, "" if office else relation.predicate, relation.object
        other = best.get(pair)
        if other is None or relation.source.confidence > other.source.confidence:
            best[pair] = relation
    yield from best.values()


def _is_guess(relation: Relation, others: Sequence[Relation]) -> bool:
    """Whether an office of state is only supposed, and its holder has another one that is said."""
    return relation.source.rule.startswith(SUPPOSED) and any(
        r.subject == relation.subject
        and r.predicate == relation.predicate
        and not r.source.rule.startswith(SUPPOSED)
        for r in others
    )


def _rivalled(relations: Sequence[Relation]) -> set[Relation]:
    """Those with a surer rival: a sentence that gives an office to two, or two offices to one.

    Of "Prime Minister Holm and President Dahl" each heads one country.
    """
    rivals: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for r in relations:
        if r.predicate in EXCLUSIVE:
            rivals[r.predicate, "subject", r.subject].append(r)
            rivals[r.predicate, "object", r.object].append(r)
    return {
        r
        for group in rivals.values()
        for r in group
        for other in group
        if r.source.confidence < RIVAL * other.source.confidence
        and set(r.evidence) <= set(other.evidence)
    }


def _find_by_model(resolved: Resolved) -> Iterator[Finding]:
    """What the relation head finds likely and the ontology admits, within sentences."""
    reading, candidates = resolved.reading, resolved.candidates
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for k, candidate, _ in resolved.denoting():
        by_sentence[reading.sentence[candidate.start]].append(k)
    pairs = [(a, b) for group in by_sentence.values() for a in group for b in group if a != b]
    scores = reading.relations(candidates, pairs)
    labels = reading.heads.labels["relation"]
    for row, label in np.argwhere(scores[:, 1:] >= CONSIDERED):
        (a, b), predicate = pairs[row], labels[label + 1]
        if predicate != POSITION and admits(resolved, predicate, a, b):
            yield Finding(a, predicate, b, float(scores[row, label + 1]), "head:relation")


def _key(resolved: Resolved, finding: Finding) -> _Key:
    """The ids of the entities around the predicate, in order where it is symmetric."""
    a, b = (e.id for k in (finding.subject, finding.object) if (e := resolved.entity(k)))
    if resolved.reading.schema.relations[finding.predicate].symmetric and int(a[1:]) > int(b[1:]):
        a, b = b, a
    return a, finding.predicate, b


def _relation(
    resolved: Resolved, key: _Key, group: Sequence[Finding], claims: Sequence[Claim]
) -> Relation:
    """One relation from everything that says it."""
    reading = resolved.reading
    best: dict[str, float] = {}
    for finding in group:
        best[finding.rule] = max(best.get(finding.rule, 0.0), finding.confidence)
    confidence = min(1 - math.prod(1 - p for p in best.values()), 0.99)
    words = sorted({resolved.candidates[f.subject].start for f in group})
    evidence = dict.fromkeys(reading.sentence_span(w) for w in words)
    subject, predicate, object_ = key
    return Relation(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=tuple(evidence),
        source=Source(max(best, key=best.__getitem__), round(confidence, 4)),
        former=predicate in OFFICES and any(_is_former(resolved, f) for f in group),
        negated=all((v := _joint(resolved, f)) and is_negated(resolved, v) for f in group),
        attributed_to=_speakers(resolved, group, claims),
    )


def _is_former(resolved: Resolved, finding: Finding) -> bool:
    """Whether a word like "former" modifies the subject, its title, or its verb."""
    reading = resolved.reading
    candidate = resolved.candidates[finding.subject]
    subject = reading.token(candidate.head)
    for i in range(*reading.sentences[reading.sentence[candidate.start]]):
        token = reading.token(i)
        if reading.schema.find("FormerCue", "word", token.lower_):
            modified = token.head
            if modified.i in (subject.i, subject.head.i) or modified.head.i == subject.i:
                return True
    return False


def _joint(resolved: Resolved, finding: Finding) -> Token | None:
    """The word with a subject that joins the two in the parse: the verb that ties them, if any."""
    reading = resolved.reading
    a = reading.token(resolved.candidates[finding.subject].head)
    b = reading.token(resolved.candidates[finding.object].head)
    above = {a.i, *(t.i for t in a.ancestors)}
    joint = next((t for t in (b, *b.ancestors) if t.i in above), None)
    if joint is None or not any(c.dep_.startswith("nsubj") for c in joint.children):
        return None
    return joint


def _speakers(
    resolved: Resolved, group: Sequence[Finding], claims: Sequence[Claim]
) -> tuple[str, ...]:
    """Who says it, when all that says it are clauses inside of claims.

    What a title or a name itself says ("spokesman Peskov") is nobody's claim.
    """
    speakers: dict[str, None] = {}
    for finding in group:
        ends = [resolved.candidates[k] for k in (finding.subject, finding.object)]
        where = resolved.reading.span(min(c.start for c in ends), max(c.end for c in ends))
        around = [
            c.speaker
            for c in claims
            if c.content.start <= where.start and where.end <= c.content.end
        ]
        if not around or finding.rule != "head:relation":
            return ()
        speakers |= dict.fromkeys(around)
    return tuple(speakers)
