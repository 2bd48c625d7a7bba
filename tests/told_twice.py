"""A store whose articles tell the same events, one with hostile names and other numbers."""

from dataclasses import replace
from pathlib import Path

from example import example
from example_text import FIRE, span

from kg.model import Argument, ArticleGraph, Quantity
from kg.rdf import Store

HOSTILE = "</title><script>document.title='owned'</script>\u202e<b>\"'{{ 7*7 }} & x"
ADDRESS = "javascript:alert(1)"
CLAIMED = "NordFerry had dismissed at least 40 workers in April"


def second() -> ArticleGraph:
    """The example with another death toll, in an article whose every label is markup."""
    graph = example()
    article = replace(
        graph.article, id="again", title=HOSTILE, publisher="<i>Daily</i>", url=ADDRESS
    )
    entities = tuple(
        replace(entity, name=HOSTILE) if entity.id == "e7" else entity for entity in graph.entities
    )
    five = Quantity(span("two", FIRE), 5)
    return replace(
        graph,
        article=article,
        entities=entities,
        events=tuple(
            replace(e, arguments=(Argument("place", "e3"), Argument("amount", five)))
            if e.type == "Killing"
            else e
            for e in graph.events
        ),
    )


def first() -> ArticleGraph:
    """The example, its dead in a place that the other article knows by the same name."""
    graph = example()
    events = tuple(
        replace(e, arguments=(*e.arguments, Argument("place", "e3"))) if e.type == "Killing" else e
        for e in graph.events
    )
    return replace(graph, events=events)


def make_store(folder: Path) -> Path:
    """The folder, now a store."""
    with Store(folder) as store:
        store.replace([first(), second()])
    return folder
