"""What tests ask worker processes to do; a process imports functions by the name of a module."""

import os
import time
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.rdf import Store

LEFT: list[bytes] = []  # what work leaves behind in a process

# Three times the quads of a store are far more combinations than any processor counts in a test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { GRAPH ?g {?a ?b ?c} GRAPH ?h {?d ?e ?f} GRAPH ?i {?j ?k ?l} }"


def ask(store: Store, sparql: str) -> tuple[tuple[str, ...], ...]:
    return store.query(sparql).strings()


def process(store: Store) -> int:
    return os.getpid()


def sleep(store: Store, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def allocate(store: Store, mebibytes: int) -> int:
    return len([bytearray(1 << 20) for _ in range(mebibytes)])


def fill(store: Store, mebibytes: int) -> bytes:
    return b"x" * (mebibytes << 20)


def abort(store: Store) -> None:
    os.abort()


def fail(store: Store) -> None:
    raise ZeroDivisionError("a mistake of ours")


def fail_first(store: Store, folder: Path) -> int:
    """Fails once, as if files of the store had gone while it was read."""
    if not (folder / "failed").exists():
        (folder / "failed").touch()
        with Store(folder / "store") as writing:
            writing.database.add(Quad(*[NamedNode("https://example.org/x")] * 3))
        raise OSError("No such file or directory: 000123.sst")
    return len(store.database)


def noted(store: Store, file: Path) -> int:
    with file.open("a") as lines:
        lines.write("asked\n")
    return len(store.database)


def insert(store: Store, iri: str) -> None:
    node = NamedNode(iri)
    store.database.add(Quad(node, node, node, node))


def litter(_: Store, size: int) -> None:
    """Fill the heap with small things and drop all but the last, which holds what is below it."""
    small = [bytes(1000) for _ in range(size // 1000)]
    LEFT.append(small[-1])


def resident(_: Store) -> int:
    """Bytes that this process has in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )
