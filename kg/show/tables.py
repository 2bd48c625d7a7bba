"""What the commands print: reports and tables, for a terminal or a pipe.

Text of articles is shown as it is: never as Rich markup, and with a space for every character
that a terminal would obey.
"""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.model import ArticleGraph, Gap
from kg.rdf import NamedQuery, Results, Stats
from kg.schema import Schema
from kg.show.output import counted, emit, printable
from kg.show.statements import FACT, Line, to_lines

STATEMENTS = 5  # shown of one article
NOTES = 10  # shown of a batch


def plain_console(*, stderr: bool = False) -> Console:
    """A console that takes nothing in a text as markup or emoji code."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


@dataclass(slots=True)
class Totals:
    """What a batch of articles gave so far."""

    articles: int = 0
    sentences: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, graph: ArticleGraph) -> None:
        """Count one article in."""
        self.articles += 1
        self.sentences += graph.coverage.sentences
        self.skipped.update(skipped.reason for skipped in graph.coverage.skipped)
        self.notes.update(graph.coverage.notes)


def show_article(console: Console, graph: ArticleGraph, schema: Schema) -> None:
    """Print what was found in one article: counts and its most confident statements."""
    article = graph.article
    head = Text(printable(article.title or article.id), style="bold")
    named = [article.id] if article.title else []
    dated = article.date.isoformat() if article.date else "no date"
    console.print(head.append(f"  {', '.join((*named, dated))}", style="not bold dim"))
    console.print(_counts(graph))
    lines = sorted(to_lines(graph, schema), key=_prominence)[:STATEMENTS]
    if lines:
        console.print(_lines_table(lines))
    console.print()


def show_totals(console: Console, totals: Totals) -> None:
    """Print the coverage of a batch: sentences read, sentences that gave nothing and why."""
    covered = totals.sentences - totals.skipped.total()
    table = _table("Coverage", "sentences", "share")
    table.add_row("read", f"{totals.sentences:,}", "")
    table.add_row("with statements", f"{covered:,}", _share(covered, totals.sentences))
    for reason, number in totals.skipped.most_common():
        share = _share(number, totals.sentences)
        table.add_row(Text(f"without: {printable(reason)}"), f"{number:,}", share)
    console.print(table)
    for note, number in totals.notes.most_common(NOTES):
        times = f" ({number} articles)" if number > 1 else ""
        console.print(Text(f"Note: {printable(note)}{times}"))
    more = len(totals.notes) - NOTES
    if more > 0:
        console.print(f"... and {more} more notes; kg query --name articles shows each article")


def show_next(console: Console, store: Path, articles: int, changed: int) -> None:
    """Print what is in the store now and what to do with it."""
    same = articles - changed
    unchanged = f", {same:,} of them unchanged" if same else ""
    place = shlex.quote(printable(store))
    console.print(f"\n{counted(articles, 'article')} in {place}{unchanged}. Next:", soft_wrap=True)
    console.print(f"  kg query --store {place} --name who-said-what", soft_wrap=True)
    console.print(f"  kg view --store {place} --out graph.html", soft_wrap=True)


def show_results(console: Console, results: Results) -> None:
    """Print the rows of a query as a table that fits the terminal."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for variable in results.variables:
        table.add_column(Text(variable), overflow="fold")
    for row in results.strings():
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)
    console.print(counted(len(results.rows), "row"), style="dim")


def show_queries(console: Console, queries: Iterable[NamedQuery]) -> None:
    """Print the named queries with their parameters."""
    table = _table("Named query", "answers", "parameters", numeric=False)
    for query in queries:
        accepted = ", ".join(f"{name}={kind}" for name, kind in query.parameters)
        table.add_row(query.name, query.answers, accepted)
    console.print(table)


def show_gaps(console: Console, gaps: Iterable[Gap]) -> None:
    """Print rolesets without a cue: a table on a terminal, else values with tabs between them."""
    head = ("roleset", "count", "articles", "example")
    rows = [
        (printable(g.roleset), str(g.count), str(g.articles), printable(g.example)) for g in gaps
    ]
    if not console.is_terminal:
        emit("".join("\t".join(row) + "\n" for row in (head, *rows)).encode())
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in head:
        table.add_column(name, justify="right" if name in head[1:3] else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def show_stats(console: Console, stats: Stats) -> None:
    """Print how much a store holds, kind by kind."""
    table = _table("In the store", "number")
    table.add_row("articles", f"{stats.articles:,}")
    table.add_row("sentences", f"{stats.sentences:,}")
    table.add_row("sentences with statements", f"{stats.covered:,}")
    table.add_row("statements presented as fact", f"{stats.facts:,}")
    table.add_row("statements negated, planned, attributed ...", f"{stats.others:,}")
    console.print(table)
    for title in ("entities", "relations", "attributes", "events", "claims"):
        counts: Mapping[str, int] = getattr(stats, title)
        if counts:
            console.print(_counted(title, counts))


def _counted(title: str, counts: Mapping[str, int]) -> Table:
    table = _table(title.capitalize(), "number")
    for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(printable(name), f"{number:,}")
    table.add_row("together", f"{sum(counts.values()):,}", style="dim")
    return table


def _table(first: str, *others: str, numeric: bool = True) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(first)
    for other in others:
        table.add_column(other, justify="right" if numeric else "left")
    return table


def _lines_table(lines: Iterable[Line]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    for style in ("bold", "cyan", "", "dim", "dim"):
        table.add_column(style=style, overflow="fold")
    for line in lines:
        said = [line.status] if line.status != FACT else []
        cells = line.subject, line.relation, line.object, " ".join((line.time, *said))
        table.add_row(*(Text(printable(cell)) for cell in cells), f"{line.confidence:.2f}")
    return table


def _counts(graph: ArticleGraph) -> Text:
    found = (
        counted(len(graph.entities), "entity"),
        counted(len(graph.relations), "relation"),
        counted(len(graph.attributes), "attribute"),
        counted(len(graph.events), "event"),
        counted(len(graph.claims), "claim"),
    )
    sentences = counted(graph.coverage.sentences, "sentence")
    return Text(f"{', '.join(found)}; statements from {graph.coverage.covered} of {sentences}")


def _prominence(line: Line) -> tuple[bool, float, int]:
    """Complete statements first, then sure ones, then early ones."""
    return not (line.subject and line.object), -line.confidence, line.start


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""
