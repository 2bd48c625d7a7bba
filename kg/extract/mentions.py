"""Doc → candidates: everything that may denote an entity, an office or a figure."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.reading import AMOUNT, POSITION, PRONOUN, Candidate, Reading
from kg.model import MentionKind, Quantity

NAME_TYPES = {"PERSON": "Person", "ORG": "Organization", "LOC": "Location", "NORP": "Group",
              "EVENT": "Event", "WORK": "Work", "PRODUCT": "Product"}
PRONOUNS = frozenset("he she him her his hers they them their theirs it its".split())
TRIMMED = frozenset({"DET", "PUNCT", "ADP", "PART"})


def extract_mentions(reading: Reading, quantities: tuple[Quantity, ...]) -> list[Candidate]:
    """The candidates of an article in text order, nested ones included, nothing twice.

    The model's mentions come first; names that only its flat name tagger saw, country names and
    demonyms of the gazetteer, figures and pronouns fill the gaps.
    """
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in _of_model(reading):
        found.setdefault((candidate.start, candidate.end), candidate)
    for source in (_places, _names, _pronouns):
        for candidate in source(reading):
            if not any(_clash(candidate, other) for other in found.values()):
                found[candidate.start, candidate.end] = candidate
    for candidate in _figures(reading, quantities):
        found.setdefault((candidate.start, candidate.end), candidate)
    return sorted(found.values(), key=lambda c: (c.start, c.end))


def _of_model(reading: Reading) -> Iterator[Candidate]:
    """The mentions of the language model, without articles and closing possessives."""
    group = reading.doc.spans["mentions"]
    for span, confidence in zip(group, group.attrs["confidence"], strict=True):
        start, end = reading.word_of(span.start), reading.word_of(span.end - 1) + 1
        while end - start > 1 and reading.token(end - 1).tag_ == "POS":
            end -= 1
        if span.label_ == PRONOUN:
            continue
        yield _candidate(reading, start, end, span.label_, confidence)


def _candidate(reading: Reading, start: int, end: int, label: str, confidence: float) -> Candidate:
    """A candidate of the right kind."""
    head = reading.head_of(start, end)
    return Candidate(start, end, label, _kind(reading, start, end, head, label), confidence, head)


def _kind(reading: Reading, start: int, end: int, head: int, label: str) -> MentionKind:
    """Name, demonym or description, by the capitals of the words."""
    text = reading.span(start, end).of(reading.string)
    if text in reading.schema.demonyms and label != "Person":
        return MentionKind.DEMONYM
    capital = [reading.token(i).text[:1].isupper() for i in range(start, end)
               if reading.token(i).pos_ not in TRIMMED]
    proper = reading.token(head).pos_ == "PROPN" and reading.token(head).text[:1].isupper()
    named = capital and (all(capital) if reading.token(start).is_sent_start else any(capital))
    if named and (proper or (all(capital) and len(capital) > 1)):
        return MentionKind.NAME
    return MentionKind.NOMINAL


def _clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are the same words or cross."""
    if a.start >= b.end or b.start >= a.end:
        return False
    nested = (a.start >= b.start and a.end <= b.end) or (b.start >= a.start and b.end <= a.end)
    return not nested or (a.start, a.end) == (b.start, b.end)


def _names(reading: Reading) -> Iterator[Candidate]:
    """Names of `doc.ents` that no mention of the model covers."""
    covered = {i for s in reading.doc.spans["mentions"] for i in range(s.start, s.end)
               if s.label_ not in (POSITION, AMOUNT)}
    for ent in reading.doc.ents:
        label = NAME_TYPES.get(ent.label_)
        if label and ent.label_ in ("PERSON", "ORG", "LOC") and not covered & set(range(ent.start, ent.end)):
            start, end = reading.word_of(ent.start), reading.word_of(ent.end - 1) + 1
            if end - start > 1 and reading.token(start).lower_ == "the":
                start += 1
            yield _candidate(reading, start, end, label, 0.5)


def _places(reading: Reading) -> Iterator[Candidate]:
    """Demonyms of the gazetteer wherever they stand."""
    last = -1
    for i, word in enumerate(reading.layout.words):
        if i < last or not word[:1].isupper():
            continue
        for length in (3, 2, 1):
            if i + length <= len(reading.layout.words):
                text = reading.span(i, i + length).of(reading.string)
                if text in reading.schema.demonyms:
                    yield _candidate(reading, i, i + length, "Country", 0.5)
                    last = i + length
                    break


def _figures(reading: Reading, quantities: tuple[Quantity, ...]) -> Iterator[Candidate]:
    """The figures that the rules found."""
    for quantity in quantities:
        span = reading.doc.char_span(quantity.span.start, quantity.span.end, alignment_mode="expand")
        if span is not None and quantity.unit != "%":
            start, end = reading.word_of(span.start), reading.word_of(span.end - 1) + 1
            yield Candidate(start, end, AMOUNT, MentionKind.NOMINAL, 0.5, reading.head_of(start, end))


def _pronouns(reading: Reading) -> Iterator[Candidate]:
    """Third-person pronouns; "it" of the weather and of clauses is left to coreference."""
    for i in range(len(reading.layout.words)):
        token = reading.token(i)
        if token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET") and not _expletive(token):
            yield Candidate(i, i + 1, PRONOUN, MentionKind.PRONOUN, 1.0, i)


def _expletive(token: Token) -> bool:
    """Whether the parse calls a pronoun an expletive."""
    return token.dep_ == "expl"
