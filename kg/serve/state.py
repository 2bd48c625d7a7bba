"""Whether a store on disk changed: a cheap signature of its files."""

from pathlib import Path

from kg.rdf.store import DATABASE

LOGS = "LOG"  # RocksDB writes its own log also when it only reads


def store_state(store: Path) -> str:
    """A string that is another one after every change of the store; "" where there is none.

    It reads no content: only names, sizes and times of the database's files.
    """
    try:
        files = sorted((store / DATABASE).iterdir())
        stats = [(file.name, file.stat()) for file in files if not file.name.startswith(LOGS)]
    except OSError:  # it is gone, or being written
        return ""
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
