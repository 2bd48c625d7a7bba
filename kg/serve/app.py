"""The application: its routes, and what they share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from kg.schema import Schema, default_schema
from kg.serve.addresses import FOLDER
from kg.serve.answers import ON_ERROR
from kg.serve.catalogue import Catalogue, Keeper
from kg.serve.headers import SecurityHeaders
from kg.serve.pages import routes as pages
from kg.serve.pages.templates import make_templates
from kg.serve.settings import Settings
from kg.view.page import TEMPLATE

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers share: `request.state.services`."""

    settings: Settings
    schema: Schema
    templates: Jinja2Templates
    keeper: Keeper

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue; a StoreError while there is none."""
        return self.keeper.catalogue


def make_app(settings: Settings) -> Starlette:
    """The ASGI application that serves one store."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, object]]:
        keeper = Keeper(settings.store)
        await keeper.start()
        try:
            yield {"services": Services(settings, default_schema(), make_templates(), keeper)}
        finally:
            await keeper.close()

    routes: list[Route | Mount] = [
        *pages,
        Mount("/page", StaticFiles(directory=TEMPLATE), name="page"),
        Mount("/static", StaticFiles(directory=FOLDER / "static"), name="static"),
    ]
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, settings.host]),
    ]
    return Starlette(
        routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=ON_ERROR
    )
