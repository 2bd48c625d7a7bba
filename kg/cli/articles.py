"""The commands that read articles: build, extract, lexicon."""
# ruff: noqa: PLC0415  a command imports the stages that it uses, so that all others start fast

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import ArticleError
from kg.options import (
    DEFAULT_STORE,
    SUFFIXES,
    ArticleFormat,
    Articles,
    CommandLineError,
    Gaps,
    OutFolder,
    Published,
    StoreFolder,
    Top,
    to_day,
)
from kg.show.output import complain, counted, emit

if TYPE_CHECKING:
    from kg.model import Article


def build(
    articles: Articles, store: StoreFolder = DEFAULT_STORE, published: Published = ""
) -> None:
    """Extract the graphs of articles and put them into a store.

    What the store already has of an article is replaced. Articles that fail are listed at the
    end; the others are kept.
    """
    from kg.pipeline import extract
    from kg.rdf import Store
    from kg.read import read_articles
    from kg.show.progress import Batch
    from kg.show.tables import plain_console, show_next, show_totals

    day = to_day(published)
    console, batch = plain_console(), Batch()
    with Store(store) as opened:
        found = batch.ahead(read_articles(articles, published=day))
        graphs = extract(found, schema=opened.schema, on_error=batch.failures.append)
        try:
            changed = opened.replace(batch.shown(graphs, console, opened.schema))
        except KeyboardInterrupt:
            complain(f"interrupted; the articles shown so far are in {store}")
            raise typer.Exit(130) from None
    if batch.totals.articles:
        show_totals(console, batch.totals)
        show_next(console, store, batch.totals.articles, changed)
    _end(batch.failures)


def extract(
    articles: Articles,
    form: Annotated[
        ArticleFormat, typer.Option("--format", help="json is the interchange format.")
    ] = ArticleFormat.JSON,
    out: OutFolder = None,
    published: Published = "",
) -> None:
    """Write the graphs of articles to files, or that of one article to the terminal."""
    from kg.pipeline import extract as extract_graphs
    from kg.rdf import to_text
    from kg.read import read_articles
    from kg.schema import default_schema

    found: Iterable[Article | ArticleError] = read_articles(articles, published=to_day(published))
    if out is None:
        found = list(islice(found, 2))
        if len(found) > 1:
            raise CommandLineError("more than one article; give --out FOLDER for their files")
    else:
        out.mkdir(parents=True, exist_ok=True)
    failures: list[ArticleError] = []
    written = 0
    for graph in extract_graphs(found, on_error=failures.append):
        text = to_text(graph, form.value, default_schema())
        if out is None:
            emit(text.encode())
        else:
            (out / f"{graph.article.id}{SUFFIXES[form.value]}").write_bytes(text.encode())
            written += 1
    if out is not None:
        typer.echo(f"{counted(written, 'file')} in {out}")
    _end(failures)


def lexicon(articles: Articles, *, gaps: Gaps = False, top: Top = 30) -> None:
    """List what articles say often and the lexicon does not know: what to teach it next."""
    from kg.pipeline import lexicon_gaps
    from kg.read import read_articles
    from kg.show.tables import plain_console, show_gaps

    if not gaps:
        raise CommandLineError("there is one list of the lexicon; ask for it with --gaps")
    failures: list[ArticleError] = []
    found = lexicon_gaps(read_articles(articles), on_error=failures.append)
    show_gaps(plain_console(), found[:top])
    _end(failures)


def _end(failures: list[ArticleError]) -> None:
    """List the articles that failed; with any, the exit code is 1."""
    if failures:
        typer.echo(f"{counted(len(failures), 'article')} failed:", err=True)
        for failure in failures:
            complain(str(failure))
        raise typer.Exit(1)
