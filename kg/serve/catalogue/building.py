"""Store → catalogue: reads what changed since the last time, and puts the file in place at once."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from time import time

from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import RDF

from kg import __version__
from kg.errors import KGError
from kg.rdf import Store
from kg.serve.catalogue.article_rows import OF_STATEMENTS, TABLES, ArticleRows, insert
from kg.serve.catalogue.summary import summarise
from kg.serve.state import store_state
from kg.view.reading import ArticleReader

LAYOUT = "2"
PART = ".part"
ABANDONED = 3600.0  # seconds after which nobody writes any more what was not written to
SCHEMA = Path(__file__).parent / "tables.sql"
Report = Callable[[int, int], None]


def bring_up_to_date(store_path: Path, target: Path, report: Report) -> None:
    """Make the catalogue `target` of a store, or mend the one that is there.

    Only articles whose graphs changed are read in full. `report` hears how many of them are done,
    of how many. Whoever has the file open keeps what it was; a process that is killed leaves it
    as it was.

    Raises:
        StoreError: the store cannot be read.
        OSError: the file cannot be written.
    """
    _clear_away(target)
    part = target.with_name(f"{target.name}.{token_hex(4)}{PART}")  # others may be at it too
    try:
        try:
            _write(store_path, part, target, report)
        except sqlite3.DatabaseError:  # what there is of the target is damaged
            part.unlink(missing_ok=True)
            _write(store_path, part, None, report)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write(store_path: Path, part: Path, before: Path | None, report: Report) -> None:
    """Write the catalogue to the file `part`, which begins as what there was before."""
    state = store_state(store_path)
    with Store(store_path, read_only=True) as store:
        _begin(before, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")  # what was cut short is thrown away
            connection.execute("BEGIN")
            if _change_articles(connection, store, report):
                summarise(connection, store.schema)
            _remember(connection, state)
            connection.execute("COMMIT")


def _clear_away(target: Path) -> None:
    """Remove what processes that were killed left of this catalogue."""
    for left in target.parent.glob(f"{target.name}.*{PART}"):
        with suppress(OSError):
            if time() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def is_current(path: Path, state: str) -> bool:
    """Whether the catalogue at `path` was made by this version from a store in this state."""
    return state_of(path) == state


def state_of(path: Path) -> str | None:
    """The state of the store that the catalogue at `path` was made from, None without one."""
    meta = _read_meta(path)
    return meta.get("state") if meta.get("layout") == _layout() else None


def _layout() -> str:
    """What the rows depend on besides the store."""
    return f"{LAYOUT} {__version__}"


def _begin(before: Path | None, part: Path) -> None:
    """Begin with a copy of what is there if this version made it, else with empty tables."""
    if before is not None and state_of(before) is not None:
        shutil.copyfile(before, part)
        return
    with closing(sqlite3.connect(part)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))


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
    graphs = _article_graphs(store)
    gone = before.keys() - {graph.value for graph in graphs}
    for iri in gone:
        _remove(connection, iri)
    changed = bool(gone)
    for number, graph in enumerate(graphs):
        report(number, len(graphs))
        rows_of_graph = store.database.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
        fingerprint = blake2b(rows_of_graph, digest_size=16).hexdigest()
        if before.get(graph.value) == fingerprint:
            continue
        changed = True
        if graph.value in before:
            _remove(connection, graph.value)
        quads = parse(rows_of_graph, format=RdfFormat.N_TRIPLES)
        _add(connection, ArticleReader(graph.value, quads, store.schema), fingerprint)
    return changed


def _article_graphs(store: Store) -> list[NamedNode]:
    """The names of the graphs that hold an article, sorted."""
    article, kind = NamedNode(store.schema.iri("Article")), NamedNode(str(RDF.type))
    found = store.database.quads_for_pattern(None, kind, article, None)
    own = {quad.subject for quad in found if quad.subject == quad.graph_name}
    return sorted((node for node in own if isinstance(node, NamedNode)), key=str)


def _add(connection: sqlite3.Connection, article: ArticleReader, fingerprint: str) -> None:
    """Add an article; one whose graph makes no sense, written by other hands, is kept as that."""
    connection.execute("SAVEPOINT article")
    try:
        ArticleRows(connection, article).write(fingerprint)
    except (KGError, KeyError, ValueError, sqlite3.Error) as error:
        connection.execute("ROLLBACK TO article")
        texts = ("title", "date", "publisher", "url", "byline", "text")
        columns: dict[str, object] = {
            "iri": article.article,
            "fingerprint": fingerprint,
            "identifier": article.article,
            **dict.fromkeys(texts, ""),
            "sentences": 0,
            "covered": 0,
            "problem": str(error),
        }
        insert(connection, "article", columns)
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
