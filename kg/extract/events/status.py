"""Whether an event is said to have happened: its polarity and modality, by model and parse."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.events.triggers import POS
from kg.extract.reading import Reading, Trigger
from kg.model import Modality

NEGATION = "ARGM-NEG"
ASKED = "whether"
CLAUSES = frozenset(("xcomp", "ccomp"))


def statuses(reading: Reading, triggers: Sequence[Trigger]) -> list[tuple[bool, Modality]]:
    """Whether each trigger's event is negated, and its modality.

    The parse overrules the model only towards caution: what an auxiliary or a verb above marks as
    planned, possible, denied or open is no fact.
    """
    modality = reading.probabilities("modality")
    polarity = reading.probabilities("polarity")
    labels = reading.heads.labels["modality"]
    out = []
    for t in triggers:
        token = reading.token(t.word)
        found = Modality(labels[int(modality[t.word].argmax())])
        marked = next(_marked(reading, token), Modality.ASSERTED)
        if found is Modality.ASSERTED or marked is Modality.POSSIBLE:
            found = marked
        negated = polarity[t.word, 1] > polarity[t.word, 0] or _is_denied(reading, token)
        out.append((bool(negated), found))
    return out


def _marked(reading: Reading, token: Token) -> Iterator[Modality]:
    """What auxiliaries, a question, and the verb above make of a verb, the surest first."""
    find = reading.schema.find
    for child in token.children:
        if child.dep_.startswith("aux"):
            for cue in find("ModalityCue", "auxiliary", child.lemma_.lower()):
                yield Modality(cue.evokes)
        elif child.lower_ == ASKED:
            yield Modality.POSSIBLE
    if token.dep_ == "xcomp":
        for cue in find("ModalityCue", POS.get(token.head.pos_, ""), token.head.lemma_.lower()):
            yield Modality(cue.evokes)


def _is_denied(reading: Reading, token: Token) -> bool:
    """Whether a role says "not", or the verb above that it did not happen: "denied attacking"."""
    predicate = reading.predicates.get(token.i)
    if predicate and any(role == NEGATION for _, role in predicate.arguments):
        return True
    return token.dep_ in CLAUSES and denies(reading, token.head)


def denies(reading: Reading, token: Token) -> bool:
    """Whether a word says that what depends on it is not so: "denied", "refusal"."""
    return bool(reading.schema.find("NegationCue", POS.get(token.pos_, ""), token.lemma_.lower()))
