"""Events: their triggers, roles and status on Docs written by hand."""

import pytest
from docs import called, doc_of, reading_of, resolved_of, roles_of

from kg.extract.events.events import extract_events
from kg.extract.events.triggers import find_triggers
from kg.model import Claim, Modality, Quantity, Source, Span

VISITED = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Oslo/PROPN/obj>visited ./PUNCT/punct>visited"
)
NEVER = (
    "Holm/PROPN/nsubj>visited never/ADV/advmod>visited visited=visit/VERB/root "
    "Oslo/PROPN/obj>visited ./PUNCT/punct>visited"
)
ARRESTED = (
    "Police=police/NOUN/nsubj>arrested arrested=arrest/VERB/root Holm/PROPN/obj>arrested "
    "./PUNCT/punct>arrested"
)
SHOT_DEAD = (
    "Gunmen=gunman/NOUN/nsubj>shot shot=shoot/VERB/root Holm/PROPN/obj>shot dead/ADJ/xcomp>shot "
    "./PUNCT/punct>shot"
)
SAID = (
    "Holm/PROPN/nsubj>said said=say/VERB/root Dahl/PROPN/nsubj>visited "
    "visited=visit/VERB/ccomp>said Oslo/PROPN/obj>visited ./PUNCT/punct>said"
)
TRIGGERS = {
    "the model alone": (
        VISITED,
        {"Oslo": ("Meeting", 0.5)},
        {"Oslo": "Meeting"},
    ),
    "not sure enough": (VISITED, {"Oslo": ("Meeting", 0.2)}, {}),
    "the lexicon helps": (VISITED, {"visited": ("Visit", 0.3)}, {"visited": "Visit"}),
    "a cue alone is not enough": (VISITED, {}, {}),
    "unless the model was never taught its type": (ARRESTED, {}, {"arrested": "Arrest"}),
    "verb with another word": (SHOT_DEAD, {"shot": ("Killing", 0.1)}, {"shot": "Killing"}),
    "a verb of saying with a clause": (SAID, {}, {"said": "Claim"}),
    "one without": (SAID.replace("ccomp", "advcl"), {}, {}),
    "one that the model half believes": (
        SAID.replace("ccomp", "advcl"),
        {"said": ("Claim", 0.2)},
        {"said": "Claim"},
    ),
}
"""Sentence, what the model thinks of words, and triggers."""


@pytest.mark.parametrize(("sentence", "thinks", "expected"), TRIGGERS.values(), ids=TRIGGERS)
def test_triggers_are_what_model_and_lexicon_agree_on(sentence, thinks, expected):
    reading = reading_of(doc_of(sentence), {"trigger": thinks})
    assert {reading.token(t.word).text: t.label for t in find_triggers(reading)} == expected


FIRED = "Holm/PROPN/nsubj>fired fired=fire/VERB/root Berg/PROPN/obj>fired ./PUNCT/punct>fired"


@pytest.mark.parametrize(("roleset", "label"), [("fire.02", "Dismissal"), ("fire.01", "Attack")])
def test_the_sense_of_a_word_decides(roleset, label):
    doc = doc_of(FIRED, predicates={f"fired|{roleset}": {"Berg": "ARG1"}})
    (trigger,) = find_triggers(reading_of(doc, {"trigger": {"fired": ("Attack", 0.4)}}))
    assert trigger.label == label


THURSDAY = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Oslo/PROPN/obj>visited on/ADP/case>Thursday "
    "Thursday/PROPN/obl>visited ./PUNCT/punct>visited"
)
KILLED = (
    "Bombs=bomb/NOUN/nsubj>killed killed=kill/VERB/root at/ADP/case>least least/ADJ/advmod>40 "
    "40/NUM/nummod>sailors sailors=sailor/NOUN/obj>killed ./PUNCT/punct>killed"
)
OPPOSED = (
    "Dahl/PROPN/nsubj>opposed opposed=oppose/VERB/root the/DET/det>visit visit/NOUN/obj>opposed "
    "of/ADP/case>Holm Holm/PROPN/nmod>visit ./PUNCT/punct>opposed"
)
PEOPLE = {
    "Holm": "Person",
    "Oslo": "City",
    "Rome": "City",
    "Dahl": "Person",
    "sailors": "Group",
}
VISIT = {"visited": "Visit"}
GOING = {("visited", "Holm"): "agent", ("visited", "Oslo"): "destination"}
PROPBANK = {"visited": {"Holm": "ARG0", "Oslo": "ARG1"}}
WENT = "Visit agent=Holm destination=Oslo"
EVENTS = {
    "the model's roles": (VISITED, {"trigger": VISIT, "argument": GOING}, {}, [WENT]),
    "the surest role only": (
        VISITED,
        {"trigger": VISIT, "argument": {**GOING, ("visited", "Oslo"): ("patient", 0.3)}},
        {},
        ["Visit agent=Holm"],
    ),
    "the lexicon's roles": (
        VISITED,
        {"trigger": VISIT, "argument": {k: (v, 0.45) for k, v in GOING.items()}},
        PROPBANK,
        [WENT],
    ),
    "a sure model is not overruled": (
        VISITED,
        {"trigger": VISIT, "argument": {**GOING, ("visited", "Oslo"): ("patient", 0.8)}},
        PROPBANK,
        ["Visit agent=Holm patient=Oslo"],
    ),
    "nobody takes part": (VISITED, {"trigger": VISIT}, {}, []),
    "time": (
        THURSDAY,
        {"trigger": VISIT, "argument": {**GOING, ("visited", "Thursday"): "time"}},
        {},
        [f"{WENT} @2024-05-16"],
    ),
    "a time is no other role": (
        THURSDAY,
        {"trigger": VISIT, "argument": {**GOING, ("visited", "Thursday"): "place"}},
        {},
        [f"{WENT} @2024-05-16"],
    ),
    "whoever is coordinated": (
        "Holm/PROPN/nsubj>visited visited=visit/VERB/root Oslo/PROPN/obj>visited and/CCONJ/cc>Rome "
        "Rome/PROPN/conj>Oslo ./PUNCT/punct>visited",
        {"trigger": VISIT, "argument": GOING},
        {},
        [f"{WENT} destination=Rome"],
    ),
    "will": (
        f"will/AUX/aux>visited {VISITED}",
        {"trigger": VISIT, "argument": GOING},
        {},
        [f"{WENT} planned"],
    ),
    "may": (
        f"may/AUX/aux>visited {VISITED}",
        {"trigger": VISIT, "argument": GOING, "modality": {"visited": "planned"}},
        {},
        [f"{WENT} possible"],
    ),
    "whether": (
        f"whether/SCONJ/mark>visited {VISITED}",
        {"trigger": VISIT, "argument": GOING},
        {},
        [f"{WENT} possible"],
    ),
    "wanted to": (
        "Holm/PROPN/nsubj>wanted wanted=want/VERB/root to/PART/mark>visited "
        "visited=visit/VERB/xcomp>wanted Oslo/PROPN/obj>visited ./PUNCT/punct>wanted",
        {"trigger": VISIT, "argument": GOING},
        {},
        [f"{WENT} planned"],
    ),
    "denied": (
        "Holm/PROPN/nsubj>denied denied=deny/VERB/root visited=visit/VERB/xcomp>denied "
        "Oslo/PROPN/obj>visited ./PUNCT/punct>denied",
        {"trigger": VISIT, "argument": GOING},
        {},
        [f"{WENT} negated"],
    ),
    "not": (
        VISITED,
        {"trigger": VISIT, "argument": GOING, "polarity": {"visited": "negated"}},
        {},
        [f"{WENT} negated"],
    ),
    "planned": (
        VISITED,
        {"trigger": VISIT, "argument": GOING, "modality": {"visited": "planned"}},
        {},
        [f"{WENT} planned"],
    ),
    "by the word of a source": (
        VISITED,
        {"trigger": VISIT, "argument": {**GOING, ("visited", "Holm"): "source"}},
        {},
        ["Visit destination=Oslo by Holm"],
    ),
    "a figure is an amount, and nothing else is": (
        KILLED,
        {
            "trigger": {"killed": "Killing"},
            "argument": {("killed", "sailors"): "amount", ("killed", "at least 40"): "patient"},
        },
        {},
        ["Killing agent=sailors amount=40"],
    ),
    "how many": (
        KILLED,
        {
            "trigger": {"killed": "Killing"},
            "argument": {("killed", "sailors"): "patient", ("killed", "at least 40"): "amount"},
        },
        {},
        ["Killing amount=40 patient=sailors"],
    ),
    "an event in a role": (
        OPPOSED,
        {
            "trigger": {"opposed": "Opposition", "visit": "Visit"},
            "argument": {("opposed", "Dahl"): "agent", ("visit", "Holm"): "agent"},
        },
        {"opposed": {"Dahl": "ARG0", "visit": "ARG1"}},
        ["Opposition agent=Dahl patient=v2", "Visit agent=Holm"],
    ),
    "what PropBank negates": (
        NEVER,
        {"trigger": VISIT, "argument": GOING},
        {"visited": {"never": "ARGM-NEG"}},
        [f"{WENT} negated"],
    ),
    "no event where the ontology wants an entity": (
        OPPOSED,
        {
            "trigger": {"opposed": "Meeting", "visit": "Visit"},
            "argument": {("opposed", "Dahl"): "agent"},
        },
        {"opposed|meet.03": {"Dahl": "ARG0", "visit": "ARG1"}},
        ["Meeting agent=Dahl"],
    ),
    "an event that is left out fills no role": (
        OPPOSED,
        {
            "trigger": {"opposed": "Opposition", "visit": "Visit"},
            "argument": {("opposed", "Dahl"): "agent"},
        },
        {"opposed": {"Dahl": "ARG0", "visit": "ARG1"}},
        ["Opposition agent=Dahl"],
    ),
}
"""Sentence, what the model thinks, PropBank predicates, and events."""


def written(resolved, event):
    """An event in one line."""
    fillers = [
        (a.role, f"{a.filler.number:.0f}")
        if isinstance(a.filler, Quantity)
        else (a.role, called(resolved, a.filler) if a.filler.startswith("e") else a.filler)
        for a in event.arguments
    ]
    marks = [f"@{event.time.value}"] if event.time else []
    marks += ["negated"] * event.negated
    marks += [event.modality.value] * (event.modality is not Modality.ASSERTED)
    marks += [f"by {called(resolved, e)}" for e in event.attributed_to]
    return " ".join([event.type, *(f"{role}={filler}" for role, filler in fillers), *marks])


@pytest.mark.parametrize(
    ("sentence", "thinks", "predicates", "expected"), EVENTS.values(), ids=EVENTS
)
def test_events_have_roles_time_and_status(sentence, thinks, predicates, expected):
    mentions = {name: kind for name, kind in PEOPLE.items() if name in sentence}
    doc = doc_of(sentence, mentions=mentions, predicates=predicates)
    resolved = resolved_of(doc, thinks)
    triggers, roles = roles_of(resolved)
    events = extract_events(resolved, triggers, roles, [])
    assert [written(resolved, e) for e in events] == expected
    assert [e.id for e in events] == [f"v{n}" for n in range(1, len(events) + 1)]


def claim(resolved, start, speaker, *, negated=False):
    """A claim whose content begins somewhere and ends with the text."""
    end = len(resolved.reading.text)
    cue = Span(0, 1)
    source = Source("lexicon:saying", 0.9)
    return Claim("c1", speaker, cue, Span(start, end), False, (cue,), source, negated=negated)  # noqa: FBT003


def test_what_is_said_to_have_happened_is_the_word_of_the_innermost_speaker():
    doc = doc_of(THURSDAY, mentions=PEOPLE_OF_VISIT)
    resolved = resolved_of(doc, {"trigger": VISIT, "argument": GOING})
    triggers, roles = roles_of(resolved)
    whole, inner, own = claim(resolved, 0, "e2"), claim(resolved, 3, "e2"), claim(resolved, 4, "e1")
    for claims, expected in (([whole], ("e2",)), ([whole, inner], ("e2",)), ([], ()), ([own], ())):
        [event] = extract_events(resolved, triggers, roles, claims)
        assert event.attributed_to == expected, "what a speaker did himself is no hearsay"
        assert event.is_fact == (not expected)


def test_what_a_claim_denies_did_not_happen():
    doc = doc_of(VISITED, mentions=PEOPLE_OF_VISIT)
    resolved = resolved_of(doc, {"trigger": VISIT, "argument": GOING})
    [event] = extract_events(
        resolved, *roles_of(resolved), [claim(resolved, 0, "e2", negated=True)]
    )
    assert (event.negated, event.attributed_to) == (True, ("e2",))


def test_in_the_lead_an_event_takes_the_first_day_and_a_later_one_does_not():
    for before, day in (((), ""), ((THURSDAY,), "2024-05-16"), ((THURSDAY, *[FIRED] * 40), "")):
        doc = doc_of(*before, KILLED, mentions={"sailors": "Group"})
        thinks = {"trigger": {"killed": "Killing"}, "argument": {("killed", "sailors"): "patient"}}
        resolved = resolved_of(doc, thinks)
        [event] = extract_events(resolved, *roles_of(resolved), [])
        assert (event.time.value if event.time else "") == day


PEOPLE_OF_VISIT = {"Holm": "Person", "Oslo": "City"}
