"""The questions that the first article has to answer, asked of its graph by SPARQL."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.report import Group, Metric
from kg.errors import ArticleError
from kg.pipeline import extract
from kg.rdf import Store
from kg.read import read_articles

ARTICLE = "articles/hamas-moscow.txt"
PUBLISHED = datetime.date(2023, 10, 27)
QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's name, its words, and whether the store answers it with yes."""

    name: str
    question: str
    yes: bool


def measure_seed(shared: Path) -> Iterator[Group]:
    """One group: 1 for each question that the article's graph answers with yes."""
    store = Store()
    store.replace(
        extract(
            read_articles([shared / ARTICLE], published=PUBLISHED),
            schema=store.schema,
            on_error=_refuse,
        )
    )
    answers = list(ask(store))
    details = tuple(Metric(f"{a.name}: {a.question}", int(a.yes)) for a in answers)
    metrics = (Metric("yes", sum(a.yes for a in answers)), Metric("questions", len(answers)))
    yield Group("seed questions", metrics, details)


def ask(store: Store) -> Iterator[Answer]:
    """The answers to all questions, in the order of their names.

    A question is an ASK query in a `.rq` file; its first line puts it in words.
    """
    for path in sorted(QUESTIONS.glob("*.rq")):
        sparql = path.read_text(encoding="utf-8")
        question = sparql.split("\n", 1)[0].removeprefix("# ")
        yield Answer(path.stem, question, store.query(sparql).strings() == (("true",),))


def _refuse(error: ArticleError) -> None:
    """End the run: without the article there is nothing to ask."""
    raise error
