"""`python -m evaluation SHARED [--only PART]`: every metric, written down."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from evaluation.ablation import measure_ablation
from evaluation.audit import measure_audit
from evaluation.graph import measure_graph
from evaluation.heads.gold import measure_heads
from evaluation.language.coreference import measure_coreference
from evaluation.language.development import measure_language
from evaluation.meantime.agreement import measure_meantime
from evaluation.report import HERE, Group, provenance, show, write_json, write_rows
from evaluation.seed import measure_seed
from evaluation.serving.measure import measure_serving
from evaluation.speed import measure_speed
from kg.errors import KGError

Stage = Callable[[Path], Iterator[Group]]
STAGES: dict[str, dict[str, Stage]] = {
    "language": {"language": measure_language, "coreference": measure_coreference},
    "graph": {
        "seed": measure_seed,
        "heads": measure_heads,
        "graph": measure_graph,
        "ablation": measure_ablation,
    },
    "meantime": {"meantime": measure_meantime},
    "audit": {"audit": measure_audit},
    "speed": {"speed": measure_speed},
    "serving": {"serving": measure_serving},
}
NEEDED = (
    "corpora/meantime",
    "corpora/re3d",
    "gold/score.py",
    "gold/gold",
    "gold/train",
    "gold/articles",
    "articles",
)


def main() -> int:
    """Measure, show and write down; 1 when something cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with corpora, gold and articles")
    parser.add_argument("--only", choices=tuple(STAGES), help="measure only this")
    arguments = parser.parse_args()
    missing = [name for name in NEEDED if not (arguments.shared / name).exists()]
    if missing:
        parser.error(f"{arguments.shared} has no {', '.join(missing)}; give the shared folder")
    only = f" --only {arguments.only}" if arguments.only else ""
    origin = provenance(f"python -m evaluation ../{arguments.shared.resolve().name}{only}")
    console = Console(soft_wrap=True)
    try:
        for name, stages in STAGES.items():
            if arguments.only in (None, name):
                for stage, measure in stages.items():
                    groups = list(measure(arguments.shared))
                    show(groups, console)
                    write_json(HERE / "results" / f"{stage}.json", groups, origin)
                    write_rows(HERE / "RESULTS.md", groups, origin)
    except KGError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
