"""Text from a file's bytes: UTF-8, UTF-16 with a byte order mark, plausible Windows-1252."""

import codecs
import logging
import re

from kg.errors import ArticleError

logger = logging.getLogger(__name__)

ACCEPTED = "Accepted are plain text, HTML, JSON and JSON Lines in English, in UTF-8."

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF", "Save its text as a .txt file."),
    (b"PK\x03\x04", "a zip archive or office document", "Unpack it, or save it as plain text."),
    (b"\x1f\x8b", "gzip-compressed", "Unpack it with gunzip first."),
    (b"BZh", "bzip2-compressed", "Unpack it with bunzip2 first."),
    (b"\xfd7zXZ\x00", "xz-compressed", "Unpack it with unxz first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "an office document", "Save it as plain text."),
    (b"{\\rtf", "an RTF document", "Save it as plain text."),
    (b"\x89PNG", "an image", "Give the article's text."),
    (b"\xff\xd8\xff", "an image", "Give the article's text."),
    (b"GIF8", "an image", "Give the article's text."),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
_MAX_NON_ASCII = 0.1


def decode(content: bytes, name: str, *, declared: str = "") -> str:
    """The text that `content` encodes, without byte order mark; newlines stay as they are.

    `declared` is an encoding that the file itself names, as an HTML page may; it counts when the
    bytes are not UTF-8. Windows-1252 is the last resort, and logged.

    Raises:
        ArticleError: the bytes are no text, or in an encoding that cannot be told.
    """
    refuse_binary(content, name)
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode_as(encoding, content[len(mark) :], name)
    if b"\0" in content:
        raise ArticleError(
            f"{name}: holds NUL bytes, so it is binary, or UTF-16 without a byte order mark."
            f" {ACCEPTED} Save it as UTF-8 text."
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        return _fall_back(content, name, declared, error)


def refuse_binary(content: bytes, name: str) -> None:
    """Nothing, unless the first bytes are those of a well-known binary format.

    Raises:
        ArticleError: they are; the message says what to do.
    """
    for magic, kind, advice in _KINDS:
        if content.startswith(magic):
            raise ArticleError(f"{name}: is {kind}, not text. {ACCEPTED} {advice}")


def _decode_as(encoding: str, content: bytes, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name}: begins with the byte order mark of {encoding.upper()} but byte"
            f" {error.start + 1} after it is not {encoding.upper()}. Save it as UTF-8 text."
        ) from error


def _fall_back(content: bytes, name: str, declared: str, error: UnicodeDecodeError) -> str:
    """The text in the declared encoding or Windows-1252, when that makes plausible text."""
    for encoding in filter(None, (declared, "windows-1252")):
        try:
            text = content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if encoding == declared or _is_plausible(text, content):
            logger.warning("%s: is not UTF-8; read as %s", name, encoding)
            return text
    raise ArticleError(
        f"{name}: byte {error.start + 1} is not UTF-8, and no other encoding makes text of the"
        f" file. {ACCEPTED} Save it as UTF-8 text."
    ) from error


def _is_plausible(text: str, content: bytes) -> bool:
    """Whether Windows-1252 is likelier than damaged UTF-8, another code page or noise."""
    high = sum(character > "\x7f" for character in text)
    return (
        not _CONTROLS.search(text)
        and high <= _MAX_NON_ASCII * len(text)
        and not any(_is_utf8(found[0]) for found in _MULTIBYTE.finditer(content))
    )


def _is_utf8(sequence: bytes) -> bool:
    try:
        sequence.decode()
    except UnicodeDecodeError:
        return False
    return True
