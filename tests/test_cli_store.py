"""The commands on a store: what they print, what they write, how they end."""

import subprocess
import sys
from pathlib import Path

import pytest
from stand_in import Kg

from kg.options import GraphFormat
from kg.rdf import RESULT_FORMATS, Store

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_query_prints_results_as_the_store_gives_them(form: str, built: Kg) -> None:
    sparql = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
    with Store("graph", read_only=True) as store:
        expected = store.query(sparql).to_text(form)
    assert built("query", sparql, "--format", form) == (0, expected, "")


def test_named_queries_are_listed_and_take_parameters(built: Kg) -> None:
    code, listed, _ = built("query")
    assert code == 0
    assert "relations-of" in listed
    assert "entity=a label" in listed
    _, output, _ = built("query", "--name", "relations-of", "--param", "entity=Baltic Lines")
    assert "Baltic Lines" in output
    assert "Kari Holm" not in output


def test_view_writes_a_page(built: Kg) -> None:
    code, output, _ = built("view", "--out", "page.html", "--title", "Ferry & row")
    assert code == 0
    assert output.startswith("page.html: ")
    assert "<title>Ferry &amp; row</title>" in Path("page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [form.value for form in GraphFormat])
def test_export_writes_the_same_to_a_file_and_to_standard_output(form: str, built: Kg) -> None:
    code, output, _ = built("export", "--format", form)
    assert code == 0
    assert "Kari Holm" in output
    assert built("export", "--format", form, "--out", "all") == (0, "", "")
    assert Path("all").read_text(encoding="utf-8") == output


def test_validate_stats_and_remove(built: Kg) -> None:
    assert built("validate") == (0, "1 article, valid\n", "")
    _, output, _ = built("stats")
    assert {"articles", "1"} <= set(output.split())
    assert built("remove", "ferry") == (0, "ferry is removed from graph\n", "")
    assert built("query", "ASK { ?s news:evidence ?o }")[1].split()[-1] == "false"


def test_a_reader_that_goes_away_is_no_error(built: Kg) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"
    command = f'"{sys.executable}" -m kg query --store "{Path.cwd()}/graph" "{rows}" | head -n 1'
    ended = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.stdout
    assert ended.stderr == ""


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--store", "graph", "ASK {}"]])
def test_commands_import_only_what_they_need(arguments: list[str], built: Kg) -> None:
    code = f"""
import sys
from kg.cli import main
try:
    main({arguments!r})
finally:
    heavy = {{"spacy", "onnxruntime", "networkx", "trafilatura"}} & set(sys.modules)
    print(*sorted(heavy), file=sys.stderr)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == "\n"
