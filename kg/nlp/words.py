"""What the encoder sees of a word besides its pieces, and how a document is cut into windows."""

from collections.abc import Iterator, Sequence

SHAPES = ("pad", "lower", "Title", "UPPER", "miXed", "Initial", "digits", "digits+", "other")
GAPS = ("pad", "none", "space", "line")
PIECES = 160
"""Word pieces per window: longer sequences cost more per piece (quadratic attention)."""

_CLOSERS = frozenset("\"'”’)]»")
_STOPS = frozenset(".!?…")
_DASHES = frozenset(("—", "–", "-", "--"))
DATELINE = 14
"""Words of a dateline, at most."""


def shape_of(word: str) -> int:
    """The index in `SHAPES` of a word's capitalisation, which the uncased vocabulary drops.

    >>> [SHAPES[shape_of(w)] for w in ("talks", "Moscow", "NATO", "iPhone", "U", "2019", "Mi-8")]
    ['lower', 'Title', 'UPPER', 'miXed', 'Initial', 'digits', 'digits+']
    """
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 5
    if word.istitle():
        return 2
    return 4 if any(c.isalpha() for c in word) else 8


def gap_of(space: str) -> int:
    """The index in `GAPS` of the white space before a word."""
    if not space:
        return 1
    return 3 if "\n" in space else 2


def likely_starts(words: Sequence[str], gaps: Sequence[str]) -> list[int]:
    """Word indices at which a sentence surely or likely starts; only windows are cut there.

    A new line, or a stop (with closing quotes) before a word that is not in lower case.
    """
    starts = [0] if words else []
    for i in range(1, len(words)):
        if "\n" in gaps[i]:
            starts.append(i)
            continue
        k = i - 1
        while k > 0 and words[k] in _CLOSERS:
            k -= 1
        if words[k] in _STOPS and gaps[i] and not words[i][:1].islower():
            starts.append(i)
    return starts


def sure_starts(words: Sequence[str], gaps: Sequence[str]) -> set[int]:
    """Word indices at which a sentence starts whatever the model thinks.

    After a blank line; on a line after a stop; around a dateline ("MOSCOW (AA) —").
    """
    starts = {i for i, gap in enumerate(gaps) if gap.count("\n") > 1}
    for i, gap in enumerate(gaps):
        if "\n" not in gap:
            continue
        dash = next((j for j in range(i, min(i + DATELINE, len(words))) if words[j] in _DASHES), 0)
        place = words[i] if dash > i else ""
        if len(place) > 1 and place.isupper() and dash + 1 < len(words):
            starts |= {i, dash + 1}
        k = i - 1
        while k > 0 and words[k] in _CLOSERS:
            k -= 1
        if k >= 0 and words[k] in _STOPS:
            starts.add(i)
    return starts


def windows(
    pieces: Sequence[int], starts: Sequence[int], *, limit: int = PIECES
) -> Iterator[tuple[int, int]]:
    """Half-open word ranges of at most `limit` pieces, cut at `starts` where one is in reach.

    Args:
        pieces: number of word pieces of each word.
        starts: ascending word indices at which a window may begin.
        limit: word pieces per window; a single word never has more.
    """
    begin, total, last = 0, 0, -1
    allowed = set(starts)
    for i, n in enumerate(pieces):
        if i > begin and i in allowed:
            last = i
        while total + n > limit and i > begin:
            cut = last if last > begin else i
            yield begin, cut
            begin, last = cut, -1
            total = sum(pieces[begin:i])
        total += n
    if begin < len(pieces):
        yield begin, len(pieces)
