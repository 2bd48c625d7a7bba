"""A pool of processes that work on the store, each piece of work bounded in time and memory.

What runs in a process cannot hold up the server or other work; when it takes too long, or when
nobody waits for it any more, the process is killed and another takes its place.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, cast

from kg.errors import BusyError, DeadlineError, KGError
from kg.rdf import Store
from kg.serve.settings import Settings
from kg.serve.state import store_state
from kg.serve.workers.messages import Access, Answer, Failure, Job
from kg.serve.workers.process import out_of_memory
from kg.serve.workers.worker import Worker

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

PATIENCE = 10.0  # seconds that work waits for a free process
PAUSE = 1.0  # seconds before the next try to start a process

log = logging.getLogger(__name__)


class Pool:
    """Processes on a store, as many and as bounded as the settings say.

    `patience` is how many seconds work waits until one is free. Use it in one event loop.
    """

    def __init__(self, settings: Settings, *, patience: float = PATIENCE) -> None:
        self.path = settings.store
        self.workers = settings.workers
        self.memory = settings.memory
        self.timeout = settings.timeout
        self.patience = patience
        self._all: set[Worker] = set()
        # The last one first: those before stay small, and the processor has its pages at hand.
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._changing = asyncio.Lock()
        self._remembering = asyncio.Lock()
        self._remembered: dict[object, object] = {}
        self._remembered_state = ""
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes.

        Raises:
            StoreError: one does not start.
        """
        try:
            await self._add()  # the first starts the fork server
            await asyncio.gather(*(self._add() for _ in range(self.workers - 1)))
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End all processes; work that is not done fails."""
        self._closed = True
        for task in tuple(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        gone, self._all = self._all, set()
        await asyncio.gather(*(worker.kill() for worker in gone))

    async def run(
        self, work: Callable[[Store, *Ts], T], *arguments: *Ts, timeout: float | None = None
    ) -> T:
        """What `work` gives on the store as it is now, open for reading.

        `work` is a function of a module; it, its arguments and what it gives travel as pickles.
        `timeout` is in seconds, by default that of the pool. Cancelled, it kills the process.

        Raises:
            DeadlineError: it took longer.
            LimitError: it needed too much memory.
            BusyError: no process was free in time.
            StoreError: the store is gone or broken.
        """
        return cast(T, await self._do(Job(work, arguments), timeout or self.timeout))

    async def remember(self, work: Callable[[Store, *Ts], T], *arguments: *Ts) -> T:
        """What `run` gives, kept until the store changes: for what takes long and is asked often.

        The arguments have to be hashable.
        """
        key = (work, arguments)
        async with self._remembering:
            state = store_state(self.path)
            if state != self._remembered_state:
                self._remembered.clear()
                self._remembered_state = state
            if key not in self._remembered:
                self._remembered[key] = await self.run(work, *arguments)
            return cast(T, self._remembered[key])

    async def change(self, work: Callable[[Store, *Ts], T], *arguments: *Ts) -> T:
        """What `work` gives on the store open for writing; one after the other, as with `run`.

        The store is open, and locked, only meanwhile; killed, it stays as it was.
        """
        try:
            async with asyncio.timeout(self.patience):
                await self._changing.acquire()
        except TimeoutError as error:
            raise BusyError("another update is running; try again in a moment") from error
        try:
            return cast(T, await self._do(Job(work, arguments, Access.WRITE), self.timeout))
        finally:
            self._changing.release()

    async def _do(self, job: Job, seconds: float) -> object:
        worker = await self._take()
        outcome: Answer | Failure | None = None
        try:
            async with asyncio.timeout(seconds):
                outcome = await worker.ask(job)
        except TimeoutError as error:
            raise DeadlineError(
                f"this took longer than {seconds:g} seconds and was stopped; ask for less at once, "
                "for example with LIMIT or with a named subject"
            ) from error
        except EOFError as error:
            if self._closed:
                raise BusyError("the server is stopping") from error
            raise out_of_memory(self.memory) from error
        finally:
            if outcome is None or outcome.spent:
                self._replace(worker)
            else:
                self._free.put_nowait(worker)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome.value

    async def _take(self) -> Worker:
        """A free worker."""
        for _ in range(2):  # once round the loop, which notices that an idle process has ended
            await asyncio.sleep(0)
        try:
            async with asyncio.timeout(self.patience):
                while True:
                    worker = await self._free.get()
                    if worker.alive:
                        return worker
                    self._replace(worker)
        except TimeoutError as error:
            raise BusyError(
                f"all {self.workers} processes of the server are busy; try again in a moment"
            ) from error

    def _replace(self, worker: Worker) -> None:
        """Kill a worker and start another, in the background."""
        if self._closed:
            return
        self._all.discard(worker)
        worker.end()
        task = asyncio.get_running_loop().create_task(self._restart(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _restart(self, worker: Worker) -> None:
        await worker.kill()
        while not self._closed:
            try:
                await self._add()
            except (KGError, OSError) as error:
                log.warning("%s", error)
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _add(self) -> None:
        worker = await Worker.start(self.path, self.memory)
        self._all.add(worker)
        self._free.put_nowait(worker)
