"""What was measured, by which code and weights, as JSON, as rows of RESULTS.md and on screen."""

import datetime
import hashlib
import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
COLUMNS = ("date", "commit", "weights", "metric group", "values", "command")
HEADING = f"""# Results

One row for each metric group, commit and weights; measuring again replaces the row. A commit with
"+" had uncommitted changes in `kg/` or `ontology/`. Weights are named by the start of their
SHA-256. All figures with precision and recall are in `results/`.

| {" | ".join(COLUMNS)} |
|{"---|" * len(COLUMNS)}
"""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure with its name."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one kind on one set; `details` stay out of RESULTS.md."""

    name: str
    metrics: tuple[Metric, ...]
    details: tuple[Metric, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was measured, when, and by which command."""

    date: str
    commit: str
    weights: str
    command: str


def provenance(command: str) -> Provenance:
    """The state of this checkout, today."""
    return Provenance(
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        commit=_git("rev-parse", "--short", "HEAD")
        + ("+" if _git("status", "--porcelain", "--", "kg", "ontology") else ""),
        weights=weights_checksum(),
        command=command,
    )


def weights_files() -> tuple[Path, ...]:
    """The weights of the language model."""
    return tuple(sorted((REPOSITORY / "kg" / "nlp").rglob("*.zip")))


def weights_checksum() -> str:
    """The first twelve hexadecimal digits of the weights' SHA-256, "" when there are none."""
    files = weights_files()
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12] if files else ""


def write_json(path: Path, groups: Iterable[Group], origin: Provenance) -> None:
    """Write all figures of a stage."""
    content = {
        "date": origin.date,
        "commit": origin.commit,
        "weights": origin.weights,
        "command": origin.command,
        "groups": {
            g.name: {m.name: m.value for m in (*g.metrics, *g.details)}
            | ({"note": g.note} if g.note else {})
            for g in groups
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def write_rows(path: Path, groups: Iterable[Group], origin: Provenance) -> None:
    """Put a row for each group into a Markdown file: in place of the one that it repeats, or last.

    Two rows are of the same thing when commit, weights and group agree.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else HEADING
    head, mark, body = text.partition(f"|{'---|' * len(COLUMNS)}\n")
    rows = {_key(line): line for line in body.splitlines() if line.strip()}
    for group in groups:
        line = _row(group, origin)
        rows[_key(line)] = line
    path.write_text(head + mark + "".join(f"{row}\n" for row in rows.values()), encoding="utf-8")


def show(groups: Sequence[Group], console: Console) -> None:
    """Print the groups as tables."""
    for group in groups:
        table = Table(title=group.name, title_justify="left", show_header=False)
        for metric in (*group.metrics, *group.details):
            table.add_row(metric.name, written(metric.value))
        console.print(table)
        if group.note:
            console.print(f"  {group.note}", highlight=False, markup=False)


def written(value: float) -> str:
    """A figure with four digits or all digits before the point.

    >>> written(95.934), written(0.41239), written(123456.7)
    ('95.93', '0.4124', '123457')
    """
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _row(group: Group, origin: Provenance) -> str:
    values = ", ".join(f"{m.name} {written(m.value)}" for m in group.metrics)
    cells = (origin.date, origin.commit, origin.weights, group.name, values, f"`{origin.command}`")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _key(row: str) -> tuple[str, ...]:
    """Commit, weights and group of a row."""
    return tuple(cell.strip() for cell in row.split("|")[2:5])


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(REPOSITORY), *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - fixed words
    return found.stdout.strip()
