"""How fast texts are read and become quads on one core, in how much memory, at what length.

`python -m evaluation.speed TASK TEXTS START`, which the parent starts pinned to one core, times
each text in a process of its own and prints JSON. TASK is "read", by the language pipeline alone,
or "build", from text to quads. Linux only.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from evaluation.report import REPOSITORY, Group, Metric, weights_files
from kg.errors import ArticleError, KGError

WORDS, ARTICLES = 500, 7
LENGTHS = (1_000, 10_000, 100_000)
BUILT = LENGTHS[:2]
"""Lengths of which quads are made too; more take minutes."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "0"}
LIMIT = 3600
"""Seconds after which a measurement is given up."""
BUSY = "start-up apart; the machine may have been busy: compare processor time"


@dataclass(frozen=True, slots=True)
class Lap:
    """One text, or start-up with no words: seconds by the clock and of the processor.

    `resident` and `peak` are the memory of the process then, and at most so far, in megabytes.
    """

    words: int
    seconds: float
    processor: float
    resident: float
    peak: float


def measure_speed(shared: Path) -> Iterator[Group]:
    """The metric groups of speed, memory and size."""
    texts = list(read_texts(shared / "articles" / "wikinews.jsonl"))
    articles = cut(texts, WORDS)[:ARTICLES]
    long = [_of_length(texts, length) for length in LENGTHS]
    start, *laps = run("read", [*articles, *long])
    name = f"articles of {WORDS} words on one core"
    yield articles_group(f"speed: language pipeline, {name}", start, laps[: len(articles)])
    yield lengths_group("speed: language pipeline, growing length", laps[len(articles) :])
    start, *laps = run("build", [*articles, *long[: len(BUILT)]])
    yield articles_group(f"speed: text to quads, {name}", start, laps[: len(articles)])
    yield lengths_group("speed: text to quads, growing length", laps[len(articles) :])
    size = sum(path.stat().st_size for path in weights_files())
    yield Group("size: weights", (Metric("MB", round(size / 1e6, 2)),))


def articles_group(name: str, start: Lap, laps: Sequence[Lap]) -> Group:
    """Medians over articles, and what start-up takes."""
    return Group(
        name,
        (
            Metric("words/s", round(median(lap.words / lap.seconds for lap in laps), 1)),
            Metric("articles/s", round(median(1 / lap.seconds for lap in laps), 3)),
            Metric(
                "words per processor second",
                round(median(lap.words / lap.processor for lap in laps), 1),
            ),
            Metric("start-up s", round(start.seconds, 2)),
            Metric("MB after start-up", round(start.resident, 1)),
            Metric("peak MB", round(laps[-1].peak, 1)),
        ),
        (Metric("start-up processor s", round(start.processor, 2)), Metric("articles", len(laps))),
        f"medians, {BUSY}",
    )


def lengths_group(name: str, laps: Sequence[Lap]) -> Group:
    """Processor seconds for a thousand words, and memory at most, at each length."""
    lengths = list(zip(LENGTHS, laps, strict=False))
    return Group(
        name,
        tuple(
            Metric(f"s per 1,000 words at {n:,}", round(1000 * lap.processor / lap.words, 4))
            for n, lap in lengths
        ),
        tuple(
            metric
            for n, lap in lengths
            for metric in (
                Metric(f"s at {n:,}", round(lap.seconds, 2)),
                Metric(f"peak MB at {n:,}", round(lap.peak, 1)),
            )
        ),
        "one article, processor time; the corpus is repeated where it is shorter than that",
    )


def read_texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file of articles."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def cut(texts: Iterable[str], words: int) -> list[str]:
    r"""Texts of about so many words, cut and joined at paragraph ends; a short rest is left out.

    >>> cut(["a b\n\nc", "d e f"], 3)
    ['a b\n\nc', 'd e f']
    """
    out, paragraphs, length = [], list[str](), 0
    for paragraph in (p for text in texts for p in text.split("\n\n") if p.strip()):
        more = len(paragraph.split())
        if length and length + more / 2 > words:
            out.append("\n\n".join(paragraphs))
            paragraphs, length = [], 0
        paragraphs.append(paragraph)
        length += more
    return [*out, "\n\n".join(paragraphs)] if length >= words else out


def _of_length(texts: list[str], words: int) -> str:
    """One text of about so many words."""
    total = sum(len(text.split()) for text in texts)
    return cut(texts * (words // total + 2), words)[0]


def run(task: str, texts: Sequence[str]) -> list[Lap]:
    """Start-up, then each text in turn, in a process of its own on one core.

    Raises:
        KGError: the process failed.
    """
    with tempfile.TemporaryDirectory() as temporary, one_core():
        path = Path(temporary) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        command = [sys.executable, "-m", "evaluation.speed", task, str(path), str(time.monotonic())]
        ran = subprocess.run(  # noqa: S603 - this module
            command,
            cwd=REPOSITORY,
            env=os.environ | ONE_THREAD,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    if ran.returncode:
        raise KGError(f"the measurement of speed failed; its last words: {ran.stderr[-300:]}")
    return [Lap(**lap) for lap in json.loads(ran.stdout)]


@contextmanager
def one_core() -> Iterator[None]:
    """Pin this process, and what it starts meanwhile, to one of its cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def reader() -> Callable[[str], object]:
    """The language pipeline; nothing else is imported, so that memory is its own."""
    from kg.nlp import load  # noqa: PLC0415  as above

    return load()


def builder() -> Callable[[str], object]:
    """Text to number of quads, as `kg build` makes them."""
    from kg.model import Article  # noqa: PLC0415  not for `reader`
    from kg.pipeline import extract, load_model  # noqa: PLC0415
    from kg.rdf import to_quads  # noqa: PLC0415
    from kg.schema import default_schema  # noqa: PLC0415

    nlp, schema = load_model(), default_schema()

    def build(text: str) -> int:
        graphs = extract([Article("a", text)], nlp=nlp, schema=schema, on_error=_refuse)
        return sum(1 for graph in graphs for _ in to_quads(graph, schema))

    return build


TASKS: dict[str, Callable[[], Callable[[str], object]]] = {"read": reader, "build": builder}


def time_texts(task: str, texts: Iterable[str], begun: float) -> Iterator[Lap]:
    """The laps of this process, which the parent started at `begun` of the monotonic clock."""
    work = TASKS[task]()
    yield _lap(0, begun, 0.0)
    for text in texts:
        clock, processor = time.monotonic(), time.process_time()
        work(text)
        yield _lap(len(text.split()), clock, processor)


def _lap(words: int, clock: float, processor: float) -> Lap:
    """The lap that began at these times and ends now."""
    seconds, used = time.monotonic() - clock, time.process_time() - processor
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Lap(words, seconds, used, pages * resource.getpagesize() / 2**20, peak)


def _refuse(error: ArticleError) -> None:
    """End the run: a timing without an article would be too short."""
    raise error


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    timed = time_texts(sys.argv[1], given, float(sys.argv[3]))
    print(json.dumps([asdict(lap) for lap in timed]))
