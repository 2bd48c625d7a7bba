"""The command that serves a store: serve."""
# ruff: noqa: PLC0415  a command imports the stages that it uses, so that all others start fast

import secrets
import webbrowser
from typing import Annotated

import typer

from kg.options import DEFAULT_STORE, StoreFolder

TOKEN_BYTES = 24


def serve(  # noqa: PLR0913  each parameter is an option of the command
    store: StoreFolder = DEFAULT_STORE,
    *,
    host: Annotated[str, typer.Option(help="0.0.0.0: for your network too.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8765,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30,
    rows: Annotated[int, typer.Option(min=1, help="Rows that a query may give.")] = 100_000,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes that a query may need.")] = 512,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Queries at the same time.")] = 4,
    writable: Annotated[
        bool, typer.Option("--writable", help="Accept SPARQL updates with the token shown.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the first page in a browser.")] = True,
) -> None:
    """Serve a store on this machine: pages to explore it, and a SPARQL endpoint.

    Nothing is loaded from elsewhere. Ctrl+C ends it.
    """
    from kg.serve import Settings, listen, run
    from kg.serve.settings import MEBIBYTE

    asked = Settings(
        store=store,
        host=host,
        port=port,
        timeout=timeout,
        rows=rows,
        memory=memory * MEBIBYTE,
        workers=workers,
        token=secrets.token_urlsafe(TOKEN_BYTES) if writable else None,
    )
    listening, settings = listen(asked)
    typer.echo(f"{store} is at {settings.address} (SPARQL: {settings.address}sparql)")
    if settings.token is not None:
        typer.echo(f"Updates need the header  Authorization: Bearer {settings.token}")
    typer.echo("Ctrl+C ends it.")
    if browser:
        webbrowser.open(settings.address)
    run(settings, listening)
