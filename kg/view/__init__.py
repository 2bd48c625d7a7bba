"""Ways to look at the graph: as a networkx graph, and as a page in a browser."""

from kg.view.analysis import brokerage, centrality, communities
from kg.view.export import write_gexf, write_graphml
from kg.view.network import to_networkx
from kg.view.page import render_page, write_page

__all__ = [
    "brokerage",
    "centrality",
    "communities",
    "render_page",
    "to_networkx",
    "write_gexf",
    "write_graphml",
    "write_page",
]
