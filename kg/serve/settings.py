"""What the server is told at its start."""

import socket
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1 << 20
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  hosts that let everybody in


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, and what one request may use.

    `timeout` is in seconds, `memory` in bytes over what an idle worker has, `rows` the most rows
    or triples that a query may give, `workers` how many queries run at once. With a `token`,
    updates are accepted from who knows it; without one the server only reads.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8765
    timeout: float = 30.0
    rows: int = 100_000
    memory: int = 512 * MEBIBYTE
    workers: int = 4
    token: str | None = None

    @property
    def address(self) -> str:
        """The address of the first page, by this machine's name where all may come."""
        host = socket.gethostname() if self.host in EVERYWHERE else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/"
