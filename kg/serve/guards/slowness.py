"""Bodies arrive in time or not at all, and the answer arrives even where a body is not wanted.

Who sends a byte now and then would hold memory for ever. Who still sends when the connection is
closed has it reset, and may lose the answer: so what nobody reads is taken and thrown away first.
"""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.http.refusals import RequestError

BODY = 30.0  # seconds in which a body has to be here
UNWANTED = 5.0  # seconds in which one that nobody reads may still come


class PromptBodies:
    """ASGI middleware that lets the handler fail once a body takes too long."""

    def __init__(self, app: ASGIApp, seconds: float = BODY, unwanted: float = UNWANTED) -> None:
        self.app = app
        self.seconds = seconds
        self.unwanted = unwanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; its handler gets a RequestError (408) instead of a late body."""
        if scope["type"] == "http":
            body = _Body(receive, self.seconds)
            await self.app(scope, body.receive, body.before_the_end_of(send, self.unwanted))
        else:
            await self.app(scope, receive, send)


class _Body:
    """What is still to come of a request's body."""

    def __init__(self, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._limit = asyncio.get_running_loop().time() + seconds
        self._complete = False

    async def receive(self) -> Message:
        """The next part; after the last one, that the client has left."""
        if self._complete:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._limit):
                message = await self._receive()
        except TimeoutError as error:
            raise RequestError(
                408,
                f"the body did not arrive within {self._seconds:g} seconds",
                {"connection": "close"},
            ) from error
        self._complete = not message.get("more_body", False)
        return message

    def before_the_end_of(self, send: Send, seconds: float) -> Send:
        """How to send all of an answer, and to end it once the rest of the body is gone."""

        async def sending(message: Message) -> None:
            ends = message["type"] == "http.response.body" and not message.get("more_body", False)
            if ends and not self._complete:
                await send({**message, "more_body": True})
                await self._drop(seconds)
                message = {"type": "http.response.body"}
            await send(message)

        return sending

    async def _drop(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._complete:
                    message = await self._receive()
                    self._complete = not message.get("more_body", False)
