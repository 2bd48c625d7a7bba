"""How much memory a worker may take, where the operating system can bound it.

Also: to give back what is free, which the C library of Linux (glibc) keeps unless it is told.
"""

import ctypes
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows: work is bounded in time and in rows only
    resource = None  # type: ignore[assignment]

STATUS = Path("/proc/self/status")
KIBIBYTE = 1 << 10
GROWTH = 16  # a worker that keeps a sixteenth of what it may take is replaced, which frees it
LARGE = 256 * KIBIBYTE  # bytes; from here on an allocation goes back to the system when it is freed
ARENAS = 2  # heaps in a process, else one per thread
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # malloc.h

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class MemoryBound:
    """The bound on what this process has over what it has when this object is made.

    What counts is what the process alone has and can write (Linux: RLIMIT_DATA): neither the
    program nor the files of the store.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._idle = _taken()
        if self._idle and resource is not None:
            _, most = resource.getrlimit(resource.RLIMIT_DATA)
            wanted = self._idle + size
            allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
            resource.setrlimit(resource.RLIMIT_DATA, (allowed, most))

    @property
    def spent(self) -> bool:
        """Whether the process has kept so much that a fresh one should take its place."""
        return _taken() - self._idle > self.size // GROWTH


def _taken() -> int:
    """Bytes that the process alone has and can write, 0 where that is not known."""
    try:
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    sizes = (line.split()[1] for line in lines if line.startswith("VmData:"))
    return int(next(sizes, "0")) * KIBIBYTE


def keep_little() -> None:
    """Let this process give large blocks back as soon as they are free, and share its heaps."""
    change = getattr(_libc, "mallopt", None)
    if change is not None:
        change(_MMAP_THRESHOLD, LARGE)
        change(_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give the system what is free in the heaps of this process."""
    trim = getattr(_libc, "malloc_trim", None)
    if trim is not None:
        trim(0)
