"""Precision by reading: statements drawn at random from articles that nothing was tuned on.

`python -m evaluation.audit SHARED --seed N --out TABLE` draws them and leaves the last two columns
empty: a reader fills in "right" or "wrong" and, if wrong, why. A statement is a relation, an
attribute, a claim, or one role or the time of an event; it is right if the passage says it, with
the status (planned, denied, by whose word) that it is given. The tables lie in `audits/`, without
a sentence of the articles; `python -m evaluation SHARED --only audit` adds them up.
"""

import argparse
import csv
import json
import random
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from evaluation.meantime.corpus import read_meantime
from evaluation.report import HERE, Group, Metric
from kg.errors import ArticleError
from kg.model import Article, ArticleGraph, Span
from kg.pipeline import extract
from kg.read import read_articles
from kg.schema import default_schema
from kg.show.statements import FACT, Wording

DRAWN, SURE = 150, 0.8
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of an article and its passage, from `start` up to `end`."""

    article: str
    start: int
    end: int
    kind: str
    statement: str
    status: str
    confidence: float
    verdict: str = ""
    reason: str = ""


def measure_audit(shared: Path) -> Iterator[Group]:
    """The precision of each table, and how much the articles without gold give."""
    for path in sorted((HERE / "audits").glob("*.tsv")):
        yield audit_group(f"audit {path.stem}", read_table(path))
    per_sentence = [
        len(list(rows(graph))) / graph.coverage.sentences
        for graph in extract(read_articles([shared / "articles" / "wikinews.jsonl"]))
        if graph.coverage.sentences
    ]
    yield Group(
        "articles without gold",
        (
            Metric("statements per sentence (median)", round(statistics.median(per_sentence), 2)),
            Metric("articles", len(per_sentence)),
        ),
    )


def audit_group(name: str, judged: Iterable[Row]) -> Group:
    """Precision over all statements, over the sure ones, and of each kind."""
    found = list(judged)
    sure = [r for r in found if r.confidence >= SURE]
    kinds = sorted({r.kind for r in found})
    metrics = [
        ("precision", found),
        (f"precision at confidence {SURE}", sure),
        *((f"precision of {kind}s", [r for r in found if r.kind == kind]) for kind in kinds),
    ]
    shares = [Metric(label, precision(part)) for label, part in metrics if part]
    numbers = [Metric(label.replace("precision", "judged"), len(part)) for label, part in metrics]
    return Group(name, (*shares[:2], *numbers[:2]), (*shares[2:], *numbers[2:]))


def precision(judged: Iterable[Row]) -> float:
    """The share that is right.

    >>> precision([Row("a", 0, 1, "claim", "", "", 0.9, v) for v in ("right", "wrong")])
    0.5
    """
    verdicts = [r.verdict == RIGHT for r in judged]
    return round(sum(verdicts) / len(verdicts), 4)


def rows(graph: ArticleGraph) -> Iterator[Row]:
    """Every statement of an article's graph."""
    wording = Wording(graph, default_schema())
    text = graph.article.text

    def row(kind: str, span: Span, words: Sequence[str], status: str, confidence: float) -> Row:
        plain = " ".join(" | ".join(words).split())
        return Row(graph.article.id, span.start, span.end, kind, plain, status, confidence)

    for r in graph.relations:
        words = (wording.name(r.subject), r.predicate, wording.name(r.object))
        status = wording.relation_status(r)
        yield row("relation", r.evidence[0], words, status, r.source.confidence)
    for held in graph.attributes:
        words = (wording.name(held.subject), held.predicate, held.value)
        yield row("attribute", held.evidence[0], words, FACT, held.source.confidence)
    for e in graph.events:
        happening, status = f"{e.type} ({e.trigger.of(text)})", wording.event_status(e)
        for a in e.arguments:
            words, sure = (happening, a.role, wording.filler(a)), e.source.confidence * a.confidence
            yield row("event role", e.evidence[0], words, status, sure)
        if e.time:
            words = (happening, "time", e.time.value)
            yield row("event time", e.evidence[0], words, status, e.source.confidence)
    for c in graph.claims:
        words = (wording.name(c.speaker), c.cue.of(text), "...")
        yield row("claim", c.content, words, wording.claim_status(c), c.source.confidence)


def read_table(path: Path) -> list[Row]:
    """The rows of a judged table."""
    with path.open(encoding="utf-8", newline="") as lines:
        _, *table = csv.reader(lines, delimiter="\t")
    return [
        Row(article, int(start), int(end), kind, statement, status, float(confidence), *judged)
        for article, start, end, kind, statement, status, confidence, *judged in table
    ]


def unseen_articles(shared: Path) -> Iterator[Article | ArticleError]:
    """Articles without gold graphs: Wikinews, MEANTIME, and what of re3d is not trained on."""
    yield from read_articles([shared / "articles" / "wikinews.jsonl"])
    for annotated in read_meantime(shared / "corpora" / "meantime"):
        yield annotated.article
    known = {path.stem for path in (shared / "gold" / "train").glob("re3d-*.json")}
    for path in sorted((shared / "corpora" / "re3d").glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            identifier = f"re3d-{record['_id'][:8].lower()}"
            if identifier not in known:
                yield Article(id=identifier, text=record["text"])


def main() -> None:
    """Draws statements and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with corpora, gold and articles")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--number", type=int, default=DRAWN)
    parser.add_argument("--out", type=Path, required=True, help="the table")
    arguments = parser.parse_args()
    found = [r for graph in extract(unseen_articles(arguments.shared)) for r in rows(graph)]
    rng = random.Random(arguments.seed)  # noqa: S311  a draw is no secret
    with arguments.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(f.name for f in fields(Row))
        writer.writerows(astuple(r) for r in rng.sample(found, arguments.number))


if __name__ == "__main__":
    main()
