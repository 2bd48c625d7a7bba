"""The events of the example graph: facts, and what is planned, possible, denied or said."""

from example_text import CLAIM, FIRE, HEAD, PLAN, PURCHASE, REFUSAL, UNION, VISIT, evidence, span

from kg.model import Argument, Event, Modality, Qualifier, Quantity, Time


def facts() -> tuple[Event, ...]:
    thursday = Time(span("on Thursday", VISIT), "2024-05-16")
    days = Time(span("between May 3 and May 5", FIRE), "2024-05-03/2024-05-05")
    two, eleven = (
        Quantity(span(words, FIRE), number) for words, number in [("two", 2), ("11", 11)]
    )
    price = Quantity(span("3.5 million euros", PURCHASE), 3_500_000, "EUR")
    return (
        Event(
            "v1",
            "Visit",
            span("visited", VISIT),
            (Argument("agent", "e2"), Argument("destination", "e3", 0.9)),
            evidence(VISIT, UNION),
            HEAD,
            time=thursday,
        ),
        Event(
            "v2",
            "Meeting",
            span("met", VISIT),
            (Argument("agent", "e2"), Argument("counterpart", "e5")),
            evidence(VISIT),
            HEAD,
            time=thursday,
        ),
        Event(
            "v3",
            "Opposition",
            span("opposed", UNION),
            (Argument("agent", "e6"), Argument("patient", "v1")),
            evidence(UNION),
            HEAD,
        ),
        Event(
            "v4",
            "Killing",
            span("killed", FIRE),
            (Argument("patient", "e13"), Argument("place", "e12"), Argument("amount", two)),
            evidence(FIRE),
            HEAD,
            time=days,
        ),
        Event(
            "v5",
            "Injury",
            span("injured", FIRE),
            (Argument("patient", "e14"), Argument("place", "e12"), Argument("amount", eleven)),
            evidence(FIRE),
            HEAD,
            time=days,
        ),
        Event(
            "v6",
            "Acquisition",
            span("bought", PURCHASE),
            (Argument("agent", "e8"), Argument("patient", "e16"), Argument("amount", price)),
            evidence(PURCHASE),
            HEAD,
        ),
        Event(
            "v7",
            "Creation",
            span("founded", PURCHASE),
            (Argument("patient", "e8"),),
            evidence(PURCHASE),
            HEAD,
            time=Time(span("in 1998", PURCHASE), "1998"),
        ),
        Event(
            "v8",
            "Accident",
            span("fire", FIRE),
            (Argument("patient", "e12"),),
            evidence(FIRE),
            HEAD,
        ),
    )


def others() -> tuple[Event, ...]:
    forty = Quantity(span("at least 40", CLAIM), 40, "worker", Qualifier.AT_LEAST)
    return (
        Event(
            "v9",
            "Dismissal",
            span("dismissed", CLAIM),
            (Argument("agent", "e8"), Argument("patient", "e9"), Argument("amount", forty)),
            evidence(CLAIM),
            HEAD,
            time=Time(span("in April", CLAIM), "2024-04"),
            attributed_to=("e7",),
        ),
        Event(
            "v10",
            "Travel",
            span("travel", PLAN),
            (Argument("agent", "e2"), Argument("destination", "e15")),
            evidence(PLAN),
            HEAD,
            time=Time(span("next week", PLAN), "2024-05-20/2024-05-26"),
            modality=Modality.PLANNED,
        ),
        Event(
            "v11",
            "Lawsuit",
            span("sue", PLAN),
            (
                Argument("agent", "e8"),
                Argument("patient", "e4"),
                Argument("topic", span("the delay", PLAN)),
            ),
            evidence(PLAN),
            HEAD,
            modality=Modality.POSSIBLE,
        ),
        Event(
            "v12",
            "Meeting",
            span("meet", REFUSAL),
            (Argument("agent", "e2"), Argument("counterpart", "e7")),
            evidence(REFUSAL),
            HEAD,
            negated=True,
        ),
    )
