"""When two accounts of an event disagree: the rule, apart from where the accounts come from.

Two accounts may be of one happening when they are of the same type, and

- every role (agent, patient, place ...) that both of them fill has somebody in common, and at
  least one role does; between articles only who is known by name counts, for the "people" of
  one article are never those of another;
- they stand in different articles, or one article tells them on the word of different people;
- they are at most `NEAR` days apart; an account without a time counts from `BEFORE` days before
  its article was published until that day.

A topic alone joins no accounts: everybody who tells of an illness names the disease.

Of two accounts that share one other role

- one **denies** the other when one says that it did not or will not happen, the other that it
  did or will;

and of two that share the place, or two other roles,

- **figures differ** when both count in the same unit and no number fits both: "at least 80" and
  "120" agree, "34" and "at least 57" do not; "about 100" stands for 90 to 110. Numbers of which
  one is more than `APART` times the other count different things;
- their **status differs** when one tells as done what the other, no earlier, tells as planned or
  possible; a shared place is too little for that.

An article that counts the dead of each side differs from nobody who counts those of one: what
one article tells is no disagreement when the other one tells it as well, beside something else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, groupby
from math import inf

NEAR = 1
BEFORE = 7
ROUGHLY = 0.1
APART = 10
COUNTED = frozenset({"", "people", "person"})  # a bare number of a role's filler counts heads
POSSIBLE = "possible"
NOT_DONE = frozenset({"planned", POSSIBLE})
TOPIC, PLACE = "topic", "place"


class Difference(Enum):
    """How two accounts disagree; the value is what a reader sees."""

    FIGURES = "figures differ"
    DENIAL = "denied"
    STATUS = "status differs"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of an account; `qualifier` is exact, atLeast, atMost or about."""

    number: float
    qualifier: str
    unit: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that it may stand for."""
        least = greatest = self.number
        if self.qualifier == "atLeast":
            greatest = inf
        elif self.qualifier == "atMost":
            least = -inf
        elif self.qualifier == "about":
            margin = abs(self.number) * ROUGHLY
            least, greatest = least - margin, greatest + margin
        return least, greatest


@dataclass(frozen=True, slots=True)
class Account:
    """One telling of an event; `first` and `last` are days as ordinals, `published` its article's.

    `parts` are the entities in each role, by their numbers, `named` those among them that other
    articles may speak of as well; `voices` those on whose word the article tells it; `status`
    is a word of the catalogue, `denied` whether the article, or who is quoted, says that it did
    not happen.
    """

    statement: int
    article: int
    voices: frozenset[int]
    type: str
    parts: Mapping[str, frozenset[int]]
    named: Mapping[str, frozenset[int]]
    first: int
    last: int
    published: int | None
    status: str
    denied: bool
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts each of which disagrees with another one, and how."""

    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]


def may_be_same(a: Account, b: Account) -> bool:
    """Whether two accounts may be of one happening."""
    if a.type != b.type or a.first > b.last + NEAR or b.first > a.last + NEAR:
        return False
    if a.article == b.article and a.voices == b.voices:
        return False
    return bool(_shared(a, b))


def differences(a: Account, b: Account) -> tuple[Difference, ...]:
    """How two accounts of one happening disagree, empty when they do not."""
    found, shared = [], _shared(a, b)
    if (PLACE in shared or len(shared) > 1) and _figures_differ(a, b):
        found.append(Difference.FIGURES)
    if a.denied != b.denied and POSSIBLE not in (a.status, b.status):
        found.append(Difference.DENIAL)
    if len(shared) > 1 and (_is_still_open(a, b) or _is_still_open(b, a)):
        found.append(Difference.STATUS)
    return tuple(found)


def find_disagreements(accounts: Iterable[Account]) -> list[Disagreement]:
    """Groups of accounts that disagree, the latest happening first; none is in two groups."""
    by_type = sorted(accounts, key=lambda account: (account.type, account.statement))
    found = []
    for _, same in groupby(by_type, key=lambda account: account.type):
        found += _groups(list(same))
    return sorted(found, key=lambda group: -max(account.last for account in group.accounts))


def _groups(accounts: Sequence[Account]) -> list[Disagreement]:
    """The connected parts of the graph whose edges are pairs that disagree."""
    group_of = {account.statement: {account.statement} for account in accounts}
    how: dict[int, set[Difference]] = {account.statement: set() for account in accounts}
    for a, b in combinations(accounts, 2):
        found = differences(a, b) if may_be_same(a, b) else ()
        if not found or _is_told(a, b.article, accounts) or _is_told(b, a.article, accounts):
            continue
        joined = group_of[a.statement] | group_of[b.statement]
        for statement in joined:
            group_of[statement] = joined
        how[a.statement].update(found)
    groups = {min(group): group for group in group_of.values() if len(group) > 1}
    return [
        Disagreement(
            tuple(account for account in accounts if account.statement in group),
            tuple(d for d in Difference if any(d in how[statement] for statement in group)),
        )
        for group in groups.values()
    ]


def _is_told(account: Account, article: int, accounts: Sequence[Account]) -> bool:
    """Whether another article has an account that agrees, in its figures if there are any."""
    return article != account.article and any(
        other.article == article
        and may_be_same(account, other)
        and not differences(account, other)
        and (not account.amounts or bool(_units(account) & _units(other)))
        for other in accounts
    )


def _shared(a: Account, b: Account) -> frozenset[str]:
    """The roles that join two accounts; none where they name others in a role that both fill."""
    ours, theirs = (a.parts, b.parts) if a.article == b.article else (a.named, b.named)
    both = ours.keys() & theirs.keys()
    if not all(ours[role] & theirs[role] for role in both):
        return frozenset()
    return frozenset(both) - {TOPIC}


def _is_still_open(a: Account, b: Account) -> bool:
    """Whether `a` calls planned or possible what had happened by then, as `b` tells."""
    late = a.published is not None and a.published >= b.last
    differs = a.status in NOT_DONE and b.status not in NOT_DONE
    return late and differs and not (a.denied or b.denied)


def _figures_differ(a: Account, b: Account) -> bool:
    """Whether both have figures of one unit, and none of one fits any of the other."""
    return any(
        any(_are_near(x, y) for x, y in pairs) and not any(_fit(x, y) for x, y in pairs)
        for unit in _units(a) & _units(b)
        for pairs in [[(x, y) for x in _of(a, unit) for y in _of(b, unit)]]
    )


def _units(account: Account) -> set[str]:
    return {_unit(amount) for amount in account.amounts}


def _of(account: Account, unit: str) -> list[Amount]:
    return [amount for amount in account.amounts if _unit(amount) == unit]


def _unit(amount: Amount) -> str:
    return "" if amount.unit in COUNTED else amount.unit


def _are_near(x: Amount, y: Amount) -> bool:
    less, more = sorted((abs(x.number), abs(y.number)))
    return more <= APART * less


def _fit(x: Amount, y: Amount) -> bool:
    (low, high), (least, greatest) = x.bounds, y.bounds
    return low <= greatest and least <= high
