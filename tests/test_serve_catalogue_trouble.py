"""The catalogue in bad company: others at work on it, damage, no room, a store that never rests."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from serving import make_store, serving, wait_for_pages

from kg.errors import BusyError, DeadlineError, KGError, StoreError
from kg.rdf import Store
from kg.serve import Settings
from kg.serve.catalogue import Catalogue, Keeper, keeper
from kg.serve.catalogue.building import ABANDONED, bring_up_to_date, is_current
from kg.serve.state import store_state

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

COUNT = "SELECT COUNT(*) FROM article"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
EVERYTHING = "SELECT * FROM statement"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_store(tmp_path / "store")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "PAUSE", 0.05)


def silent(done: int, of: int) -> None:
    """Hear how far it is."""


def parts(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".part"]


def damage(path: Path) -> None:
    """Make the table of statements unreadable; what the file says of itself stays."""
    connection = sqlite3.connect(path)
    find = "SELECT rootpage FROM sqlite_master WHERE name = 'statement'"
    [place], [size] = (connection.execute(sql).fetchone() for sql in (find, "PRAGMA page_size"))
    connection.close()
    with path.open("r+b") as file:
        file.seek((place - 1) * size)
        file.write(b"\xff" * size)


def test_two_at_the_same_time(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "c.sqlite"

    def other(done: int, of: int) -> None:
        bring_up_to_date(store, target, silent)

    bring_up_to_date(store, target, other)
    assert is_current(target, store_state(store))
    assert Catalogue(target).rows(COUNT)[0][0] == 1
    assert parts(tmp_path) == []


def test_what_killed_processes_left_is_cleared_away(store: Path, tmp_path: Path) -> None:
    left, fresh = tmp_path / "c.sqlite.1.part", tmp_path / "c.sqlite.2.part"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    long_ago = left.stat().st_mtime - ABANDONED - 1
    os.utime(left, (long_ago, long_ago))
    bring_up_to_date(store, tmp_path / "c.sqlite", silent)
    assert parts(tmp_path) == [fresh.name]


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="this is no store"):
        bring_up_to_date(tmp_path / "empty", tmp_path / "empty" / "c.sqlite", silent)
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.skipif(resource is None, reason="this operating system bounds no file sizes")
def test_no_room(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.serve.catalogue", str(store), str(tmp_path / "c.sqlite")]
    ended = subprocess.run(
        command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        env=dict(os.environ, PYTHONPATH=os.pathsep.join(p for p in sys.path if p)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert parts(tmp_path) == []


def test_damage_is_found_and_mended(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "c.sqlite"
    bring_up_to_date(store, target, silent)
    damage(target)
    assert is_current(target, store_state(store))
    catalogue = Catalogue(target)
    with pytest.raises(StoreError, match="damaged"):
        catalogue.rows(EVERYTHING)
    assert catalogue.broken
    with Store(store) as opened:
        opened.remove("ferry")
    bring_up_to_date(store, target, silent)
    assert Catalogue(target).rows(COUNT)[0][0] == 0


def test_a_query_has_its_time(store: Path, tmp_path: Path) -> None:
    bring_up_to_date(store, tmp_path / "c.sqlite", silent)
    catalogue = Catalogue(tmp_path / "c.sqlite", seconds=0.2)
    for _ in range(5):
        with pytest.raises(DeadlineError, match="longer than"):
            catalogue.rows(ENDLESS)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        catalogue.row("SELECT 1 FROM nowhere")
    with ExitStack() as taken:
        for _ in range(4):
            taken.enter_context(catalogue.connection())
        with pytest.raises(BusyError, match="too many pages"):
            catalogue.row(COUNT)
    assert catalogue.row(COUNT) is not None and not catalogue.broken


def kept(store: Path, wanted: Callable[[Keeper], bool]) -> None:
    """Keep a catalogue until it is as wanted."""

    async def keep() -> None:
        watching = Keeper(store)
        await watching.start()
        for _ in range(600):
            try:
                if wanted(watching):
                    break
            except KGError:
                pass
            await asyncio.sleep(0.05)
        else:
            pytest.fail("it never is")
        await watching.close()

    asyncio.run(keep())


def test_a_damaged_catalogue_is_made_anew_while_it_is_read(store: Path) -> None:
    target = store / keeper.NAME
    bring_up_to_date(store, target, silent)
    damage(target)
    kept(store, lambda watching: bool(watching.catalogue.rows(EVERYTHING)))
    assert parts(store) == []


def test_a_folder_in_its_place(store: Path) -> None:
    (store / keeper.NAME).mkdir()
    kept(store, lambda watching: watching.catalogue.path.parent != store)


def test_a_store_that_never_rests_is_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = count()
    monkeypatch.setattr(keeper, "store_state", lambda path: str(next(states)))
    kept(store, lambda watching: watching.catalogue.rows(COUNT)[0][0] == 1)


@pytest.mark.skipif(not Path("/bin/false").exists(), reason="no such program here")
def test_a_process_that_dies_is_no_riddle(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper.sys, "executable", "/bin/false")

    kept(store, lambda watching: watching._problem.endswith("ended with 1"))


def test_pages_of_a_store_that_goes_and_comes_back(store: Path, tmp_path: Path) -> None:
    with serving(Settings(store, workers=1)) as server:
        wait_for_pages(server)
        for place, status in ((tmp_path / "away", 503), (store, 200)):
            (store if store.exists() else tmp_path / "away").rename(place)
            limit = time.monotonic() + 30
            reply = server.send("GET", "/articles")
            while reply.status != status and time.monotonic() < limit:
                time.sleep(0.05)
                reply = server.send("GET", "/articles")
            assert (reply.status, "no store is there" in reply.text) == (status, status == 503)


PAGES = ("/", "/query", "/timeline", "/map", "/claims", "/articles", "/search?q=x", "/api/graph",
         "/api/search?q=x", "/api/timeline", "/.well-known/void", "/sparql", "/data")  # fmt: skip


def test_pages_of_an_empty_store(tmp_path: Path) -> None:
    Store(tmp_path / "store").close()
    bring_up_to_date(tmp_path / "store", tmp_path / "store" / keeper.NAME, silent)
    with serving(Settings(tmp_path / "store", workers=1)) as server:
        for path in PAGES:
            reply = server.send("GET", path, headers={"accept": "*/*"})
            assert reply.status == 200, (path, reply.text)
        assert "no article yet" in server.send("GET", "/articles").text
