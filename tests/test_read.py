"""Files, folders and standard input become articles, or one error each in their place."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.model import Article
from kg.read import MAX_ARTICLE_BYTES, read_articles, read_text

LEAD = "The river rose by two metres on Monday, and the lower town was under water, officials said."
PAGE = (
    '<!doctype html><html><head><title>River rises</title><meta name="author" content="Ann Lee">'
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z">'
    '<meta property="og:site_name" content="Test Wire"></head><body><nav>Home</nav><article>'
    f"<h1>River rises</h1><p>{LEAD}</p><p>{LEAD} Café</p></article><script>alert(1)</script></body>"
)


def read_one(path: Path, **options: date) -> Article | ArticleError:
    [result] = read_articles([path], **options)
    return result


def error_of(path: Path) -> str:
    result = read_one(path)
    assert isinstance(result, ArticleError), result
    assert str(path) in str(result)
    return str(result)


def article_of(path: Path) -> Article:
    result = read_one(path)
    assert isinstance(result, Article), result
    return result


@settings(deadline=None)
@given(st.text() | st.text(alphabet="\r\n:;-—ABy <>\ufeff\x85\u2028\x0c\ud800\x00"))
def test_any_string_gives_an_article_that_keeps_it_or_an_article_error(content: str) -> None:
    expected = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        article = read_text(content)
    except ArticleError:
        return
    assert article.text == expected


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode), st.sampled_from(["", "<html><p>", '{"text":']))
def test_any_bytes_give_articles_or_article_errors(content: bytes, start: str) -> None:
    results = list(read_articles(["-"], stdin=io.BytesIO(start.encode() + content)))
    assert results
    assert all(isinstance(result, Article | ArticleError) for result in results)


@pytest.mark.parametrize(
    "content",
    [
        LEAD.encode(),
        b"\xef\xbb\xbf" + LEAD.encode(),
        b"\xff\xfe" + LEAD.encode("utf-16-le"),
        b"\xfe\xff" + LEAD.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be"],
)
def test_encodings_that_name_themselves(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert article_of(path).text == LEAD


def test_windows_1252_is_read_and_noted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"“{LEAD}” Café".encode("windows-1252"))
    assert article_of(path).text == f"“{LEAD}” Café"
    assert "a.txt: is not UTF-8; read as windows-1252" in caplog.text


BAD_TEXT = [
    (b"", "holds no text"),
    (b" \n\t\r\n", "holds no text"),
    (b"Title: River\n\n \n", "holds no text"),
    (b"text\0text", "NUL bytes"),
    (LEAD.encode("utf-16-le"), "UTF-16 without a byte order mark"),
    (b"%PDF-1.7 ...", "is a PDF"),
    (b"PK\x03\x04....", "Unpack it"),
    (gzip.compress(LEAD.encode()), "gunzip"),
    (b"\x89PNG....", "is an image"),
    (LEAD.encode() + "Café".encode() + b"\xe2\x80", "byte 97 is not UTF-8"),
    (b"\x81\x8d\x8f" * 9, "is not UTF-8"),
    (b"\xff\xfea", "UTF-16-LE"),
    (PAGE.encode(), "Name a web page .html"),
    (b"x" * (MAX_ARTICLE_BYTES + 1), "longer than 1 MB"),
    (b"Date: 27/10/2023\n\n" + LEAD.encode(), "the date '27/10/2023' is not understood"),
    (b"Date: 2023-02-30\n\n" + LEAD.encode(), "2023-10-27"),
    (b"Title: River\nAuthor: Ann Lee\n\n" + LEAD.encode(), "'Author' is unknown"),
    (b"Title: River\nTitle: Lake\n\n" + LEAD.encode(), "'Title' is given twice"),
]


@pytest.mark.parametrize(("content", "says"), BAD_TEXT, ids=[says for _, says in BAD_TEXT])
def test_bad_text_gives_one_line_with_the_way_out(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    message = error_of(path)
    assert says in message
    assert "\n" not in message


def test_a_line_of_five_megabytes_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = (LEAD + " ") * (MAX_ARTICLE_BYTES // (len(LEAD) + 1))
    path.write_text(text)
    assert article_of(path).text == text


RECORD = {
    "id": "river-1",
    "date": "2024-03-05",
    "title": "River\nrises",
    "text": f"  {LEAD}\r\n",
    "url": "https://wire.example/river",
    "publisher": "Test Wire",
    "entities": [],
}


def test_json_keeps_every_field_and_the_text_exactly(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORD))
    assert article_of(path) == Article(
        "river-1",
        f"  {LEAD}\r\n",
        "River rises",
        date(2024, 3, 5),
        "https://wire.example/river",
        "Test Wire",
    )


BAD_JSON = [
    ("{", "is not JSON"),
    ("[1]", "is a JSON array, not an object"),
    ("null", "is a JSON null"),
    ("{}", 'has no "text"'),
    ('{"text": 3}', 'has no "text"'),
    ('{"text": "River", "title": 3}', "'title' is a JSON number"),
    ('{"text": "River", "date": "soon"}', "the date 'soon'"),
    ('{"text": "River \\ud800"}', "U+D800"),
    ('{"text": "River"}\n{"text": "Lake"}', "named .jsonl"),
    ("[" * 100_000, "nested too deeply"),
    ('{"text": ' + "1" * 9_999 + "}", "too long a number"),
]


@pytest.mark.parametrize(("content", "says"), BAD_JSON, ids=[says for _, says in BAD_JSON])
def test_bad_json(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert says in error_of(path)


def test_bad_lines_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(RECORD).encode()
    other = json.dumps(RECORD | {"text": LEAD}).encode()
    huge = b'{"text": "' + b"x" * (2 * MAX_ARTICLE_BYTES) + b'"}'
    last = json.dumps(RECORD | {"id": "river-2"}).encode()
    lines = [good, b"{", b"", b'{"text": "\xe9"}', huge, good, other, last]
    path.write_bytes(b"\n".join(lines))
    results = list(read_articles([path]))
    found = [r.id if isinstance(r, Article) else str(r).split(": ")[0] for r in results]
    bad = {number: f"{path}, line {number}" for number in (2, 4, 5, 7)}
    assert found == ["river-1", bad[2], bad[4], bad[5], "river-1", bad[7], "river-2"]
    assert "same id 'river-1' and other content" in str(results[5])


def test_json_lines_are_streamed() -> None:
    class Endless(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return json.dumps(RECORD).encode() + b"\n"

    results = read_articles(["-"], stdin=Endless())
    assert [next(results) for _ in range(3)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_web_page_gives_its_article_only(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding=encoding)
    article = article_of(path)
    assert article.text == f"{LEAD}\n\n{LEAD} Café"
    assert (article.title, article.date) == ("River rises", date(2024, 3, 5))
    assert (article.publisher, article.byline) == ("Test Wire", ("Ann Lee",))


def test_a_web_page_without_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body></body></html>")
    assert "no article is found" in error_of(path)


@pytest.mark.parametrize(
    "content",
    [LEAD, json.dumps({"text": LEAD}), json.dumps({"text": LEAD}, indent=1), PAGE],
    ids=["text", "line of JSON", "JSON", "HTML"],
)
def test_standard_input_is_told_by_how_it_begins(content: str) -> None:
    [article] = read_articles(["-"], stdin=io.BytesIO(content.encode()))
    assert isinstance(article, Article)
    assert article.text.startswith(LEAD)


def test_a_folder_is_read_sorted_with_what_is_below(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "c/d.TXT", ".hidden.txt", ".git/e.txt", "notes.md", "c/image.png"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}. {LEAD}")
    texts = [r.text.split(". ")[0] for r in read_articles([tmp_path]) if isinstance(r, Article)]
    assert texts == ["a.txt", "b.txt", "c/d.TXT"]


def test_a_batch_names_what_it_cannot_read_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("good.txt", "locked.txt"):
        (tmp_path / name).write_text(LEAD)
    opened = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    names = ["missing.txt", "empty", "locked.txt", "\0", "\ud800", "good.txt"]
    results = list(read_articles([tmp_path / name for name in names]))
    says = ["no such file", "holds no articles", "not permitted", "cannot be opened"]
    for result, part in zip(results, [*says, says[-1]], strict=False):
        assert isinstance(result, ArticleError)
        assert part in str(result)
    assert isinstance(results[-1], Article)
    assert len(results) == len(names)


@pytest.mark.parametrize("given_id", ["wn20190109-a", 7])
def test_a_safe_identifier_is_kept(given_id: str | int, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORD | {"id": given_id}))
    assert article_of(path).id == str(given_id)


@pytest.mark.parametrize("given_id", ["../../etc/passwd", "A b", "a" * 81, "-a", "é", ""])
def test_other_identifiers_become_safe_and_stay_stable(given_id: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORD | {"id": given_id}))
    found = article_of(path).id
    assert found == article_of(path).id != given_id
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(found) <= 80
    assert not found.startswith("-")


def test_an_article_without_id_is_named_for_title_and_text() -> None:
    titled = read_text(f"Title: Saõ Paulo's river {'rises ' * 40}\n\n{LEAD}").id
    assert titled.startswith("sao-paulos-river-rises")
    assert len(titled) <= 80
    assert read_text(LEAD).id == read_text(LEAD, name="b").id != read_text(LEAD + "!").id


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/<b>", "/river"])
def test_an_address_that_is_none_is_left_out_and_noted(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_text(f"URL: {url}\n\n{LEAD}").url == ""
    assert url in caplog.text
