"""Doc → what is said by whom: quotations, and reported speech after a cue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading, Trigger
from kg.model import Span

_QUOTES = re.compile(r"[“\"]([^”\"“]{2,2000}?)(?:[”\"]|(?=\n\n)|\Z)")
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A stretch that somebody says; `cue` is the index of the trigger that introduces it."""

    content: Span
    cue: int
    direct: bool
    confidence: float


def find_sayings(reading: Reading, triggers: Sequence[Trigger]) -> list[Saying]:
    """Quotations, each with its cue, and the contents of reported speech, in text order."""
    text = reading.string
    cues = [k for k, t in enumerate(triggers) if t.label == "Claim"]
    quoted: list[Saying] = []
    last: int | None = None
    for match in _QUOTES.finditer(text):
        span = _trimmed(text, match.start(1), match.end(1))
        if span is None or not _is_speech(span.of(text)):
            continue
        cue = _cue_of(reading, triggers, cues, span)
        if cue is None and last is not None and _follows(text, quoted[-1].content, span):
            cue = last
        if cue is not None:
            quoted.append(Saying(span, cue, direct=True, confidence=triggers[cue].confidence))
            last = cue
    used = {s.cue for s in quoted}
    reported = [s for k in cues if k not in used for s in _reported(reading, triggers, k)
                if not any(s.content.overlaps(q.content) and q.direct and
                           _share(s.content, q.content) > 0.6 for q in quoted)]
    return sorted([*quoted, *reported], key=lambda s: s.content.start)


def _share(a: Span, b: Span) -> float:
    """Overlap of two spans over their union."""
    inner = min(a.end, b.end) - max(a.start, b.start)
    return max(0, inner) / (max(a.end, b.end) - min(a.start, b.start))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space and a closing comma."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end) if end > start else None


def _is_speech(quote: str) -> bool:
    """Whether a quotation is more than a title or a word in scare quotes."""
    return len(quote.split()) > 3 or quote[-1:] in ".?!"


def _follows(text: str, before: Span, span: Span) -> bool:
    """Whether only quotation marks and white space stand between two quotations."""
    return len(text[before.end : span.start].strip(" \n\t“”\",")) == 0


def _cue_of(reading: Reading, triggers: Sequence[Trigger], cues: Sequence[int], span: Span) -> int | None:
    """The nearest cue in a sentence that the quotation touches, else one just before a colon."""
    text = reading.string
    best: tuple[int, int] | None = None
    for k in cues:
        at = reading.span(triggers[k].word, triggers[k].word + 1)
        inside = span.start <= at.start < span.end
        gap = at.start - span.end if at.start >= span.end else span.start - at.end
        if inside or gap > 200:
            continue
        between = text[span.end : at.start] if at.start >= span.end else text[at.end : span.start]
        if "\n\n" in between.strip() or len(re.findall(r"[.!?]\s", between)) > 0:
            continue
        best = min(best or (gap, k), (gap, k))
    return best[1] if best else None


def _reported(reading: Reading, triggers: Sequence[Trigger], cue: int) -> Iterator[Saying]:
    """The clause that a cue reports: its complement, or the sentence around "according to"."""
    trigger = triggers[cue]
    token = reading.token(trigger.word)
    spans = []
    for child in token.children:
        if child.dep_.split(":")[0] in _COMPLEMENTS and child.i != token.i:
            spans.append((child.left_edge.i, child.right_edge.i + 1))
    a, b = reading.sentences[reading.sentence[trigger.word]]
    content = reading.probabilities("content")
    best = content.argmax(axis=1)
    marked = [i for i in range(a, b) if best[i] > 0]
    if marked:
        start, end = marked[0], marked[-1] + 1
        span = reading.span(start, end)
        yield Saying(_clean(reading.string, span), cue, direct=False, confidence=trigger.confidence)
    elif spans:
        start, end = max(spans, key=lambda s: s[1] - s[0])
        first, last = reading.doc[start], reading.doc[end - 1]
        span = Span(first.idx, last.idx + len(last))
        yield Saying(_clean(reading.string, span), cue, direct=False, confidence=trigger.confidence)


def _clean(text: str, span: Span) -> Span:
    """A content without "that" in front and punctuation or quotation marks around."""
    start, end = span.start, span.end
    if end - start > 6 and text[start : start + 5].lower() == "that ":
        start += 5
    while start < end - 1 and text[start] in " ,:“\"'":
        start += 1
    while end > start + 1 and text[end - 1] in " ,.:;”\"":
        end -= 1
    return Span(start, end)
