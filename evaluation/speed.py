"""How fast texts become quads on one core, in how much memory, and whether length matters.

`python -m evaluation.speed TEXTS START`, which the parent starts pinned to one core, does one
measurement in a process of its own and prints it as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.report import REPOSITORY, Group, Metric, weights_files
from kg.errors import ArticleError, KGError
from kg.model import Article
from kg.pipeline import extract, load_model
from kg.rdf import to_quads
from kg.schema import default_schema

WORDS = 500
LENGTHS = (1_000, 10_000, 100_000)
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "0"}
LIMIT = 3600
"""Seconds after which a measurement is given up."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One measured run: seconds by the clock and of the processor, megabytes at most."""

    articles: int
    words: int
    quads: int
    start: float
    start_processor: float
    seconds: float
    processor: float
    megabytes: float


def measure_speed(shared: Path) -> Iterator[Group]:
    """The metric groups of speed, memory and size."""
    texts = list(read_texts(shared / "articles" / "wikinews.jsonl"))
    many = run(cut(texts, WORDS))
    yield Group(
        f"speed: articles of {WORDS} words on one core",
        (
            Metric("articles/s", round(many.articles / many.seconds, 3)),
            Metric("words/s", round(many.words / many.seconds, 1)),
            Metric("articles per processor second", round(many.articles / many.processor, 3)),
            Metric("start-up s", round(many.start, 2)),
            Metric("start-up processor s", round(many.start_processor, 2)),
            Metric("peak MB", round(many.megabytes, 1)),
        ),
        (Metric("articles", many.articles), Metric("quads", many.quads)),
        "from text to quads, start-up apart; the machine may have been busy: compare the seconds",
    )
    runs = [(length, run([_of_length(texts, length)])) for length in LENGTHS]
    yield Group(
        "speed: one article of growing length",
        tuple(
            Metric(f"ms per word at {length}", round(1000 * r.processor / r.words, 4))
            for length, r in runs
        ),
        tuple(Metric(f"peak MB at {length}", round(r.megabytes, 1)) for length, r in runs),
        "processor time; the corpus is repeated where it is shorter than that",
    )
    size = sum(path.stat().st_size for path in weights_files())
    yield Group("size: weights", (Metric("MB", round(size / 1e6, 2)),))


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


def run(texts: list[str]) -> Timing:
    """The timing of the texts in a process of its own on one core.

    Raises:
        KGError: the process failed.
    """
    with tempfile.TemporaryDirectory() as temporary, one_core():
        path = Path(temporary) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        command = [sys.executable, "-m", "evaluation.speed", str(path), str(time.monotonic())]
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
    return Timing(**json.loads(ran.stdout))


@contextmanager
def one_core() -> Iterator[None]:
    """Pin this process, and what it starts meanwhile, to one of its cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def time_texts(texts: list[str], begun: float) -> Timing:
    """The timing of this process, which the parent started at `begun` of the monotonic clock."""
    nlp, schema = load_model(), default_schema()
    ready, processor = time.monotonic(), time.process_time()
    articles = (Article(id=f"a{k}", text=text) for k, text in enumerate(texts))
    graphs = extract(articles, nlp=nlp, schema=schema, on_error=_refuse)
    quads = sum(1 for graph in graphs for _ in to_quads(graph, schema))
    return Timing(
        articles=len(texts),
        words=sum(len(text.split()) for text in texts),
        quads=quads,
        start=ready - begun,
        start_processor=processor,
        seconds=time.monotonic() - ready,
        processor=time.process_time() - processor,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _refuse(error: ArticleError) -> None:
    """End the run: a timing without an article would be too short."""
    raise error


if __name__ == "__main__":
    timing = time_texts(json.loads(Path(sys.argv[1]).read_text("utf-8")), float(sys.argv[2]))
    print(json.dumps(asdict(timing)))
