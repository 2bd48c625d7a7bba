"""Processes that work on the store: bounds, crashes, changes of the store, no process left."""

import asyncio
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import works
from serving import make_store

from kg.errors import BusyError, DeadlineError, KGError, LimitError, QueryError, StoreError
from kg.rdf import Store
from kg.serve.settings import Settings
from kg.serve.workers import Pool
from kg.serve.workers.memory import STATUS
from kg.serve.workers.pool import PATIENCE

WAIT = 30.0  # seconds after which what should have happened has not
LABEL = 'SELECT ?x { ?x rdfs:label "Kari Holm" }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_store(tmp_path / "store")


@asynccontextmanager
async def running(folder: Path, **options: float) -> AsyncIterator[Pool]:
    options = {"workers": 2, "memory": 256 << 20, "patience": PATIENCE} | options
    patience = options.pop("patience")
    pool = Pool(Settings(folder, **options), patience=patience)  # type: ignore[arg-type]
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def gone(process: int) -> bool:
    """Whether a process has ended, soon."""
    limit = time.monotonic() + WAIT
    while alive(process) and time.monotonic() < limit:
        time.sleep(0.02)
    return not alive(process)


def test_work_gives_its_value_or_its_error(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder) as pool:
            assert await pool.run(works.ask, LABEL) == (("id:person/kari_holm",),)
            with pytest.raises(QueryError, match="line 1, column 12"):
                await pool.run(works.ask, "SELECT ? {}")
            with pytest.raises(RuntimeError, match="a mistake of ours"):
                await pool.run(works.fail)
            assert await pool.run(works.process) != os.getpid()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("work", "error", "message"),
    [
        (lambda pool: pool.run(works.ask, works.RUNAWAY, timeout=0.3), DeadlineError, "0.3 sec"),
        (lambda pool: pool.run(works.sleep, 60.0, timeout=0.3), DeadlineError, "stopped"),
        (lambda pool: pool.run(works.abort), LimitError, "more than 256 MB"),
        (lambda pool: pool.run(works.ask, "ASK " + "{" * 200_000), LimitError, "nested too deep"),
        (lambda pool: pool.run(works.allocate, 800), LimitError, "more than 256 MB"),
        (lambda pool: pool.run(works.fill, 65), LimitError, "larger than 64 MB"),
    ],
    ids=["runaway", "asleep", "aborted", "nested", "memory", "answer"],
)
def test_work_beyond_a_bound_fails_and_leaves_the_others_alone(
    folder: Path,
    work: Callable[[Pool], Awaitable[object]],
    error: type[KGError],
    message: str,
) -> None:
    if message.startswith("more") and not STATUS.exists():
        pytest.skip("this operating system bounds no memory")

    async def scenario() -> None:
        async with running(folder) as pool:
            hopeless = asyncio.ensure_future(work(pool))
            for _ in range(5):
                assert await pool.run(works.ask, "ASK {}") == (("true",),)
            with pytest.raises(error, match=message):
                await hopeless
            both = await asyncio.gather(*(pool.run(works.sleep, 0.2) for _ in range(2)))
            assert len(set(both)) == 2

    asyncio.run(scenario())


def test_work_waits_for_a_free_process_but_not_for_long(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1, patience=0.3) as pool:
            first = asyncio.ensure_future(pool.run(works.sleep, 0.05))
            await asyncio.sleep(0)
            assert await pool.run(works.process) == await first
            blocking = asyncio.ensure_future(pool.run(works.sleep, 60.0))
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="all 1 processes"):
                await pool.run(works.process)
            blocking.cancel()

    asyncio.run(scenario())


def test_work_for_nobody_is_killed(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1) as pool:
            before = await pool.run(works.process)
            waiting = asyncio.ensure_future(pool.run(works.ask, works.RUNAWAY))
            await asyncio.sleep(0.1)
            waiting.cancel()
            after = await pool.run(works.process)
            assert after != before
            assert await asyncio.to_thread(gone, before)

    asyncio.run(scenario())


@pytest.mark.skipif(not STATUS.exists(), reason="needs /proc to look for processes")
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to")
def test_a_process_gives_back_what_work_has_freed(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1, memory=4 << 30) as pool:
            before = await pool.run(works.resident)
            await pool.run(works.litter, 100 << 20)
            assert await pool.run(works.resident) - before < 20 << 20

    asyncio.run(scenario())


def test_a_process_that_died_idle_is_replaced(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1) as pool:
            before = await pool.run(works.process)
            os.kill(before, signal.SIGKILL)
            while Path(f"/proc/{before}").exists():
                await asyncio.sleep(0.02)
            assert await pool.run(works.process) != before

    asyncio.run(scenario())


def test_a_change_of_the_store_is_seen(folder: Path, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1) as pool:
            before = await pool.run(works.noted, tmp_path / "notes")
            with Store(folder) as store:
                works.insert(store, "https://example.org/a")
            assert await pool.run(works.noted, tmp_path / "notes") == before + 1
            with Store(folder) as store:
                store.remove("ferry")
            assert await pool.run(works.ask, LABEL) == ()
            shutil.rmtree(folder)
            with pytest.raises(StoreError, match="there is no store"):
                await pool.run(works.process)
            (folder / "oxigraph").mkdir(parents=True)
            with pytest.raises(StoreError, match="this is no store"):
                await pool.run(works.process)
            shutil.rmtree(folder)
            make_store(folder)
            assert await pool.run(works.ask, LABEL) == (("id:person/kari_holm",),)

    asyncio.run(scenario())


def test_files_that_go_while_they_are_read_are_looked_for_again(
    folder: Path, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with running(folder, workers=1) as pool:
            before = await pool.run(works.noted, tmp_path / "notes")
            assert await pool.run(works.fail_first, tmp_path) == before + 1

    asyncio.run(scenario())


def test_what_takes_long_is_remembered_until_the_store_changes(
    folder: Path, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with running(folder) as pool:
            asked = [pool.remember(works.noted, tmp_path / "notes") for _ in range(5)]
            [number] = set(await asyncio.gather(*asked))
            assert (tmp_path / "notes").read_text() == "asked\n"
            with Store(folder) as store:
                works.insert(store, "https://example.org/a")
            assert await pool.remember(works.noted, tmp_path / "notes") == number + 1

    asyncio.run(scenario())


def test_a_change_locks_the_store_only_meanwhile(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder) as pool:
            iris = [f"https://example.org/{number}" for number in range(4)]
            await asyncio.gather(*(pool.change(works.insert, iri) for iri in iris))
            for iri in iris:
                assert await pool.run(works.ask, f"ASK {{ <{iri}> ?p ?o }}") == (("true",),)
            with Store(folder) as store:
                assert store.query(f"ASK {{ <{iris[0]}> ?p ?o }}").strings() == (("true",),)
                with pytest.raises(StoreError, match="in use by another process"):
                    await pool.change(works.insert, "https://example.org/b")
                assert await pool.run(works.ask, LABEL)
            await pool.change(works.insert, "https://example.org/b")
            shutil.rmtree(folder)
            with pytest.raises(StoreError, match="there is no store"):
                await pool.change(works.insert, "https://example.org/c")
            assert not folder.exists()

    asyncio.run(scenario())


def test_closing_ends_processes_that_are_at_work(folder: Path) -> None:
    async def scenario() -> None:
        async with running(folder) as pool:
            processes = await asyncio.gather(*(pool.run(works.sleep, 0.2) for _ in range(2)))
            waiting = asyncio.ensure_future(pool.run(works.ask, works.RUNAWAY))
            await asyncio.sleep(0.1)
        with pytest.raises(BusyError, match="stopping"):
            await waiting
        assert all([await asyncio.to_thread(gone, process) for process in processes])

    asyncio.run(scenario())


SERVER = """
import asyncio, sys
from pathlib import Path
import works
from kg.serve.settings import Settings
from kg.serve.workers import Pool

async def scenario():
    pool = Pool(Settings(Path(sys.argv[1]), workers=2))
    await pool.start()
    print(*await asyncio.gather(*(pool.run(works.sleep, 0.2) for _ in range(2))), flush=True)
    await asyncio.gather(*(pool.run(works.ask, works.RUNAWAY) for _ in range(2)))

if __name__ == "__main__":
    asyncio.run(scenario())
"""


@pytest.mark.skipif(not STATUS.exists(), reason="needs /proc to look for processes")
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_server(folder: Path, tmp_path: Path, by: signal.Signals) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(p for p in sys.path if p))
    command = [sys.executable, str(script), str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as server:
        assert server.stdout
        processes = [int(word) for word in server.stdout.readline().split()]
        time.sleep(0.2)
        assert len(set(processes)) == 2
        server.send_signal(by)
        server.wait(WAIT)
    assert all(gone(process) for process in processes)
