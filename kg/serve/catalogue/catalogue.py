"""The catalogue as the pages read it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from weakref import finalize

from kg.errors import StoreError

CONNECTIONS = 4  # readers at the same time; each costs its cache of 2 MB
Parameters = Sequence[object] | Mapping[str, object]


class Catalogue:
    """One catalogue file, open for reading; threads may share it.

    It stays the file that it was when opened, also after another one took its place, and lets go
    of it when nobody has this object any more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        finalize(self, _close, self._free)
        try:
            for _ in range(CONNECTIONS):
                self._free.put(_connect(path))
        except sqlite3.Error as error:
            raise StoreError(f"{path}: the catalogue cannot be opened: {error}") from error

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own for a while; waits when all are in use."""
        connection = self._free.get()
        try:
            yield connection
        finally:
            self._free.put(connection)

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
