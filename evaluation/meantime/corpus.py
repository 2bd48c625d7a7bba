"""MEANTIME's articles with what is annotated in them, by character offsets: its CAT files read.

The headline is the article's title, the date line gives its date, and the text is what follows.
Annotated are the first four sentences of it; the corpus says nothing of the others.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kg.model import Article, Span
from training.corpora.names import NO_SPACE_BEFORE

HEADLINE, DATE_LINE, LAST = 0, 1, 5
"""Sentences as the corpus numbers them; `LAST` is the last that is annotated."""
QUOTES = {"``": False, "''": True}
"""Quotation marks, and whether they close."""
BOUND = ("'re", "'ve", "'ll", "'m", "'d", "’", "”")
"""How words begin that follow the one before without white space, beside those of all corpora."""
BINDING = ("(", "[", "$", "£", "€", "¥", "#", "`", "“", "’", "I'", "O'")
"""How words end that the next one follows without white space."""

Words = tuple[Span, ...]
"""The words of a mention, in text order; they need not be neighbours."""


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity that takes part in an event: the words of all its mentions, its PropBank role."""

    words: Words
    role: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """The words that name an event; attributes in the corpus's terms, "" where it gives none."""

    words: Words
    kind: str
    certainty: str
    time: str
    polarity: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3: its words, its type, its value as the corpus writes it."""

    words: Words
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, its annotated sentences, and the annotations in them, in file order.

    `mentions` are those of entities, whether they take part in an event or not.
    """

    article: Article
    sentences: tuple[Span, ...]
    mentions: tuple[Words, ...]
    events: tuple[EventMention, ...]
    times: tuple[TimeExpression, ...]


def overlap(words: Words, span: Span) -> bool:
    """Whether a mention and a span share a character."""
    return any(word.overlaps(span) for word in words)


def read_meantime(folder: Path) -> Iterator[Annotated]:
    """All articles of a folder, by path."""
    for path in sorted(folder.rglob("*.xml")):
        yield read_cat(ElementTree.parse(path).getroot())  # noqa: S314 - the user's corpus


def read_cat(document: Element) -> Annotated:
    """One file; annotations without words are left out, and what leads to no markable."""
    sentences: dict[int, list[Element]] = {}
    for token in document.iter("token"):
        sentences.setdefault(int(token.attrib["sentence"]), []).append(token)
    body = [t for n, tokens in sentences.items() if n > DATE_LINE for t in tokens]
    text, spans = lay_out([t.text or "" for t in body])
    place = {t.attrib["t_id"]: span for t, span in zip(body, spans, strict=True)}
    markables = {m.attrib["m_id"]: m for m in document.iterfind("Markables/*")}
    return Annotated(
        article=Article(
            id=document.attrib["doc_id"],
            text=text,
            title=lay_out([t.text or "" for t in sentences[HEADLINE]])[0],
            date=_date(sentences[DATE_LINE]),
        ),
        sentences=tuple(
            Span(place[tokens[0].attrib["t_id"]].start, place[tokens[-1].attrib["t_id"]].end)
            for n, tokens in sentences.items()
            if DATE_LINE < n <= LAST
        ),
        mentions=tuple(
            words
            for m in markables.values()
            if m.tag == "ENTITY_MENTION" and (words := _words(m, place))
        ),
        events=tuple(_events(document, markables, place)),
        times=tuple(
            TimeExpression(words, m.attrib["type"], m.attrib["value"])
            for m in markables.values()
            if m.tag == "TIMEX3" and (words := _words(m, place))
        ),
    )


def lay_out(words: Sequence[str]) -> tuple[str, list[Span]]:
    """The text of words as English is written, with straight quotation marks; each word's span.

    >>> lay_out(["``", "Go", ",", "''", "Lind", "said", "on", "May", "7", "."])[0]
    '"Go," Lind said on May 7.'
    """
    text, spans = "", list[Span]()
    glued, quoted = True, False
    for word in words:
        closes = QUOTES.get(word, word == '"' and quoted)
        quoted = not closes if word in QUOTES or word == '"' else quoted
        if not (glued or closes or word in NO_SPACE_BEFORE or word.startswith(BOUND)):
            text += " "
        form = '"' if word in QUOTES else word
        spans.append(Span(len(text), len(text) + len(form)))
        text += form
        glued = word.endswith(BINDING) or (form == '"' and quoted)
    return text, spans


def _date(line: Sequence[Element]) -> datetime.date:
    """The day of a date line, by its words: two of the values that annotators gave are wrong."""
    words = " ".join(token.text or "" for token in line)
    return datetime.datetime.strptime(words, "%B %d , %Y").replace(tzinfo=datetime.UTC).date()


def _events(
    document: Element, markables: Mapping[str, Element], place: Mapping[str, Span]
) -> Iterator[EventMention]:
    denoted = {source: target for source, target, _ in _relations(document, "REFERS_TO")}
    participants: dict[str, list[Participant]] = {}
    for event, entity, relation in _relations(document, "HAS_PARTICIPANT"):
        if entity in markables and markables[entity].tag == "ENTITY_MENTION":
            same = {n for n in markables if n in denoted and denoted[n] == denoted.get(entity)}
            mentioned = {w for n in same | {entity} for w in _words(markables[n], place)}
            if mentioned:
                found = Participant(_ordered(mentioned), relation.attrib["sem_role"])
                participants.setdefault(event, []).append(found)
    for number, m in markables.items():
        words = _words(m, place)
        if m.tag == "EVENT_MENTION" and words:
            instance = markables.get(denoted.get(number, ""))
            yield EventMention(
                words=words,
                kind="" if instance is None else instance.attrib["class"],
                certainty=m.get("certainty", ""),
                time=m.get("time", ""),
                polarity=m.get("polarity", ""),
                participants=tuple(participants.get(number, ())),
            )


def _relations(document: Element, tag: str) -> Iterator[tuple[str, str, Element]]:
    """Source, target and element of each relation; one of several sources is several."""
    for relation in document.iterfind(f"Relations/{tag}"):
        for target in relation.iterfind("target"):
            for source in relation.iterfind("source"):
                yield source.attrib["m_id"], target.attrib["m_id"], relation


def _words(markable: Element, place: Mapping[str, Span]) -> Words:
    """The spans of a markable's words, none when they are not in the text."""
    anchors = (anchor.attrib["t_id"] for anchor in markable.iterfind("token_anchor"))
    return _ordered(place[word] for word in anchors if word in place)


def _ordered(words: Iterable[Span]) -> Words:
    return tuple(sorted(words, key=lambda word: word.start))
