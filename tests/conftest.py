"""What several test modules share: the ontology, the example graph, the commands, a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stand_in
from browsing import Visitor, chromium
from example import example
from playwright.sync_api import Browser
from serving import Serving
from stand_in import Kg

from kg.cli import main
from kg.model import ArticleGraph
from kg.rdf import Store
from kg.schema import Schema, default_schema


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The ontology that ships with the package."""
    return default_schema()


@pytest.fixture
def example_graph() -> ArticleGraph:
    """The graph that `example` makes."""
    return example()


@pytest.fixture
def kg(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Kg:
    """Runs a command line in an empty folder: its exit code, output and errors."""
    stand_in.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        output, errors = capfdbinary.readouterr()
        return int(end.value.code or 0), output.decode(), errors.decode()

    return run


@pytest.fixture
def built(kg: Kg, example_graph: ArticleGraph) -> Kg:
    """The same, with a store `graph` that holds the example article."""
    with Store("graph") as store:
        store.replace([example_graph])
    return kg


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; of a module and no longer, for while it is there no other event loop runs."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def visitor(browser: Browser, server: Serving) -> Iterator[Visitor]:
    """Opens pages of the module's `server`, and checks at the end that none complained."""
    visitor = Visitor(browser, server)
    yield visitor
    visitor.check()
