"""An article with its entities marked and its statements listed, as a notebook shows it.

Article text is escaped, never markup; the classes `tex2jax_ignore` and `mathjax_ignore` keep a
notebook from setting "$5 ... $6" as a formula.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from html import escape

from kg.model import ArticleGraph, Entity, Span
from kg.rdf.terms import coarse_type
from kg.schema import Schema, default_schema
from kg.show.statements import Line, to_lines

COLOURS = {  # those of the page; only the ground is tinted, so they fit light and dark
    "Person": "66 99 235",
    "Organization": "240 140 0",
    "Place": "12 166 120",
    "Product": "174 62 201",
    "Event": "232 66 63",
    "Group": "16 152 173",
    "Work": "141 110 74",
}
OTHER = "134 142 150"
CELL = "text-align: left; vertical-align: top"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with its coarse type and what its tooltip says."""

    span: Span
    coarse: str
    hint: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """An article's graph, shown as its text and a table."""

    graph: ArticleGraph
    schema: Schema

    def _repr_html_(self) -> str:
        article = self.graph.article
        marks = _nested(_marks(self.graph, self.schema))
        coarse = sorted({mark.coarse for mark in marks})
        legend = " ".join(f"<mark style='{_style(name)}'>{escape(name)}</mark>" for name in coarse)
        return (
            '<div class="tex2jax_ignore mathjax_ignore" style="max-width: 54em; line-height: 1.7">'
            f"<h4>{escape(article.title)}</h4><p>{legend}</p>"
            f'<div style="white-space: pre-wrap">{_marked(article.text, marks)}</div>'
            f"{_table(to_lines(self.graph, self.schema))}</div>"
        )


def highlight(graph: ArticleGraph, *, schema: Schema | None = None) -> Highlight:
    """The article of `graph`, entities coloured by type, with the statements below."""
    return Highlight(graph, schema if schema is not None else default_schema())


def _marks(graph: ArticleGraph, schema: Schema) -> Iterator[Mark]:
    for entity in graph.entities:
        coarse = coarse_type(entity.type, schema)
        hint = _hint(entity, schema)
        for mention in entity.mentions:
            yield Mark(mention.span, coarse, hint)


def _hint(entity: Entity, schema: Schema) -> str:
    return f"{entity.name}: {schema.entity_types[entity.type].label}"


def _nested(marks: Iterator[Mark]) -> list[Mark]:
    """The marks in text order, outer before inner, without those that cross one before them."""
    kept: list[Mark] = []
    around: list[int] = []  # ends of the marks that are open
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.coarse, m.hint)):
        while around and around[-1] <= mark.span.start:
            around.pop()
        if not around or mark.span.end <= around[-1]:
            around.append(mark.span.end)
            kept.append(mark)
    return kept


def _marked(text: str, marks: list[Mark]) -> str:
    """`text` as HTML, with `marks` that are nested in one another."""
    pieces: list[str] = []
    position = 0
    around: list[int] = []

    def advance(end: int) -> None:
        nonlocal position
        pieces.append(escape(text[position:end]))
        position = end

    for mark in marks:
        while around and around[-1] <= mark.span.start:
            advance(around.pop())
            pieces.append("</mark>")
        advance(mark.span.start)
        pieces.append(f'<mark style="{_style(mark.coarse)}" title="{escape(mark.hint)}">')
        around.append(mark.span.end)
    while around:
        advance(around.pop())
        pieces.append("</mark>")
    advance(len(text))
    return "".join(pieces)


def _style(coarse: str) -> str:
    colour = COLOURS.get(coarse, OTHER)
    return (
        f"color: inherit; background: rgb({colour} / 0.2); border-bottom: 2px solid rgb({colour});"
        " border-radius: 3px; padding: 0 2px"
    )


def _table(lines: tuple[Line, ...]) -> str:
    """The lines as a table; the place in the text is left out, the order gives it."""
    names = [field.name for field in fields(Line) if field.name != "start"]
    head = "".join(f'<th style="{CELL}">{name}</th>' for name in names)
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="{CELL}">{escape(str(getattr(line, name)))}</td>' for name in names)
        + "</tr>"
        for line in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
