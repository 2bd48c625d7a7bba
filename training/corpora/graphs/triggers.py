"""Which word of a trigger bears the event, and which other words may name it too.

The annotation writes a trigger as it likes ("air strikes", "was sworn in") and gives one for each
happening, however often the text names it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from training.corpora.graphs.gold import GoldEvent

STEM = 5
"""Letters by which words of one kind are known: "attack", "attacks", "attacked"."""
_FUNCTION_WORDS = """
a about again against all an and apart are as at away back be been being between but by can could
did do does doing down each for forward from had has have having her him his in into is it its may
me might must n't no not of off on or other out over shall should some than that the their them
these they this those through to together under up was were will with would 's ’s
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


class TriggerWords:
    """How often the triggers of a type of event begin like a word."""

    def __init__(self, events: Iterable[GoldEvent]) -> None:
        self.counts = Counter((v["type"], stem(v["trigger"])) for v in events)

    def bearer(self, words: Sequence[str], label: str) -> int:
        """The place of the word that bears an event.

        It is the one that triggers such events most often elsewhere; where none does, the last
        word of the first phrase: "strikes" of "air strikes on Homs".
        """
        content = [k for k, w in enumerate(words) if w.lower() not in FUNCTION_WORDS]
        if not content:
            return 0
        known = max(content, key=lambda k: self.counts[label, stem(words[k])])
        if self.counts[label, stem(words[known])]:
            return known
        last = content[0]
        while last + 1 in content and not words[last + 1].endswith("ly"):
            last += 1
        return last


def stem(word: str) -> str:
    """What words of one kind begin with.

    >>> stem("attacked") == stem("Attacks")
    True
    """
    return word.lower()[:STEM]
