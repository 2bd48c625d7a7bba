"""What the handlers of all routes share."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.templating import Jinja2Templates

from kg.schema import Schema
from kg.serve.catalogue import Catalogue, Keeper
from kg.serve.settings import Settings
from kg.serve.workers import Pool


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running server."""

    settings: Settings
    schema: Schema
    templates: Jinja2Templates
    keeper: Keeper
    pool: Pool

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue; a StoreError while there is none."""
        return self.keeper.catalogue


def services_of(request: Request) -> Services:
    """The services of the server that got `request`."""
    found: Services = request.state.services
    return found
