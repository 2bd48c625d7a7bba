"""Values that several test modules share: the ontology and one small graph built by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Attribute,
    Claim,
    Coverage,
    Dateline,
    Entity,
    Event,
    Mention,
    MentionKind,
    Modality,
    Predication,
    Qualifier,
    Quantity,
    Relation,
    Skipped,
    Source,
    Span,
    Time,
)
from kg.schema import Schema, default_schema

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


def _entities() -> tuple[Entity, ...]:
    return (
        Entity("e1", "Norway", "Country", (mention("Norwegian", VISIT, DEMONYM),)),
        Entity(
            "e2",
            "Kari Holm",
            "Person",
            (
                mention("Kari Holm", VISIT),
                mention("Holm", QUOTE),
                mention("Holm", PLAN),
                mention("The minister", REFUSAL, NOMINAL),
            ),
        ),
        Entity(
            "e3",
            "Aalborg",
            "City",
            (
                mention("Aalborg", VISIT),
                mention("the city", QUOTE, NOMINAL),
                mention("Aalborg", UNION),
            ),
        ),
        Entity(
            "e4",
            "Denmark",
            "Country",
            (mention("Danish", VISIT, DEMONYM), mention("Denmark", PLAN)),
        ),
        Entity("e5", "Danish officials", "Group", (mention("Danish officials", VISIT, NOMINAL),)),
        Entity("e6", "Harbour Union", "Organization", (mention("Harbour Union", UNION),)),
        Entity(
            "e7",
            "Jens Dahl",
            "Person",
            (
                mention("Jens Dahl", UNION),
                mention("Dahl", CLAIM),
                mention("Dahl", OWNER),
                mention("Dahl", REFUSAL),
            ),
        ),
        Entity(
            "e8",
            "NordFerry",
            "Company",
            (
                mention("NordFerry", UNION),
                mention("NordFerry", CLAIM),
                mention("NordFerry", OWNER),
                mention("NordFerry", PLAN),
                mention("The company", PURCHASE, NOMINAL),
            ),
        ),
        Entity("e9", "workers", "Group", (mention("at least 40 workers", CLAIM, NOMINAL),)),
        Entity("e10", "SeaLink", "Company", (mention("SeaLink", OWNER),)),
        Entity("e11", "Baltic Lines", "Company", (mention("Baltic Lines", OWNER),)),
        Entity("e12", "ferry terminal", "Facility", (mention("ferry terminal", FIRE, NOMINAL),)),
        Entity("e13", "sailors", "Group", (mention("two sailors", FIRE, NOMINAL),)),
        Entity("e14", "passengers", "Group", (mention("11 passengers", FIRE, NOMINAL),)),
        Entity("e15", "Oslo", "City", (mention("Oslo", PLAN),)),
        Entity("e16", "ships", "Product", (mention("two ships", PURCHASE, NOMINAL),)),
    )


def _relations() -> tuple[Relation, ...]:
    return (
        Relation("e2", "headOf", "e1", evidence(VISIT), TITLE),
        Relation("e7", "headOf", "e6", evidence(UNION), TITLE),
        Relation("e7", "headOf", "e8", evidence(UNION), TITLE, former=True),
        Relation("e10", "ownerOf", "e8", evidence(OWNER), HEAD, attributed_to=("e7",)),
        Relation("e8", "partOf", "e11", evidence(OWNER), HEAD, negated=True),
        Relation("e5", "partOf", "e4", evidence(VISIT), Source("lexicon:demonym", 0.7)),
    )


def _attributes() -> tuple[Attribute, ...]:
    return (
        Attribute("e2", "position", "minister", evidence(VISIT), TITLE),
        Attribute("e2", "age", "52", evidence(VISIT), Source("rule:age", 0.95)),
        Attribute("e3", "population", "120000", evidence(QUOTE), Source("rule:population", 0.9)),
    )


def _facts() -> tuple[Event, ...]:
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


def _others() -> tuple[Event, ...]:
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


def _claims() -> tuple[Claim, ...]:
    said = Source("lexicon:saying", 0.95)
    return (
        Claim(
            "c1",
            "e2",
            span("said", QUOTE),
            span("We want the ferry back before winter,", QUOTE),
            direct=True,
            evidence=evidence(QUOTE),
            source=said,
        ),
        Claim(
            "c2",
            "e7",
            span("said", CLAIM),
            span("NordFerry had dismissed at least 40 workers in April", CLAIM),
            direct=False,
            evidence=evidence(CLAIM),
            source=said,
            events=("v9",),
        ),
    )


def example() -> ArticleGraph:
    """A graph over an article of ten sentences that has every kind of statement.

    16 entities; 6 relations, of which one former, one attributed, one negated; 3 attributes;
    12 events, of which one negated, one planned, one possible, one attributed, and one whose
    patient is another event; days, a month, a year and ranges; one direct and one indirect claim;
    one skipped sentence and one note.
    """
    article = Article(
        id="ferry",
        text=TEXT,
        title="Minister visits Aalborg as ferry row deepens",
        date=date(2024, 5, 17),
        url="https://wire.example/ferry",
        publisher="Northern Wire",
        byline=("Elin Strand",),
        dateline=Dateline("BERGEN", "NWA"),
    )
    skipped = Skipped(span(WEATHER), "no relation, event or claim")
    return ArticleGraph(
        article=article,
        entities=_entities(),
        relations=_relations(),
        attributes=_attributes(),
        events=(*_facts(), *_others()),
        claims=_claims(),
        coverage=Coverage(10, (skipped,), ('the time "next week" was read as the coming week',)),
    )


def predicated() -> ArticleGraph:
    """The example with two happenings of no type: one is a fact, the other a speaker's word."""
    led = Predication(
        "p1",
        "lead.02",
        span("led", UNION),
        (("ARG0", "e7"), ("ARG1", "e6"), ("ARG2", "e3")),
        evidence(UNION),
        Source("head:predicate", 0.7),
    )
    want = Predication(
        "p2",
        "want.01",
        span("want", QUOTE),
        (("ARG1", "e3"),),
        evidence(QUOTE),
        Source("head:predicate", 0.6),
        attributed_to=("e2",),
    )
    return replace(example(), predications=(led, want))


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The ontology that ships with the package."""
    return default_schema()


@pytest.fixture
def example_graph() -> ArticleGraph:
    """The graph that `example` makes."""
    return example()
