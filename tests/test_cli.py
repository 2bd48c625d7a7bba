"""The commands, on good and bad input: what they print, what they write, how they end."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from stand_in import Kg, extract_names

from kg.model import Article, ArticleGraph
from kg.options import SUFFIXES, ArticleFormat, GraphFormat, ResultFormat
from kg.rdf import ARTICLE_FORMATS, RDF_FORMATS, RESULT_FORMATS, Store
from kg.schema import Schema
from kg.show.output import printable

ROOT = Path(__file__).parent.parent
NORWAY = "Oslo is the capital of Norway and the seat of its government."
ODDITIES = (
    'The [bold]Oslo[/bold] mayor said: "{{x}}" </script><b>&amp; .\\ @prefix : <x> . '
    "SELECT * { ?s ?p ?o } \N{RIGHT-TO-LEFT OVERRIDE} :smile: \x1b[31m in Norway."
)


def _one_line(errors: str) -> bool:
    return errors.startswith("kg: ") and errors.count("\n") == 1 and "Traceback" not in errors


def test_help_names_every_command(kg: Kg) -> None:
    code, output, _ = kg("--help")
    assert code == 0
    commands = ("build", "extract", "query", "view", "export", "validate", "stats", "remove")
    for command in (*commands, "lexicon"):
        assert f" {command} " in output
    assert kg("--version") == (0, "kg 0.1.0\n", "")


def test_build_reports_what_was_found_and_what_comes_next(kg: Kg) -> None:
    Path("a.txt").write_text(f"Title: A capital\n\n{NORWAY}")
    Path("b.txt").write_text("There is nothing here that has a name, and nothing else either.")
    code, output, errors = kg("build", "a.txt", "b.txt", "--store", "my graph")
    assert (code, errors) == (0, "")
    for shown in (
        "A capital",
        "2 entities, 1 relation, 0 attributes, 0 events, 0 claims",
        "Oslo    located in    Norway",
        "without: no names",
        "Note: the article has no date (2 articles)",
        "2 articles in 'my graph'. Next:",
        "kg query --store 'my graph' --name who-said-what",
    ):
        assert shown in output
    assert "2 of them unchanged" in kg("build", "a.txt", "b.txt", "--store", "my graph")[1]


def test_a_build_cut_short_keeps_what_it_showed(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(doc: Doc, article: Article, schema: Schema, **_: object) -> ArticleGraph:
        if article.id == "two":
            raise KeyboardInterrupt
        return extract_names(doc, article, schema)

    monkeypatch.setattr("kg.extract.extract_graph", interrupt)
    rows = [json.dumps({"id": name, "text": NORWAY}) for name in ("one", "two", "three")]
    Path("all.jsonl").write_text("\n".join(rows))
    code, output, errors = kg("build", "all.jsonl")
    assert (code, _one_line(errors), "interrupted" in errors) == (130, True, True)
    assert "one  no date" in output
    assert kg("query", "--name", "articles", "--format", "csv")[1].count("\r\n") == 2


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "holds no text"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "latin.txt": (b"Caf\xe9 owners in Paris \xfft\xfe say \x81 that ...", ""),
    "german.txt": (
        "Der Minister hat am Montag in Berlin mit den Vertretern der Gewerkschaften über die "
        "Löhne gesprochen, und sie haben sich nicht geeinigt. Eine weitere Sitzung ist für "
        "Donnerstag geplant, teilte das Ministerium mit.".encode(),
        "not in English",
    ),
    "line.txt": (b"word " * 1_200_000, "longer than 1 MB"),
    "markup.txt": (b"<div><p><a href='x'>A</a></p><p class='y'>b</p></div>" * 9, "mostly markup"),
    "broken.json": (b'{"text": ', ""),
    "date.json": (b'{"text": "Oslo is in Norway.", "date": "soon"}', "the date 'soon'"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_and_the_batch_goes_on(name: str, kg: Kg) -> None:
    content, message = BAD_FILES[name]
    Path(name).write_bytes(content)
    Path("good.txt").write_text(NORWAY)
    code, output, errors = kg("build", name, "good.txt")
    assert code == 1
    assert "1 article in graph" in output
    head, failure = errors.splitlines()
    assert head == "1 article failed:"
    assert failure.startswith(f"kg: {name}: ")
    assert message in failure


def test_text_is_shown_as_it_is_and_gives_a_terminal_no_orders(kg: Kg) -> None:
    Path("odd.txt").write_text(f"Title: [red]Oslo[/red] :smile: \x1b[2J\u202e\n\n{ODDITIES}")
    code, output, _ = kg("build", "odd.txt")
    assert code == 0
    assert "[red]Oslo[/red] :smile:" in output
    assert printable(output.replace("\n", "")) == output.replace("\n", "")


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "missing file": (("build", "nowhere.txt"), 1, "nowhere.txt: there is no such file"),
    "date": (("build", "a.txt", "--date", "27.10.2023"), 2, "give it as YYYY-MM-DD"),
    "store": (("query", "--store", "none", "ASK {}"), 1, "none: there is no store; kg build"),
    "folder": (("stats", "--store", "other"), 1, "other: this is no store"),
    "version": (("stats", "--store", "later"), 1, "this version of kg reads"),
    "build into folder": (("build", "a.txt", "--store", "other"), 1, "other: this is no store"),
    "file as store": (("stats", "--store", "a.txt"), 1, "a.txt: this is no store"),
    "query name": (("query", "--name", "who"), 1, "unknown query 'who'; the named queries are"),
    "odd query name": (("query", "--name", "A B"), 1, "unknown query 'A B'"),
    "syntax": (("query", "SELECT ?s { ?s ?p }"), 1, "SPARQL syntax error at line 1, column"),
    "update": (("query", "DELETE WHERE { ?s ?p ?o }"), 1, "DELETE changes the store"),
    "parameter": (("query", "--name", "entities", "--param", "x=1"), 1, "no parameter 'x'"),
    "no pair": (("query", "--name", "entities", "--param", "x"), 2, "--param 'x'"),
    "both": (("query", "ASK {}", "--name", "entities"), 2, "give one of them"),
    "rows as turtle": (("query", "ASK {}", "--format", "turtle"), 2, "turtle holds triples"),
    "article": (("remove", "nothing"), 1, "no article 'nothing' in the store"),
    "remove from no store": (("remove", "ferry", "--store", "none"), 1, "there is no store"),
    "a list of the lexicon": (("lexicon", "a.txt"), 2, "ask for it with --gaps"),
    "two to the terminal": (("extract", "a.txt", "b.txt"), 2, "give --out FOLDER"),
    "page into no folder": (("view", "--out", "no/page.html"), 1, "no/page.html: No such file"),
    "export into no folder": (
        ("export", "--format", "trig", "--out", "no/all.trig"),
        1,
        "no/all.trig: No such file",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_one_line(case: str, built: Kg) -> None:
    arguments, expected, message = WRONG[case]
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(NORWAY)
    for name, version in {"other": "", "later": "kg store 99\n"}.items():
        Path(name).mkdir()
        Path(name, "FORMAT" if version else "notes").write_text(version)
    code, output, errors = built(*arguments)
    assert code == expected
    assert message in errors
    assert output == ""
    assert _one_line(errors.removeprefix("1 article failed:\n"))
    assert not Path("none").exists()


@pytest.mark.parametrize(
    "arguments",
    [("build",), ("frobnicate",), ("export",), ("query", "--format", "xls"), ("view", "--colour")],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2(arguments: tuple[str, ...], built: Kg) -> None:
    code, _, errors = built(*arguments)
    assert code == 2
    assert errors
    assert "Traceback" not in errors


def test_a_store_in_use_is_one_line(built: Kg) -> None:
    Path("a.txt").write_text(NORWAY)
    with Store("graph"):
        code, _, errors = built("build", "a.txt")
        assert (code, _one_line(errors), "in use" in errors) == (1, True, True)
        assert built("stats")[0] == 0


def test_formats_are_those_of_the_stages() -> None:
    assert tuple(form.value for form in ArticleFormat) == ARTICLE_FORMATS
    assert tuple(form.value for form in ResultFormat) == RESULT_FORMATS
    assert {form.value for form in GraphFormat} == {"graphml", "gexf", *RDF_FORMATS}
    assert set(SUFFIXES) == set(ARTICLE_FORMATS)


@pytest.mark.parametrize("form", ARTICLE_FORMATS)
def test_extract_writes_a_file_per_article(form: str, kg: Kg) -> None:
    Path("a.json").write_text(json.dumps({"id": "one", "text": NORWAY}))
    Path("b.json").write_text(json.dumps({"id": "two", "text": NORWAY}))
    code, output, _ = kg("extract", "a.json", "b.json", "--format", form, "--out", "new/folder")
    assert (code, output) == (0, f"2 files in {Path('new/folder')}\n")
    written = sorted(Path("new/folder").iterdir())
    assert [path.name for path in written] == [f"{n}{SUFFIXES[form]}" for n in ("one", "two")]
    code, output, _ = kg("extract", "a.json", "--format", form)
    assert (code, output) == (0, written[0].read_text(encoding="utf-8"))


def test_date_is_that_of_articles_without_one(kg: Kg) -> None:
    Path("a.json").write_text(json.dumps({"id": "one", "text": NORWAY}))
    _, output, _ = kg("extract", "a.json", "--date", "2024-05-17")
    assert json.loads(output)["date"] == "2024-05-17"


@Language.component("senses")
def senses(doc: Doc) -> Doc:
    """Takes "is", "capital" and "seat" for predicates."""
    found = {"is": "be.01", "capital": "capital.01", "seat": "seat.01"}
    for token in doc:
        token.pos_ = "NOUN"
    doc.user_data["predicates"] = [(t.i, found[t.text], []) for t in doc if t.text in found]
    return doc


def test_lexicon_lists_gaps_of_the_articles_that_can_be_read(
    kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("senses")
    monkeypatch.setattr("kg.pipeline.load_model", lambda: nlp)
    Path("a.txt").write_text("A seat\tis not\n\x1ba capital, nor is it the seat.")
    Path("b.txt").write_text(NORWAY)
    Path("c.txt").write_text("")
    code, output, errors = kg("lexicon", "--gaps", "a.txt", "b.txt", "c.txt")
    assert code == 1
    assert errors.startswith("1 article failed:\nkg: c.txt: ")
    head, seat, capital = output.splitlines()
    assert head.split("\t") == ["roleset", "count", "articles", "example"]
    first = "A seat is not  a capital, nor is it the seat."
    assert seat.split("\t") == ["seat.01", "3", "2", first]
    assert capital.split("\t") == ["capital.01", "2", "2", first]
    assert kg("lexicon", "--gaps", "b.txt", "a.txt", "--top", "1")[1].splitlines()[1:] == [
        f"seat.01\t3\t2\t{NORWAY}"
    ]
