"""The word that bears an event, out of the words that an annotator gave as its trigger."""

import pytest

from training.corpora.graphs.triggers import TriggerWords

EVENTS = [
    {"type": "Attack", "trigger": "strikes"},
    {"type": "Attack", "trigger": "attacked"},
    {"type": "Appointment", "trigger": "sworn"},
]


@pytest.mark.parametrize(
    ("trigger", "label", "bearer"),
    [
        ("attacked", "Attack", "attacked"),
        ("air strikes", "Attack", "strikes"),
        ("carried out an attack on Homs", "Attack", "attack"),
        ("was sworn in", "Appointment", "sworn"),
        ("stepped down", "Resignation", "stepped"),
        ("legal challenge to the order", "Lawsuit", "challenge"),
        ("voted unanimously", "Vote", "voted"),
        ("will not be", "Ban", "will"),
    ],
)
def test_the_bearer_is_known_from_elsewhere_or_ends_the_first_phrase(trigger, label, bearer):
    words = trigger.split()
    assert words[TriggerWords(EVENTS).bearer(words, label)] == bearer
