"""Doc → candidates: everything that may denote an entity, an office or a figure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from kg.extract.reading import AMOUNT, FIGURES, POSITION, PRONOUN, TIME, Candidate, Reading
from kg.model import MentionKind, Quantity, Time
from kg.model import Span as Characters

NAME_TYPES = {"PERSON": "Person", "ORG": "Organization", "LOC": "Location"}
NAME_CONFIDENCE = 0.5
"""Of what only the name tagger or the gazetteer saw."""
PRONOUNS = frozenset(
    ("he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "it", "its")
)
UNSTRESSED = frozenset({"DET", "PUNCT", "ADP", "PART"})


def find_candidates(
    reading: Reading, quantities: Sequence[Quantity], times: Sequence[Time]
) -> list[Candidate]:
    """The candidates of an article in text order, nested ones included, nothing twice.

    The model's mentions come first; names that only its flat name tagger saw, demonyms of the
    gazetteer, figures, times and pronouns fill the gaps.
    """
    found: dict[tuple[int, int], Candidate] = {}
    at: dict[int, list[Candidate]] = defaultdict(list)
    for source in (_of_model, _demonyms, _names, _pronouns):
        for candidate in source(reading):
            words = range(candidate.start, candidate.end)
            if all(reading.token(i).pos_ in UNSTRESSED for i in words):
                continue
            if not any(_clash(candidate, other) for i in words for other in at[i]):
                found[candidate.start, candidate.end] = candidate
                for i in words:
                    at[i].append(candidate)
    for candidate in (*_figures(reading, quantities), *_times(reading, times)):
        found.setdefault((candidate.start, candidate.end), candidate)
    return sorted(found.values(), key=lambda c: (c.start, c.end))


def _of_model(reading: Reading) -> Iterator[Candidate]:
    """The mentions of the language model, without closing possessives."""
    group = reading.doc.spans["mentions"]
    for span, confidence in zip(group, group.attrs["confidence"], strict=True):
        if span.label_ in (PRONOUN, TIME) or _is_list(span):
            continue
        start, end = reading.word_of(span.start), reading.word_of(span.end - 1) + 1
        if end - start > 1 and reading.token(end - 1).tag_ == "POS":
            end -= 1
        yield _candidate(reading, (start, end), span.label_, confidence)


def _is_list(span: Span) -> bool:
    """Whether a mention is a list of others: "Palestinians and 1,400 Israelis"."""
    return any(
        t.dep_ == "cc" and t.i + 1 < span.end and span.doc[t.i + 1].pos_ == "NUM" for t in span
    )


def _candidate(
    reading: Reading, words: tuple[int, int], label: str, confidence: float
) -> Candidate:
    """A candidate of the right kind."""
    head = reading.head_of(*words)
    kind = _kind(reading, words, head, label)
    return Candidate(*words, label, kind, confidence, head)


def _kind(reading: Reading, words: tuple[int, int], head: int, label: str) -> MentionKind:
    """Name, demonym or description, by the capitals of the words that carry meaning."""
    text = reading.span(*words).of(reading.text)
    if text in reading.schema.demonyms and label != "Person":
        return MentionKind.DEMONYM
    tokens = [reading.token(i) for i in range(*words)]
    capitals = [t.text[:1].isupper() for t in tokens if t.pos_ not in UNSTRESSED]
    opens = tokens[0].is_sent_start
    proper = reading.token(head).pos_ == "PROPN" and reading.token(head).text[:1].isupper()
    if proper and capitals and (all(capitals) if opens else any(capitals)):
        return MentionKind.NAME
    if all(capitals) and len(capitals) > 1:
        return MentionKind.NAME
    return MentionKind.NOMINAL


def _clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are the same words or cross."""
    if a.start >= b.end or b.start >= a.end:
        return False
    return a.contains(b) == b.contains(a)


def _names(reading: Reading) -> Iterator[Candidate]:
    """Names of `doc.ents` that no mention of the model touches."""
    covered = {
        i
        for s in reading.doc.spans["mentions"]
        for i in range(s.start, s.end)
        if s.label_ != POSITION and s.label_ not in FIGURES
    }
    for ent in reading.doc.ents:
        label = NAME_TYPES.get(ent.label_)
        if label and covered.isdisjoint(range(ent.start, ent.end)):
            start, end = reading.word_of(ent.start), reading.word_of(ent.end - 1) + 1
            if end - start > 1 and reading.token(start).lower_ == "the":
                start += 1
            yield _candidate(reading, (start, end), label, NAME_CONFIDENCE)


def _demonyms(reading: Reading) -> Iterator[Candidate]:
    """Demonyms of the gazetteer wherever they stand, the longest first."""
    beyond = 0
    for i, word in enumerate(reading.layout.words):
        if i < beyond or not word[:1].isupper():
            continue
        for end in range(min(i + 3, len(reading.layout.words)), i, -1):
            if reading.span(i, end).of(reading.text) in reading.schema.demonyms:
                yield _candidate(reading, (i, end), "Country", NAME_CONFIDENCE)
                beyond = end
                break


def _figures(reading: Reading, quantities: Sequence[Quantity]) -> Iterator[Candidate]:
    """The figures that the rules found."""
    for quantity in quantities:
        if quantity.unit != "%":
            yield from _expression(reading, quantity.span, AMOUNT)


def _times(reading: Reading, times: Sequence[Time]) -> Iterator[Candidate]:
    """The time expressions that the rules found."""
    for time in times:
        yield from _expression(reading, time.span, TIME)


def _expression(reading: Reading, span: Characters, label: str) -> Iterator[Candidate]:
    """The words of an expression that the rules found."""
    words = reading.words_at(span)
    if words is not None:
        head = reading.head_of(*words)
        yield Candidate(*words, label, MentionKind.NOMINAL, NAME_CONFIDENCE, head)


def _pronouns(reading: Reading) -> Iterator[Candidate]:
    """Third-person pronouns that the parse does not call expletives."""
    for i in range(len(reading.layout.words)):
        token = reading.token(i)
        if token.lower_ in PRONOUNS and token.pos_ == "PRON" and token.dep_ != "expl":
            yield Candidate(i, i + 1, PRONOUN, MentionKind.PRONOUN, 1.0, i)
