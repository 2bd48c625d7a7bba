"""Pages of other sites may link to this server, but neither ask it in the background nor post.

They could not read the answers, for no answer has CORS headers; but they could keep the server
busy. Programs that are no browsers say nothing about a site, and pass.

Source: Fetch Metadata Request Headers (W3C), section 2; RFC 6454, section 7.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.http.refusals import RequestError, refused

READING = ("GET", "HEAD")
OTHERS = ("cross-site", "same-site")  # same-site: another port of this machine


class OwnPages:
    """ASGI middleware that refuses what a browser sends for a page of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of our own pages, a followed link, or one of no browser."""
        if scope["type"] == "http" and _is_foreign(scope["method"], Headers(scope=scope)):
            error = RequestError(403, "this server answers no requests of other sites' pages")
            await refused(error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(method: str, headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_link = (
            method in READING
            and headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest", "document") == "document"
        )
        return site in OTHERS and not is_link
    origin = headers.get("origin")
    if method in READING or origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True
