"""The draft of an article from a web page, by trafilatura."""

import re

import trafilatura
from trafilatura.settings import Document

from kg.errors import ArticleError
from kg.read.article import Draft
from kg.read.decoding import ACCEPTED, decode

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Only what the markup says: a day guessed from the text is worse than none."""

_CHARSET = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*(iso-8859-[0-9]{1,2}|windows-125[0-8])\b", re.IGNORECASE
)


def read_page(content: bytes, name: str, *, stem: str = "") -> Draft:
    """The main text of a page with its title, date, address, authors and site name.

    A headline that the text repeats is the title only. An empty line is between two paragraphs.
    Comments, menus and the like are left out; scripts never run.

    Raises:
        ArticleError: the page cannot be decoded, or no article is found in it.
    """
    html = decode(content, name, declared=_declared(content))
    found = trafilatura.bare_extraction(
        html, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if not isinstance(found, Document) or not (text := _plain(found.text)):
        raise ArticleError(
            f"{name}: no article is found in this web page. {ACCEPTED} Save the page when its text"
            " is on screen, or copy the text into a .txt file."
        )
    return Draft(
        name,
        text.removeprefix(f"{found.title}\n").replace("\n", "\n\n"),
        stem,
        title=found.title or "",
        date=found.date or "",
        url=found.url or "",
        publisher=found.sitename or "",
        byline=tuple((found.author or "").split("; ")),
    )


def _declared(content: bytes) -> str:
    """The single-byte encoding that the page names, or ""."""
    found = _CHARSET.search(content[:2048])
    name = found[1].decode().lower() if found else ""
    return "windows-1252" if name == "iso-8859-1" else name  # as the HTML standard has it


def _plain(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
