"""Keeps the catalogue of a store current while the server runs."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import StoreError
from kg.serve.catalogue.building import is_current
from kg.serve.catalogue.catalogue import Catalogue
from kg.serve.state import store_state

NAME = "catalogue.sqlite"
PAUSE = 1.0  # seconds between two looks at the store


class CatalogueNotReadyError(StoreError):
    """The catalogue is being made for the first time; `share` of it, in [0, 1], is done."""

    def __init__(self, share: float) -> None:
        super().__init__(f"the store is being read for the pages: {share:.0%} done")
        self.share = share


class Keeper:
    """The catalogue of one store, made anew in a process of its own when the store changes.

    The file lies in the store's folder; where that cannot be written, in a temporary one.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._catalogue: Catalogue | None = None
        self._state = ""  # of the store, when the catalogue was made
        self._problem = ""
        self._share = 0.0
        self._temporary: TemporaryDirectory[str] | None = None
        self._path = store / NAME
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the catalogue if it is current, and begin to watch the store."""
        self._open(store_state(self._store))
        self._watch = asyncio.create_task(self._keep_current())

    async def close(self) -> None:
        """Stop watching, and end the process that may be at work."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        if self._temporary is not None:
            self._temporary.cleanup()

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue that is ready.

        Raises:
            CatalogueNotReadyError: the first one is still being made.
            StoreError: it cannot be made.
        """
        if self._catalogue is not None:
            return self._catalogue
        if self._problem:
            raise StoreError(self._problem)
        raise CatalogueNotReadyError(self._share)

    async def _keep_current(self) -> None:
        """Look at the store again and again; a change counts once it is the same in two looks."""
        seen = store_state(self._store)
        while True:
            state = store_state(self._store)
            if state == seen and not self._open(state):
                await self._make()
            seen = state
            await asyncio.sleep(PAUSE)

    def _open(self, state: str) -> bool:
        """Whether the catalogue for that state is open now; who reads another one keeps it."""
        if state == self._state and self._catalogue is not None:
            return True
        if not is_current(self._path, state):
            return False
        self._catalogue, self._state = Catalogue(self._path), state
        return True

    async def _make(self) -> None:
        process = await self._begin()
        try:
            await self._listen(process)
            errors = (await process.communicate())[1]
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        self._problem = errors.decode(errors="replace").strip().rpartition("\n")[2]

    async def _begin(self) -> Process:
        if self._temporary is None and not _is_writable(self._store):
            self._temporary = TemporaryDirectory(prefix="kg-")
            self._path = Path(self._temporary.name) / NAME
        command = [sys.executable, "-m", "kg.serve.catalogue", str(self._store), str(self._path)]
        return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)

    async def _listen(self, process: Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            done, _, of = line.decode().partition(" ")
            self._share = int(done) / max(1, int(of))


def _is_writable(folder: Path) -> bool:
    try:
        with (folder / f"{NAME}.part").open("wb"):
            pass
        (folder / f"{NAME}.part").unlink()
    except OSError:
        return False
    return True
