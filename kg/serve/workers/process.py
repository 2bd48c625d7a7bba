"""What a worker process does: take a job, do it on the store, send the answer, until killed.

It ends by itself when the server is gone, also in the middle of a query: a thread waits for
messages, and Oxigraph lets threads run while it evaluates.
"""

import gc
import os
import pickle
import signal
import socket
import traceback
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from kg.errors import KGError, LimitError, StoreError
from kg.serve.settings import MEBIBYTE
from kg.serve.workers.memory import MemoryBound, give_back, keep_little
from kg.serve.workers.messages import Access, Answer, Failure, Job, packed, receive, unpacked
from kg.serve.workers.opened import OpenedStore

READY = "ready"
ANSWER = 64 * MEBIBYTE  # the server holds an answer as a whole


def serve(channel: socket.socket, path: Path, memory: int) -> None:
    """Do the jobs that arrive on a socket, on the store in a folder, in so many more bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    keep_little()
    gc.freeze()  # what is shared stays shared: collections do not write into it
    jobs: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(channel, jobs), daemon=True).start()
    opened = OpenedStore(path)
    with suppress(KGError):  # whoever asks is told
        opened.current()
    bound = MemoryBound(memory)
    _silence()
    channel.sendall(packed(READY))
    while True:
        channel.sendall(_outcome(jobs.get(), opened, bound))
        give_back()


def out_of_memory(memory: int) -> LimitError:
    """The error for work that needs more bytes than it may take."""
    return LimitError(
        f"this needed more than {memory // MEBIBYTE} MB of memory, or is nested too deeply; "
        "ask for less at once"
    )


def _silence() -> None:
    """Write no more on standard error: what a killed allocation says there helps nobody."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _listen(channel: socket.socket, jobs: SimpleQueue[bytes]) -> None:
    with suppress(EOFError, OSError):
        while True:
            jobs.put(receive(channel))
    os._exit(0)  # the server is gone: nobody is left to answer


def _outcome(body: bytes, opened: OpenedStore, bound: MemoryBound) -> bytes:
    """The message that answers a job, whatever happens."""
    try:
        job = unpacked(body)
        if not isinstance(job, Job):
            raise TypeError(f"no job: {job!r}")
        value = _do(job, opened)
        message = packed(Answer(value, bound.spent))
        if len(message) > ANSWER:
            raise LimitError(
                f"the answer is larger than {ANSWER // MEBIBYTE} MB; ask for less at once, or "
                "write files with kg export"
            )
    except MemoryError:
        return packed(Failure(out_of_memory(bound.size), spent=True))
    except Exception as error:  # the server raises it where it was asked for
        return packed(Failure(_portable(error), bound.spent))
    return message


def _do(job: Job, opened: OpenedStore) -> object:
    """What a job gives; once more if the store has changed under it."""
    if job.access is Access.WRITE:
        with opened.writable() as store:
            return job.work(store, *job.arguments)
    try:
        return job.work(opened.current(), *job.arguments)
    except (KGError, OSError, RuntimeError):
        if not opened.changed():
            raise
    return job.work(opened.current(), *job.arguments)


def _portable(error: Exception) -> Exception:
    """The error as it can be sent: one of ours as it is, any other as its traceback."""
    if isinstance(error, KGError):
        with suppress(Exception):
            pickle.loads(pickle.dumps(error))  # noqa: S301  our own
            return error
        return KGError(str(error))
    if isinstance(error, OSError):
        return StoreError(f"the store cannot be read: {error}")
    return RuntimeError("".join(traceback.format_exception(error)))
