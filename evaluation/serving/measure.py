"""The figures of the server on a store of a million quads."""

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from evaluation.report import Group, Metric
from evaluation.serving import clients
from evaluation.serving.browser import time_expansions, time_first_pictures
from evaluation.serving.clients import percentile
from evaluation.serving.large_store import make_large_store
from evaluation.serving.server import Server, serving

QUADS = 1_000_000
POINTS = 500
CLIENTS, SECONDS = 8, 60.0
NAMES = ("Russia", "London", "Syria", "Paris", "Germany", "China", "Iran")


def measure_serving(shared: Path) -> Iterator[Group]:
    """The metric groups of the server."""
    with TemporaryDirectory() as temporary:
        store = Path(temporary) / "graph"
        print(f"making a store of {QUADS:,} quads", file=sys.stderr)
        quads = make_large_store(shared, store, QUADS)
        begun = time.perf_counter()
        with serving(store):
            first = time.perf_counter() - begun
        with serving(store) as server:
            yield _pages(server, quads, first)
            yield asyncio.run(_queries(server))
            yield asyncio.run(_load(server))


def _pages(server: Server, quads: int, first: float) -> Group:
    pictures = time_first_pictures(server)
    expansions = time_expansions(server, list(NAMES))
    return Group(
        "serving: pages",
        (
            Metric("quads", quads),
            Metric("first picture ms", round(median(pictures), 1)),
            Metric("expanding a node ms", round(median(expansions), 1)),
            Metric("slowest expansion ms", round(max(expansions), 1)),
            Metric("s until the catalogue is made", round(first, 1)),
        ),
        note="in headless Chromium, browser and server on the same machine",
    )


async def _queries(server: Server) -> Group:
    iris = await clients.some_entities(server, POINTS)
    await clients.time_points(server, iris[:50])
    alone = await clients.time_points(server, iris)
    beside = await clients.time_points_beside_runaway(server, iris)
    return Group(
        "serving: point queries",
        (
            Metric("ms at the 95th percentile", round(percentile(alone, 0.95), 2)),
            Metric("median ms", round(median(alone), 2)),
            Metric("median ms beside a runaway query", round(median(beside), 2)),
            Metric("MB of all processes", round(server.memory(), 1)),
        ),
        (Metric("beside: ms at the 95th percentile", round(percentile(beside, 0.95), 2)),),
    )


async def _load(server: Server) -> Group:
    iris = await clients.some_entities(server, POINTS)
    found = await clients.load(server, iris, CLIENTS, SECONDS)
    third = max(1, len(found.memory) // 3)
    return Group(
        f"serving: {CLIENTS} clients for {SECONDS:.0f} s",
        (
            Metric("requests", found.requests),
            Metric("failures", found.failures),
            Metric("requests/s", round(found.requests / found.seconds, 1)),
            Metric("MB at most", round(max(found.memory), 1)),
            Metric("MB in the second third", round(median(found.memory[third : 2 * third]), 1)),
            Metric("MB in the last third", round(median(found.memory[2 * third :]), 1)),
        ),
    )
