"""The store as a worker has it open: for reading, and again once its files have changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.rdf import Store
from kg.serve.state import store_state


class OpenedStore:
    """The store in a folder, opened when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store: Store | None = None
        self._state = ""

    def changed(self) -> bool:
        """Whether the files are others than when the store was opened."""
        return store_state(self.path) != self._state

    def current(self) -> Store:
        """The store as it is now, for reading.

        Raises:
            StoreError: there is none, or it cannot be opened.
        """
        if self._store is None or self.changed():
            self._close()
            # before opening: a change meanwhile is seen next time
            self._state = store_state(self.path)
            self._store = Store(self.path, read_only=True)
        return self._store

    @contextmanager
    def writable(self) -> Iterator[Store]:
        """The store for writing, locked until the end of the block; it has to exist.

        Raises:
            StoreError: there is none, or another process has it open for writing.
        """
        self.current()
        self._close()
        with Store(self.path) as store:
            yield store
            try:
                store.database.flush()
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{self.path}: the store cannot be written: {error}") from error

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None
