"""One record for all corpora: words, and whichever layers a corpus annotates.

A layer that a corpus does not have is an empty tuple; it is then masked in training, never
taken as "nothing here".
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words `start` up to, not including, `end`, with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Syntax:
    """The CoNLL-U layer of one word; `head` is an index into the document, a root's is itself."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A PropBank predicate with the head words of its arguments."""

    word: int
    roleset: str
    arguments: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Flat names, and the labels that the corpus does not annotate."""

    spans: tuple[Labelled, ...]
    unannotated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word, or the cue of a claim, with the mentions that fill its roles.

    `arguments` are pairs of a mention's index and a role; `ignored` are mentions about which
    the annotation says nothing for this trigger.
    """

    word: int
    label: str
    modality: str
    negated: bool
    arguments: tuple[tuple[int, str], ...]
    ignored: frozenset[int]


@dataclass(frozen=True, slots=True)
class Graph:
    """An annotated knowledge graph laid onto words.

    `mentions` may nest; `clusters` give each mention's entity, -1 if unknown; `relations` are
    pairs of mention indices with a predicate. The pairs in `unsure` and the words in
    `unsure_triggers` take no part in the loss; without `contents`, nor do those of claims.
    """

    mentions: tuple[Labelled, ...]
    clusters: tuple[int, ...]
    triggers: tuple[Trigger, ...]
    unsure_triggers: frozenset[int]
    relations: tuple[tuple[int, int, str], ...]
    unsure: frozenset[tuple[int, int]]
    contents: tuple[Labelled, ...] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Relations between flat mentions, with a type or "" where a corpus has only a coarse one.

    `relations` are pairs of mention indices with a predicate; of the pairs in `unsure` nothing is
    said; any other pair of one sentence is unrelated.
    """

    mentions: tuple[Labelled, ...]
    relations: tuple[tuple[int, int, str], ...]
    unsure: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text of whole sentences; `gaps` has "", " " or a newline before each word.

    `contents` are the spans of reported speech; those without a label may be one or not.
    """

    id: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    sentences: tuple[int, ...]
    corpus: str
    syntax: tuple[Syntax, ...] = ()
    names: Names | None = None
    predicates: tuple[Predicate, ...] | None = None
    coreference: tuple[tuple[tuple[int, int], ...], ...] | None = None
    contents: tuple[Labelled, ...] | None = None
    facts: Facts | None = None
    graph: Graph | None = None
