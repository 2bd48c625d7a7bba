"""The article of the example graph, sentence by sentence, and places in it."""

from kg.model import Mention, MentionKind, Source, Span

VISIT = "Norwegian minister Kari Holm, 52, visited Aalborg on Thursday and met Danish officials."
QUOTE = '"We want the ferry back before winter," Holm said in the city of about 120,000 people.'
UNION = (
    "The Harbour Union, led by Jens Dahl, a former director of NordFerry, "
    "opposed the visit to Aalborg."
)
CLAIM = "Dahl said that NordFerry had dismissed at least 40 workers in April."
OWNER = "According to Dahl, SeaLink owns NordFerry, which is not a part of Baltic Lines."
FIRE = (
    "A fire at the ferry terminal killed two sailors and injured 11 passengers "
    "between May 3 and May 5."
)
PLAN = "Holm will travel to Oslo next week, and NordFerry may sue Denmark over the delay."
REFUSAL = "The minister did not meet Dahl."
WEATHER = "The weather stayed mild."
PURCHASE = "The company, founded in 1998, bought two ships for 3.5 million euros."

TEXT = "BERGEN (NWA) — " + "\n\n".join(
    [
        " ".join((VISIT, QUOTE)),
        " ".join((UNION, CLAIM, OWNER)),
        " ".join((FIRE, PLAN)),
        " ".join((REFUSAL, WEATHER, PURCHASE)),
    ]
)


def span(words: str, within: str = TEXT) -> Span:
    """The place of `words` inside the sentence `within`."""
    start = TEXT.index(within) + within.index(words)
    return Span(start, start + len(words))


def mention(words: str, within: str, kind: MentionKind = MentionKind.NAME) -> Mention:
    """A mention of `words` inside the sentence `within`."""
    return Mention(span(words, within), kind)


def evidence(*sentences: str) -> tuple[Span, ...]:
    """The places of whole sentences."""
    return tuple(span(sentence) for sentence in sentences)


NOMINAL, DEMONYM = MentionKind.NOMINAL, MentionKind.DEMONYM
TITLE = Source("lexicon:title", 0.9)
HEAD = Source("head:event", 0.8)
