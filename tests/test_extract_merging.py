"""Events: the parts of totals, and several mentions of one happening."""

from dataclasses import replace

import pytest
from docs import called, doc_of, resolved_of
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extract.events.merging import merge_events
from kg.extract.events.subtotals import subtotals
from kg.model import Argument, Event, Modality, Quantity, Source, Span, Time
from kg.nlp.expressions.quantities import find_quantities

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
