"""Statements of the catalogue as cards: who, what, whom, how sure, and which sentences say it."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.serve.cards.names import Name, to_name
from kg.serve.cards.texts import Piece, pieces
from kg.serve.catalogue import Catalogue
from kg.serve.http.addresses import page_of

HEDGES = {
    "negated": "not: ",
    "planned": "planned: ",
    "possible": "possibly: ",
    "attributed": "reportedly: ",
    "former": "formerly: ",
}
ON_WORD_OF = "according to"  # the role of who is quoted for a statement
SPOKEN = {"source": ON_WORD_OF}
OWNERS = ("subject", "speaker")
STATEMENTS = """
SELECT statement.*, article.iri AS article_iri, article.heading, article.date, article.publisher,
  claim.content, claim.cue, claim.direct
FROM json_each(:ids) AS wanted JOIN statement ON statement.id = wanted.value
JOIN article ON article.id = statement.article
LEFT JOIN claim ON claim.statement = statement.id
ORDER BY wanted.key
"""
PARTS = """
SELECT part.statement, part.role, node.id, node.iri, node.label, node.kind, node.type, node.coarse
FROM part JOIN node ON node.id = part.node
WHERE part.statement IN (SELECT value FROM json_each(?)) ORDER BY part.rowid
"""
ENDS = """
SELECT statement, source, target FROM edge
WHERE role = '' AND source <> target AND statement IN (SELECT value FROM json_each(?))
ORDER BY rowid
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a statement stands in."""

    id: int
    iri: str
    heading: str
    date: str
    publisher: str

    def address(self, start: int, end: int) -> str:
        """The path of its page at some characters."""
        return f"{page_of('article', self.iri)}#char={start},{end}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that says a statement, in pieces; those with a mark carry it."""

    start: int
    end: int
    pieces: tuple[Piece[bool], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One statement, ready to be shown; `roles` are those that the headline does not name.

    `again` are statements that say the same, of the `told` ones that there are with this one.
    """

    id: int
    iri: str
    kind: str
    type: str
    label: str
    status: str
    words: tuple[str, ...]
    time: str
    confidence: float
    subjects: tuple[Name, ...]
    objects: tuple[Name, ...]
    roles: tuple[tuple[str, tuple[Name, ...]], ...]
    details: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    content: str
    direct: bool
    source: Source
    evidence: tuple[Passage, ...]
    again: tuple["Card", ...] = ()
    told: int = 1

    @property
    def articles(self) -> int:
        """How many articles tell it, of those that the card shows."""
        return len({card.source.id for card in (self, *self.again)})

    @property
    def verb(self) -> str:
        """The word between subject and object; "according to" and the like are none."""
        no_verb = self.label.lower().startswith("accord") or self.label.endswith("ing")
        return "says" if self.kind == "claim" and no_verb else self.label

    @property
    def address(self) -> str:
        """The path of the page about the statement itself."""
        return page_of("event" if self.kind == "event" else "resource", self.iri)

    @property
    def hedge(self) -> str:
        """What stands before the verb of a statement that is no plain fact."""
        return "" if self.kind == "claim" else HEDGES.get(self.status, "")


def load_cards(catalogue: Catalogue, ids: Sequence[int]) -> list[Card]:
    """A card for each statement, in the order of `ids`."""
    wanted, parts = json.dumps(list(ids)), _parts(catalogue, ids)
    ends: dict[int, list[tuple[int, int]]] = {}
    for row in catalogue.rows(ENDS, (wanted,)):
        ends.setdefault(row["statement"], []).append((row["source"], row["target"]))
    rows = catalogue.rows(STATEMENTS, {"ids": wanted})
    return [_card(row, parts.get(row["id"], []), ends.get(row["id"], [])) for row in rows]


def load_roles(catalogue: Catalogue, statement: int) -> list[tuple[str, tuple[Name, ...]]]:
    """Who is in which role of a statement."""
    return _roles(_parts(catalogue, [statement]).get(statement, []))


def _parts(catalogue: Catalogue, ids: Sequence[int]) -> dict[int, list[tuple[str, Name]]]:
    """Who is in each statement, with the role, in the order of the article's graph."""
    parts: dict[int, list[tuple[str, Name]]] = {}
    for row in catalogue.rows(PARTS, (json.dumps(list(ids)),)):
        parts.setdefault(row["statement"], []).append((row["role"], to_name(row)))
    return parts


def _roles(parts: Sequence[tuple[str, Name]]) -> list[tuple[str, tuple[Name, ...]]]:
    """The names by role, as a reader is told of it."""
    roles: dict[str, list[Name]] = {}
    for role, name in parts:
        roles.setdefault(SPOKEN.get(role, role), []).append(name)
    return [(role, tuple(names)) for role, names in roles.items()]


def _card(row: sqlite3.Row, parts: list[tuple[str, Name]], ends: list[tuple[int, int]]) -> Card:
    kind, details = row["kind"], json.loads(row["details"])
    subjects, objects = _ends(kind, parts, ends)
    named = {name.id for name in (*subjects, *objects)} if kind == "event" else set()
    beside = [(r, n) for r, n in parts if r == "source" or (kind == "event" and n.id not in named)]
    if kind == "claim":
        beside = [(role, name) for role, name in parts if role == "about"]
    flags = {row["modality"]: row["modality"] != "asserted", "former": bool(row["former"])}
    return Card(
        **{key: row[key] for key in ("id", "iri", "kind", "type", "label", "status")},
        words=tuple(w for w, holds in flags.items() if holds and w != row["status"]),
        time=row["time"].replace("/", " – "),
        confidence=row["confidence"],
        subjects=subjects,
        objects=objects,
        roles=tuple(_roles(beside)),
        details=tuple(_details(details)) if kind == "event" else (),
        values=tuple(details) if kind == "attribute" else (),
        content=row["content"] or "",
        direct=bool(row["direct"]),
        source=to_source(row),
        evidence=tuple(_passages(row["evidence"])),
    )


def to_source(row: sqlite3.Row) -> Source:
    """The article of a row with a statement's and its article's columns."""
    texts = (row["heading"], row["date"], row["publisher"])
    return Source(row["article"], row["article_iri"], *texts)


def _ends(
    kind: str, parts: list[tuple[str, Name]], ends: list[tuple[int, int]]
) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Who the headline says something of, and of whom it says it."""
    if kind in ("attribute", "claim"):
        return tuple(name for role, name in parts if role in OWNERS), ()
    names = {name.id: name for _, name in parts}
    subjects = dict.fromkeys(source for source, _ in ends if source in names)
    objects = dict.fromkeys(target for _, target in ends if target in names)
    return tuple(names[node] for node in subjects), tuple(names[node] for node in objects)


def _details(details: list[str]) -> Iterator[tuple[str, str]]:
    for detail in details:
        role, _, words = detail.partition(": ")
        yield role, words


def _passages(evidence: str) -> Iterator[Passage]:
    for sentence in json.loads(evidence):
        text, start = sentence["text"], sentence["start"]
        marks = [(a, b, True) for a, b in sentence["marks"]]
        yield Passage(start, start + len(text), tuple(pieces(text, marks)))
