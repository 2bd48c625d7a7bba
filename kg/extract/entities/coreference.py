"""Candidates → entities: names by what they share, descriptions and pronouns by the model."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.entities.names import FullNames, class_of, country_names, key_of, plain
from kg.extract.reading import PRONOUN, Candidate, Reading
from kg.model import MentionKind
from kg.nlp.features import bare

REACH = 60
"""Earlier mentions looked at for a description or pronoun, as in training."""
SURE = 1.0
"""Score above which the model may join two names."""
TOPIC = 1.0
"""Score that a subject gains as the antecedent of a pronoun: what a text is about goes on."""
SINGULAR = frozenset(("he", "him", "his", "she", "her", "hers"))
PLURAL = frozenset(("they", "them", "their", "theirs"))
NEW = frozenset(("a", "an", "another", "some"))
NAMED = (MentionKind.NAME, MentionKind.DEMONYM)


def cluster_mentions(reading: Reading, candidates: Sequence[Candidate]) -> list[int]:
    """The cluster of each candidate, numbered by first mention.

    -1 for figures and offices, and for a pronoun without an antecedent.
    """
    links = _Links(reading, candidates)
    links.join_nested()
    links.join_names()
    links.join_abbreviations()
    links.join_equal_descriptions()
    links.join_appositions()
    links.join_capitals()
    links.join_similar_names()
    links.join_described()
    return links.numbered()


class _Links:
    """Joins candidates into clusters; a cluster is named by its first candidate's index."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self.reading, self.candidates = reading, candidates
        self.schema = reading.schema
        self.words = [bare(reading.words_of(c)) for c in candidates]
        self.parent = list(range(len(candidates)))
        self.members = [[i] for i in self.parent]
        self.linked = [c.kind is not MentionKind.PRONOUN and c.denotes for c in candidates]

    def find(self, i: int) -> int:
        """The first candidate of i's cluster."""
        while self.parent[i] != i:
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Makes two clusters one."""
        a, b = sorted((self.find(i), self.find(j)))
        if a != b:
            self.parent[b] = a
            self.members[a] += self.members[b]

    def join_nested(self) -> None:
        """Joins a candidate with a longer one around the same head: "base", "base in Syria".

        "Southern Israel" is not Israel: a place's name with more words is another place.
        """
        at_head: dict[int, list[int]] = defaultdict(list)
        for i, candidate in enumerate(self.candidates):
            if candidate.denotes:
                at_head[candidate.head].append(i)
        for first, *others in at_head.values():
            for i in others:
                a, b = self.candidates[first], self.candidates[i]
                kind = class_of(self.schema, a.label)
                part = kind == "Place" and any(c.kind in NAMED for c in (a, b))
                if kind == class_of(self.schema, b.label) and not part:
                    self.join(first, i)

    def join_abbreviations(self) -> None:
        """Joins a name with what abbreviates it in brackets: "Harbour Safety Service (HSS)"."""
        starting = {c.start: i for i, c in enumerate(self.candidates) if c.kind in NAMED}
        words = self.reading.layout.words
        for i, candidate in enumerate(self.candidates):
            k = starting.get(candidate.end + 1)
            if candidate.kind is not MentionKind.NAME or k is None or not candidate.denotes:
                continue
            bracketed = words[candidate.end] == "(" and words[self.candidates[k].end :][:1] == (
                ")",
            )
            if bracketed and self.words[k].isupper() and self._may_be_one(k, i):
                self.join(k, i)

    def join_equal_descriptions(self) -> None:
        """Joins definite descriptions of like words: "the protesters" are those of before."""
        first: dict[tuple[str, str], int] = {}
        for i, candidate in enumerate(self.candidates):
            if candidate.kind is not MentionKind.NOMINAL or not candidate.denotes:
                continue
            children = self.reading.token(candidate.head).children
            possessed = any(c.dep_ == "nmod:poss" for c in children)
            if possessed or self._is_new(i) or candidate.label == "Person":
                continue
            key = self.words[i].casefold(), class_of(self.schema, candidate.label)
            if key in first:
                self.join(first[key], i)
            first.setdefault(key, i)

    def join_appositions(self) -> None:
        """Joins a description with the name that it stands beside: "the mayor, Kari Holm"."""
        starting = {c.start: i for i, c in enumerate(self.candidates) if c.kind in NAMED}
        at_head = {c.head: i for i, c in enumerate(self.candidates) if c.kind in NAMED}
        for i, candidate in enumerate(self.candidates):
            if candidate.kind is not MentionKind.NOMINAL or not candidate.denotes:
                continue
            token = self.reading.token(candidate.head)
            beside = [c for c in token.children if c.dep_ in ("appos", "flat")]
            beside += [token.head] if token.dep_ in ("appos", "compound", "flat") else []
            names = [at_head.get(self.reading.word_of(t.i)) for t in beside]
            names += self._of_its_kind(token, at_head)
            follower = starting.get(candidate.end)
            for k in (follower, *names):
                if k is not None and (self._may_be_one(k, i) or self._is_kind_of_group(k, i)):
                    self.join(k, i)
                    break

    def _is_kind_of_group(self, k: int, i: int) -> bool:
        """Whether a description in the singular is of people who are an organisation."""
        classes = {class_of(self.schema, self.candidates[j].label) for j in (k, i)}
        head = self.reading.token(self.candidates[i].head)
        return classes == {"Group", "Organization"} and head.tag_ == "NN"

    def _of_its_kind(self, token: Token, at_head: dict[int, int]) -> Iterator[int]:
        """The names behind "of" where the noun says what they are: "the city of Aalborg"."""
        kinds = {c.evokes for c in self.schema.find("TypeCue", "noun", token.lemma_.lower())}
        for child in token.children:
            k = at_head.get(self.reading.word_of(child.i))
            if k is None or child.dep_ != "nmod" or self.candidates[k].label not in kinds:
                continue
            if any(c.lower_ == "of" for c in child.children):
                yield k

    def join_capitals(self) -> None:
        """Joins "the Russian capital" with Moscow, where the article names both."""
        capitals = {c.name: c.capital for c in self.schema.countries}
        countries = country_names(self.schema)
        named = {self.words[i]: i for i, c in enumerate(self.candidates) if c.label == "City"}
        for i, candidate in enumerate(self.candidates):
            rest = self.words[i].replace("capital", "").replace(" of ", " ").strip()
            if not candidate.denotes or rest == self.words[i]:
                continue
            country = countries.get(rest) or self.schema.demonyms.get(rest, "")
            if capitals.get(country) in named:
                self.join(named[capitals[country]], i)

    def join_names(self) -> None:
        """Joins names that are equal, short forms, acronyms, or a country and its demonym."""
        countries = country_names(self.schema)
        keys: dict[str, int] = {}
        names = [i for i, c in enumerate(self.candidates) if c.kind in NAMED and c.denotes]
        full = FullNames(self.schema, self.candidates, self.words, names)
        for i in sorted(names, key=lambda i: (-len(self.words[i].split()), i)):
            key = key_of(self.schema, countries, self.candidates[i].label, self.words[i])
            if key in keys:
                self.join(keys[key], i)
                continue
            keys[key] = i
            longer = {self.find(k): k for k in full.of(i)}
            if len(longer) == 1:  # of an organisation only if there is one
                self.join(next(iter(longer.values())), i)
        for i, candidate in enumerate(self.candidates):
            same = keys.get(key_of(self.schema, countries, self.candidates[i].label, self.words[i]))
            if candidate.kind is MentionKind.NOMINAL and candidate.denotes and same is not None:
                self.join(same, i)

    def join_similar_names(self) -> None:
        """Joins names of one class that share a word, where the model is sure of it.

        Countries are left out: Cyprus is not Northern Cyprus.
        """
        names = [
            i
            for i, c in enumerate(self.candidates)
            if c.kind is MentionKind.NAME and c.denotes and c.label != "Country"
        ]
        shared = {i: frozenset(self.words[i].casefold().split()) for i in names}
        pairs = [
            (k, i)
            for n, i in enumerate(names)
            for k in names[max(0, n - REACH) : n]
            if shared[k] & shared[i] and self._may_be_one(k, i)
        ]
        scores = self.reading.coreference(self.candidates, pairs)
        for (k, i), score in zip(pairs, scores.tolist(), strict=True):
            if score > SURE and not self._are_relatives(k, i):
                self.join(k, i)

    def _are_relatives(self, k: int, i: int) -> bool:
        """Whether the clusters of two names hold full names of people with other first names."""
        first, second = (self._first_names(self.find(j)) for j in (k, i))
        return bool(first and second) and first.isdisjoint(second)

    def _first_names(self, root: int) -> set[str]:
        return {
            plain(self.words[j]).split()[0]
            for j in self.members[root]
            if self.candidates[j].label == "Person"
            and self.candidates[j].kind is MentionKind.NAME
            and " " in self.words[j]
        }

    def _may_be_one(self, k: int, i: int) -> bool:
        """Whether two candidates differ in words only: not nested, of one class."""
        a, b = self.candidates[k], self.candidates[i]
        nested = a.contains(b) or b.contains(a)
        return not nested and self._of_one_class(k, i)

    def _of_one_class(self, k: int, i: int) -> bool:
        a, b = (class_of(self.schema, self.candidates[j].label) for j in (k, i))
        return a == b

    def join_described(self) -> None:
        """Joins descriptions and pronouns with the antecedent that the model likes best."""
        entities = [i for i, c in enumerate(self.candidates) if c.denotes]
        named = {self.find(i) for i in entities if self.candidates[i].kind in NAMED}
        described = {
            i: entities[max(0, n - REACH) : n]
            for n, i in enumerate(entities)
            if self.find(i) not in named and not self._is_new(i)
        }
        pairs = [(k, i) for i, earlier in described.items() for k in earlier]
        likely = self.reading.coreference(self.candidates, pairs).tolist()
        scores = dict(zip(pairs, likely, strict=True))
        for i, earlier in described.items():
            fitting = [
                (scores[k, i] + self._topical(k, i), k)
                for k in earlier
                if scores[k, i] > 0 and self._fits(k, i)
            ]
            if fitting:
                self.join(max(fitting)[1], i)
                self.linked[i] = True

    def _is_new(self, i: int) -> bool:
        """Whether a description brings in somebody new: "a farmer", "two men"."""
        candidate = self.candidates[i]
        if candidate.kind is not MentionKind.NOMINAL:
            return False
        children = list(self.reading.token(candidate.head).children)
        words = {c.lower_ for c in children if c.dep_ == "det"}
        counted = any(c.dep_ == "nummod" for c in children) and not words
        return counted or bool(words & NEW)

    def _topical(self, k: int, i: int) -> float:
        """What a pronoun's antecedent gains as a subject of this sentence or the one before."""
        a, b = self.candidates[k], self.candidates[i]
        near = self.reading.sentence[b.start] - self.reading.sentence[a.start] <= 1
        subject = self.reading.token(a.head).dep_ == "nsubj"
        return TOPIC if near and subject and b.kind is MentionKind.PRONOUN else 0.0

    def _fits(self, k: int, i: int) -> bool:
        """Whether candidate k may be what description or pronoun i stands for."""
        a, b = self.candidates[k], self.candidates[i]
        if not self.linked[k] or a.contains(b):
            return False
        if b.kind is not MentionKind.PRONOUN:
            return a.label == PRONOUN or class_of(self.schema, a.label) == class_of(
                self.schema, b.label
            )
        word, label = self.words[i].lower(), self.candidates[self.find(k)].label
        if word in SINGULAR:
            return label == "Person"
        if word in PLURAL:
            return label not in ("Person", "City", "Location")
        return label not in ("Person", "Group")

    def numbered(self) -> list[int]:
        """Clusters 0, 1, 2, ... in the order of their first mention."""
        numbers: dict[int, int] = {}
        return [
            numbers.setdefault(self.find(i), len(numbers)) if linked else -1
            for i, linked in enumerate(self.linked)
        ]


def members(clusters: Sequence[int]) -> Iterator[list[int]]:
    """The candidates of cluster 0, of cluster 1, ..."""
    groups: list[list[int]] = [[] for _ in range(max(clusters, default=-1) + 1)]
    for k, cluster in enumerate(clusters):
        if cluster >= 0:
            groups[cluster].append(k)
    yield from groups
