"""Clients of a SPARQL endpoint: one after the other, many at once, and one that asks too much."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from evaluation.serving.server import Server

JSON = {"accept": "application/sparql-results+json"}
POINT = "SELECT ?name ?type {{ <{iri}> rdfs:label ?name ; a ?type }}"
ENTITIES = "SELECT DISTINCT ?e {{ ?e news:mention ?m ; rdfs:label ?name }} LIMIT {n}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@dataclass(frozen=True, slots=True)
class Load:
    """What many clients saw: requests, those that failed, and memory in megabytes by second."""

    requests: int
    failures: int
    seconds: float
    memory: tuple[float, ...]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of `values` lies.

    >>> percentile([3.0, 1.0, 2.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def some_entities(server: Server, number: int) -> list[str]:
    """The IRIs of some entities of the store."""
    async with httpx.AsyncClient(base_url=server.address) as client:
        found = await client.get(
            "sparql", params={"query": ENTITIES.format(n=number)}, headers=JSON
        )
        return [row["e"]["value"] for row in found.raise_for_status().json()["results"]["bindings"]]


async def time_points(server: Server, iris: Sequence[str]) -> list[float]:
    """Milliseconds of one point query after the other, over one connection."""
    async with httpx.AsyncClient(base_url=server.address, timeout=60) as client:
        return [await _timed(_point(client, iri)) for iri in iris]


async def time_points_beside_runaway(server: Server, iris: Sequence[str]) -> list[float]:
    """The same while a query without an end runs, until it is stopped."""
    async with httpx.AsyncClient(base_url=server.address, timeout=60) as client:
        runaway = asyncio.create_task(client.get("sparql", params={"query": RUNAWAY}))
        await asyncio.sleep(0.5)
        times = [await _timed(_point(client, iri)) for iri in iris]
        runaway.cancel()
        return times


async def load(server: Server, iris: Sequence[str], clients: int, seconds: float) -> Load:
    """So many clients, each asking again and again for entities, pages and parts of the graph."""
    end = time.monotonic() + seconds
    counts = {"requests": 0, "failures": 0}
    memory: list[float] = []

    async def ask(number: int) -> None:
        async with httpx.AsyncClient(base_url=server.address, timeout=60) as client:
            requests = _requests(client)
            turn = number
            while time.monotonic() < end:
                counts["requests"] += 1
                try:
                    await requests[turn % len(requests)](iris[turn % len(iris)])
                except httpx.HTTPError:
                    counts["failures"] += 1
                turn += 1

    async def watch() -> None:
        while time.monotonic() < end:
            memory.append(await asyncio.to_thread(server.memory))
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(ask(number) for number in range(clients)))
    return Load(counts["requests"], counts["failures"], seconds, tuple(memory))


def _requests(client: httpx.AsyncClient) -> list[Callable[[str], Awaitable[None]]]:
    """What a client of the load run asks for in turn."""

    async def get(path: str, **parameters: str) -> None:
        (await client.get(path, params=parameters, follow_redirects=True)).raise_for_status()

    return [
        lambda iri: _point(client, iri),
        lambda iri: get("resource", iri=iri),
        lambda iri: _point(client, iri),
        lambda _: get("api/search", q="minister"),
        lambda _: get("sparql", query="SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"),
    ]


async def _point(client: httpx.AsyncClient, iri: str) -> None:
    found = await client.get("sparql", params={"query": POINT.format(iri=iri)}, headers=JSON)
    found.raise_for_status()


async def _timed(asked: Awaitable[None]) -> float:
    begun = time.perf_counter()
    await asked
    return 1000 * (time.perf_counter() - begun)
