"""Articles, and the errors in their place, from files, folders and standard input."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import ArticleError
from kg.model import Article
from kg.read.article import MAX_ARTICLE_BYTES, Draft, to_article, too_long
from kg.read.decoding import ACCEPTED, decode
from kg.read.opening import read_header
from kg.read.page import read_page
from kg.read.records import read_lines, read_record

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
JSON = frozenset({".json"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = TEXT | HTML | JSON | JSON_LINES


def read_articles(
    paths: Iterable[Path | str],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of files, folders and standard input ("-"), each as soon as it is read.

    An article that cannot be read gives its error in its place, and the next one follows. Folders
    are read with everything below them, sorted by name; files without a suffix that says what they
    hold, and standard input, are told by how they begin. `published` is the date of articles that
    give none themselves; `stdin` stands in for standard input.

    >>> from io import BytesIO
    >>> [article] = read_articles(["-"], stdin=BytesIO(b"MOSCOW (KG) - Talks were held."))
    >>> article.dateline.place
    'MOSCOW'
    """
    seen: dict[str, bytes] = {}
    for path in paths:
        for draft in _drafts(path, stdin):
            if isinstance(draft, ArticleError):
                yield draft
                continue
            try:
                article = to_article(draft, published)
                _refuse_double(article, draft.name, seen)
            except ArticleError as error:
                yield error
            else:
                yield article


def read_text(content: str, *, name: str = "text", published: date | None = None) -> Article:
    r"""The article that `content` holds: header lines if it begins with them, then the text.

    A byte order mark is removed and newlines become `\n`; nothing else changes. `name` is what
    errors call it.

    Raises:
        ArticleError: `content` is empty, binary, mostly markup, too long or not English.
    """
    return to_article(_text_draft(content, name, ""), published)


def _refuse_double(article: Article, name: str, seen: dict[str, bytes]) -> None:
    """Nothing, unless another article of the batch has this one's id.

    Raises:
        ArticleError: it has, and differs from this one.
    """
    digest = hashlib.blake2b(repr(article).encode(), digest_size=16).digest()
    if seen.setdefault(article.id, digest) != digest:
        raise ArticleError(
            f"{name}: an earlier article has the same id {article.id!r} and other content."
            " Every article needs an id of its own. Change one of the two."
        )


def _drafts(path: Path | str, stdin: BinaryIO | None) -> Iterator[Draft | ArticleError]:
    """What every file under `path` gives; no exception that a file can cause leaves it."""
    if path == "-":
        yield from _guarded(_sniffed(stdin or sys.stdin.buffer, "standard input", ""), "-")
        return
    name = _display(path)
    try:
        found = _files(Path(path))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield _unreadable(name, error)
        return
    for file in found:
        if isinstance(file, ArticleError):
            yield file
        else:
            yield from _guarded(_file_drafts(file), _display(file))


def _guarded(drafts: Iterator[Draft | ArticleError], name: str) -> Iterator[Draft | ArticleError]:
    """The drafts, with the error that ends them as the last."""
    try:
        yield from drafts
    except ArticleError as error:
        yield error
    except OSError as error:
        yield _unreadable(name, error)


def _files(path: Path) -> Iterator[Path | ArticleError]:
    """The file itself, or the articles in a folder and below it, sorted; hidden ones left out."""
    if not path.is_dir():
        path.stat()
        return iter((path,))
    return _folder_files(path)


def _folder_files(folder: Path) -> Iterator[Path | ArticleError]:
    faults: list[OSError] = []
    count = 0
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                count += 1
                yield Path(parent, name)
    yield from (_unreadable(_display(fault.filename), fault) for fault in faults)
    if not count and not faults:
        yield ArticleError(
            f"{_display(folder)}: the folder holds no articles. {ACCEPTED} Their names end in"
            f" {', '.join(sorted(SUFFIXES))}; name other files one by one."
        )


def _file_drafts(file: Path) -> Iterator[Draft | ArticleError]:
    """The drafts that a file of any kind holds."""
    name, suffix = _display(file), file.suffix.lower()
    with file.open("rb") as stream:
        if suffix in JSON_LINES:
            yield from _some(read_lines(stream, name), name)
        elif suffix in JSON:
            yield read_record(decode(_whole(stream, name), name), name, stem=file.stem)
        elif suffix in HTML:
            yield read_page(_whole(stream, name), name, stem=file.stem)
        elif suffix in TEXT:
            yield _text_draft(decode(_whole(stream, name), name), name, file.stem)
        else:
            yield from _sniffed(stream, name, file.stem)


def _sniffed(stream: BinaryIO, name: str, stem: str) -> Iterator[Draft | ArticleError]:
    """The drafts of a stream whose beginning tells what it holds.

    A first line that is a whole JSON object begins JSON Lines, which are streamed.
    """
    first = stream.readline(MAX_ARTICLE_BYTES + 1)
    if _is_object(first):
        yield from read_lines(stream, name, first=first)
        return
    content = _whole(stream, name, first)
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        yield read_page(content, name, stem=stem)
    elif start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        yield read_record(decode(content, name), name, stem=stem)
    else:
        yield _text_draft(decode(content, name), name, stem)


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _whole(stream: BinaryIO, name: str, first: bytes = b"") -> bytes:
    """Everything in `stream`, after `first`.

    Raises:
        ArticleError: it is more than one article may have.
    """
    content = first + stream.read(MAX_ARTICLE_BYTES + 1 - len(first))
    if len(content) > MAX_ARTICLE_BYTES:
        raise too_long(name)
    return content


def _some(drafts: Iterator[Draft | ArticleError], name: str) -> Iterator[Draft | ArticleError]:
    """The drafts, or an error when there are none."""
    for draft in drafts:
        yield from chain((draft,), drafts)
        return
    yield ArticleError(f"{name}: holds no articles. {ACCEPTED} Give one JSON object per line.")


def _text_draft(content: str, name: str, stem: str) -> Draft:
    """The draft of plain text with or without header lines."""
    content = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header = read_header(content, name)
    return Draft(
        name,
        content[header.length :],
        stem,
        id=header.id,
        title=header.title,
        date=header.date,
        url=header.url,
        publisher=header.publisher,
        byline=header.byline,
    )


def _display(path: Path | str) -> str:
    """A path as messages show it: printable, whatever bytes the file system holds."""
    name = str(path).encode(errors="replace").decode()
    return "".join(character if character.isprintable() else "�" for character in name)


def _unreadable(name: str, error: OSError | ValueError) -> ArticleError:
    """The error for what the file system refuses."""
    if isinstance(error, FileNotFoundError):
        advice = "there is no such file or folder. Check the name."
    elif isinstance(error, PermissionError):
        advice = "reading it is not permitted. Change its permissions or leave it out."
    else:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        advice = f"cannot be opened ({reason}). Give a readable file, a folder or - (stdin)."
    refused = ArticleError(f"{name}: {advice}")
    refused.__cause__ = error
    return refused
