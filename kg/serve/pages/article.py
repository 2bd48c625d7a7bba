"""The page of an article: its text with everything found in it marked, and what was found."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.cards import Card, Name, Piece, load_cards, offsets_of, pieces, to_name
from kg.serve.catalogue import Catalogue
from kg.serve.http.addresses import iri_of
from kg.serve.http.templating import render
from kg.serve.services import services_of

MOST = 600
MENTIONS = """
SELECT mention.start, mention."end",
  node.id, node.iri, node.label, node.kind, node.type, node.coarse
FROM mention JOIN node ON node.id = mention.node
WHERE mention.article = ? ORDER BY mention.start, mention."end" DESC
"""
STATEMENTS = """
SELECT statement.id, statement.iri, statement.kind, statement.evidence,
  claim.start AS content_start, claim."end" AS content_end
FROM statement LEFT JOIN claim ON claim.statement = statement.id
WHERE statement.article = ? ORDER BY statement.start, statement.id LIMIT ?
"""
SKIPPED = 'SELECT start, "end", reason FROM skipped WHERE article = ? ORDER BY start'


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with the same marks: whether it is a trigger, claimed or skipped, and of what."""

    start: int
    text: str
    words: str
    statements: str
    depth: int
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """Stretches inside the same innermost mention, or between two mentions (`name` is None)."""

    name: Name | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that gave nothing, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a stretch of text is marked: by a mention (of `name`), a statement, or as skipped."""

    kind: str
    place: int
    name: Name | None = None
    statement: int = 0
    reason: str = ""


def article_page(request: Request) -> Response:
    """The page; characters that its address names after `#char=` are lit by the browser."""
    catalogue = services_of(request).catalogue
    iri = iri_of(request.path_params["key"])
    article = catalogue.row("SELECT * FROM article WHERE iri = ?", (iri,))
    if article is None:
        raise HTTPException(404, "The store holds no such article.")
    number, text = article["id"], article["text"]
    rows = catalogue.rows(STATEMENTS, (number, MOST))
    cards = load_cards(catalogue, [row["id"] for row in rows])
    total = catalogue.number("SELECT COUNT(*) FROM statement WHERE article = ?", (number,))
    skipped = [
        Skipped(row["start"], row["end"], text[row["start"] : row["end"]], row["reason"])
        for row in catalogue.rows(SKIPPED, (number,))
    ]
    marks = [*_mentions(catalogue, number), *_said(rows)]
    marks += [(s.start, s.end, Mark("skipped", s.start, reason=s.reason)) for s in skipped]
    context = {
        "article": article,
        "runs": list(runs(pieces(text, marks))),
        "groups": _groups(cards),
        "left_out": max(0, total - MOST),
        "skipped": skipped,
        "notes": catalogue.rows("SELECT text FROM note WHERE article = ?", (number,)),
        "types": sorted({mark.name.coarse for _, _, mark in marks if mark.name}),
    }
    return render(request, "article.html", context)


def runs(cut: Iterable[Piece[Mark]]) -> Iterator[Run]:
    """Pieces of text, those next to each other in the same innermost mention as one run."""
    for mention, group in groupby(cut, key=_innermost):
        yield Run(mention.name if mention else None, tuple(map(_stretch, group)))


def _innermost(piece: Piece[Mark]) -> Mark | None:
    """The mention that begins last."""
    mentions = [mark for mark in piece.marks if mark.kind == "mention"]
    return mentions[-1] if mentions else None


def _stretch(piece: Piece[Mark]) -> Stretch:
    kinds = [mark.kind for mark in piece.marks]
    said = dict.fromkeys(str(mark.statement) for mark in piece.marks if mark.statement)
    return Stretch(
        start=piece.start,
        text=piece.text,
        words=" ".join(kind for kind in ("trigger", "claimed", "skipped") if kind in kinds),
        statements=" ".join(said),
        depth=kinds.count("mention"),
        reason=next((mark.reason for mark in piece.marks if mark.reason), ""),
    )


def _mentions(catalogue: Catalogue, article: int) -> Iterator[tuple[int, int, Mark]]:
    for row in catalogue.rows(MENTIONS, (article,)):
        yield row["start"], row["end"], Mark("mention", row["start"], name=to_name(row))


def _said(rows: list[sqlite3.Row]) -> Iterator[tuple[int, int, Mark]]:
    """The characters that carry each statement, triggers and what is claimed marked as such."""
    for row in rows:
        for kind, start, end in _places(row):
            yield start, end, Mark(kind, start, statement=row["id"])


def _places(row: sqlite3.Row) -> Iterator[tuple[str, int, int]]:
    if row["kind"] == "claim":
        yield "claimed", row["content_start"], row["content_end"]
        return
    if row["kind"] == "event" and (place := offsets_of(row["iri"])):
        yield "trigger", *place
    for sentence in json.loads(row["evidence"]):
        start = sentence["start"]
        for first, last in sentence["marks"]:
            yield "said", start + first, start + last


def _groups(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    """The statements by sort, in the order of the text."""
    titles = {"event": "Events", "claim": "Claims", "relation": "Relations", "attribute": "Values"}
    groups = [(title, [c for c in cards if c.kind == kind]) for kind, title in titles.items()]
    return [(title, found) for title, found in groups if found]
