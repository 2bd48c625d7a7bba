"""What holds for the source as a whole: style, types, imports, public names, documents."""

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.cli import app
from kg.model import Article
from kg.pipeline import extract
from kg.schema import load_schema

ROOT = Path(__file__).parent.parent
CONTRACTS = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
CHECKS = {
    "ruff": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", CONTRACTS],
}
PACKAGES = ("kg", "training", "evaluation")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
MODULES = sorted(module.name for module in pkgutil.walk_packages(kg.__path__, "kg."))


@pytest.mark.parametrize("name", CHECKS)
def test_the_source_passes(name: str) -> None:
    command = [sys.executable, *CHECKS[name]]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_public_names_are_those_of_all() -> None:
    assert list(kg.__all__) == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name
    with pytest.raises(AttributeError, match="its names are in"):
        _ = kg.nothing  # type: ignore[attr-defined]


def test_a_stage_does_not_hide_a_public_name() -> None:
    importlib.import_module("kg.extract")
    assert all(not hasattr(getattr(kg, name), "__path__") for name in kg.__all__)


@pytest.mark.parametrize("name", ["kg", *(m for m in MODULES if m != "kg.__main__")])
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_file_has_its_caption_in_the_architecture() -> None:
    written = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### ([\w/]+)/: .*\n((?:(?!###).*\n)*)", written, re.MULTILINE))
    for path in FILES:
        if path.name == "__init__.py":
            continue
        folder = path.parent.relative_to(ROOT).as_posix()
        assert f"- `{path.name}`: " in sections.get(folder, ""), path
    for folder, captions in sections.items():
        for name in re.findall(r"^- `(\w+\.py)`", captions, re.MULTILINE):
            assert (ROOT / folder / name).is_file(), f"{folder}/{name} is no more"


def test_readme_names_every_command_query_and_public_function() -> None:
    written = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [getattr(c.callback, "__name__", "") for c in app.registered_commands]
    for wanted in (*(f"kg {command}" for command in commands), *kg.named_queries()):
        assert wanted in written, wanted


def test_what_the_readme_adds_to_the_ontology_is_understood(tmp_path: Path) -> None:
    written = (ROOT / "README.md").read_text(encoding="utf-8")
    [declared] = re.findall(r"```turtle\n(news:.*?)```", written, re.DOTALL)
    [cue] = re.findall(r"```turtle\n(lex:.*?)```", written, re.DOTALL)
    for path in (ROOT / "ontology").glob("*.ttl"):
        added = {"news.ttl": declared, "lexicon.ttl": cue}.get(path.name, "")
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(f"{text}\n{added}", encoding="utf-8")
    schema = load_schema(tmp_path)
    assert schema.event_types["Inspection"].triple == "inspected"
    dam = Article(
        "dam", "Engineers inspected the dam near Bergen on Sunday.", date=date(2024, 5, 17)
    )
    [graph] = extract([dam], schema=schema)
    [event] = graph.events
    names = {e.id: e.name for e in graph.entities}
    assert (event.type, event.time.value if event.time else "") == ("Inspection", "2024-05-12")
    roles = {(a.role, names[str(a.filler)]) for a in event.arguments}
    assert {("agent", "Engineers"), ("patient", "dam")} <= {(r, n.split()[0]) for r, n in roles}
