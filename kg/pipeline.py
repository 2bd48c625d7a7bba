"""The stages in order: articles, analysed texts, article graphs, store.

Every stage takes and gives an iterator, so nothing is held that is not needed; an article that
cannot be read or analysed is reported, and the next one follows.
"""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ArticleError
from kg.model import Article, ArticleGraph, Gap
from kg.rdf import Store
from kg.read import read_articles
from kg.schema import Schema, default_schema

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TOGETHER = 16  # articles that the language model gets at once

ErrorListener = Callable[[ArticleError], None]


class ArticleWarning(UserWarning):
    """An article was left out of a batch; the message says which and why."""


def warn(error: ArticleError) -> None:
    """Show `error` as an `ArticleWarning`, and nothing else."""
    warnings.warn(str(error), ArticleWarning, stacklevel=2)


@cache
def load_model() -> "Language":
    """The language model that ships with kg, an ordinary spaCy pipeline, loaded once.

    Raises:
        ModelError: its weights are missing or damaged.
    """
    from kg.nlp import load  # noqa: PLC0415  spaCy takes seconds to import, and queries need none

    return load(coreference=False)


def extract(
    articles: Iterable[Article | ArticleError],
    *,
    nlp: "Language | None" = None,
    schema: Schema | None = None,
    on_error: ErrorListener = warn,
) -> Iterator[ArticleGraph]:
    """The graph of each article, in the order given, a few articles at a time.

    `articles` may be what `read_articles` gives: the errors in it go to `on_error`, and so does
    an article that is longer than `nlp` accepts. An `on_error` that raises ends the batch.
    """
    from kg.extract import extract_graph  # noqa: PLC0415  as above
    from kg.nlp.heads import heads_of  # noqa: PLC0415  as above

    for doc, article, model in _analysed(articles, nlp, on_error):
        ontology = schema if schema is not None else default_schema()
        yield extract_graph(doc, article, ontology, heads=heads_of(model))


def lexicon_gaps(
    articles: Iterable[Article | ArticleError],
    *,
    nlp: "Language | None" = None,
    schema: Schema | None = None,
    on_error: ErrorListener = warn,
) -> list[Gap]:
    """The rolesets in the articles for which the lexicon has no cue, the most frequent first.

    Each is a happening that becomes no event, relation or claim unless the model finds one by
    itself. Articles and errors are treated as by `extract`.
    """
    from kg.extract.gaps import find_gaps  # noqa: PLC0415  as above

    counts, seen = Counter[str](), Counter[str]()
    examples: dict[str, str] = {}
    for doc, _, _ in _analysed(articles, nlp, on_error):
        ontology = schema if schema is not None else default_schema()
        found = list(find_gaps(doc, ontology))
        for predicate in found:
            sentence = " ".join(doc[predicate.word].sent.text.split())
            examples.setdefault(predicate.roleset, sentence)
        counts.update(predicate.roleset for predicate in found)
        seen.update({predicate.roleset for predicate in found})
    gaps = (Gap(name, counts[name], seen[name], examples[name]) for name in counts)
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.articles, gap.roleset))


def build(
    sources: Path | str | Article | Iterable[Path | str | Article],
    store: Store | Path | str | None = None,
    *,
    published: date | None = None,
    on_error: ErrorListener = warn,
) -> Store:
    """The store, with the graphs of all articles in it; in memory when none is given.

    `sources` are files, folders, "-" for standard input, and articles that are already read. What
    the store had of an article is replaced; one that did not change costs nothing. `published` is
    the date of articles that give none. An article that fails goes to `on_error`, which warns.
    """
    target = store if isinstance(store, Store) else Store(store)
    given = [sources] if isinstance(sources, Path | str | Article) else sources
    articles = _articles(given, published)
    target.replace(extract(articles, schema=target.schema, on_error=on_error))
    return target


def _analysed(
    articles: Iterable[Article | ArticleError], nlp: "Language | None", on_error: ErrorListener
) -> "Iterator[tuple[Doc, Article, Language]]":
    """The articles that can be read, as Docs, each with the model that made it."""
    readable = _readable(articles, on_error)
    for first in readable:  # no article, no model
        model = nlp if nlp is not None else load_model()
        short = _short(chain((first,), readable), model.max_length, on_error)
        pairs = ((article.text, article) for article in short)
        for doc, article in model.pipe(pairs, as_tuples=True, batch_size=TOGETHER):
            yield doc, article, model


def _articles(
    sources: Iterable[Path | str | Article], published: date | None
) -> Iterator[Article | ArticleError]:
    """The articles themselves, and those that files hold; neighbouring files are one batch."""
    for are_articles, group in groupby(sources, lambda source: isinstance(source, Article)):
        if are_articles:
            yield from (source for source in group if isinstance(source, Article))
        else:
            paths = (source for source in group if not isinstance(source, Article))
            yield from read_articles(paths, published=published)


def _readable(
    articles: Iterable[Article | ArticleError], on_error: ErrorListener
) -> Iterator[Article]:
    for article in articles:
        if isinstance(article, ArticleError):
            on_error(article)
        else:
            yield article


def _short(articles: Iterable[Article], longest: int, on_error: ErrorListener) -> Iterator[Article]:
    """The articles with at most `longest` characters, which is what the model accepts."""
    for article in articles:
        if len(article.text) <= longest:
            yield article
            continue
        on_error(
            ArticleError(
                f"{article.id}: has {len(article.text):,} characters. Accepted are up to"
                f" {longest:,} per article. Split it."
            )
        )
