"""The ontology as values: types, relations, events, cues and places; only reader of its files.

The names of relations, labels, cues and places live in `ontology/*.ttl`. A misspelt or incomplete
term there is a `SchemaError` when the schema loads, not an empty result later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg._ontology import (
    SUBCLASS,
    SUBPROPERTY,
    Terms,
    local_name,
    local_names,
    read_terms,
    shipped_folder,
)
from kg.errors import SchemaError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EntityType:
    """A class of entities; `parent` is the name of the class above it, "" at the root."""

    name: str
    iri: str
    parent: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A property between entities; `domain` and `range` name the classes that it admits."""

    name: str
    iri: str
    label: str
    definition: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool


@dataclass(frozen=True, slots=True)
class AttributeType:
    """A property of entities with a literal value; `datatype` is an IRI."""

    name: str
    iri: str
    label: str
    definition: str
    domain: frozenset[str]
    datatype: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A class of happenings, and the plain triple that a factual one projects to.

    The triple runs from the agent to the filler of `object_role`; where the object is a place or
    a topic and there is no agent, it runs from the patient.
    """

    name: str
    iri: str
    label: str
    definition: str
    triple: str
    object_role: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that express one term: `words` by part of speech, `roles` from PropBank's to ours.

    `evokes` is the name of the term, "" where the kind says it all. `inverse` means that the
    bearer of the noun is the object: in "X's son Y" X is the parent of Y. `reliability` is the
    share of the words' occurrences that express the term.
    """

    name: str
    kind: str
    evokes: str
    words: Mapping[str, frozenset[str]] = field(hash=False)
    roles: Mapping[str, str] = field(hash=False)
    inverse: bool
    reliability: float = 1.0


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `names` are all other names, `demonyms` adjectives and nouns.

    `iri` is ours, `wikidata` the IRI of its Wikidata item, `iso2` its ISO 3166-1 alpha-2 code (the
    3166-2 code of a country within a state, the 3166-3 code of a former one).
    """

    iri: str
    wikidata: str
    iso2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """Everything that the ontology declares, immutable, keyed by local name, in file order.

    `projections` are the plain-triple properties of events ("visited"); `cities` and `regions`
    map a name or abbreviation to the name of its country, `demonyms` an adjective or a noun for
    people to the name of its country or region. A name can be a city, a region and a country.
    """

    entity_types: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]
    attributes: Mapping[str, AttributeType]
    event_types: Mapping[str, EventType]
    projections: Mapping[str, RelationType]
    roles: tuple[str, ...]
    cues: tuple[Cue, ...]
    countries: tuple[Country, ...]
    cities: Mapping[str, str]
    regions: Mapping[str, str]
    demonyms: Mapping[str, str]
    _iris: Mapping[str, str]
    _names: Mapping[str, str]
    _ancestors: Mapping[str, frozenset[str]]
    _admitted: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    _index: Mapping[tuple[str, str, str], tuple[Cue, ...]]

    def iri(self, name: str) -> str:
        """The IRI of a term: of ours by local name, of another vocabulary as "oa:exact"."""
        return _get(self._iris, name, "a term of the ontology")

    def name(self, iri: str) -> str:
        """The name of a term, such that `iri(name)` gives its IRI back."""
        return _get(self._names, iri, "the IRI of a term of the ontology")

    def is_a(self, entity_type: str, ancestor: str) -> bool:
        """Whether a class is `ancestor` or lies below it.

        >>> default_schema().is_a("GovernmentBody", "Agent")
        True
        """
        _get(self._ancestors, ancestor, "a class of the ontology")
        return ancestor in _get(self._ancestors, entity_type, "a class of the ontology")

    def admits(self, predicate: str, subject_type: str, object_type: str) -> bool:
        """Whether a property's domain and range allow a subject and an object of these classes.

        >>> default_schema().admits("capitalOf", "Person", "Country")
        False
        """
        domain, range_ = _get(self._admitted, predicate, "a property between things")
        subject = _get(self._ancestors, subject_type, "a class of the ontology")
        object_ = _get(self._ancestors, object_type, "a class of the ontology")
        return not (domain.isdisjoint(subject) or range_.isdisjoint(object_))

    def find(self, kind: str, pos: str, lemma: str) -> tuple[Cue, ...]:
        """The cues of a kind ("EventCue") that list `lemma` under `pos` ("verb"), in file order."""
        return self._index.get((kind, pos, lemma), ())


def _get(mapping: Mapping[str, Value], key: str, wanted: str) -> Value:
    try:
        return mapping[key]
    except KeyError:
        raise SchemaError(f"{key!r} is not {wanted}; the names are in ontology/*.ttl") from None


def load_schema(folder: Path | None = None) -> Schema:
    """The schema of the Turtle files in `folder`, or of the ontology that ships with kg.

    Raises:
        SchemaError: a file does not parse, or a term is unknown or incomplete.
    """
    terms = read_terms(folder if folder is not None else shipped_folder())
    classes = [t for t in terms.members("owl:Class") if t.startswith("news:")]
    iris = {t.removeprefix("news:"): terms.iri(t) for t in terms.declared()}
    cues = tuple(_cues(terms))
    cities, regions, demonyms = terms.places()
    return Schema(
        entity_types={t.name: t for t in _entity_types(terms)},
        relations={t.name: t for t in _relations(terms, "news:relatedTo", classes)},
        attributes={t.name: t for t in _attributes(terms, classes)},
        event_types={t.name: t for t in _event_types(terms)},
        projections={t.name: t for t in _relations(terms, "news:actedOn", classes)},
        roles=tuple(local_name(t) for t in terms.narrower("news:involves", SUBPROPERTY)),
        cues=cues,
        countries=tuple(_countries(terms)),
        cities=cities,
        regions=regions,
        demonyms=demonyms,
        _iris=iris,
        _names={iri: name for name, iri in iris.items()},
        _ancestors={local_name(c): local_names(terms.broader(c, SUBCLASS)) for c in classes},
        _admitted=terms.admitted(),
        _index=_index(cues),
    )


@cache
def default_schema() -> Schema:
    """The schema of the ontology that ships with kg, loaded once."""
    return load_schema()


def _naming(terms: Terms, term: str) -> tuple[str, str, str, str]:
    texts = terms.one(term, "rdfs:label"), terms.one(term, "skos:definition")
    return local_name(term), terms.iri(term), *texts


def _entity_types(terms: Terms) -> Iterator[EntityType]:
    for term in ("news:Entity", *terms.narrower("news:Entity", SUBCLASS)):
        name, iri, label, definition = _naming(terms, term)
        above = [p for p in terms.all(term, SUBCLASS) if p.startswith("news:")]
        if len(above) != (term != "news:Entity"):
            raise terms.error(term, f"needs one {SUBCLASS} among our entity types, has {above}")
        yield EntityType(name, iri, local_name("".join(above)), label, definition)


def _relations(terms: Terms, top: str, classes: list[str]) -> Iterator[RelationType]:
    for term in terms.narrower(top, SUBPROPERTY):
        domain, range_ = (terms.bounds(term, p, classes) for p in ("rdfs:domain", "rdfs:range"))
        symmetric = "owl:SymmetricProperty" in terms.all(term, "rdf:type")
        yield RelationType(*_naming(terms, term), domain, range_, symmetric)


def _attributes(terms: Terms, classes: list[str]) -> Iterator[AttributeType]:
    for term in terms.narrower("news:attribute", SUBPROPERTY):
        domain = terms.bounds(term, "rdfs:domain", classes)
        datatype = terms.iri(terms.one(term, "rdfs:range"))
        yield AttributeType(*_naming(terms, term), domain, datatype)


def _event_types(terms: Terms) -> Iterator[EventType]:
    triples = terms.narrower("news:actedOn", SUBPROPERTY)
    roles = terms.narrower("news:involves", SUBPROPERTY)
    for term in terms.narrower("news:Happening", SUBCLASS):
        triple, role = terms.one(term, "news:projectsTo"), terms.one(term, "news:projectedRole")
        if triple not in triples:
            raise terms.unknown(term, triple, "a subproperty of news:actedOn", triples)
        if role not in roles:
            raise terms.unknown(term, role, "a role", roles)
        yield EventType(*_naming(terms, term), local_name(triple), local_name(role))


def _cues(terms: Terms) -> Iterator[Cue]:
    kinds = {k: terms.evocable(k) for k in terms.narrower("lex:Cue", SUBCLASS)}
    for term in terms.cues(kinds):
        kind = terms.one(term, "rdf:type")
        yield Cue(
            name=local_name(term),
            kind=local_name(kind),
            evokes=terms.evoked(term, kinds[kind]),
            words={k: frozenset(w) for k, w in terms.values(term, "lex:words").items()},
            roles=terms.slots(term),
            inverse=terms.all(term, "lex:inverse") == ("true",),
            reliability=terms.share(term, "lex:reliability"),
        )


def _index(cues: tuple[Cue, ...]) -> dict[tuple[str, str, str], tuple[Cue, ...]]:
    index: dict[tuple[str, str, str], tuple[Cue, ...]] = {}
    for cue in cues:
        for pos, lemmas in cue.words.items():
            for lemma in lemmas:
                key = (cue.kind, pos, lemma)
                index[key] = (*index.get(key, ()), cue)
    return index


def _countries(terms: Terms) -> Iterator[Country]:
    for term in terms.members("news:Country"):
        yield Country(
            iri=terms.iri(term),
            wikidata=terms.iri(terms.one(term, "owl:sameAs")),
            iso2=terms.one(term, "skos:notation"),
            name=terms.one(term, "rdfs:label"),
            names=terms.all(term, "skos:altLabel"),
            demonyms=terms.all(term, "news:demonymName"),
            capital="".join(terms.all(term, "news:capitalName")),
        )
