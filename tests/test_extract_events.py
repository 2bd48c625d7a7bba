"""Events: their triggers and roles on Docs written by hand, parts of totals, and merging."""

from dataclasses import replace

import pytest
from docs import called, doc_of, reading_of, resolved_of, roles_of
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extract.events.events import extract_events
from kg.extract.events.merging import merge_events
from kg.extract.events.subtotals import subtotals
from kg.extract.events.triggers import find_triggers
from kg.model import Argument, Event, Modality, Quantity, Source, Span, Time
from kg.nlp.expressions.quantities import find_quantities

VISITED = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Oslo/PROPN/obj>visited ./PUNCT/punct>visited"
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
    "the lexicon helps": (VISITED, {"visited": ("Visit", 0.2)}, {"visited": "Visit"}),
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
    (trigger,) = find_triggers(reading_of(doc, {"trigger": {"fired": ("Attack", 0.25)}}))
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
PEOPLE = {"Holm": "Person", "Oslo": "City", "Dahl": "Person", "sailors": "Group"}
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
        {"trigger": VISIT, "argument": {k: (v, 0.15) for k, v in GOING.items()}},
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
    "time": (THURSDAY, {"trigger": VISIT, "argument": GOING}, {}, [f"{WENT} @2024-05-16"]),
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
    at = doc.text.find("Thursday")
    times = [Time(Span(at, at + 8), "2024-05-16")] if at >= 0 else []
    figures = times, find_quantities(doc.text)
    events = extract_events(resolved, triggers, roles, figures, [])
    assert [written(resolved, e) for e in events] == expected
    assert [e.id for e in events] == [f"v{n}" for n in range(1, len(events) + 1)]


def test_what_is_said_to_have_happened_is_the_word_of_the_innermost_speaker():
    doc = doc_of(VISITED, mentions=PEOPLE_OF_VISIT)
    resolved = resolved_of(doc, {"trigger": VISIT, "argument": GOING})
    triggers, roles = roles_of(resolved)
    whole, inner = (Span(0, len(doc.text)), "e2"), (Span(3, len(doc.text)), "e1")
    for said, expected in (([whole], ("e2",)), ([whole, inner], ("e1",)), ([], ())):
        [event] = extract_events(resolved, triggers, roles, ([], []), said)
        assert event.attributed_to == expected
        assert event.is_fact == (not said)


PEOPLE_OF_VISIT = {"Holm": "Person", "Oslo": "City"}
TOTAL = (
    "Strikes=strike/NOUN/nsubj>killed killed=kill/VERB/root {total}people=person/NOUN/obj>killed "
    ",/PUNCT/punct>sailors {word} at/ADP/case>least least/ADJ/advmod>40 40/NUM/nummod>sailors "
    "sailors=sailor/NOUN/nmod>people and/CCONJ/cc>teachers two/NUM/nummod>teachers "
    "teachers=teacher/NOUN/conj>sailors ./PUNCT/punct>killed"
)
INCLUDING = "including=include/VERB/case>sailors"
COUNTED = "60/NUM/nummod>people "
PARTS = {
    "including": (TOTAL.format(total=COUNTED, word=INCLUDING), [(40, "sailors"), (2, "teachers")]),
    "among them": (
        TOTAL.format(total=COUNTED, word="among/ADP/case>them them/PRON/nmod>people"),
        [(40, "sailors"), (2, "teachers")],
    ),
    "beside them": (
        TOTAL.format(total=COUNTED, word="besides/ADP/case>sailors"),
        [],
    ),
    "no total": (TOTAL.format(total="", word=INCLUDING), []),
}
"""Sentence, and the parts of its total."""


@pytest.mark.parametrize(("sentence", "expected"), PARTS.values(), ids=PARTS)
def test_the_parts_of_a_total_are_events_of_their_own(sentence, expected):
    doc = doc_of(sentence, mentions={"people": "Group", "sailors": "Group", "teachers": "Group"})
    resolved = resolved_of(doc)
    quantities = find_quantities(doc.text)
    people, amount = Argument("patient", "e1"), Argument("amount", quantities[0])
    at = doc.text.index("killed")
    event = Event(
        "v3",
        "Killing",
        Span(at, at + len("killed")),
        (amount, people) if quantities[0].number == 60 else (people,),
        (Span(0, len(doc.text)),),
        Source("head:trigger", 0.9),
    )
    parts = list(subtotals(resolved, event, quantities))
    assert len({event.id, *(p.id for p in parts)}) == len(parts) + 1
    found = [{a.role: a.filler for a in p.arguments} for p in parts]
    assert [(p["amount"].number, called(resolved, p["patient"])) for p in found] == expected
    assert all((p.type, p.evidence) == (event.type, event.evidence) for p in parts)


def happening(at, *arguments, **more):
    """A visit whose trigger stands at a place."""
    return Event(
        id=f"v{at}",
        type=more.pop("type", "Visit"),
        trigger=Span(at, at + 1),
        arguments=tuple(sorted(arguments, key=lambda a: (a.role, str(a.filler)))),
        evidence=(Span(at, at + 5),),
        source=Source("head:trigger", 0.9),
        **more,
    )


def day(value):
    return Time(Span(0, 4), value)


def figure(number):
    return Argument("amount", Quantity(Span(number, number + 1), number))


HOLM, DAHL = Argument("agent", "e1"), Argument("agent", "e2")
OSLO, BERGEN = Argument("destination", "e3"), Argument("destination", "e4")
PLACE, ELSEWHERE = Argument("place", "e5"), Argument("place", "e6")
PAIRS = {
    "the same": ((HOLM, OSLO), {}, (HOLM, OSLO), {}, 1),
    "one of them says more": ((HOLM,), {}, (HOLM, OSLO), {"time": day("2024-05-16")}, 1),
    "the places differ, as they may": ((HOLM, PLACE), {}, (HOLM, ELSEWHERE), {}, 1),
    "same time": (
        (HOLM,),
        {"time": day("2024-05-16")},
        (HOLM,),
        {"time": day("2024-05-16")},
        1,
    ),
    "same amount": ((HOLM, figure(7)), {}, (HOLM, figure(7)), {}, 1),
    "other agent": ((HOLM, OSLO), {}, (DAHL, OSLO), {}, 2),
    "other destination": ((HOLM, OSLO), {}, (HOLM, BERGEN), {}, 2),
    "other time": (
        (HOLM,),
        {"time": day("2024-05-16")},
        (HOLM,),
        {"time": day("2024-05-17")},
        2,
    ),
    "other amount": ((HOLM, figure(7)), {}, (HOLM, figure(9)), {}, 2),
    "other type": ((HOLM,), {}, (HOLM,), {"type": "Travel"}, 2),
    "one is planned": ((HOLM,), {}, (HOLM,), {"modality": Modality.PLANNED}, 2),
    "one is denied": ((HOLM,), {"negated": True}, (HOLM,), {}, 2),
    "nothing in common": ((HOLM,), {}, (OSLO,), {}, 2),
    "only the place in common": ((PLACE,), {}, (PLACE,), {}, 2),
}
"""Arguments and status of one mention and of another, and how many events they are."""


@pytest.mark.parametrize(("a", "more_a", "b", "more_b", "count"), PAIRS.values(), ids=PAIRS)
def test_two_mentions_are_one_event_where_nothing_differs(a, more_a, b, more_b, count):
    pair = [happening(10, *a, **more_a), happening(40, *b, **more_b)]
    for events in (pair, pair[::-1]):
        merged = merge_events(events)
        assert len(merged) == count
        assert merged[0].trigger == Span(10, 11)
        assert {s for e in merged for s in e.evidence} == {Span(10, 15), Span(40, 45)}


def test_what_the_article_says_itself_is_nobodys_word():
    said = happening(10, HOLM, attributed_to=("e9",))
    for other, expected in ((happening(40, HOLM), ()), (replace(said, id="v40"), ("e9",))):
        [merged] = merge_events([said, replace(other, trigger=Span(40, 41))])
        assert merged.attributed_to == expected


def test_events_are_numbered_anew_in_roles_too():
    visit, again = happening(20, HOLM, OSLO), happening(30, HOLM, OSLO)
    denial = happening(10, DAHL, Argument("patient", "v30"), type="Opposition")
    lost = happening(40, HOLM, Argument("patient", "v77"), type="Ban")
    merged = merge_events([lost, visit, denial, again])
    assert [e.id for e in merged] == ["v1", "v2", "v3"]
    assert [list(e.fillers("patient")) for e in merged] == [["v2"], [], []]


def test_two_events_in_a_role_that_become_one_fill_it_once():
    visits = [happening(20, HOLM, OSLO), happening(30, HOLM, OSLO)]
    both = Argument("patient", "v20"), Argument("patient", "v30")
    merged = merge_events([happening(10, DAHL, *both, type="Opposition"), *visits])
    assert list(merged[0].fillers("patient")) == ["v2"]


ARGUMENTS = st.lists(
    st.sampled_from([HOLM, DAHL, OSLO, BERGEN, PLACE, figure(7), figure(9)]),
    min_size=1,
    max_size=3,
    unique=True,
)
MENTIONS = st.lists(
    st.builds(
        lambda at, arguments, when, negated: happening(
            at, *arguments, time=day(when) if when else None, negated=negated
        ),
        st.integers(0, 99),
        ARGUMENTS,
        st.sampled_from(["", "", "2024-05-16", "2024-05-17"]),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda e: e.id,
)


@given(MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(events, random):
    shuffled = random.sample(events, len(events))
    assert merge_events(shuffled) == merge_events(events)


@given(MENTIONS)
@example([happening(10, HOLM), happening(20, OSLO), happening(30, HOLM, OSLO)])
def test_merging_again_changes_nothing(events):
    merged = merge_events(events)
    assert merge_events(merged) == merged
