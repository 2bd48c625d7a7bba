"""Keeps the catalogue of a store current while the server runs."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from kg.errors import KGError, StoreError
from kg.serve.catalogue.building import is_current, state_of
from kg.serve.catalogue.catalogue import Catalogue
from kg.serve.state import store_state

NAME = "catalogue.sqlite"
PAUSE, SELDOM = 1.0, 16.0  # seconds between two looks at the store; when it cannot be read
RESTLESS = 10  # looks after which a store that never rests is read all the same
LAST = 2.0  # seconds that a process has to clear away what it wrote


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
        with suppress(KGError):  # who reads is told, and it is made anew
            self._open(store_state(self._store))
        self._watch = asyncio.create_task(self._keep_current())

    async def close(self) -> None:
        """Stop watching, and end the process that may be at work."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
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
        """Look at the store again and again; what does not work is tried less and less often.

        A change counts once it is the same in two looks, or once there were many.
        """
        seen, looks, pause = store_state(self._store), 0, PAUSE
        while True:
            state = store_state(self._store)
            if state != seen:
                looks, pause = looks + 1, PAUSE
            if state == seen or looks >= RESTLESS:
                looks = 0
                pause = PAUSE if await self._brought_up_to_date(state) else min(2 * pause, SELDOM)
            seen = state
            await asyncio.sleep(pause)

    async def _brought_up_to_date(self, state: str) -> bool:
        """Whether a catalogue is open that is, or just was, that of the store."""
        if not state:
            self._catalogue = None
            self._problem = f"{self._store}: no store is there; the pages come back with it"
            return False
        try:
            self._drop_broken()
            if self._open(state):
                return True
            await self._make()
            made = state_of(self._path)
            return made is not None and not self._problem and self._open(made)
        except (KGError, OSError) as error:
            self._problem = str(error)
            return False

    def _open(self, state: str) -> bool:
        """Whether the catalogue for that state is open now; who reads another one keeps it."""
        if state == self._state and self._catalogue is not None:
            return True
        if not is_current(self._path, state):
            return False
        self._catalogue, self._state = Catalogue(self._path), state
        return True

    def _drop_broken(self) -> None:
        if self._catalogue is not None and self._catalogue.broken:
            self._catalogue, self._share = None, 0.0
            self._path.unlink(missing_ok=True)

    async def _make(self) -> None:
        """Let a process make the file; why it could not is the problem."""
        process = await self._begin()
        try:
            await self._listen(process)
            errors = (await process.communicate())[1]
        except asyncio.CancelledError:
            await _end(process)
            raise
        last = errors.decode(errors="replace").strip().rpartition("\n")[2]
        failed = f"the catalogue cannot be made: the process ended with {process.returncode}"
        self._problem = (last or failed) if process.returncode else ""

    async def _begin(self) -> Process:
        if self._temporary is None and not _is_writable(self._path):
            self._temporary = TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True)
            self._path = Path(self._temporary.name) / NAME
        command = [sys.executable, "-m", "kg.serve.catalogue", str(self._store), str(self._path)]
        return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)

    async def _listen(self, process: Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            done, _, of = line.decode().partition(" ")
            self._share = int(done) / max(1, int(of))


async def _end(process: Process) -> None:
    """End a process that is at work; it has a moment to clear away its file."""
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            async with asyncio.timeout(LAST):
                await process.communicate()
        except TimeoutError:
            process.kill()
            await process.wait()


def _is_writable(catalogue: Path) -> bool:
    """Whether the file can be put in its folder."""
    try:
        with TemporaryFile(dir=catalogue.parent):
            return not catalogue.is_dir()
    except OSError:
        return False
