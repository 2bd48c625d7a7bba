"""A server in processes of its own, and how much memory they have together."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from evaluation.report import REPOSITORY
from kg.errors import KGError

READY = 300
"""Seconds that a server may take until its pages are there."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the address of its first page, and its process."""

    address: str
    process: int

    def memory(self) -> float:
        """The memory of all its processes, in megabytes; pages that they share count once.

        Linux only.
        """
        total = 0
        for process in _family(self.process):
            try:
                rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            except OSError:  # it has just ended
                continue
            total += int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1])  # type: ignore[index]
        return total / 1024


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    """A server of `store` on a free port, until the block ends."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(  # noqa: S603  our own command
        [*command, "--no-browser", *options], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r"http://[^ ]*/", line)
        if address is None:
            raise KGError(f"the server did not start; it said {line!r}")
        _await_pages(address[0])
        yield Server(address[0], process.pid)
    finally:
        process.terminate()
        process.wait()


def _await_pages(address: str) -> None:
    """Wait until the catalogue is made."""
    for _ in range(READY):
        try:
            with urlopen(f"{address}api/graph"):  # noqa: S310  our own address
                return
        except HTTPError as error:
            if error.code != 503:
                raise KGError(f"{address}api/graph answers {error.code}") from error
            time.sleep(1)
    raise KGError(f"{address}: the pages were not ready in {READY} s")


def _family(process: int) -> list[int]:
    """A process and all that it started."""
    found = [process]
    for parent in found:
        for thread in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, thread.read_text("ascii").split())
    return found
