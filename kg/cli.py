"""The commands: each reads its arguments, calls the public functions and prints.

Exit codes: 0 done; 1 something is wrong with an article, a store or a query; 2 with the command
line; 130 interrupted. A command imports the stages that it uses, so that all others start fast.
"""
# ruff: noqa: PLC0415

import io
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg import __version__
from kg.errors import ArticleError, FormatError, KGError, QueryError
from kg.options import (
    DEFAULT_STORE,
    SUFFIXES,
    ArticleFormat,
    ArticleId,
    Articles,
    CommandLineError,
    Gaps,
    GraphFormat,
    OutFolder,
    Published,
    QueryName,
    QueryParameters,
    ResultFormat,
    Sparql,
    StoreFolder,
    Top,
    to_bindings,
    to_day,
)
from kg.show.output import complain, counted, emit, target

if TYPE_CHECKING:
    from kg.model import Article


app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:  # noqa: FBT001  Typer calls it so
    if asked:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Build a knowledge graph from news articles, then query, view and export it.

    Begin with kg build data/*.txt --store graph.
    """


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def query(
    sparql: Sparql = "",
    store: StoreFolder = DEFAULT_STORE,
    name: QueryName = "",
    param: QueryParameters = None,
    form: Annotated[ResultFormat, typer.Option("--format")] = ResultFormat.TABLE,
) -> None:
    """Answer a SPARQL query or a named one; without either, list the named queries."""
    from kg.rdf import Store, named_queries
    from kg.show.tables import plain_console, show_queries, show_results

    console = plain_console()
    if sparql and name:
        raise CommandLineError("both SPARQL text and --name are given; give one of them")
    if not sparql and not name:
        show_queries(console, named_queries().values())
        return
    if name and name not in named_queries():
        accepted = ", ".join(named_queries())
        raise QueryError(f"unknown query {name!r}; the named queries are {accepted}")
    with Store(store, read_only=True) as opened:
        results = opened.query(name or sparql, **to_bindings(param or []))
    if form is ResultFormat.TABLE and console.is_terminal:
        show_results(console, results)
    else:
        emit(results.to_text(form.value).encode())


@app.command()
def view(
    store: StoreFolder = DEFAULT_STORE,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The page.")] = Path("graph.html"),
    title: Annotated[str, typer.Option(help="The title of the page.")] = "News graph",
) -> None:
    """Write the graph as one HTML page that opens in any browser, without a network."""
    from kg.rdf import Store
    from kg.view import to_networkx, write_page

    with Store(store, read_only=True) as opened:
        G = to_networkx(opened)
    write_page(G, out, title=title)
    size = f"{counted(len(G), 'node')}, {counted(G.number_of_edges(), 'edge')}"
    typer.echo(f"{out}: {size}. Open it in a browser.")


@app.command()
def export(
    form: Annotated[GraphFormat, typer.Option("--format", show_default=False)],
    store: StoreFolder = DEFAULT_STORE,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Without it, standard output.")
    ] = None,
) -> None:
    """Write everything for other programs: GraphML and GEXF for networks, RDF for stores."""
    from kg.rdf import Store
    from kg.view import to_networkx, write_gexf, write_graphml

    writers = {GraphFormat.GRAPHML: write_graphml, GraphFormat.GEXF: write_gexf}
    with Store(store, read_only=True) as opened, target(out) as path:
        if form in writers:
            writers[form](to_networkx(opened), path)
        else:
            with path.open("wb") as output:
                opened.export(form.value, output)


@app.command()
def validate(store: StoreFolder = DEFAULT_STORE) -> None:
    """Check the store against the ontology (SHACL); exit code 1 when something breaks it."""
    from kg.rdf import Store
    from kg.show.output import printable

    with Store(store, read_only=True) as opened:
        report = opened.validate()
    for line in str(report).splitlines():
        typer.echo(printable(line))
    if not report.conforms:
        raise typer.Exit(1)


@app.command()
def stats(store: StoreFolder = DEFAULT_STORE) -> None:
    """Count what the store holds, by kind."""
    from kg.rdf import Store
    from kg.show.tables import plain_console, show_stats

    with Store(store, read_only=True) as opened:
        show_stats(plain_console(), opened.stats())


@app.command()
def remove(article: ArticleId, store: StoreFolder = DEFAULT_STORE) -> None:
    """Remove an article with everything that was extracted from it."""
    from kg.rdf import Store

    Store(store, read_only=True).close()  # else a wrong name would make a store
    with Store(store) as opened:
        opened.remove(article)
    typer.echo(f"{article} is removed from {store}")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int | str | None:
    """The exit code of a command line; an error that is meant for the user is one line."""
    try:
        app(arguments, prog_name="kg")
    except SystemExit as end:
        return end.code
    except KeyboardInterrupt:
        return 130
    except KGError as error:
        complain(str(error))
        return 2 if isinstance(error, CommandLineError | FormatError) else 1
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or 'the file system'}: {error.strerror or error}")
        return 1
    return 0


def _end(failures: list[ArticleError]) -> None:
    """List the articles that failed; with any, the exit code is 1."""
    if failures:
        typer.echo(f"{counted(len(failures), 'article')} failed:", err=True)
        for failure in failures:
            complain(str(failure))
        raise typer.Exit(1)
