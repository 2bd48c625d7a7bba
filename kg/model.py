"""The values that the stages pass on: from an article to the statements that it makes.

Everything here is frozen and holds plain values. Offsets are half-open and count Python code
points in `Article.text`; names of types, relations, events and roles are the local names of
terms in `ontology/news.ttl` (`schema.iri(name)` gives the IRI). Identifiers of entities ("e1"),
events ("v1"), claims ("c1") and predications ("p1") are local to one article's graph.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class MentionKind(Enum):
    """How a stretch of text names its entity."""

    NAME = "name"
    DEMONYM = "demonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Modality(Enum):
    """Whether the article presents an event as real."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"


class Qualifier(Enum):
    """How a figure bounds the number that it gives."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article: code points `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}, {self.end}")

    def __len__(self) -> int:
        """The number of code points."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed: `MOSCOW (AA) —` gives place "MOSCOW" and agency "AA"."""

    place: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article; `text` is exactly what every offset counts in, the title not included."""

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    url: str = ""
    publisher: str = ""
    byline: tuple[str, ...] = ()
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that denotes an entity."""

    span: Span
    kind: MentionKind
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world with everything that the article calls it, in text order."""

    id: str
    name: str
    type: str
    mentions: tuple[Mention, ...]

    @property
    def named(self) -> bool:
        """Whether the article gives a name (or a demonym) and not only descriptions."""
        return any(m.kind in (MentionKind.NAME, MentionKind.DEMONYM) for m in self.mentions)


@dataclass(frozen=True, slots=True)
class Source:
    """What made a statement (`head:relation`, `lexicon:title`), and how sure it is, in [0, 1]."""

    rule: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies in [0, 1], got {self.confidence}")


@dataclass(frozen=True, slots=True)
class Relation:
    """A lasting tie between two entities; `evidence` are the sentences that say it."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Span, ...]
    source: Source
    former: bool = False
    negated: bool = False
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A literal property of an entity: `position`, `age`, `population`."""

    subject: str
    predicate: str
    value: str
    evidence: tuple[Span, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and its ISO 8601 value: a day, month or year, or `start/end`."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: "at least 7,326" is the number 7326 with the qualifier AT_LEAST.

    `unit` is an ISO 4217 code for money, "%" for shares, a lemma ("people", "kilometre") or "".
    """

    span: Span
    number: float
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role: the id of an entity or event, a figure, or a stretch of text."""

    role: str
    filler: str | Quantity | Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """A happening; `trigger` is the word that names it, `evidence` the sentences, in text order."""

    id: str
    type: str
    trigger: Span
    arguments: tuple[Argument, ...]
    evidence: tuple[Span, ...]
    source: Source
    time: Time | None = None
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    attributed_to: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether the article itself says that it happened."""
        return not self.negated and self.modality is Modality.ASSERTED and not self.attributed_to

    def fillers(self, role: str) -> Iterator[str]:
        """The ids of the entities and events that fill `role`."""
        return (a.filler for a in self.arguments if a.role == role and isinstance(a.filler, str))


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a speaker is reported to have said; `content` has no quotation marks.

    `events` are the events of the content; a `negated` claim denies what it says.
    """

    id: str
    speaker: str
    cue: Span
    content: Span
    direct: bool
    evidence: tuple[Span, ...]
    source: Source
    negated: bool = False
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predication:
    """A happening of no type of ours: a PropBank predicate, which gave no other statement.

    `arguments` are its numbered arguments that are entities: PropBank's label, the entity's id.
    """

    id: str
    roleset: str
    trigger: Span
    arguments: tuple[tuple[str, str], ...]
    evidence: tuple[Span, ...]
    source: Source
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    attributed_to: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether the article itself says that it happened."""
        return not self.negated and self.modality is Modality.ASSERTED and not self.attributed_to


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that gave no statement, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read and what came of it, so that nothing is dropped silently."""

    sentences: int
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def covered(self) -> int:
        """The number of sentences that gave at least one statement."""
        return self.sentences - len(self.skipped)


@dataclass(frozen=True, slots=True)
class Gap:
    """A roleset for which the lexicon has no cue, with how many occurrences in how many articles.

    `example` is the sentence of the first occurrence.
    """

    roleset: str
    count: int
    articles: int
    example: str


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """Everything that was found in one article; `predications` count as no statements."""

    article: Article
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    attributes: tuple[Attribute, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    coverage: Coverage = field(default_factory=lambda: Coverage(0))
    predications: tuple[Predication, ...] = ()

    @property
    def statements(self) -> int:
        """The number of relations, attributes, events and claims."""
        return len(self.relations) + len(self.attributes) + len(self.events) + len(self.claims)
