"""Relations that the lexicon reads off the words: titles, verbs, places inside of names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.resolved import Resolved
from kg.extract.reading import Candidate
from kg.model import MentionKind
from kg.schema import Cue

DISTANT = 0.8
"""Share of a title's reliability that is left when its object stands in a sentence before."""
OFFICES = frozenset(
    ("headOf", "deputyHeadOf", "memberOf", "worksFor", "representativeOf", "spokespersonOf")
)
UNATTACHED = frozenset({"spokespersonOf"})
"""Relations whose noun makes no sense without an object: it is sought in the sentences before."""
SUPPOSED = "supposed:"
"""Prefix of the rule of what the sentence leaves open and the article as a whole suggests."""
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT"})
BACK = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between the entities of two candidates, and what says so."""

    subject: int
    predicate: str
    object: int
    confidence: float
    rule: str


def find_by_pattern(resolved: Resolved) -> Iterator[Finding]:
    """Everything that the patterns find and the ontology admits."""
    for source in (_titles, _verbs, _contained):
        for finding in source(resolved):
            if admits(resolved, finding.predicate, finding.subject, finding.object):
                yield finding


def admits(resolved: Resolved, predicate: str, subject: int, object_: int) -> bool:
    """Whether two candidates denote different entities between which a relation may hold."""
    a, b = resolved.entity(subject), resolved.entity(object_)
    if a is None or b is None or a.id == b.id:
        return False
    return resolved.reading.schema.admits(predicate, a.type, b.type)


@dataclass(frozen=True, slots=True)
class Title:
    """A noun of the lexicon that ties its bearer to something: its word, cues and bearer."""

    word: int
    cues: tuple[Cue, ...]
    bearer: int


def find_titles(resolved: Resolved) -> Iterator[Title]:
    """The titles of an article whose bearer is known."""
    reading = resolved.reading
    for word in range(len(reading.layout.words)):
        token = reading.token(word)
        cues = _title_cues(resolved, token) if token.pos_ in ("NOUN", "PROPN") else ()
        bearer = _bearer(resolved, token, word) if cues else None
        if bearer is not None:
            yield Title(word, cues, bearer)


def _titles(resolved: Resolved) -> Iterator[Finding]:
    """What titles say: "spokesman of X", "X president Y", "Y, the deputy chairman of X"."""
    country = _main_country(resolved)
    for title in find_titles(resolved):
        cues, bearer = title.cues, title.bearer
        complements = list(_complements(resolved, resolved.reading.token(title.word)))
        for complement in complements:
            yield from _titled(resolved, cues, bearer, complement)
        if country is not None and not complements:
            state = _state_office(resolved, title, country)
            if state is not None:
                yield state
        if not complements and cues[0].evokes in UNATTACHED:
            distant = _before(resolved, bearer, cues[0].evokes)
            if distant is not None:
                rule = f"lexicon:{cues[0].name}"
                yield Finding(bearer, cues[0].evokes, distant, DISTANT * cues[0].reliability, rule)


def _main_country(resolved: Resolved) -> int | None:
    """The first candidate of the country that the article mentions most."""
    counted: dict[str, list[int]] = {}
    for k, candidate, entity in resolved.denoting():
        if entity.type == "Country" and candidate.kind is not MentionKind.PRONOUN:
            counted.setdefault(entity.id, []).append(k)
    return max(counted.values(), key=len)[0] if counted else None


def _state_office(resolved: Resolved, title: Title, country: int) -> Finding | None:
    """An office of state, of the article's main country."""
    token = resolved.reading.token(title.word)
    cue = next(iter(_title_cues(resolved, token, "OfficeCue")), None)
    if cue is None:
        return None
    rule = f"{SUPPOSED}{cue.name}"
    return Finding(title.bearer, cue.evokes, country, cue.reliability, rule)


def _title_cues(resolved: Resolved, token: Token, kind: str = "TitleCue") -> tuple[Cue, ...]:
    """The cues of a noun, by the longest phrase that ends in it."""
    words = [token.lemma_.lower()]
    i = token.i - 1
    while i >= 0 and len(words) < 4 and token.doc[i].pos_ in PHRASE:
        words.insert(0, token.doc[i].lower_)
        i -= 1
    for k in range(len(words)):
        cues = resolved.reading.schema.find(kind, "noun", " ".join(words[k:]))
        if cues:
            return cues
    return ()


def _titled(
    resolved: Resolved, cues: Sequence[Cue], bearer: int, complement: int
) -> Iterator[Finding]:
    """The first relation of a title that the ontology admits."""
    for cue in cues:
        subject, object_ = (complement, bearer) if cue.inverse else (bearer, complement)
        if admits(resolved, cue.evokes, subject, object_):
            yield Finding(subject, cue.evokes, object_, cue.reliability, f"lexicon:{cue.name}")
            return


def _bearer(resolved: Resolved, token: Token, word: int) -> int | None:
    """Who has the title: the name that follows, an apposition, the subject of "is", itself."""
    follower = resolved.starting.get(word + 1)
    if follower is not None and resolved.candidates[follower].kind is MentionKind.NAME:
        return follower
    near = [c for c in token.children if c.dep_ in ("appos", "flat")]
    if token.dep_ in ("appos", "compound", "flat", "nmod:desc"):
        near.append(token.head)
    if any(c.dep_ == "cop" for c in token.children):
        near += [c for c in token.children if c.dep_.startswith("nsubj")]
    found = [resolved.headed(t.i) for t in (*near, token)]
    return next((k for k in found if k is not None), None)


def _complements(resolved: Resolved, token: Token) -> Iterator[int]:
    """What the title is of: after "of", a possessor, a name or demonym in front."""
    for child in token.children:
        prepositions = {c.lower_ for c in child.children if c.dep_ == "case"}
        linked = child.dep_ == "nmod" and prepositions & {"of", "for", "at", "to", "from", "in"}
        if linked or child.dep_ in ("nmod:poss", "compound", "amod"):
            found = resolved.headed(child.i)
            if found is not None:
                yield found


def _before(resolved: Resolved, bearer: int, predicate: str) -> int | None:
    """The last organisation named before a title's sentence, a subject before all others."""
    reading = resolved.reading
    here = reading.sentence[resolved.candidates[bearer].start]
    found = [
        (reading.token(c.head).dep_ == "nsubj", k)
        for k, c, entity in resolved.denoting()
        if here - BACK <= reading.sentence[c.start] < here
        and c.kind is MentionKind.NAME
        and resolved.is_a(entity, "Organization")
        and admits(resolved, predicate, bearer, k)
    ]
    return max(found)[1] if found else None


def _verbs(resolved: Resolved) -> Iterator[Finding]:
    """Verbs of the lexicon over PropBank arguments."""
    doc, schema = resolved.reading.doc, resolved.reading.schema
    for predicate in doc._.predicates:
        token = doc[predicate.word]
        lemma = token.lemma_.lower()
        forms = [f"{lemma} {t.lower_}" for t in token.children if t.i > token.i] + [lemma]
        cues = [c for f in forms for c in schema.find("RelationCue", "verb", f)]
        if not cues:
            continue
        ends: dict[str, list[int]] = {"subject": [], "object": []}
        for word, label in predicate.arguments:
            slot, found = cues[0].roles.get(label), resolved.headed(word)
            if slot in ends and found is not None:
                ends[slot].append(found)
        for a in ends["subject"]:
            for b in ends["object"]:
                rule = f"lexicon:{cues[0].name}"
                yield Finding(a, cues[0].evokes, b, cues[0].reliability, rule)


def is_negated(resolved: Resolved, verb: Token) -> bool:
    """Whether a verb is denied: "is not", "never led"."""
    find = resolved.reading.schema.find
    return any(find("NegationCue", "word", c.lower_) for c in verb.children)


def is_modal(resolved: Resolved, verb: Token) -> bool:
    """Whether a verb stands under "will", "may" and the like."""
    find = resolved.reading.schema.find
    return any(
        c.pos_ == "AUX" and find("ModalityCue", "auxiliary", c.lemma_.lower())
        for c in verb.children
    )


def _is_its_kind(resolved: Resolved, around: Candidate, inner: Candidate) -> bool:
    """Whether the noun around a place's name says what it is: "Aalborg district" is no other."""
    head = resolved.reading.token(around.head)
    cues = resolved.reading.schema.find("TypeCue", "noun", head.lemma_.lower())
    alone = around.end - around.start == inner.end - inner.start + 1
    return alone and any(c.evokes == around.label == inner.label for c in cues)


def _contained(resolved: Resolved) -> Iterator[Finding]:
    """Names and descriptions with a place in them: "Russian Foreign Ministry"."""
    schema = resolved.reading.schema
    cues = [c for c in schema.cues if c.kind == "ContainmentCue"]
    for inner, candidate, entity in resolved.denoting():
        for outer in resolved.around[candidate.start]:
            around, bearer = resolved.candidates[outer], resolved.entity(outer)
            if not around.contains(candidate) or around.head == candidate.head:
                continue
            if _is_its_kind(resolved, around, candidate):
                continue
            before = resolved.reading.token(max(candidate.start - 1, around.start))
            front = before.nbor(-1) if before.lower_ == "the" and before.i else before
            for cue in cues:
                fits = any(schema.is_a(entity.type, t) for t in cue.words["container"])
                placed = front.lower_ in cue.words.get("preposition", {front.lower_})
                if bearer and bearer.type in cue.words["bearer"] and fits and placed:
                    rule = f"lexicon:{cue.name}"
                    yield Finding(outer, cue.evokes, inner, cue.reliability, rule)
