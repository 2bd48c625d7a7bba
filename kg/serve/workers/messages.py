"""What server and workers tell one another: a length and a pickle, over a pair of sockets.

Both ends are processes of this program, so that a pickle never comes from outside.
"""

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_LENGTH = struct.Struct("!Q")


class Access(Enum):
    """How a piece of work opens the store."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Job:
    """A function of the store, and its further arguments."""

    work: Callable[..., object]
    arguments: tuple[object, ...]
    access: Access = Access.READ


@dataclass(frozen=True, slots=True)
class Answer:
    """What the work gave; `spent` says that the worker has grown and should be replaced."""

    value: object
    spent: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the work gave nothing."""

    error: Exception
    spent: bool = False


def packed(message: object) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def unpacked(body: bytes) -> object:
    """The message of a body that `receive` or `read` gave."""
    return pickle.loads(body)  # noqa: S301  from a process of ours


def receive(channel: socket.socket) -> bytes:
    """The body of the next message, waited for.

    Raises:
        EOFError: the other end is closed.
    """
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    return _exactly(channel, length)


async def read(reader: asyncio.StreamReader) -> bytes:
    """The body of the next message, waited for while others run.

    Raises:
        EOFError: the other end is closed.
    """
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return await reader.readexactly(length)


def _exactly(channel: socket.socket, length: int) -> bytes:
    body = bytearray(length)
    left = memoryview(body)
    while left:
        count = channel.recv_into(left)
        if not count:
            raise EOFError("the other end is closed")
        left = left[count:]
    return bytes(body)
