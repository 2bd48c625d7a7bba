"""Who says what: the claims on a topic side by side, and where accounts disagree."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.accounts.disagreement import (
    APART,
    BEFORE,
    NEAR,
    Difference,
    Disagreement,
    find_disagreements,
)
from kg.serve.accounts.tellings import load_accounts
from kg.serve.accounts.topics import (
    MOST_EVENTS,
    Topic,
    count_claims,
    find_claims,
    find_events,
    find_speakers,
)
from kg.serve.cards import ON_WORD_OF, Card, Name, Piece, load_cards, pieces
from kg.serve.cards.choices import read_type
from kg.serve.catalogue import Catalogue
from kg.serve.http.parameters import Paging, read_number, read_words
from kg.serve.http.templating import render
from kg.serve.services import services_of

MANY = 60
SPEAKERS = 16
GROUPS = 6
ACCOUNTS = 8
TYPES = """
SELECT event.type, COUNT(*) AS claims FROM asserted
JOIN statement AS event ON event.id = asserted.event GROUP BY event.type ORDER BY claims DESC
"""
VOICES = """
SELECT claim.statement, asserted.event FROM asserted
JOIN claim ON claim.statement = asserted.claim WHERE asserted.event = ? LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as a card, and its words in pieces, those of the topic marked."""

    card: Card
    content: tuple[Piece[bool], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What one speaker says."""

    speaker: Name
    claims: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the accounts that disagree; `speakers` are who is quoted for it, `denied` by them."""

    card: Card
    speakers: tuple[Name, ...]
    denied: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that disagree, with what a reader is told of how."""

    type: str
    differences: tuple[Difference, ...]
    tellings: tuple[Telling, ...]
    more: int


def claims_page(request: Request) -> Response:
    """The page for `q` (words), `type` (of event), `speaker` (a node's number) and `page`."""
    services = services_of(request)
    catalogue, types = services.catalogue, services.schema.event_types
    asked = request.query_params
    kind = read_type(request)
    topic = Topic(read_words(asked, "q"), kind, read_number(asked, "speaker", 0, 10**9))
    paging = Paging(read_number(asked, "page", 1), MANY, count_claims(catalogue, topic))
    ids = find_claims(catalogue, topic, MANY, paging.offset)
    others = Topic(topic.words, topic.type)
    found = find_disagreements(load_accounts(catalogue, find_events(catalogue, others)))
    rows = [row for row in catalogue.rows(TYPES) if row["type"] in types]
    context = {
        "topic": topic,
        "type_label": types[kind].label if kind else "",
        "types": [(row["type"], types[row["type"]].label, row["claims"]) for row in rows],
        "given": {"q": topic.words, "type": kind},
        "speakers": find_speakers(catalogue, others, SPEAKERS),
        "columns": _columns(load_cards(catalogue, ids), topic.words),
        "paging": paging,
        "groups": [_group(catalogue, group) for group in found[:GROUPS]],
        "total": len(found),
        "rule": {"near": NEAR, "before": BEFORE, "apart": APART, "events": MOST_EVENTS},
    }
    return render(request, "claims.html", context)


def _columns(cards: list[Card], words: str) -> list[Column]:
    """The claims by speaker, who says most first."""
    columns: dict[int, list[Claimed]] = {}
    names: dict[int, Name] = {}
    for card in cards:
        if not card.subjects:
            continue
        speaker = card.subjects[0]
        names[speaker.id] = speaker
        claimed = Claimed(card, tuple(pieces(card.content, _marks(card.content, words))))
        columns.setdefault(speaker.id, []).append(claimed)
    order = sorted(columns, key=lambda number: -len(columns[number]))
    return [Column(names[number], tuple(columns[number])) for number in order]


def _marks(content: str, words: str) -> list[tuple[int, int, bool]]:
    found = re.findall(r"\w+", words)
    if not found:
        return []
    pattern = r"\b(?:" + "|".join(map(re.escape, found)) + r")\b"
    return [(m.start(), m.end(), True) for m in re.finditer(pattern, content, re.IGNORECASE)]


def _group(catalogue: Catalogue, found: Disagreement) -> Group:
    accounts = found.accounts[:ACCOUNTS]
    cards = load_cards(catalogue, [account.statement for account in accounts])
    tellings = []
    for account, card in zip(accounts, cards, strict=True):
        claims = catalogue.rows(VOICES, (account.statement,))
        quoted = load_cards(catalogue, [row["statement"] for row in claims])
        sources = [name for role, names in card.roles if role == ON_WORD_OF for name in names]
        speakers = [*sources, *(name for claim in quoted for name in claim.subjects)]
        unique = {name.id: name for name in speakers}
        tellings.append(Telling(card, tuple(unique.values()), account.denied))
    return Group(
        accounts[0].type, found.differences, tuple(tellings), len(found.accounts) - len(accounts)
    )
