"""A batch of articles on its way through the stages: how far it is, and what it gave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.errors import ArticleError
from kg.model import Article, ArticleGraph
from kg.schema import Schema
from kg.show.tables import Totals, plain_console, show_article

READ_AHEAD = 1000  # articles; an input that holds fewer gives the progress bar its end


@dataclass(slots=True)
class Batch:
    """One run over many articles; `failures` are the articles that were left out, and why."""

    failures: list[ArticleError] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)
    expected: int | None = None

    def ahead(self, articles: Iterable[Article | ArticleError]) -> Iterator[Article | ArticleError]:
        """The same articles, of which up to `READ_AHEAD` are read at once and counted."""
        remaining = iter(articles)
        first = list(islice(remaining, READ_AHEAD))
        if len(first) < READ_AHEAD:
            self.expected = len(first)
        return chain(first, remaining)

    def shown(
        self, graphs: Iterable[ArticleGraph], console: Console, schema: Schema
    ) -> Iterator[ArticleGraph]:
        """The same graphs, each printed as it comes, below a progress bar on a terminal."""
        screen = console if console.is_terminal else plain_console(stderr=True)
        columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(
            *columns, console=screen, transient=True, disable=not screen.is_terminal
        ) as progress:
            task = progress.add_task("articles", total=self.expected)
            for graph in graphs:
                show_article(console, graph, schema)
                self.totals.add(graph)
                done = self.totals.articles + len(self.failures)
                progress.update(task, completed=done)
                yield graph
