"""`python -m kg.serve.catalogue STORE FILE`: brings a catalogue up to date, and says how far it is.

A process of its own, so that what it needs is given back and the server goes on answering. Each
line of its output is two numbers, articles done and all that changed; an error is its last words.
"""

import signal
import sqlite3
import sys
from pathlib import Path

from kg.errors import KGError
from kg.serve.catalogue.building import bring_up_to_date


def main(store: str, target: str) -> int:
    """The exit code: 1 when the store cannot be read or the file not written."""
    try:
        bring_up_to_date(Path(store), Path(target), lambda done, of: print(done, of, flush=True))
    except (KGError, OSError, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # which clears away what it wrote
    sys.exit(main(*sys.argv[1:]))
