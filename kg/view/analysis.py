"""Numbers about the projected graph: who is central, who stands between others, who forms a group.

All of them read the graph as undirected, with parallel edges as weight, and leave out loops. The
same graph gives the same numbers on every run.
"""

from collections.abc import Hashable

import networkx as nx
import rustworkx as rx


def ties(G: nx.MultiDiGraph) -> rx.PyGraph[Hashable, float]:
    """The undirected simple graph of `G`; a node's index is its place in `G`, a weight a count."""
    index = {node: i for i, node in enumerate(G)}
    weights: dict[tuple[int, int], float] = {}
    for source, target in G.edges():
        pair = (min(index[source], index[target]), max(index[source], index[target]))
        if pair[0] != pair[1]:
            weights[pair] = weights.get(pair, 0.0) + 1.0
    graph: rx.PyGraph[Hashable, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(G))
    graph.add_edges_from([(a, b, weight) for (a, b), weight in sorted(weights.items())])
    return graph


def centrality(G: nx.MultiDiGraph) -> dict[Hashable, float]:
    """The PageRank of every node over undirected ties; the values sum to 1.

    >>> G = nx.MultiDiGraph([("a", "hub"), ("b", "hub"), ("hub", "c")])
    >>> max(centrality(G), key=centrality(G).get)
    'hub'
    """
    if not G:
        return {}
    ranks = rx.pagerank(ties(G).to_directed(), weight_fn=float, max_iter=500)
    return {node: ranks[i] for i, node in enumerate(G)}


def brokerage(G: nx.MultiDiGraph) -> dict[Hashable, float]:
    """The betweenness of every node, in [0, 1]: the share of shortest paths that it lies on.

    >>> brokerage(nx.MultiDiGraph([("a", "b"), ("b", "c")]))["b"]
    1.0
    """
    # One thread: the order of floating-point sums, and so the last digit, stays the same.
    between = rx.betweenness_centrality(ties(G), parallel_threshold=len(G) + 1)
    return {node: between[i] for i, node in enumerate(G)}


def communities(G: nx.MultiDiGraph, *, seed: int = 0) -> list[list[Hashable]]:
    """Groups of nodes with more ties inside than outside (Louvain), largest first.

    Every node is in exactly one group, in the order of `G`. rustworkx has no such method, so
    this is networkx on integer nodes, whose order does not depend on string hashing.
    """
    graph = ties(G)
    plain = nx.Graph()
    plain.add_nodes_from(range(len(G)))
    plain.add_weighted_edges_from(graph.weighted_edge_list())
    nodes = list(G)
    groups = [sorted(group) for group in nx.community.louvain_communities(plain, seed=seed)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [[nodes[i] for i in group] for group in groups]
