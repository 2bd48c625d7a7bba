"""Header, byline, dateline and date are read from the first lines, and stay in the text."""

from datetime import date

import pytest

from kg.model import Article, Dateline
from kg.read import read_text
from kg.read.dates import parse_date

LEAD = "The river rose by two metres on Monday, and the lower town was under water."


def test_a_header_fills_the_article_and_leaves_the_rest_as_text() -> None:
    article = read_text(
        "Title: River rises\r\nDate: 2024-03-05\nPublisher: Test Wire\nURL: https://wire.example/r\n"
        f"ID: river-1\nNote: not kept\n\n\n{LEAD} \n"
    )
    assert article == Article(
        "river-1",
        f"\n{LEAD} \n",
        "River rises",
        date(2024, 3, 5),
        "https://wire.example/r",
        "Test Wire",
    )


@pytest.mark.parametrize(
    "content",
    [
        f"Note: {LEAD}",
        f"Note: {LEAD}\n{LEAD}\n\n{LEAD}",
        f"Warning: {LEAD}\n\n{LEAD}",
        f"\nTitle: River\n\n{LEAD}",
        f"{LEAD}\nTitle: River\n\n{LEAD}",
    ],
)
def test_what_only_looks_like_a_header_is_text(content: str) -> None:
    article = read_text(content)
    assert (article.text, article.title) == (content, "")


@pytest.mark.parametrize(
    ("line", "byline", "publisher"),
    [
        ("By Elena Teslova", ("Elena Teslova",), ""),
        ("By A. B. and C. D., Associated Press", ("A. B.", "C. D."), "Associated Press"),
        ("By John Smith, Reuters", ("John Smith",), "Reuters"),
        ("By Ann Lee\nStaff Writer", ("Ann Lee",), ""),
        ("BY ANN LEE AND BO RAY", ("ANN LEE", "BO RAY"), ""),
        (
            "By Maria de la Cruz, Jan van den Berg and A. O'Neil",
            ("Maria de la Cruz", "Jan van den Berg", "A. O'Neil"),
            "",
        ),
        ("By Friday, the talks had ended.", (), ""),
        ("By Friday", (), ""),
        ("By October 4, 2023", (), ""),
        ("By sea and by land", (), ""),
    ],
)
def test_bylines(line: str, byline: tuple[str, ...], publisher: str) -> None:
    article = read_text(f"{line}\n{LEAD}")
    assert (article.byline, article.publisher) == (byline, publisher)
    assert article.text == f"{line}\n{LEAD}"


@pytest.mark.parametrize(
    ("start", "place", "agency"),
    [
        ("MOSCOW (AA) — ", "MOSCOW", "AA"),
        ("GAZA CITY, Gaza Strip (AP) — ", "GAZA CITY, Gaza Strip", "AP"),
        ("BERLIN, Jan. 4 (Reuters) - ", "BERLIN", "Reuters"),
        ("BEIJING, Oct. 27 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("MOSCOW, October 27. /TASS/. ", "MOSCOW", "TASS"),
        ("WASHINGTON, D.C. (KG) ", "WASHINGTON, D.C.", "KG"),
        ("St. Petersburg (KG) – ", "St. Petersburg", "KG"),
        ("GOMA, Democratic Republic of Congo (KG) — ", "GOMA, Democratic Republic of Congo", "KG"),
        ("SÃO PAULO — ", "SÃO PAULO", ""),
        ("Paris – ", "Paris", ""),
        ("By Ann Lee\n\nLONDON — ", "LONDON", ""),
        ("River rises again in north\n\nROME, 4 January (KG) – ", "ROME", "KG"),
    ],
)
def test_datelines(start: str, place: str, agency: str) -> None:
    assert read_text(start + LEAD).dateline == Dateline(place, agency)


@pytest.mark.parametrize(
    "start",
    [
        "",
        "Breaking – ",
        "Paris – the city of light – was asleep. ",
        "Paris – Rome's old rival – was asleep. ",
        "President Smith (D) – a man of few words – was asleep. ",
        "In Kabul (the capital) – ",
        f"{LEAD}\n{LEAD}\nBERLIN (KG) — ",
    ],
)
def test_what_only_looks_like_a_dateline(start: str) -> None:
    assert read_text(start + LEAD).dateline is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"Date: 2024-03-05\n\nBERLIN, Jan. 4, 2020 (KG) - {LEAD}", date(2024, 3, 5)),
        (f"BERLIN, Jan. 4, 2020 (KG) - {LEAD}", date(2020, 1, 4)),
        (f"By Ann Lee\nPublished: Friday, October 27, 2023\n{LEAD}", date(2023, 10, 27)),
        (f"BERLIN, Jan. 4 (KG) - {LEAD}", date(1999, 9, 9)),
        (f"October 27\n{LEAD}", date(1999, 9, 9)),
        (f"{LEAD} It was October 27, 2023.", date(1999, 9, 9)),
    ],
)
def test_the_files_own_date_comes_before_the_callers(content: str, expected: date) -> None:
    assert read_text(content, published=date(1999, 9, 9)).date == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-10-27", date(2023, 10, 27)),
        ("2023-10-27T23:30:00-05:00", date(2023, 10, 27)),
        ("Fri, 27 Oct 2023", date(2023, 10, 27)),
        ("Sept. 1st, 2023", date(2023, 9, 1)),
        ("2023-13-01", None),
        ("2023-10-27Tnoon", None),
        ("31 April 2023", None),
        ("May 2023", None),
        ("27.10.2023", None),
    ],
)
def test_dates(written: str, expected: date | None) -> None:
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    ("value", "byline"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Ray, Associated Press", ("Ann Lee", "Bo Ray")),
        ("staff", ("staff",)),
        ("", ()),
    ],
)
def test_a_byline_in_the_header(value: str, byline: tuple[str, ...]) -> None:
    article = read_text(f"Title: A row\nByline: {value}\n\n{LEAD}")
    assert (article.byline, article.text) == (byline, LEAD)
