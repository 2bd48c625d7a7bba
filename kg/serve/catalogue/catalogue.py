"""The catalogue as the pages read it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from weakref import finalize

from kg.errors import BusyError, DeadlineError, StoreError

CONNECTIONS = 4  # readers at the same time; each costs its cache of 2 MB
SECONDS = 10.0  # that a reader waits for a connection, and then may have it
STEPS = 10_000  # of SQLite between two looks at the clock
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
Parameters = Sequence[object] | Mapping[str, object]


class Catalogue:
    """One catalogue file, open for reading; threads may share it.

    It stays the file that it was when opened, also after another one took its place, and lets go
    of it when nobody has this object any more. `broken` says that a reader found the file damaged;
    `seconds` bound how long one query takes.
    """

    def __init__(self, path: Path, *, seconds: float = SECONDS) -> None:
        self.path = path
        self.seconds = seconds
        self.broken = False
        self._free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        finalize(self, _close, self._free)
        try:
            for _ in range(CONNECTIONS):
                self._free.put(_connect(path))
        except sqlite3.Error as error:
            raise StoreError(f"{path}: the catalogue cannot be opened: {error}") from error

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own for a while; waits when all are in use.

        Raises:
            BusyError: none was free in time.
            DeadlineError: it was kept for too long.
            StoreError: the file is damaged.
        """
        try:
            connection = self._free.get(timeout=self.seconds)
        except Empty as error:
            raise BusyError("too many pages are being made; try again in a moment") from error
        limit = monotonic() + self.seconds
        connection.set_progress_handler(lambda: monotonic() > limit, STEPS)
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            raise self._explained(error) from error
        finally:
            self._free.put(connection)

    def _explained(self, error: sqlite3.DatabaseError) -> Exception:
        """What an error means to who reads; a mistake in a query stays what it is."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            return DeadlineError(f"this took longer than {self.seconds:g} seconds and was stopped")
        if code not in DAMAGE:
            return error
        self.broken = True
        return StoreError(f"{self.path}: the catalogue is damaged and is being made anew")

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a SELECT; every value from outside has to be one of `parameters`."""
        with self.connection() as connection:
            return connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a SELECT, None when there is none."""
        with self.connection() as connection:
            found: sqlite3.Row | None = connection.execute(sql, parameters).fetchone()
            return found

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The one number of a SELECT that counts, 0 when there is none."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0


def _close(free: SimpleQueue[sqlite3.Connection]) -> None:
    while not free.empty():
        free.get().close()


def _connect(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("SELECT key FROM meta").fetchone()
    return connection
