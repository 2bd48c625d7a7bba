"""Where the commands write: standard output, standard error, or a file."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer


def printable(words: object) -> str:
    r"""`words` with a space for control characters, line ends and marks of direction.

    >>> printable("a\x1b[31mb\nc")
    'a [31mb c'
    """
    return "".join(c if c.isprintable() else " " for c in str(words))


def counted(number: int, noun: str) -> str:
    """A number of things: "1 article", "1,200 articles".

    >>> counted(2, "entity")
    '2 entities'
    """
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def complain(message: str) -> None:
    """Write one line to standard error."""
    typer.echo(f"kg: {printable(message)}", err=True)


def emit(content: bytes) -> None:
    """Write bytes to standard output; to a terminal only what it can show."""
    if sys.stdout.isatty():
        lines = content.decode(errors="replace").splitlines()
        content = "".join(f"{printable(line)}\n" for line in lines).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


@contextmanager
def target(out: Path | None) -> Iterator[Path]:
    """The path to write to; what is written goes to standard output when there is no `out`."""
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        yield path
        emit(path.read_bytes())
