"""The articles in data/ can be read, and say what they are."""

from datetime import date
from pathlib import Path

import pytest

from kg.model import Article, Dateline
from kg.read import read_articles
from kg.read.opening import HEADER_KEYS

FOLDER = Path(__file__).parent.parent / "data"
FILES = sorted(FOLDER.glob("*.txt"))


def test_the_folder_gives_one_article_per_file() -> None:
    articles = list(read_articles([FOLDER]))
    assert len(articles) == len(FILES) >= 6
    assert all(isinstance(article, Article) for article in articles)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_article_is_complete(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    [article] = read_articles([path])
    assert isinstance(article, Article)
    assert content.endswith(article.text)
    assert article.title
    assert article.date
    assert article.byline
    assert article.dateline
    assert (article.publisher, article.dateline.agency) == ("kg examples", "KG")
    assert 300 <= len(article.text.split()) <= 600
    header = content.removesuffix(article.text)
    assert "\nNote: Written for the kg project; CC BY 4.0." in header
    assert {line.split(":")[0] for line in header.splitlines() if line} <= set(HEADER_KEYS)


def test_the_first_article_is_the_visit_to_moscow() -> None:
    [article] = read_articles(FILES[:1])
    assert isinstance(article, Article)
    assert article.date == date(2023, 10, 27)
    assert article.dateline == Dateline("MOSCOW", "KG")
    assert article.byline == ("Nora Lindqvist",)
    for fact in ("Peskov", "Abu Marzook", "at least 7,326 Palestinians", "2.3 million residents"):
        assert fact in article.text
