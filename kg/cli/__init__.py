"""The commands: each reads its arguments, calls the public functions and prints.

Exit codes: 0 done; 1 something is wrong with an article, a store or a query; 2 with the command
line; 130 interrupted. A command imports the stages that it uses, so that all others start fast.
"""

import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from kg import __version__
from kg.cli import articles, serving, stores
from kg.errors import FormatError, KGError
from kg.options import CommandLineError
from kg.show.output import complain

COMMANDS = (
    articles.build,
    articles.extract,
    articles.lexicon,
    stores.query,
    stores.view,
    stores.export,
    stores.validate,
    stores.stats,
    stores.remove,
    serving.serve,
)

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:  # noqa: FBT001  Typer calls it so
    if asked:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Build a knowledge graph from news articles, then query, view and export it.

    Begin with kg build data/*.txt --store graph.
    """


for command in COMMANDS:
    app.command()(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int | str | None:
    """The exit code of a command line; an error that is meant for the user is one line."""
    try:
        app(arguments, prog_name="kg")
    except SystemExit as end:
        return end.code
    except KeyboardInterrupt:
        return 130
    except KGError as error:
        complain(str(error))
        return 2 if isinstance(error, CommandLineError | FormatError) else 1
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or 'the file system'}: {error.strerror or error}")
        return 1
    return 0
