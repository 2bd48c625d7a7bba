"""The application: its routes, and what they share."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.schema import Schema, default_schema
from kg.serve import protocol
from kg.serve.catalogue import Catalogue, Keeper
from kg.serve.headers import SecurityHeaders
from kg.serve.settings import Settings
from kg.serve.workers import Pool

FOLDER = Path(__file__).parent
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers share: `request.state.services`."""

    settings: Settings
    schema: Schema
    keeper: Keeper
    pool: Pool

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue; a StoreError while there is none."""
        return self.keeper.catalogue


def make_app(settings: Settings) -> Starlette:
    """The ASGI application that serves one store."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, object]]:
        keeper = Keeper(settings.store)
        pool = Pool(
            settings.store,
            workers=settings.workers,
            memory=settings.memory,
            timeout=settings.timeout,
        )
        async with AsyncExitStack() as running:
            await keeper.start()
            running.push_async_callback(keeper.close)
            await pool.start()
            running.push_async_callback(pool.close)
            yield {"services": Services(settings, default_schema(), keeper, pool)}

    routes: list[Route | Mount] = [
        *protocol.routes,
        Mount("/static", StaticFiles(directory=FOLDER / "static"), name="static"),
    ]
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, settings.host]),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
