"""The application: its routes, and what they share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from kg.schema import default_schema
from kg.serve import protocol
from kg.serve.accounts import routes as accounts
from kg.serve.catalogue import Keeper
from kg.serve.explore import keep_first_picture
from kg.serve.explore import routes as explore
from kg.serve.guards import guards
from kg.serve.http.answers import ON_ERROR
from kg.serve.http.delivery import FOLDERS, Compression, KeptFiles
from kg.serve.http.headers import SecurityHeaders
from kg.serve.http.templating import make_templates
from kg.serve.pages import routes as pages
from kg.serve.places import routes as places
from kg.serve.query import routes as query
from kg.serve.services import Services
from kg.serve.settings import Settings
from kg.serve.times import routes as times
from kg.serve.workers import Pool


def make_app(settings: Settings) -> Starlette:
    """The ASGI application that serves one store."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, object]]:
        keeper = Keeper(settings.store)
        pool = Pool(settings)
        async with AsyncExitStack() as running:
            await keeper.start()
            running.push_async_callback(keeper.close)
            await pool.start()
            running.push_async_callback(pool.close)
            drawing = asyncio.create_task(keep_first_picture(keeper))
            running.callback(drawing.cancel)
            yield {"services": Services(settings, default_schema(), make_templates(), keeper, pool)}

    routes: list[Route | Mount] = [
        *explore,
        *pages,
        *times,
        *accounts,
        *places,
        *query,
        Mount("/page", KeptFiles(directory=FOLDERS["/page"]), name="page"),
        *protocol.routes,
        Mount("/static", KeptFiles(directory=FOLDERS["/static"]), name="static"),
    ]
    middleware = [Middleware(SecurityHeaders), Middleware(Compression), *guards(settings.host)]
    return Starlette(
        routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=ON_ERROR
    )
