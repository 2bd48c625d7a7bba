"""Where each node of the projected graph is drawn, in pixels around (0, 0).

Communities are laid out on their own (Kamada-Kawai), then placed by their ties to one another;
nodes are pushed apart, and what is not connected to the largest part goes into rows below it.
The same graph gives the same positions, rounded to whole pixels.
"""

from collections.abc import Hashable, Sequence
from math import sqrt

import networkx as nx
import numpy as np
import numpy.typing as npt
import rustworkx as rx

from kg.view.analysis import communities, ties

Points = npt.NDArray[np.float64]
WIDTH, HEIGHT = 860.0, 700.0
SEED = 20
SMALL = 45  # nodes that one layout places well without communities


def positions(G: nx.MultiDiGraph) -> dict[Hashable, tuple[int, int]]:
    """The x and y of every node; small graphs get room for a label at each node."""
    if not G:
        return {}
    gap = min(130.0, max(26.0, sqrt(WIDTH * HEIGHT / len(G))))
    index = {node: i for i, node in enumerate(G)}
    groups = [[index[node] for node in group] for group in communities(G)]
    graph = ties(G)
    parts = sorted(map(sorted, rx.connected_components(graph)), key=lambda p: (-len(p), p[0]))
    places = np.zeros((len(G), 2))
    boxes = []
    for part in parts:
        members = set(part)
        inside = [group for group in groups if members.issuperset(group)]
        inside = inside if len(part) > SMALL else [part]
        places[part] = _place_part(graph, inside, gap)[part]
        boxes.append((part, _extent(places[part])))
    _pack(places, boxes, gap)
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return {node: (round(places[i, 0]), round(places[i, 1])) for node, i in index.items()}


def _place_part(
    graph: "rx.PyGraph[Hashable, float]", groups: Sequence[Sequence[int]], gap: float
) -> Points:
    """Places of one connected part, in an array over all nodes; the others stay at zero."""
    places = np.zeros((graph.num_nodes(), 2))
    centres = _centres(graph, groups, gap)
    for group, centre in zip(groups, centres, strict=True):
        local = graph.subgraph(list(group))
        places[group] = _scaled(_kamada(local), gap) + centre
    part = sorted(i for group in groups for i in group)
    drawn = _relax(graph, part, places[part], gap) if len(groups) > 1 else places[part]
    places[part] = _spread(_level(drawn), np.full(len(part), gap * 0.4))
    return places


def _centres(
    graph: "rx.PyGraph[Hashable, float]", groups: Sequence[Sequence[int]], gap: float
) -> Points:
    """A centre for each community, no two of their discs overlapping."""
    if len(groups) == 1:
        return np.zeros((1, 2))
    owner = {i: number for number, group in enumerate(groups) for i in group}
    quotient: rx.PyGraph[Hashable, float] = rx.PyGraph(multigraph=False)
    quotient.add_nodes_from(list(range(len(groups))))
    for a, b in graph.edge_list():
        if a in owner and b in owner and owner[a] != owner[b]:
            quotient.add_edge(owner[a], owner[b], 1.0)
    radii = np.array([gap * 0.62 * sqrt(len(group)) for group in groups])
    centres = _kamada(quotient) * radii.mean() * 2
    return _spread(centres, radii)


def _kamada(graph: "rx.PyGraph[Hashable, float]") -> Points:
    if graph.num_nodes() > 250:  # Kamada-Kawai is cubic
        layout = rx.spring_layout(graph, seed=SEED, num_iter=60)
    else:
        layout = rx.kamada_kawai_layout(graph, weight_fn=lambda _: 1.0)
    return np.array([layout[i] for i in range(graph.num_nodes())])


def _scaled(points: Points, gap: float) -> Points:
    """`points` around zero, spread so that each has about `gap` squared of room."""
    centred = points - points.mean(axis=0)
    spread = float(np.sqrt((centred**2).sum(axis=1).mean()))
    factor = gap * 0.45 * sqrt(len(points)) / spread if spread > 1e-9 else 1.0
    return np.asarray(centred * factor)


def _relax(
    graph: "rx.PyGraph[Hashable, float]", part: list[int], points: Points, gap: float
) -> Points:
    """`points` after some rounds of springs, so that ties between communities shape the whole."""
    start = {i: (float(x / gap), float(y / gap)) for i, (x, y) in enumerate(points)}
    layout = rx.spring_layout(graph.subgraph(part), pos=start, k=1.0, num_iter=15, seed=SEED)
    return _scaled(np.array([layout[i] for i in range(len(part))]), gap)


def _level(points: Points) -> Points:
    """`points` turned so that they are wider than high."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = -0.5 * np.arctan2(2 * xy, xx - yy)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(centred @ turn)


def _spread(points: Points, radii: Points, rounds: int = 40) -> Points:
    """`points` moved until the discs around them no longer overlap, if the rounds suffice.

    Each round looks only at pairs that are near in x, so that a thousand points take milliseconds.
    """
    points = points + np.arange(len(points))[:, None] * [1e-3, -7e-4]  # no two in one place
    for _ in range(rounds):
        order = np.argsort(points[:, 0], kind="stable")
        here, radius, moves = points[order], radii[order], np.zeros_like(points)
        for shift in range(1, len(points)):
            delta = here[shift:] - here[:-shift]
            if delta[:, 0].min() >= 2 * radius.max():
                break
            distance = np.hypot(delta[:, 0], delta[:, 1])
            lack = np.clip(radius[shift:] + radius[:-shift] - distance, 0.0, None)
            step = 0.4 * delta * (lack / np.maximum(distance, 1e-9))[:, None]
            moves[shift:] += step
            moves[:-shift] -= step
        if np.abs(moves).max(initial=0.0) < 0.5:
            break
        points[order] = here + moves
    return points


def _extent(points: Points) -> Points:
    return np.asarray(points.max(axis=0) - points.min(axis=0))


def _pack(places: Points, boxes: Sequence[tuple[list[int], Points]], gap: float) -> None:
    """Moves each part into its own box, in rows; a large first part has a row of its own."""
    area = sum((w + gap) * (h + gap * 0.6) for _, (w, h) in boxes)
    limit = max(boxes[0][1][0], sqrt(area * WIDTH / HEIGHT))
    x = y = row = 0.0
    for number, (part, (width, height)) in enumerate(boxes):
        if x and (x + width > limit or (number == 1 and len(boxes[0][0]) > 8)):
            x, y, row = 0.0, y + row + gap * 0.6, 0.0
        low = places[part].min(axis=0)
        places[part] += np.array([x, y]) - low
        x, row = x + width + gap, max(row, float(height))
