"""An Article from what a file says about it, or the reason why it is none."""

import hashlib
import logging
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kg.errors import ArticleError
from kg.model import Article
from kg.read.dates import ACCEPTED_DATES, parse_date
from kg.read.decoding import ACCEPTED
from kg.read.language import is_english
from kg.read.opening import read_opening

logger = logging.getLogger(__name__)

MAX_ARTICLE_BYTES = 2**20
"""The longest file, or line of JSON Lines, that is read as one article."""

_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_SLUG_CHARACTERS = 60
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--")
_SAMPLE = 20_000
_MAX_TAGS = 0.2


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its file gives it, unchecked.

    `name` is what messages call it; `stem` stands in for a title in its identifier.
    """

    name: str
    text: str
    stem: str = ""
    id: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    publisher: str = ""
    byline: tuple[str, ...] = ()


def to_article(draft: Draft, published: date | None) -> Article:
    """The article of `draft`, its text unchanged.

    The date is the draft's own, else that of the text's dateline, else `published`.

    Raises:
        ArticleError: the text is empty, markup, too long or not English, or the date is wrong.
    """
    _check_text(draft)
    opening = read_opening(draft.text)
    title = _one_line(draft.title)
    return Article(
        id=_identifier(draft, title),
        text=draft.text,
        title=title,
        date=_day(draft) or opening.day or published,
        url=_url(draft),
        publisher=_one_line(draft.publisher or opening.affiliation),
        byline=opening.byline or tuple(filter(None, map(_one_line, draft.byline))),
        dateline=opening.dateline,
    )


def too_long(name: str) -> ArticleError:
    """The error for more than `MAX_ARTICLE_BYTES` in one article."""
    return ArticleError(
        f"{name}: is longer than {MAX_ARTICLE_BYTES // 2**20} MB. Accepted is one article per file,"
        " or per line of JSON Lines. Split it."
    )


def _check_text(draft: Draft) -> None:
    text = draft.text
    given = "".join((text, draft.id, draft.title, draft.url, draft.publisher, *draft.byline))
    if found := _UNSTORABLE.search(given):
        raise ArticleError(
            f"{draft.name}: holds the character U+{ord(found[0]):04X}, which no text has, so it is"
            f" binary or damaged. {ACCEPTED} Save it as UTF-8 text."
        )
    if not text.strip():
        raise ArticleError(f"{draft.name}: holds no text. {ACCEPTED} Give a file with an article.")
    if len(text) * 4 > MAX_ARTICLE_BYTES and len(text.encode()) > MAX_ARTICLE_BYTES:
        raise too_long(draft.name)
    sample = text[:_SAMPLE]
    if sum(len(tag[0]) for tag in _TAG.finditer(sample)) > _MAX_TAGS * len(sample):
        raise ArticleError(
            f"{draft.name}: is mostly markup, not plain text. {ACCEPTED} Name a web page .html."
        )
    if not is_english(text):
        raise ArticleError(
            f"{draft.name}: is not in English. {ACCEPTED} Leave it out, or give a translation."
        )


def _day(draft: Draft) -> date | None:
    if not draft.date.strip():
        return None
    if day := parse_date(draft.date):
        return day
    raise ArticleError(
        f"{draft.name}: the date {_one_line(draft.date)[:60]!r} is not understood. Accepted are"
        f" {ACCEPTED_DATES}. Correct it or leave it out."
    )


def _url(draft: Draft) -> str:
    """The web address, or "" (and a note in the log) for anything that is none."""
    url = draft.url.strip()
    if not url or _URL.fullmatch(url):
        return url
    logger.warning("%s: %r is left out, it is no http(s) address", draft.name, url[:200])
    return ""


def _identifier(draft: Draft, title: str) -> str:
    """The draft's own id when it is safe in file names and IRIs, else a slug with a hash."""
    if _SAFE_ID.fullmatch(draft.id):
        return draft.id
    slug = _slug(draft.id or title or draft.stem)
    mark = hashlib.sha256((draft.id or draft.text).encode()).hexdigest()[:8]
    return f"{slug}-{mark}"


def _slug(words: str) -> str:
    """Lower-case ASCII letters, figures and hyphens for `words`; never empty."""
    plain = unicodedata.normalize("NFKD", words[:1000]).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if len(joined) > _SLUG_CHARACTERS:
        joined = joined[:_SLUG_CHARACTERS].rsplit("-", 1)[0]
    return joined.strip("-") or "article"


def _one_line(words: str) -> str:
    return " ".join(words.split())
