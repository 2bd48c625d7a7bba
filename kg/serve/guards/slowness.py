"""Bodies have to arrive in time: who sends a byte now and then would hold memory for ever."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.http.refusals import RequestError

BODY = 30.0  # seconds in which a body has to be here


class PromptBodies:
    """ASGI middleware that lets the handler fail once a body takes too long."""

    def __init__(self, app: ASGIApp, seconds: float = BODY) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; its handler gets a RequestError (408) instead of a late body."""
        limit = asyncio.get_running_loop().time() + self.seconds
        complete = False

        async def receiving() -> Message:
            nonlocal complete
            if complete:  # what may come still is that the client leaves
                return await receive()
            try:
                async with asyncio.timeout_at(limit):
                    message = await receive()
            except TimeoutError as error:
                raise RequestError(
                    408,
                    f"the body did not arrive within {self.seconds:g} seconds",
                    {"connection": "close"},
                ) from error
            complete = not message.get("more_body", False)
            return message

        await self.app(scope, receiving if scope["type"] == "http" else receive, send)
