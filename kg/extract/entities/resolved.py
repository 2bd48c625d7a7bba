"""An article's candidates with the entities that they denote: what the later extractors share."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.entities.coreference import cluster_mentions, members
from kg.extract.entities.mentions import find_candidates
from kg.extract.entities.names import class_of, country_names
from kg.extract.reading import Candidate, Reading
from kg.model import Entity, Mention, MentionKind, Quantity, Time
from kg.nlp.features import bare

NAME_VOTE, NOUN_VOTE = 2.5, 0.7
"""Weight of the lexicon's type of a name, and of a head noun, beside the model's confidence."""


class Resolved:
    """The candidates, and the entity of each; entities are "e1", "e2", ... in text order."""

    def __init__(
        self, reading: Reading, quantities: Sequence[Quantity] = (), times: Sequence[Time] = ()
    ) -> None:
        self.reading, self.quantities, self.times = reading, quantities, times
        self.candidates = find_candidates(reading, quantities, times)
        self._clusters = cluster_mentions(reading, self.candidates)
        countries = country_names(reading.schema)
        self.entities = [
            _entity(reading, f"e{n}", [self.candidates[k] for k in group], countries)
            for n, group in enumerate(members(self._clusters), 1)
        ]
        self.starting: dict[int, int] = {}
        self.around: dict[int, list[int]] = defaultdict(list)
        """The candidates that denote an entity by each word that is one of theirs."""
        self.at_head: dict[int, list[int]] = defaultdict(list)
        for k, c in enumerate(self.candidates):
            if self._clusters[k] >= 0:
                self.at_head[int(reading.layout.tokens[c.head])].append(k)
                self.starting[c.start] = k
                for word in range(c.start, c.end):
                    self.around[word].append(k)

    def entity(self, candidate: int) -> Entity | None:
        """The entity that a candidate denotes, if any."""
        cluster = self._clusters[candidate]
        return self.entities[cluster] if cluster >= 0 else None

    def denoting(self) -> Iterator[tuple[int, Candidate, Entity]]:
        """The candidates that denote an entity: index, candidate, entity."""
        for k, candidate in enumerate(self.candidates):
            entity = self.entity(k)
            if entity is not None:
                yield k, candidate, entity

    def headed(self, token: int) -> int | None:
        """The widest candidate whose syntactic head is a token."""
        found = self.at_head.get(token, [])
        width = [self.candidates[k].end - self.candidates[k].start for k in found]
        return found[width.index(max(width))] if found else None

    def coordinated(self, candidate: int) -> Iterator[int]:
        """The candidates that "and" or a comma joins with one, of its own class."""
        first, schema = self.entity(candidate), self.reading.schema
        token = self.reading.token(self.candidates[candidate].head)
        for other in token.conjuncts:
            k = self.headed(other.i)
            entity = self.entity(k) if k is not None else None
            if k is None or first is None or entity is None:
                continue
            if class_of(schema, first.type) == class_of(schema, entity.type):
                yield k

    def is_a(self, entity: Entity, ancestor: str) -> bool:
        """Whether an entity's type lies under a class."""
        return self.reading.schema.is_a(entity.type, ancestor)


def _entity(
    reading: Reading, identifier: str, group: Sequence[Candidate], countries: dict[str, str]
) -> Entity:
    """The entity that a group of candidates denotes."""
    solid = [c for c in group if c.kind is not MentionKind.PRONOUN]
    mentions = (
        Mention(reading.span(c.start, c.end), c.kind, round(c.confidence, 4)) for c in group
    )
    name, kind = _name(reading, solid), _type(reading, solid, countries)
    return Entity(identifier, name, kind, tuple(mentions))


def _name(reading: Reading, group: Sequence[Candidate]) -> str:
    """The fullest name, else the country of a demonym, else the first description.

    Of "MOSCOW" in a dateline and "Moscow" the latter.
    """
    names = [bare(reading.words_of(c)) for c in group if c.kind is MentionKind.NAME]
    first = bare(reading.words_of(group[0]))
    if names:
        first = max(names, key=lambda name: (len(name), not name.isupper()))
    elif group[0].kind is MentionKind.DEMONYM and group[0].label != "Group":
        first = reading.schema.demonyms[first]
    return " ".join(first.split())


def _by_noun(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """The types that the lexicon gives to a candidate's head noun; several people are a group."""
    head = reading.token(candidate.head)
    words = reading.words_of(candidate).lower()
    found = reading.schema.find("TypeCue", "noun", words)
    for form in (head.lemma_.lower(), head.lower_):
        found = found or reading.schema.find("TypeCue", "noun", form)
    several = head.tag_ == "NNS"
    for cue in found[:1]:
        group = several and cue.evokes in ("Person", "Country")
        yield "Group" if group else cue.evokes


def _type(reading: Reading, group: Sequence[Candidate], countries: dict[str, str]) -> str:
    """The type that the mentions vote for, names counting double; the gazetteer knows countries."""
    votes: dict[str, float] = defaultdict(float)
    for candidate in group:
        weight = 2.0 if candidate.kind is MentionKind.NAME else 1.0
        votes[candidate.label] += weight * candidate.confidence
        if bare(reading.words_of(candidate)) in countries:
            votes["Country"] += 2.0
        for label in _by_noun(reading, candidate):
            votes[label] += NOUN_VOTE
    for cue in reading.schema.find("TypeCue", "noun", _name(reading, group).lower())[:1]:
        named = any(c.kind is MentionKind.NAME for c in group)
        votes[cue.evokes] += NAME_VOTE if named else 0.0
    return max(sorted(votes), key=votes.__getitem__)
