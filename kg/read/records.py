"""Drafts from JSON: one object in a file, or one per line, streamed."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import ArticleError
from kg.read.article import MAX_ARTICLE_BYTES, Draft, too_long
from kg.read.decoding import refuse_binary

ACCEPTED_RECORD = (
    'Accepted is an object with "text" and, if known, "id", "date", "title", "url", "publisher",'
    " all of them strings."
)


def read_record(content: str, name: str, *, stem: str = "") -> Draft:
    """The draft of one JSON object; its text is the value of "text", unchanged.

    Keys that are not known are passed over.

    Raises:
        ArticleError: `content` is not JSON, or not such an object.
    """
    record = _parse(content, name)
    if not isinstance(record, dict):
        raise ArticleError(
            f"{name}: is a JSON {_kind(record)}, not an object. {ACCEPTED_RECORD}"
            " Write several articles one per line in a .jsonl file."
        )
    if not isinstance(record.get("text"), str):
        raise ArticleError(f'{name}: has no "text". {ACCEPTED_RECORD} Add it.')
    return Draft(
        name,
        record["text"],
        stem,
        id=_string(record, "id", name),
        title=_string(record, "title", name),
        date=_string(record, "date", name),
        url=_string(record, "url", name),
        publisher=_string(record, "publisher", name),
    )


def read_lines(
    stream: BinaryIO, name: str, *, first: bytes = b""
) -> Iterator[Draft | ArticleError]:
    """A draft, or the error, for each line that is not blank; reads one line at a time.

    `first` is a first line that has been taken from the stream already.
    """
    number = 0
    while line := first or stream.readline(MAX_ARTICLE_BYTES + 1):
        first = b""
        number += 1
        where = f"{name}, line {number}"
        try:
            if number == 1:
                refuse_binary(line, name)
            if len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
                _skip_line(stream)
                raise too_long(where)
            if line.strip():
                yield read_record(_decode_line(line, where), where)
        except ArticleError as error:
            yield error


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_ARTICLE_BYTES)) and not rest.endswith(b"\n"):
        pass


def _decode_line(line: bytes, where: str) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{where}: byte {error.start + 1} is not UTF-8. JSON Lines are accepted in UTF-8 only."
            " Save the file as UTF-8."
        ) from error


def _parse(content: str, name: str) -> object:
    """The value of any JSON text."""
    try:
        value: object = json.loads(content)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"{name}: is not JSON ({error.msg} at character {error.pos + 1}). {ACCEPTED_RECORD}"
            " Correct it; a file with one object per line is named .jsonl."
        ) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 figures, 10,000 brackets
        raise ArticleError(
            f"{name}: is JSON that cannot be read, nested too deeply or with too long a number."
            f" {ACCEPTED_RECORD} Simplify it."
        ) from error
    return value


def _string(record: dict[str, object], key: str, name: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ArticleError(f"{name}: {key!r} is a JSON {_kind(value)}. {ACCEPTED_RECORD} Correct it.")


def _kind(value: object) -> str:
    kinds = {list: "array", dict: "object", str: "string", bool: "truth value", type(None): "null"}
    return kinds.get(type(value), "number")
