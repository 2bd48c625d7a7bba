import pytest

from kg.model import Qualifier
from kg.nlp.expressions.quantities import find_ages, find_quantities

EXACT, AT_LEAST = Qualifier.EXACT, Qualifier.AT_LEAST
AT_MOST, ABOUT = Qualifier.AT_MOST, Qualifier.ABOUT

QUANTITIES = [
    ("including at least 7,326 Palestinians", "at least 7,326", 7326, "", AT_LEAST),
    ("Over 8,700 people", "Over 8,700", 8700, "people", AT_LEAST),
    ("home to 2.3 million people", "2.3 million", 2_300_000, "people", EXACT),
    ("killed twenty-three men", "twenty-three", 23, "", EXACT),
    ("two hundred and fifty thousand homes", "two hundred and fifty thousand", 250_000, "", EXACT),
    ("more than a dozen arrests", "more than a dozen", 12, "", AT_LEAST),
    ("dozens of homes", "dozens", 24, "", AT_LEAST),
    ("hundreds of thousands fled", "hundreds of thousands", 200_000, "", AT_LEAST),
    ("several thousand men", "several thousand", 2000, "", AT_LEAST),
    ("around a quarter of a million", "around a quarter of a million", 250_000, "", ABOUT),
    ("nearly 2000 men", "nearly 2000", 2000, "", ABOUT),
    ("as many as 32 men", "as many as 32", 32, "", AT_MOST),
    ("between 20 and 30 men", "between 20 and 30", 20, "", AT_LEAST),
    ("20–30 tonnes", "20–30", 20, "tonne", AT_LEAST),
    ("15 to 20 percent of it", "15 to 20 percent", 15, "%", AT_LEAST),
    ("up 30% since", "30%", 30, "%", EXACT),
    ("US$2 million in aid", "US$2 million", 2_000_000, "USD", EXACT),
    ("up to US$2bn", "up to US$2bn", 2_000_000_000, "USD", AT_MOST),
    ("a €4.5m deal", "€4.5m", 4_500_000, "EUR", EXACT),
    ("over 9 billion euros", "over 9 billion euros", 9_000_000_000, "EUR", AT_LEAST),
    ("SEK9 million", "SEK9 million", 9_000_000, "SEK", EXACT),
    ("2 to 3 million pounds", "2 to 3 million pounds", 2_000_000, "GBP", AT_LEAST),
    ("some 300\u00a0square miles", "some 300", 300, "square mile", ABOUT),
    ("139km away", "139", 139, "kilometre", EXACT),
    ("killing one person", "one", 1, "", EXACT),
]


@pytest.mark.parametrize(("text", "words", "number", "unit", "qualifier"), QUANTITIES)
def test_one_quantity(
    text: str, words: str, number: float, unit: str, qualifier: Qualifier
) -> None:
    found = [(q.span.of(text), q.number, q.unit, q.qualifier) for q in find_quantities(text)]
    assert found == [(words, number, unit, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "on Oct. 7, 2023, on 5-6 April 2016, in 2014, on March 4 and 5",
        "at 10 a.m., at 10:30, at 1900 UTC, two weeks ago",
        "the first, the 21st, two-thirds of it, one of them",
        "a Boeing 737, Flight 302, Covid-19, the G20, Resolution 2254, Article 50",
        "call 555-123-4567 or 0171 123 4567, version 2.3.1",
        "won 43–5",
        "a 39-year-old, aged 39, Ann Smith, 39, spoke",
    ],
)
def test_dates_names_ordinals_and_ages_are_no_quantities(text: str) -> None:
    assert [q.span.of(text) for q in find_quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Ann Smith, 39, met Bo Lee (41).", [39, 41]),
        ("an eleven-year-old and a 7-year-old", [11, 7]),
        ("He died aged 85. She was 90.", [85, 90]),
        ("at the age of 22, now 23, she", [22, 23]),
        ("On April 5, 20, or 30 years ago, 11-month-old twins", []),
    ],
)
def test_ages(text: str, ages: list[float]) -> None:
    found = find_ages(text)
    assert [q.number for q in found] == ages
    assert {q.unit for q in found} <= {"year"}


@pytest.mark.parametrize("piece", ["1 ", "12345", "on ", "\n", "1,", "$", "at least "])
def test_a_megabyte_of_near_matches_has_no_quantity(piece: str) -> None:
    assert find_quantities(piece * (1_000_000 // len(piece))) == ()
