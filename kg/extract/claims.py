"""Doc → what is said by whom: quotations, and reported speech after a cue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.resolved import Resolved
from kg.extract.events.roles import Role, subjects_of
from kg.extract.events.status import denies
from kg.extract.reading import CLAIM, SPEAKER, Reading, Trigger
from kg.model import Claim, Entity, Event, Source, Span

_QUOTED = re.compile(r"[“\"]([^”\"“]{2,2000}?)(?:[”\"]|(?=\n\n)|\Z)")
_STOP = re.compile(r"[.!?]\s")
_LEAD_IN = re.compile(r"(?:[\s,:“\"]*that\b)?[\s,:“\"]*", re.IGNORECASE)
NEAR = 200
"""Characters between a quotation and its cue, at most."""
SUBJECT_CONFIDENCE = 0.6
SHORT = 3
"""Words of an object that is no content by itself, at most."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A stretch that somebody says; `cue` is the index of the trigger that introduces it."""

    content: Span
    cue: int
    direct: bool


def find_sayings(reading: Reading, triggers: Sequence[Trigger]) -> list[Saying]:
    """Quotations, each with its cue, and the contents of reported speech, in text order."""
    cues = [k for k, t in enumerate(triggers) if t.label == CLAIM and not _is_denied(reading, t)]
    quoted: list[Saying] = []
    for match in _QUOTED.finditer(reading.text):
        if not _is_speech(match[1].strip()):
            continue
        span = _trimmed(reading.text, Span(match.start(1), match.end(1)))
        cue = _cue_of(reading, triggers, cues, span)
        if cue is None and quoted and _goes_on(reading.text, quoted[-1].content, span):
            cue = quoted[-1].cue
        if cue is not None:
            quoted.append(Saying(span, cue, direct=True))
    introduced = {s.cue for s in quoted}
    reported = [
        s
        for k in cues
        if k not in introduced
        for s in _reported(reading, triggers[k], k)
        if not any(_within(s.content, q.content) for q in quoted)
    ]
    return sorted([*quoted, *reported], key=lambda s: (s.content.start, s.cue))


def _within(a: Span, b: Span) -> bool:
    return b.start <= a.start and a.end <= b.end


def _is_denied(reading: Reading, trigger: Trigger) -> bool:
    """Whether a cue says that nothing was said: "did not say", "without commenting"."""
    children = reading.token(trigger.word).children
    return any(reading.schema.find("NegationCue", "word", c.lower_) for c in children)


def extract_claims(
    resolved: Resolved,
    triggers: Sequence[Trigger],
    roles: dict[int, list[Role]],
    sayings: Sequence[Saying],
) -> list[Claim]:
    """The sayings whose speaker is known, as claims "c1", "c2", ... in text order."""
    reading = resolved.reading
    out: list[Claim] = []
    last: Entity | None = None
    for saying in sayings:
        trigger = triggers[saying.cue]
        found = _speaker(resolved, trigger, roles.get(saying.cue, []))
        if found is None and last is not None and _is_pronoun(reading.token(trigger.word)):
            found = last, SUBJECT_CONFIDENCE
        if found is None:
            continue
        speaker, confidence = found
        last = speaker
        claim = Claim(
            id=f"c{len(out) + 1}",
            speaker=speaker.id,
            cue=reading.span(trigger.word, trigger.word + 1),
            content=saying.content,
            direct=saying.direct,
            evidence=(reading.sentence_span(trigger.word),),
            source=Source(trigger.rule, round(min(trigger.confidence, confidence), 4)),
            negated=denies(reading, reading.token(trigger.word)),
        )
        out.append(claim)
    return out


def _is_pronoun(cue: Token) -> bool:
    """Whether the subject of a cue is "he" or "she": with no antecedent found, who spoke last."""
    return any(c.dep_ == "nsubj" and c.lower_ in ("he", "she") for c in cue.children)


def events_in(claim: Claim, events: Sequence[Event]) -> tuple[str, ...]:
    """The events that a claim's content asserts."""
    inside = (e for e in events if claim.content.start <= e.trigger.start < claim.content.end)
    return tuple(e.id for e in inside)


def _speaker(
    resolved: Resolved, trigger: Trigger, roles: Sequence[Role]
) -> tuple[Entity, float] | None:
    """Who speaks at a cue: by the parse, else by the model."""
    for candidate in subjects_of(resolved, trigger):
        entity = resolved.entity(candidate)
        if entity is not None:
            sure = [r.confidence for r in roles if r.role == SPEAKER and r.candidate == candidate]
            return entity, max([SUBJECT_CONFIDENCE, *sure])
    for role in roles:
        entity = resolved.entity(role.candidate) if role.role == SPEAKER else None
        if entity is not None:
            return entity, role.confidence
    return None


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space and a closing comma, unless nothing else is in it."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip().rstrip(",").rstrip())
    return Span(start, end) if end > start else span


def _is_speech(quote: str) -> bool:
    """Whether a quotation is more than a title or a word in scare quotes.

    >>> [_is_speech(q) for q in ("We lost,", "a fluke.", "Storm", "a friend of the port")]
    [True, False, False, True]
    """
    words = quote.split()
    return len(words) > 3 or (len(words) > 1 and quote[0].isupper() and quote[-1] in ".?!,")


def _goes_on(text: str, before: Span, span: Span) -> bool:
    """Whether only quotation marks and white space stand between two quotations."""
    return not text[before.end : span.start].strip(' \n\t“”",')


def _cue_of(
    reading: Reading, triggers: Sequence[Trigger], cues: Sequence[int], quote: Span
) -> int | None:
    """The nearest cue outside of a quotation.

    One with no end of a sentence in between, else the last one of the sentence before: a
    quotation that is a sentence of its own goes on with who spoke last.
    """
    best: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    for k in cues:
        at = reading.span(triggers[k].word, triggers[k].word + 1)
        left, right = (quote, at) if at.start >= quote.end else (at, quote)
        gap = right.start - left.end
        if not 0 <= gap <= NEAR:
            continue
        stops = len(_STOP.findall(reading.text, left.end, right.start))
        if left is quote:  # a cue goes on after a comma, not after a full stop or on a new line
            ended = quote.of(reading.text).endswith(".")
            stops += ended or "\n" in reading.text[left.end : right.start]
        if not stops:
            best = min(best or (gap, k), (gap, k))
        elif stops == 1 and left is at:
            last = min(last or (gap, k), (gap, k))
    found = best or last
    return found[1] if found else None


def _reported(reading: Reading, trigger: Trigger, cue: int) -> Iterator[Saying]:
    """What a cue reports: its clause, else the rest of its sentence, its object, marked words."""
    token = reading.token(trigger.word)
    for source in (_clause, _rest, _object, _marked):
        span = source(reading, token)
        if span is not None:
            yield Saying(_cleaned(reading.text, span), cue, direct=False)
            return


def _clause(_: Reading, token: Token) -> Span | None:
    """The complement clause of a verb or noun."""
    tied = ("ccomp", "acl") if token.pos_ == "NOUN" else ("ccomp",)
    clauses = [
        c for c in token.children if c.dep_ in tied or (c.dep_ == "parataxis" and c.i > token.i)
    ]
    return _subtree(max(clauses, key=lambda c: c.dep_ == "ccomp")) if clauses else None


def _rest(reading: Reading, token: Token) -> Span | None:
    """The sentence around "according to X" or around an inserted "X said": its longer part."""
    if token.lower_ == "according":
        inserted = token.head
    elif token.dep_ == "parataxis":
        inserted = token
    else:
        return None
    whole, cut = reading.sentence_span(reading.word_of(token.i)), _subtree(inserted)
    before = whole.start, min(cut.start, token.idx)
    start, end = max(before, (cut.end, whole.end), key=lambda part: part[1] - part[0])
    return Span(start, end) if end - start > 3 else None


def _object(_: Reading, token: Token) -> Span | None:
    """What is behind a verb and no clause: "called the deal a fraud", "announced plans to leave".

    A short object alone is no content: "announced his death".
    """
    behind = [c for c in token.children if c.dep_ in ("obj", "xcomp") and c.i > token.i]
    if not behind:
        return None
    span = Span(_subtree(behind[0]).start, max(_subtree(c).end for c in behind))
    return span if len(span.of(token.doc.text).split()) > SHORT else None


def _marked(reading: Reading, token: Token) -> Span | None:
    """The words of the sentence that the model marks as content, of a verb without an object."""
    if any(c.dep_ == "obj" for c in token.children):
        return None
    a, b = reading.sentences[reading.sentence[reading.word_of(token.i)]]
    best = reading.heads.words("content", reading.vectors[a:b]).argmax(axis=1)
    marked = [a + i for i in range(b - a) if best[i] > 0]
    return reading.span(marked[0], marked[-1] + 1) if marked else None


def _subtree(token: Token) -> Span:
    """The characters of a token with everything that depends on it."""
    last = token.right_edge
    return Span(token.left_edge.idx, last.idx + len(last))


def _cleaned(text: str, span: Span) -> Span:
    """A content without "that" in front and punctuation or quotation marks around."""
    lead = _LEAD_IN.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    end = start + len(text[start : span.end].rstrip(' \n,.:;”"'))
    return Span(start, end) if end > start else span
