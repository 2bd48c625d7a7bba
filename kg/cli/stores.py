"""The commands that use a store: query, view, export, validate, stats, remove."""
# ruff: noqa: PLC0415  a command imports the stages that it uses, so that all others start fast

from pathlib import Path
from typing import Annotated

import typer

from kg.errors import QueryError
from kg.options import (
    DEFAULT_STORE,
    ArticleId,
    CommandLineError,
    GraphFormat,
    QueryName,
    QueryParameters,
    ResultFormat,
    Sparql,
    StoreFolder,
    to_bindings,
)
from kg.show.output import counted, emit, target


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


def stats(store: StoreFolder = DEFAULT_STORE) -> None:
    """Count what the store holds, by kind."""
    from kg.rdf import Store
    from kg.show.tables import plain_console, show_stats

    with Store(store, read_only=True) as opened:
        show_stats(plain_console(), opened.stats())


def remove(article: ArticleId, store: StoreFolder = DEFAULT_STORE) -> None:
    """Remove an article with everything that was extracted from it."""
    from kg.rdf import Store

    Store(store, read_only=True).close()  # else a wrong name would make a store
    with Store(store) as opened:
        opened.remove(article)
    typer.echo(f"{article} is removed from {store}")
