"""Lists to start from: the articles of the store, and the names that a search finds."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.catalogue.words import match_names
from kg.serve.http.parameters import Paging, read_choice, read_number, read_words
from kg.serve.http.templating import render
from kg.serve.services import services_of

MANY = 50
SORTS = {
    "newest": "article.date DESC",
    "oldest": "article.date",
    "title": "article.heading COLLATE NOCASE",
    "publisher": "article.publisher COLLATE NOCASE, article.date DESC",
    "coverage": "article.covered * 1.0 / MAX(article.sentences, 1)",
}
ARTICLES = """
SELECT id, iri, heading, date, publisher, sentences, covered, problem,
  (SELECT COUNT(*) FROM statement WHERE statement.article = article.id) AS statements
FROM article
"""
NAMES = """
SELECT node.* FROM name JOIN node ON node.id = name.rowid
WHERE name MATCH ? ORDER BY node.rank LIMIT ? OFFSET ?
"""


def articles_page(request: Request) -> Response:
    """The articles: `?q=` words of title or publisher, `sort`, `page`."""
    catalogue = services_of(request).catalogue
    words = read_words(request.query_params, "q")
    sort = read_choice(request.query_params, "sort", list(SORTS)) or "newest"
    page = read_number(request.query_params, "page", 1)
    conditions = ["(heading || ' ' || publisher || ' ' || date) LIKE ? ESCAPE '\\'"] * len(
        words.split()
    )
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    patterns = [f"%{_literal(word)}%" for word in words.split()]
    total = catalogue.number(f"SELECT COUNT(*) FROM article {where}", patterns)  # noqa: S608
    paging = Paging(page, MANY, total)
    listed = f"{ARTICLES} {where} ORDER BY {SORTS[sort]}, id LIMIT ? OFFSET ?"
    context = {
        "words": words,
        "sort": sort,
        "sorts": list(SORTS),
        "paging": paging,
        "articles": catalogue.rows(listed, [*patterns, MANY, paging.offset]),
    }
    return render(request, "articles.html", context)


def search_page(request: Request) -> Response:
    """The entities and events with a name like `?q=`, the most central first."""
    catalogue = services_of(request).catalogue
    words = read_words(request.query_params, "q")
    page = read_number(request.query_params, "page", 1)
    match = match_names(words)
    counted = "SELECT COUNT(*) FROM name WHERE name MATCH ?"
    total = catalogue.number(counted, (match,)) if match else 0
    paging = Paging(page, MANY, total)
    found = catalogue.rows(NAMES, (match, MANY, paging.offset)) if match else []
    return render(request, "search.html", {"words": words, "paging": paging, "found": found})


def _literal(word: str) -> str:
    """A word in which LIKE reads no wildcard."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
