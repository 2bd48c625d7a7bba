from datetime import date

import pytest

from kg.nlp.expressions.times import find_times, unresolved_times

WEDNESDAY = date(2019, 5, 15)

VALUES = [
    ("on Oct. 7 they", "Oct. 7", "2018-10-07"),
    ("on 7 October 2023 they", "7 October 2023", "2023-10-07"),
    ("on October 7th, 2023 they", "October 7th, 2023", "2023-10-07"),
    ("on the 14th of May they", "the 14th of May", "2019-05-14"),
    ("on Tuesday, October 3, 2017, they", "Tuesday, October 3, 2017", "2017-10-03"),
    ("on 7\u00a0October\u00a02023 they", "7\u00a0October\u00a02023", "2023-10-07"),
    ("(2023-10-07)", "2023-10-07", "2023-10-07"),
    ("on 25/10/2023 they", "25/10/2023", "2023-10-25"),
    ("in March they", "March", "2019-03"),
    ("last March they", "last March", "2019-03"),
    ("in early November 2005", "early November 2005", "2005-11"),
    ("in mid-August they", "mid-August", "2018-08"),
    ("in January of last year", "January of last year", "2018-01"),
    ("in August last year", "August last year", "2018-08"),
    ("in 2014 they", "2014", "2014"),
    ("the 2019 general election", "2019", "2019"),
    ("in the 1990s they", "the 1990s", "1990/1999"),
    ("in 2015–16 they", "2015–16", "2015/2016"),
    ("between 2010 and 2012", "2010 and 2012", "2010/2012"),
    ("since 2011 they", "2011", "2011"),
    ("from Jan. 4 to 6", "Jan. 4 to 6", "2019-01-04/2019-01-06"),
    ("from 5-6 April 2016", "5-6 April 2016", "2016-04-05/2016-04-06"),
    ("June 5 to July 7, 2016", "June 5 to July 7, 2016", "2016-06-05/2016-07-07"),
    ("from Monday to Wednesday", "Monday to Wednesday", "2019-05-13/2019-05-15"),
    ("They left on Thursday.", "Thursday", "2019-05-09"),
    ("They left on Wednesday.", "Wednesday", "2019-05-15"),
    ("They will leave on Friday.", "Friday", "2019-05-17"),
    ("On Friday, they will leave.", "Friday", "2019-05-17"),
    ("a vote is scheduled for June 3", "June 3", "2019-06-03"),
    ("a trial possibly on Tuesday, January 21", "Tuesday, January 21", "2020-01-21"),
    ("next Monday they", "next Monday", "2019-05-20"),
    ("last Wednesday they", "last Wednesday", "2019-05-08"),
    ("late Tuesday night they", "late Tuesday night", "2019-05-14"),
    ("yesterday evening they", "yesterday evening", "2019-05-14"),
    ("last night's attack", "last night", "2019-05-14"),
    ("tomorrow they", "tomorrow", "2019-05-16"),
    ("two weeks ago they", "two weeks ago", "2019-05"),
    ("ten years ago they", "ten years ago", "2009"),
    ("earlier this week they", "earlier this week", "2019-05"),
    ("this weekend they", "this weekend", "2019-05-11/2019-05-12"),
    ("in the summer of 2017", "the summer of 2017", "2017"),
    ("last winter they", "last winter", "2018"),
    ("in the third quarter of 2009", "the third quarter of 2009", "2009-07/2009-09"),
]


@pytest.mark.parametrize(("text", "expression", "value"), VALUES)
def test_one_expression_and_its_value(text: str, expression: str, value: str) -> None:
    assert [(t.span.of(text), t.value) for t in find_times(text, WEDNESDAY)] == [
        (expression, value)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On May 3 he fled. The next day he hid. Three days later he left.", ["03", "04", "07"]),
        ("On May 3 he fled, and died a day earlier.", ["03", "02"]),
        ("On Friday he fled, on the same day they", ["10", "10"]),
    ],
)
def test_anaphoric_expressions_go_with_the_date_before(text: str, values: list[str]) -> None:
    assert [t.value[8:] for t in find_times(text, WEDNESDAY)] == values


def test_a_date_close_behind_a_past_year_is_of_that_year() -> None:
    found = find_times("In 2014 he left; on June 3 he came back.", WEDNESDAY)
    assert [t.value for t in found] == ["2014", "2014-06-03"]


def test_without_publication_date_the_story_gives_the_year_and_the_rest_is_unresolved() -> None:
    text = "On 28 December 1941 he left. On 3 January he returned. He spoke on Friday."
    assert [t.value for t in find_times(text, None)] == ["1941-12-28", "1942-01-03"]
    assert [span.of(text) for span in unresolved_times(text, None)] == ["Friday"]


@pytest.mark.parametrize("text", ["on 07/10/2023", "on 31 February 2019", "a few years ago"])
def test_ambiguous_and_impossible_dates_are_unresolved(text: str) -> None:
    assert not find_times(text, WEDNESDAY)
    assert len(unresolved_times(text, WEDNESDAY)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He may go. May they? Theresa May said so.",
        "They march. March to the city!",
        "The Sun and Sat said a second fall",
        "over 2000 people, 1,500 men, 2014 votes",
        "a Boeing 2000, version 2.2019, flight 1998",
        "They won 3-2 at 10 a.m. (1900 UTC)",
        "for three days, over the past year, every Friday, Black Friday",
        "The Sunday Times",
        "Covid-2019",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert find_times(text, WEDNESDAY) == ()
    assert unresolved_times(text, WEDNESDAY) == ()


@pytest.mark.parametrize("piece", ["1 ", "12345", "on ", "\n", "1-1-", "twenty-"])
def test_a_megabyte_of_near_matches_has_no_time(piece: str) -> None:
    assert find_times(piece * (1_000_000 // len(piece)), WEDNESDAY) == ()
