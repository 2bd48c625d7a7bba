"""How files and pages travel: compressed, and kept by a browser while they are the same."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from os import PathLike, stat_result
from pathlib import Path
from urllib.parse import parse_qs

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.view.page import TEMPLATE

FOLDERS: Mapping[str, Path] = {
    "/static": Path(__file__).parent.parent / "static",
    "/page": TEMPLATE,
}
FOR_GOOD = "public, max-age=31536000, immutable"
LEAST = 4096  # bytes; what is less fits into few packets anyway
LEVEL = 4
# Results of queries may be many megabytes: compressing them would hold up everybody else.
AS_IT_IS = ("/sparql", "/data", "/resource", "/api/download")


class Compression:
    """ASGI middleware that compresses pages, scripts and styles, never results of queries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = GZipMiddleware(app, minimum_size=LEAST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        plain = scope["type"] != "http" or scope["path"].startswith(AS_IT_IS)
        await (self.app if plain else self.compressed)(scope, receive, send)


class KeptFiles(StaticFiles):
    """Files that a browser keeps for good when their address has their hash, else asks about."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or that the browser has it."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("v", [])
        version = _hash(Path(full_path), stat_result.st_mtime_ns)
        answer.headers["cache-control"] = kept(given, version)
        return answer


def kept(given: list[str], version: str) -> str:
    """How long a browser keeps a file that it asked for by the versions `given`."""
    return FOR_GOOD if given == [version] else "no-cache"


def version_of(content: bytes) -> str:
    """What tells a file from others that had its name before: part of a hash."""
    return sha256(content).hexdigest()[:16]


def asset(address: str) -> str:
    """The address of a static file with the hash of what is in it.

    >>> asset("/static/site.css").partition("=")[0]
    '/static/site.css?v'
    """
    _, folder, name = address.split("/", 2)
    path = FOLDERS[f"/{folder}"] / name
    return f"{address}?v={_hash(path, path.stat().st_mtime_ns)}"


@lru_cache(maxsize=256)
def _hash(path: Path, _changed: int) -> str:
    return version_of(path.read_bytes())
