"""One address of the endpoint: which methods it knows, and its errors as plain text."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import BusyError, KGError
from kg.serve.http.refusals import GONE, RequestError, refused

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Resource:
    """An ASGI application: handlers by method. HEAD is GET, whose body the server leaves out."""

    handlers: Mapping[str, Handler]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive, send)
        try:
            response = await self._answer(request)
        except KGError as error:
            response = refused(error)
        except asyncio.CancelledError:  # uvicorn ends what is still at work when it stops
            response = refused(BusyError("the server is stopping"))
        except ClientDisconnect:
            response = Response(status_code=GONE)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        allowed = {"allow": ", ".join([*self.handlers, "HEAD", "OPTIONS"])}
        method = "GET" if request.method == "HEAD" else request.method
        if method == "OPTIONS":
            return Response(status_code=204, headers=allowed)
        if method not in self.handlers:
            raise RequestError(405, f"the methods here are {allowed['allow']}", allowed)
        return await self.handlers[method](request)
