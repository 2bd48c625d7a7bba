"""The page of a graph inside a notebook."""

from dataclasses import dataclass
from html import escape

import networkx as nx

from kg.rdf import Store
from kg.view import render_page, to_networkx


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a page; a notebook shows it in a frame `height` pixels high.

    The frame may run the page's own scripts, save a picture, and reach nothing else: neither the
    notebook nor the network.
    """

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {self.height}px; border: 1px solid #8888"
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads"'
            f' title="News graph" style="{style}"></iframe>'
        )


def page(graph: Store | nx.MultiDiGraph, *, title: str = "News graph", height: int = 640) -> Page:
    """The page of a store, or of a graph that `to_networkx` gave and you may have cut down."""
    G = to_networkx(graph) if isinstance(graph, Store) else graph
    return Page(render_page(G, title=title), height)
