"""Candidates → entities: names by what they share, descriptions and pronouns by the model."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.reading import PRONOUN, Candidate, Reading
from kg.model import Entity, Mention, MentionKind
from kg.nlp.features import acronym, bare
from kg.schema import Schema

REACH = 60
"""Earlier mentions looked at for a description or pronoun, as in training."""
SURE = 1.0
"""Score above which the model may join two names."""
SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
PLURAL = frozenset("they them their theirs".split())
HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady president judge senator".split())


def resolve_mentions(reading: Reading, candidates: Sequence[Candidate]) -> list[int]:
    """The cluster of each candidate, numbered by first mention; -1 for figures and offices.

    A pronoun without an antecedent is -1 too.
    """
    links = _Links(reading, candidates)
    links.join_names()
    links.join_similar_names()
    links.join_described()
    return links.numbered()


class _Links:
    """Joins candidates into clusters; a cluster is named by its first candidate's index."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self.reading, self.candidates = reading, candidates
        self.schema = reading.schema
        self.texts = [bare(reading.text(c)) for c in candidates]
        self.parent = list(range(len(candidates)))
        self.linked = [c.kind is not MentionKind.PRONOUN and c.is_entity for c in candidates]

    def find(self, i: int) -> int:
        """The first candidate of i's cluster."""
        while self.parent[i] != i:
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Makes two clusters one."""
        a, b = sorted((self.find(i), self.find(j)))
        self.parent[b] = a

    def join_names(self) -> None:
        """Joins names that are equal, short forms, acronyms, or a country and its demonym."""
        countries = _country_names(self.schema)
        keys: dict[str, int] = {}
        names = [i for i, c in enumerate(self.candidates)
                 if c.kind in (MentionKind.NAME, MentionKind.DEMONYM) and c.is_entity]
        for i in sorted(names, key=lambda i: (-len(self.texts[i].split()), i)):
            text = self.texts[i]
            key = countries.get(text) if self.candidates[i].label != "Group" else None
            key = key or self.schema.demonyms.get(text, "") or text.casefold().replace(".", "")
            if self.candidates[i].label == "Group" and text in self.schema.demonyms:
                key = f"people {text.casefold()}"
            if key in keys:
                self.join(keys[key], i)
                continue
            longer = self._longer(i, names)
            if longer is not None:
                self.join(longer, i)
            keys[key] = i

    def _longer(self, i: int, names: list[int]) -> int | None:
        """The one fuller name that a name is a short form of, if there is just one."""
        text, label = self.texts[i], self.candidates[i].label
        words = [w for w in text.split() if w.lower().rstrip(".") not in HONORIFICS]
        found: dict[int, int] = {}
        for k in names:
            other = self.texts[k]
            if k == i or len(other) <= len(text):
                continue
            person = label == "Person" and self.candidates[k].label == "Person"
            if person and words and _is_part_of_name(words, other.split()):
                found[self.find(k)] = k
            elif len(text) > 1 and text.isupper() and acronym(other) == text.replace(".", ""):
                found[self.find(k)] = k
        return next(iter(found.values())) if len(found) == 1 else None

    def join_similar_names(self) -> None:
        """Joins names that share a word, of one class, where the model is sure: "U.S. Congress"."""
        names = [i for i, c in enumerate(self.candidates)
                 if c.kind is MentionKind.NAME and c.is_entity]
        words = {i: frozenset(self.texts[i].casefold().split()) for i in names}
        pairs = [(k, i) for n, i in enumerate(names) for k in names[max(0, n - REACH) : n]
                 if self.find(k) != self.find(i) and words[k] & words[i]
                 and not self._nested(k, i)
                 and self._coarse(self.candidates[k].label) == self._coarse(self.candidates[i].label)]
        scores = self.reading.coreference(self.candidates, pairs)
        for (k, i), score in zip(pairs, scores.tolist(), strict=True):
            if score > SURE and self.find(k) != self.find(i):
                self.join(k, i)

    def _nested(self, k: int, i: int) -> bool:
        """Whether one candidate contains the other."""
        a, b = self.candidates[k], self.candidates[i]
        return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)

    def join_described(self) -> None:
        """Joins descriptions and pronouns with the antecedent that the model likes best."""
        entities = [i for i, c in enumerate(self.candidates) if c.is_entity]
        described = [(n, i) for n, i in enumerate(entities) if self.candidates[i].kind
                     not in (MentionKind.NAME, MentionKind.DEMONYM)]
        pairs = [(k, i) for n, i in described for k in entities[max(0, n - REACH) : n]]
        scores = dict(zip(pairs, self.reading.coreference(self.candidates, pairs).tolist(),
                          strict=True))
        for n, i in described:
            earlier = [k for k in entities[max(0, n - REACH) : n]
                       if scores[k, i] > 0 and self._fits(k, i)]
            if earlier:
                self.join(max(earlier, key=lambda k: scores[k, i]), i)  # noqa: B023
                self.linked[i] = True

    def _fits(self, k: int, i: int) -> bool:
        """Whether candidate k may be what description or pronoun i stands for."""
        a, b = self.candidates[k], self.candidates[i]
        if not self.linked[k] or (a.start <= b.start and b.end <= a.end):
            return False
        if b.kind is not MentionKind.PRONOUN:
            return self._coarse(a.label) == self._coarse(b.label) or a.label == PRONOUN
        word = self.texts[i].lower()
        first = self.candidates[self.find(k)]
        if word in SINGULAR:
            return first.label == "Person" or a.label == PRONOUN and self.texts[k].lower() in SINGULAR
        if word in PLURAL:
            return first.label not in ("Person", "City", "Location")
        return first.label not in ("Person", "Group")

    def _coarse(self, label: str) -> str:
        """Organization, Place, Person, ...: the class in which descriptions may agree."""
        for ancestor in ("Organization", "Place", "Person", "Group", "Event"):
            if label in self.schema.entity_types and self.schema.is_a(label, ancestor):
                return ancestor
        return "Thing"

    def numbered(self) -> list[int]:
        """Clusters 0, 1, 2, ... in the order of their first mention."""
        numbers: dict[int, int] = {}
        out = []
        for i, linked in enumerate(self.linked):
            out.append(numbers.setdefault(self.find(i), len(numbers)) if linked else -1)
        return out


def _is_part_of_name(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a person's short name is the end, or the first name, of a full one."""
    n = len(short)
    return len(full) > n and (list(full[-n:]) == list(short) or list(full[:n]) == list(short))


def _country_names(schema: Schema) -> dict[str, str]:
    """Every name of every country → its main name."""
    return {n: c.name for c in schema.countries for n in (c.name, *c.names)}


def entities_of(
    reading: Reading, candidates: Sequence[Candidate], clusters: Sequence[int]
) -> Iterator[Entity]:
    """The entities, "e1" for cluster 0 and so on."""
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for candidate, cluster in zip(candidates, clusters, strict=True):
        if cluster >= 0:
            groups[cluster].append(candidate)
    countries = _country_names(reading.schema)
    for cluster in sorted(groups):
        group = groups[cluster]
        solid = [c for c in group if c.kind is not MentionKind.PRONOUN]
        yield Entity(
            id=f"e{cluster + 1}",
            name=_name(reading, solid, countries),
            type=_type(reading, solid, countries),
            mentions=tuple(Mention(reading.span(c.start, c.end), c.kind, round(c.confidence, 4))
                           for c in group),
        )


def _name(reading: Reading, group: Sequence[Candidate], countries: dict[str, str]) -> str:
    """The fullest name, else the first description."""
    names = [bare(reading.text(c)) for c in group if c.kind is MentionKind.NAME]
    if names:
        return " ".join(max(names, key=len).split())
    demonyms = [bare(reading.text(c)) for c in group if c.kind is MentionKind.DEMONYM]
    if demonyms and group[0].label != "Group":
        return reading.schema.demonyms[demonyms[0]]
    return " ".join(bare(reading.text(group[0])).split())


def _type(reading: Reading, group: Sequence[Candidate], countries: dict[str, str]) -> str:
    """The type that the mentions vote for, names counting double; the gazetteer knows countries."""
    votes: dict[str, float] = defaultdict(float)
    for candidate in group:
        text = bare(reading.text(candidate))
        weight = 2.0 if candidate.kind is MentionKind.NAME else 1.0
        votes[candidate.label] += weight * candidate.confidence
        if text in countries:
            votes["Country"] += 2.0
    return max(sorted(votes), key=lambda label: votes[label])
