"""Relations that the lexicon reads off the words: titles, relation verbs, places inside of names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.reading import Candidate, Reading
from kg.model import Entity, MentionKind
from kg.schema import Cue

TITLE_CONFIDENCE = 0.6
VERB_CONFIDENCE = 0.5
DISTANT_CONFIDENCE = 0.5
UNATTACHED = frozenset({"spokespersonOf"})
"""Relations whose noun makes no sense without an object: it is sought in the sentence before."""
_SLOTS = ("subject", "object")


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between the entities of two candidates, and what says so."""

    subject: int
    predicate: str
    object: int
    confidence: float
    rule: str


class Patterns:
    """The patterns over one article."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int],
                 entities: Sequence[Entity]) -> None:
        self.reading, self.candidates = reading, candidates
        self.clusters, self.entities = clusters, entities
        self.at_head: dict[int, list[int]] = defaultdict(list)
        self.starting: dict[int, int] = {}
        for k, c in enumerate(candidates):
            if clusters[k] >= 0:
                self.at_head[int(reading.layout.tokens[c.head])].append(k)
                self.starting.setdefault(c.start, k)

    def findings(self) -> Iterator[Finding]:
        """Everything that the patterns find and the ontology admits."""
        for found in (self._titles(), self._verbs(), self._contained()):
            for f in found:
                if self.clusters[f.subject] != self.clusters[f.object] and self._admits(
                        f.predicate, f.subject, f.object):
                    yield f

    def _type(self, candidate: int) -> str:
        return self.entities[self.clusters[candidate]].type

    def _admits(self, predicate: str, subject: int, object_: int) -> bool:
        return self.reading.schema.admits(predicate, self._type(subject), self._type(object_))

    def _titles(self) -> Iterator[Finding]:
        """ "spokesman of X", "X president Y", "Y, the deputy chairman of X", "X's wing"."""
        for word in range(len(self.reading.layout.words)):
            token = self.reading.token(word)
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            cues = self._title_cues(token)
            if not cues:
                continue
            bearers = list(self._bearers(token, word))
            complements = list(self._complements(token, word))
            for bearer in bearers:
                yield from self._titled(cues, bearer, complements)

    def _title_cues(self, token: Token) -> tuple[Cue, ...]:
        """The cues of a noun, by the longest phrase that ends in it."""
        words = [token.lemma_.lower()]
        i = token.i - 1
        while i >= 0 and len(words) < 4 and token.doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "PUNCT"):
            words.insert(0, token.doc[i].lower_)
            i -= 1
        for k in range(len(words)):
            cues = self.reading.schema.find("TitleCue", "noun", " ".join(words[k:]))
            if cues:
                return cues
        return ()

    def _titled(self, cues: Sequence[Cue], bearer: int, complements: Sequence[int]) -> Iterator[Finding]:
        """The first relation of a title that fits, for each complement."""
        for complement in complements:
            for cue in cues:
                ends = (complement, bearer) if cue.inverse else (bearer, complement)
                if self._admits(cue.evokes, *ends):
                    yield Finding(*_ordered(ends, cue.evokes), TITLE_CONFIDENCE, "lexicon:title")
                    break
        if not complements and cues[0].evokes in UNATTACHED:
            distant = self._before(bearer, cues[0].evokes)
            if distant is not None:
                yield Finding(bearer, cues[0].evokes, distant, DISTANT_CONFIDENCE, "lexicon:title")

    def _before(self, bearer: int, predicate: str) -> int | None:
        """The last organisation before a title's sentence that the relation admits, a name first."""
        here = self.reading.sentence[self.candidates[bearer].start]
        found = [k for k, c in enumerate(self.candidates)
                 if self.clusters[k] >= 0 and here - 2 <= self.reading.sentence[c.start] < here
                 and c.kind is MentionKind.NAME and self._admits(predicate, bearer, k)
                 and self.reading.schema.is_a(self._type(k), "Organization")]
        subjects = [k for k in found if self.reading.token(self.candidates[k].head).dep_ == "nsubj"]
        return (subjects or found or [None])[-1]

    def _bearers(self, token: Token, word: int) -> Iterator[int]:
        """Who has the title: the name that follows, an apposition, the subject of "is", itself."""
        follower = self.starting.get(word + 1)
        if follower is not None and self.candidates[follower].kind is MentionKind.NAME:
            yield follower
            return
        near = [c for c in token.children if c.dep_ in ("appos", "flat")]
        if token.dep_ in ("appos", "compound", "flat", "nmod:desc"):
            near.append(token.head)
        if any(c.dep_ == "cop" for c in token.children):
            near += [c for c in token.children if c.dep_.startswith("nsubj")]
        for other in near:
            named = [k for k in self.at_head.get(other.i, ())]
            if named:
                yield max(named, key=lambda k: self.candidates[k].end - self.candidates[k].start)
                return
        own = self.at_head.get(token.i, ())
        if own:
            yield max(own, key=lambda k: self.candidates[k].end - self.candidates[k].start)

    def _complements(self, token: Token, word: int) -> Iterator[int]:
        """What the title is of: after "of", a possessor, a name or demonym in front."""
        for child in token.children:
            relation = child.dep_
            prepositions = {c.lower_ for c in child.children if c.dep_ == "case"}
            if relation in ("nmod:poss", "compound", "amod") or (
                    relation == "nmod" and prepositions & {"of", "for", "at", "to", "from", "in"}):
                found = self.at_head.get(child.i, ())
                if found:
                    yield max(found, key=lambda k: self.candidates[k].end - self.candidates[k].start)

    def _verbs(self) -> Iterator[Finding]:
        """Verbs of the lexicon over PropBank arguments."""
        for predicate in self.reading.doc._.predicates:
            token = self.reading.doc[predicate.word]
            lemma = token.lemma_.lower()
            forms = [f"{lemma} {t.lower_}" for t in token.children if t.i > token.i] + [lemma]
            cue = next((c for f in forms for c in self.reading.schema.find("RelationCue", "verb", f)), None)
            if cue is None:
                continue
            ends: dict[str, list[int]] = {slot: [] for slot in _SLOTS}
            for word, label in predicate.arguments:
                if cue.roles.get(label) in ends:
                    ends[cue.roles[label]] += self.at_head.get(word, ())[:1]
            for a in ends["subject"]:
                for b in ends["object"]:
                    yield Finding(a, cue.evokes, b, VERB_CONFIDENCE, f"lexicon:{cue.name}")

    def _contained(self) -> Iterator[Finding]:
        """Names and descriptions with a place in them: "Russian Foreign Ministry"."""
        cues = [c for c in self.reading.schema.cues if c.kind == "ContainmentCue"]
        for inner, c in enumerate(self.candidates):
            if self.clusters[inner] < 0 or not self.reading.schema.is_a(self._type(inner), "Place"):
                continue
            for outer, d in enumerate(self.candidates):
                if self.clusters[outer] < 0 or not (d.start <= c.start and c.end <= d.end):
                    continue
                if (c.start, c.end) == (d.start, d.end) or d.head == c.head:
                    continue
                for cue in cues:
                    if self._type(outer) in cue.words["bearer"] and any(
                            self.reading.schema.is_a(self._type(inner), t) for t in cue.words["container"]):
                        yield Finding(outer, cue.evokes, inner, cue.reliability, f"lexicon:{cue.name}")


def _ordered(ends: tuple[int, int], predicate: str) -> tuple[int, str, int]:
    return ends[0], predicate, ends[1]
