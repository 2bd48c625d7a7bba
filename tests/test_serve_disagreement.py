"""When accounts of an event disagree."""

from dataclasses import replace

import pytest

from kg.serve.accounts.disagreement import (
    Account,
    Amount,
    Difference,
    differences,
    find_disagreements,
    may_be_same,
)

TOLD = Account(
    statement=1,
    article=1,
    voices=frozenset(),
    type="Killing",
    parts={"agent": frozenset({7}), "patient": frozenset({5}), "place": frozenset({8, 9})},
    named={"agent": frozenset({7}), "place": frozenset({8, 9})},
    first=100,
    last=100,
    published=101,
    status="fact",
    denied=False,
    amounts=(),
)


NAMED = {role: frozenset({n}) for n, role in enumerate(("agent", "patient", "place", "topic"))}


def told(number: int = 2, **changes: object) -> Account:
    return replace(TOLD, **{"statement": number, "article": 10 + number} | changes)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (told(), True),
        (told(type="Injury"), False),
        (told(first=101, last=101), True),
        (told(first=102, last=102), False),
        (told(first=90, last=110), True),
        (told(named={"place": frozenset({9})}), True),
        (told(named={"place": frozenset({9}), "agent": frozenset({6})}), False),
        (told(named={"patient": frozenset({7})}), False),
        (told(named={}), False),
        (told(parts={"patient": frozenset({6})}), True),
        (told(article=1), False),
        (told(article=1, voices=frozenset({3})), True),
        (told(article=1, voices=frozenset({3}), parts={"patient": frozenset({6})}), False),
        (told(named={"topic": frozenset({4})}), False),
    ],
)
def test_accounts_of_one_happening(other, same):
    assert may_be_same(TOLD, other) is same
    assert may_be_same(other, TOLD) is same


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (Amount(34, "exact", ""), Amount(34, "exact", "people"), False),
        (Amount(34, "exact", ""), Amount(57, "atLeast", "people"), True),
        (Amount(80, "atLeast", ""), Amount(120, "exact", ""), False),
        (Amount(80, "atLeast", ""), Amount(57, "atMost", ""), True),
        (Amount(100, "about", ""), Amount(109, "exact", ""), False),
        (Amount(100, "about", ""), Amount(111, "exact", ""), True),
        (Amount(5, "exact", "EUR"), Amount(7, "exact", "USD"), False),
        (Amount(5, "exact", "EUR"), Amount(7, "exact", "EUR"), True),
        (Amount(12, "exact", ""), Amount(120, "exact", ""), True),
        (Amount(12, "exact", ""), Amount(121, "exact", ""), False),
        (Amount(0, "exact", ""), Amount(3, "exact", ""), False),
    ],
)
def test_figures_that_differ(one, other, differ):
    found = differences(replace(TOLD, amounts=(one,)), told(amounts=(other,)))
    assert found == ((Difference.FIGURES,) if differ else ())


def test_one_figure_that_fits_is_enough():
    four, nineteen = Amount(4, "exact", ""), Amount(19, "atLeast", "")
    assert differences(replace(TOLD, amounts=(four, nineteen)), told(amounts=(four,))) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"denied": True}, (Difference.DENIAL,)),
        ({"denied": True, "status": "planned"}, (Difference.DENIAL,)),
        ({"denied": True, "status": "possible"}, ()),
        ({"status": "planned"}, (Difference.STATUS,)),
        ({"status": "planned", "published": 99}, ()),
        ({"status": "planned", "published": None}, ()),
        ({"status": "attributed"}, ()),
        ({"status": "former"}, ()),
    ],
)
def test_denial_and_status(change, found):
    assert differences(TOLD, told(**change)) == found
    assert differences(told(**change), TOLD) == found


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        (("agent",), {Difference.DENIAL}),
        (("agent", "topic"), {Difference.DENIAL}),
        (("place",), {Difference.DENIAL, Difference.FIGURES}),
        (("agent", "patient"), {Difference.DENIAL, Difference.FIGURES, Difference.STATUS}),
    ],
)
def test_what_two_accounts_have_to_share(roles, found):
    named = {role: NAMED[role] for role in roles}
    one = replace(TOLD, named=named, amounts=(Amount(3, "exact", ""),))
    changes = {"denied": True}, {"amounts": (Amount(5, "exact", ""),)}, {"status": "planned"}
    others = [told(named=named, **change) for change in changes]
    assert {how for other in others for how in differences(one, other)} == found


def test_what_both_articles_tell_is_no_disagreement():
    all_dead, of_one_side = Amount(8700, "atLeast", ""), Amount(1400, "exact", "")
    first = [told(n, article=1, amounts=(a,)) for n, a in enumerate([all_dead, of_one_side])]
    second = [told(n, article=2, amounts=(a,)) for n, a in enumerate([all_dead, of_one_side], 5)]
    assert find_disagreements([*first, *second]) == []
    third = told(9, article=3, amounts=(Amount(1200, "exact", ""),))
    (found,) = find_disagreements([*first, *second, third])
    assert {account.statement for account in found.accounts} == {0, 1, 5, 6, 9}


def test_groups_hold_only_who_disagrees():
    a = replace(TOLD, amounts=(Amount(3, "exact", ""),))
    b, c = told(2, amounts=(Amount(5, "exact", ""),)), told(3, denied=True)
    silent, elsewhere = told(4, named={"place": frozenset({5})}), told(5, type="Injury")
    pair = [told(6, type="Visit"), told(7, type="Visit", status="possible")]
    found = find_disagreements([elsewhere, *pair, c, silent, b, a])
    assert [[account.statement for account in group.accounts] for group in found] == [
        [1, 2, 3],
        [6, 7],
    ]
    assert found[0].differences == (Difference.FIGURES, Difference.DENIAL)
    assert find_disagreements([TOLD, told()]) == []
