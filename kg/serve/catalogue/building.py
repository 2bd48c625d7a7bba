"""Store → catalogue: reads what changed since the last time, and puts the file in place at once."""

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat
from rdflib.namespace import RDF

from kg import __version__
from kg.errors import KGError
from kg.rdf import Store
from kg.serve.catalogue.article_rows import OF_STATEMENTS, TABLES, ArticleRows, insert
from kg.serve.catalogue.state import store_state
from kg.serve.catalogue.summary import summarise
from kg.view.reading import ArticleReader

LAYOUT = "1"
SCHEMA = Path(__file__).parent / "tables.sql"
Report = Callable[[int, int], None]


def bring_up_to_date(store_path: Path, target: Path, report: Report) -> None:
    """Make the catalogue `target` of a store, or mend the one that is there.

    Only articles whose graphs changed are read in full. `report` hears how many of them are done,
    of how many. Whoever has the file open keeps what it was; a process that is killed leaves it
    as it was.

    Raises:
        StoreError: the store cannot be read.
    """
    state = store_state(store_path)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    _begin(target, part)
    connection = sqlite3.connect(part, isolation_level=None)
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")  # a file that was cut short is thrown away
    connection.execute("BEGIN")
    with Store(store_path, read_only=True) as store:
        if _change_articles(connection, store, report):
            summarise(connection, store.schema)
    _remember(connection, state)
    connection.execute("COMMIT")
    connection.close()
    part.replace(target)


def is_current(path: Path, state: str) -> bool:
    """Whether the catalogue at `path` was made by this version from a store in this state."""
    return _read_meta(path) == {"layout": _layout(), "state": state}


def _layout() -> str:
    """What the rows depend on besides the store."""
    return f"{LAYOUT} {__version__}"


def _begin(target: Path, part: Path) -> None:
    """Begin with a copy of what is there if this version made it, else with empty tables."""
    if _read_meta(target).get("layout") == _layout():
        part.write_bytes(target.read_bytes())
        return
    connection = sqlite3.connect(part)
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    connection.close()


def _read_meta(path: Path) -> dict[str, str]:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return dict(connection.execute("SELECT key, value FROM meta").fetchall())
        finally:
            connection.close()
    except sqlite3.Error:  # there is none, or it is broken
        return {}


def _remember(connection: sqlite3.Connection, state: str) -> None:
    rows = [("layout", _layout()), ("state", state)]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _change_articles(connection: sqlite3.Connection, store: Store, report: Report) -> bool:
    """Whether any article was added, removed or replaced."""
    rows = connection.execute("SELECT iri, fingerprint FROM article")
    before: dict[str, str] = dict(rows.fetchall())
    now = dict(_fingerprints(store))
    changed = [iri for iri, fingerprint in now.items() if before.get(iri) != fingerprint]
    for iri, fingerprint in before.items():
        if now.get(iri) != fingerprint:
            _remove(connection, iri)
    for number, iri in enumerate(changed):
        report(number, len(changed))
        _add(connection, store, iri, now[iri])
    return bool(changed) or before.keys() != now.keys()


def _fingerprints(store: Store) -> Iterator[tuple[str, str]]:
    """The graphs of articles with a hash of what they hold, in the order of their IRIs."""
    article = NamedNode(store.schema.iri("Article"))
    kind = NamedNode(str(RDF.type))
    for name in sorted(store.database.named_graphs(), key=str):
        if not isinstance(name, NamedNode):
            continue
        if next(store.database.quads_for_pattern(name, kind, article, name), None) is None:
            continue
        rows = store.database.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
        yield name.value, blake2b(rows, digest_size=16).hexdigest()


def _add(connection: sqlite3.Connection, store: Store, iri: str, fingerprint: str) -> None:
    """Add an article; one whose graph makes no sense, written by other hands, is kept as that."""
    quads = store.database.quads_for_pattern(None, None, None, NamedNode(iri))
    connection.execute("SAVEPOINT article")
    try:
        ArticleRows(connection, ArticleReader(iri, quads, store.schema), store.schema).write(
            fingerprint
        )
    except (KGError, KeyError, ValueError, sqlite3.Error) as error:
        connection.execute("ROLLBACK TO article")
        texts = dict.fromkeys(("title", "date", "publisher", "url", "byline", "text"), "")
        insert(
            connection,
            "article",
            {
                "iri": iri,
                "fingerprint": fingerprint,
                "identifier": iri,
                **texts,
                "sentences": 0,
                "covered": 0,
                "problem": str(error),
            },
        )
    connection.execute("RELEASE article")


def _remove(connection: sqlite3.Connection, iri: str) -> None:
    number = connection.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()[0]
    statements = "SELECT id FROM statement WHERE article = ?"
    connection.execute(
        f"DELETE FROM said WHERE rowid IN ({statements})",  # noqa: S608  names are ours
        (number,),
    )
    for table in OF_STATEMENTS:
        column = "claim" if table == "asserted" else "statement"
        connection.execute(
            f"DELETE FROM {table} WHERE {column} IN ({statements})",  # noqa: S608
            (number,),
        )
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (number,))  # noqa: S608
    connection.execute("DELETE FROM article WHERE id = ?", (number,))
