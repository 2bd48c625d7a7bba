"""Whether what a trigger names is said to have happened: its polarity and modality."""

from collections.abc import Sequence

from kg.extract.reading import Reading, Trigger
from kg.model import Modality


def statuses(reading: Reading, triggers: Sequence[Trigger]) -> list[tuple[bool, Modality]]:
    """Whether each trigger's event is negated, by its head or by a PropBank role; its modality."""
    modality = reading.probabilities("modality")
    polarity = reading.probabilities("polarity")
    labels = reading.heads.labels["modality"]
    denied = {
        reading.word_of(p.word)
        for p in reading.predicates.values()
        if any(role == "ARGM-NEG" for _, role in p.arguments)
    }
    return [
        (
            t.word in denied or bool(polarity[t.word, 1] > polarity[t.word, 0]),
            Modality(labels[int(modality[t.word].argmax())]),
        )
        for t in triggers
    ]
