"""A worker as the server sees it: a process at the other end of a socket."""

import asyncio
import multiprocessing
import socket
from contextlib import suppress
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Self

from kg.errors import StoreError
from kg.serve.workers import messages
from kg.serve.workers.messages import Answer, Failure, Job
from kg.serve.workers.process import serve

SHARED = "kg.serve.workers.shared"
START, END = 60.0, 5.0  # seconds that a process may take to start, and after a kill to end


class Worker:
    """One process; `start` makes it, `ask` gives it one job at a time, `kill` ends it."""

    def __init__(
        self,
        process: multiprocessing.process.BaseProcess,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, path: Path, memory: int) -> Self:
        """A worker on the store in a folder, once it is ready.

        Raises:
            StoreError: the process ends or does not answer.
        """
        ours, theirs = socket.socketpair()
        try:
            process = await asyncio.to_thread(_launch, theirs, path, memory)
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()  # the process sees it and ends
            raise
        worker = cls(process, reader, writer)
        try:
            async with asyncio.timeout(START):
                await messages.read(reader)
        except BaseException as error:
            await worker.kill()
            if isinstance(error, EOFError | OSError):  # TimeoutError is an OSError
                raise StoreError(
                    f"{path}: a process that reads the store does not start; is the store "
                    "damaged? Build it again"
                ) from error
            raise
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        ended = self._reader.at_eof() or self._writer.is_closing()
        return not ended and self.process.is_alive()

    async def ask(self, job: Job) -> Answer | Failure:
        """What came of a job.

        Raises:
            EOFError: the process ended.
        """
        try:
            self._writer.write(messages.packed(job))
            await self._writer.drain()
            outcome = messages.unpacked(await messages.read(self._reader))
        except ConnectionError as error:
            raise EOFError("the process ended") from error
        if not isinstance(outcome, Answer | Failure):
            raise TypeError(f"no outcome: {outcome!r}")
        return outcome

    def end(self) -> None:
        """End the process, whatever it is doing, without waiting until it is gone."""
        if self.process.is_alive():
            self.process.kill()
        self._writer.close()

    async def kill(self) -> None:
        """End the process and wait until it is gone."""
        self.end()
        with suppress(OSError):
            await self._writer.wait_closed()
        await asyncio.to_thread(self.process.join, END)
        if not self.process.is_alive():
            self.process.close()


def _launch(theirs: socket.socket, path: Path, memory: int) -> multiprocessing.process.BaseProcess:
    """Start the process, which gets the socket; it takes a moment, in which the caller waits."""
    with theirs:
        process = _context().Process(target=serve, args=(theirs, path, memory), daemon=True)
        process.start()
    return process


def _context() -> ForkServerContext | SpawnContext:
    """Forks of a process that has all modules where there is one, else a process from scratch."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([SHARED])
    return context
