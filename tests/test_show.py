"""Graphs as people see them: lines of statements, the highlighted article, the inline page."""

import io
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import kg
from kg.model import Article, ArticleGraph, Entity, Gap, Mention, MentionKind, Span
from kg.schema import Schema
from kg.show.highlight import highlight
from kg.show.inline import page
from kg.show.output import printable
from kg.show.statements import to_lines
from kg.show.tables import show_gaps

LINES = {
    ("Kari Holm", "head of", "Norway", "", "fact"),
    ("Jens Dahl", "head of", "NordFerry", "", "former"),
    ("NordFerry", "part of", "Baltic Lines", "", "negated"),
    ("SeaLink", "owner of", "NordFerry", "", "according to Jens Dahl"),
    ("Aalborg", "population", "120000", "", "fact"),
    ("Kari Holm", "visit", "destination: Aalborg", "2024-05-16", "fact"),
    ("Harbour Union", "opposition", "patient: visit", "", "fact"),
    ("Kari Holm", "travel", "destination: Oslo", "2024-05-20/2024-05-26", "planned"),
    ("NordFerry", "lawsuit", "patient: Denmark; topic: the delay", "", "possible"),
    ("Kari Holm", "meeting", "counterpart: Jens Dahl", "", "negated"),
    (
        "NordFerry",
        "dismissal",
        "patient: workers; amount: at least 40",
        "2024-04",
        "according to Jens Dahl",
    ),
    ("Kari Holm", "said", "“We want the ferry back before winter,”", "", "quoted"),
}


class Shown(HTMLParser):
    """What a browser would show: text inside and outside of marks, and whatever is loaded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.text = ""
        self.marked: list[str] = []
        self.tags: set[str] = set()
        self.srcdoc = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.srcdoc += dict(attrs).get("srcdoc") or ""
        if tag == "mark":
            self.open.append(len(self.marked))
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for i in self.open:
            self.marked[i] += data


def test_every_statement_is_one_line_in_text_order(
    example_graph: ArticleGraph, schema: Schema
) -> None:
    lines = to_lines(example_graph, schema)
    assert len(lines) == example_graph.statements
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert {(i.subject, i.relation, i.object, i.time, i.status) for i in lines} >= LINES


def test_a_highlighted_article_has_its_text_and_every_mention(example_graph: ArticleGraph) -> None:
    shown = Shown(highlight(example_graph)._repr_html_())
    assert example_graph.article.text in shown.text
    names = {
        m.span.of(example_graph.article.text) for e in example_graph.entities for m in e.mentions
    }
    assert names <= set(shown.marked)
    assert "according to Jens Dahl" in shown.text


@given(
    text=st.text(min_size=1, max_size=60),
    numbers=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=8),
)
def test_any_text_and_any_mentions_are_shown_without_becoming_markup(
    text: str, numbers: list[tuple[int, int]]
) -> None:
    spans = [Span(a % len(text), min(a % len(text) + n, len(text))) for a, n in numbers]
    entities = tuple(
        Entity(f"e{i}", "<i>&", "Person", (Mention(span, MentionKind.NAME),))
        for i, span in enumerate(spans)
    )
    article = Article("a", text, title="<script>alert(1)</script>")
    html = highlight(ArticleGraph(article, entities, (), (), (), ()))._repr_html_()
    shown = Shown(html)
    assert text.replace("\r\n", "\n").replace("\r", "\n") in shown.text.replace(
        "\r\n", "\n"
    ).replace("\r", "\n")
    assert shown.tags <= {"div", "h4", "p", "mark", "table", "thead", "tbody", "tr", "th", "td"}
    assert not shown.open


def test_the_page_in_a_notebook_is_the_page_in_a_frame(example_graph: ArticleGraph) -> None:
    with kg.Store() as store:
        store.replace([example_graph])
        G = kg.to_networkx(store)
        assert page(store, title='A "B" <c>') == page(G, title='A "B" <c>')
    shown = Shown(page(G)._repr_html_())
    assert shown.tags == {"iframe"}
    assert shown.srcdoc == kg.view.render_page(G)


@pytest.mark.parametrize(
    "character", ["\x1b", "\x9b", "\n", "\r", "\u202e", "\u2066", "\x00", "\u2028"]
)
def test_characters_that_a_terminal_obeys_become_spaces(character: str) -> None:
    assert printable(f"a{character}b") == "a b"


def test_gaps_are_a_table_on_a_terminal() -> None:
    screen = Console(file=io.StringIO(), force_terminal=True, width=90, color_system=None)
    show_gaps(screen, [Gap("mend.01", 3, 2, "[red]Holm[/red] mended\x1bthe ferry.")])
    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    row = shown.splitlines()[-1].split("  ")
    assert [cell.strip() for cell in row if cell.strip()] == [
        *("mend.01", "3", "2"),
        "[red]Holm[/red] mended the ferry.",
    ]
