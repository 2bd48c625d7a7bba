"""Names: what is common to the spellings of one, and which fuller name a short one stands for."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from kg.extract.reading import Candidate
from kg.nlp.features import acronym
from kg.schema import Schema

REMEMBERED = 10_000
"""Names of which the plain form is kept; an article asks for each many times."""
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady"))
LINKING = frozenset(("of", "for", "in", "on", "and"))
CLASSES = ("Organization", "Place", "Person", "Group", "Event")


class FullNames:
    """The names of an article by what may be their short form.

    That is the first and last word of a person's name, the first word of an organisation's, and
    acronyms. `words` are those of each candidate, without an article.
    """

    def __init__(
        self,
        schema: Schema,
        candidates: Sequence[Candidate],
        words: Sequence[str],
        names: Sequence[int],
    ) -> None:
        self.schema, self.candidates, self.words = schema, candidates, words
        self.by_part: dict[str, list[int]] = defaultdict(list)
        for k in names:
            parts, kind = plain(words[k]).split(), class_of(schema, candidates[k].label)
            if len(parts) > 1 and kind in ("Person", "Organization"):
                self.by_part[parts[0]].append(k)
            if len(parts) > 1 and kind == "Person":
                self.by_part[parts[-1]].append(k)
            self.by_part[plain(acronym(words[k]))].append(k)

    def of(self, i: int) -> list[int]:
        """The names that a name may be short for; of several people the first in the text."""
        parts = [w for w in plain(self.words[i]).split() if w not in HONORIFICS]
        short, label = " ".join(parts), self.candidates[i].label
        kind = class_of(self.schema, label)
        if not parts or (kind == "Place" and label != "Facility"):
            return []
        near = self.by_part.get(parts[-1], []) + self.by_part.get(parts[0], [])
        fuller = [k for k in near if k != i and _is_short_form(short, self.words[k])]
        people = [k for k in fuller if self.candidates[k].label == "Person"]
        if kind == "Person" and (people or not self.words[i].isupper()):
            return [min(people)] if people else []
        return [k for k in fuller if k not in people and self._adds_its_kind(k, short)]

    def _adds_its_kind(self, k: int, short: str) -> bool:
        """Whether a fuller name only adds what it is, or of what: not "Ports" to "Ports Aid"."""
        name = plain(self.words[k])
        rest = name.removeprefix(f"{short} ").split()
        generic = self.schema.find("TypeCue", "noun", rest[-1])
        return rest == name.split() or rest[0] in LINKING or bool(generic) or rest[0][0] == "("


def class_of(schema: Schema, label: str) -> str:
    """Organization, Place, Person, ...: the class in which mentions of one thing agree."""
    if label not in schema.entity_types:
        return label
    return next((c for c in CLASSES if schema.is_a(label, c)), "Thing")


def country_names(schema: Schema) -> dict[str, str]:
    """Every name of every country → its main name."""
    return {n: c.name for c in schema.countries for n in (c.name, *c.names)}


def key_of(schema: Schema, countries: dict[str, str], label: str, words: str) -> str:
    """What equal names share: the country of a name or demonym, else the plain name."""
    name = plain(words)
    if label == "Group":
        return f"group {name}"
    return countries.get(words) or schema.demonyms.get(words) or name


@lru_cache(REMEMBERED)
def plain(name: str) -> str:
    """A name without case, full stops and diacritics.

    >>> plain("José M. Gómez")
    'jose m gomez'
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c != "." and not unicodedata.combining(c))


def _is_short_form(short: str, name: str) -> bool:
    """Whether a plain name is the beginning, the end or the acronym of a fuller one."""
    full = plain(name)
    edge = full.startswith(f"{short} ") or full.endswith(f" {short}")
    return edge or plain(acronym(name)) == short
