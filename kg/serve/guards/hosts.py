"""Which names this server answers to: a page of another site must not reach it under its own.

A site can let its name point to this machine once its page is loaded (DNS rebinding); then the
browser takes this server for the site's own. What it cannot do is name it by an address.
"""

import re
import socket
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.http.refusals import RequestError, refused
from kg.serve.settings import EVERYWHERE

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
AT_HOME = ("", ".local", ".lan", ".home", ".internal", ".localdomain", ".home.arpa")
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::\d{1,5})?", re.ASCII)


class OwnNames:
    """ASGI middleware that refuses requests whose Host is not a name of this server."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.anywhere = host in EVERYWHERE
        self.names = LOOPBACK | {host.lower()}
        if self.anywhere:
            own = socket.gethostname().lower()
            self.names |= {own + end for end in AT_HOME} | {own.partition(".")[0] + ".local"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to one of the names."""
        if scope["type"] == "http" and not self._is_own(Headers(scope=scope).getlist("host")):
            error = RequestError(
                400,
                "the header Host does not name this server; ask for it by its address, as "
                "localhost, or as kg serve --host says",
            )
            await refused(error)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_own(self, hosts: list[str]) -> bool:
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return False
        name = (found[1] or found[2]).lower().rstrip(".")
        return name in self.names or (self.anywhere and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
