"""One small graph built by hand, with every kind of statement."""

from dataclasses import replace
from datetime import date

from example_events import facts, others
from example_text import (
    CLAIM,
    DEMONYM,
    FIRE,
    HEAD,
    NOMINAL,
    OWNER,
    PLAN,
    PURCHASE,
    QUOTE,
    REFUSAL,
    TEXT,
    TITLE,
    UNION,
    VISIT,
    WEATHER,
    evidence,
    mention,
    span,
)

from kg.model import (
    Article,
    ArticleGraph,
    Attribute,
    Claim,
    Coverage,
    Dateline,
    Entity,
    Predication,
    Relation,
    Skipped,
    Source,
)


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
        events=(*facts(), *others()),
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
