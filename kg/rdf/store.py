"""A store of article graphs: Oxigraph, on disk or in memory.

A store on disk is a folder with the file `FORMAT`, which says which layout it has, and the
database in `oxigraph/`. Every change is one transaction: whoever reads, also after a crash, finds
an article's graph as it was or as it is, never a part of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.errors import StoreError
from kg.model import ArticleGraph
from kg.rdf.classes import class_quads, ontology_iri
from kg.rdf.formats import write_quads
from kg.rdf.quads import to_quads
from kg.rdf.sparql.query import run_query
from kg.rdf.sparql.replacement import change_graph
from kg.rdf.sparql.results import Results
from kg.rdf.terms import article_iri, prefixes
from kg.rdf.validation import Report, validate
from kg.schema import Schema, default_schema

if TYPE_CHECKING:
    from rdflib import Dataset

FORMAT = "kg store 2"
FORMAT_FILE = "FORMAT"
DATABASE = "oxigraph"
BATCH = 20_000  # quads; unseen articles are written together: a third of the time of one by one
TRIES, PAUSE = 8, 0.05  # to open a store for reading that is being changed; seconds
FEW = 4_000  # quads; below this a bulk load costs more than it saves


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a store holds; the mappings go from a class or property to a number.

    `facts` are the statements that the articles present as fact, `others` the negated, planned,
    possible, attributed and former ones.
    """

    articles: int
    sentences: int
    covered: int
    entities: Mapping[str, int]
    relations: Mapping[str, int]
    attributes: Mapping[str, int]
    events: Mapping[str, int]
    claims: Mapping[str, int]
    facts: int
    others: int


class Store:
    """The graphs of many articles, to query, change, export and validate.

    Besides the articles' graphs it has one with the classes of the ontology (`kg.rdf.classes`).
    Without a path it lives in memory. `read_only` needs no lock, so it opens a store that another
    process is changing, and sees it as it was when opened.

    >>> store = Store()
    >>> store.query("ASK { ?article a news:Article }").strings()
    (('false',),)
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        schema: Schema | None = None,
        read_only: bool = False,
    ) -> None:
        self.path = Path(path) if path is not None else None
        self.schema = schema or default_schema()
        self._database: pyoxigraph.Store | None = (
            pyoxigraph.Store() if self.path is None else _open(self.path, read_only=read_only)
        )
        if not read_only:
            self._replace(ontology_iri(self.schema), class_quads(self.schema))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, so that another process can open it."""
        self._database = None

    @property
    def database(self) -> pyoxigraph.Store:
        """The Oxigraph store itself."""
        if self._database is None:
            raise StoreError("the store is closed; open it again with Store(path)")
        return self._database

    @property
    def dataset(self) -> "Dataset":
        """The store as an rdflib dataset whose default graph is the union of all articles."""
        from oxrdflib import OxigraphStore  # noqa: PLC0415  a tenth of a second, rarely needed
        from rdflib import Dataset  # noqa: PLC0415  as above

        return Dataset(store=OxigraphStore(store=self.database), default_union=True)

    def replace(self, graphs: Iterable[ArticleGraph]) -> int:
        """The number of articles whose graphs changed, after all were put in.

        What the store had of these articles goes. Each article is in one transaction with all its
        quads; articles that the store has not seen share one, about ten at a time. An article
        that it already has as it is costs a comparison and writes nothing. Should `graphs` fail
        half-way, the articles before are kept.
        """
        changed = 0
        unseen: dict[NamedNode, list[Quad]] = {}
        try:
            for graph in graphs:
                name = article_iri(graph.article.id)
                quads = list(to_quads(graph, self.schema))
                if name in unseen or sum(map(len, unseen.values())) > BATCH:
                    self._load(unseen)
                if self.database.contains_named_graph(name):
                    changed += self._replace(name, set(quads))
                else:
                    unseen[name] = quads
                    changed += 1
        finally:
            self._load(unseen)
            self._flush()
        return changed

    def remove(self, article_id: str) -> None:
        """Remove an article with everything that was extracted from it.

        Raises:
            StoreError: the store has no article of that id.
        """
        name = article_iri(article_id)
        quads = set(self.database.quads_for_pattern(None, None, None, name))
        if not quads:
            raise StoreError(
                f"no article {article_id!r} in the store; the query articles lists their ids"
            )
        self._change(name, quads, frozenset())
        self.database.remove_graph(name)
        self._flush()

    def query(self, query: str, **bindings: object) -> Results:
        """The results of SPARQL text, or of a named query ("who-said-what").

        All prefixes of `kg.rdf.terms.prefixes` are declared, and the default graph is the union of
        all articles. `bindings` give values to variables of the SELECT, as in
        `query("who-said-what", speaker="Kari Holm")`.

        Raises:
            QueryError: it does not parse, the name is unknown, or it would change the store or ask
                another server.
        """
        return run_query(self.database, query, bindings, prefixes(self.schema))

    def quads(self) -> Iterator[Quad]:
        """Every quad of the articles, one by one in the order of their IRIs, sorted."""
        for name in sorted(self.database.named_graphs(), key=str):
            if name != ontology_iri(self.schema):
                yield from sorted(self.database.quads_for_pattern(None, None, None, name), key=str)

    def export(self, name: str, output: IO[bytes]) -> None:
        """Write the articles' graphs in the format "trig", "nquads", "turtle" or "jsonld", sorted.

        The classes of the ontology are left out; `ontology/news.ttl` has them in full. Turtle has
        no graphs, so it does not say which article a triple is from.

        Raises:
            FormatError: there is no such format.
        """
        write_quads(self.quads(), output, name, self.schema)

    def stats(self) -> Stats:
        """How much the store holds."""
        counts: dict[str, dict[str, int]] = {}
        for group, kind, number in self.query("stats").strings():
            counts.setdefault(group, {})[kind] = int(number)
        coverage = self.query("articles").strings()
        statements = counts.get("statements", {})
        return Stats(
            articles=len(coverage),
            sentences=sum(int(row[4]) for row in coverage),
            covered=sum(int(row[5]) for row in coverage),
            entities=counts.get("entities", {}),
            relations=counts.get("relations", {}),
            attributes=counts.get("attributes", {}),
            events=counts.get("events", {}),
            claims=counts.get("claims", {}),
            facts=statements.get("facts", 0),
            others=statements.get("others", 0),
        )

    def validate(self) -> Report:
        """What breaks the shapes of the ontology."""
        return validate(self.database, self.schema)

    def _load(self, unseen: dict[NamedNode, list[Quad]]) -> None:
        """Add whole graphs in one transaction and forget them.

        `extend` would be simpler for a few, but keeps a part when the process is killed.
        """
        quads = [quad for graph in unseen.values() for quad in graph]
        with self._writing():
            if len(quads) > FEW:
                self.database.bulk_extend(quads)
            elif quads:
                rows = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
                self.database.load(rows, format=RdfFormat.N_QUADS)
        unseen.clear()

    def _replace(self, name: NamedNode, wanted: Set[Quad]) -> bool:
        """Whether the graph had to be changed to be as wanted."""
        present = set(self.database.quads_for_pattern(None, None, None, name))
        if wanted != present:
            self._change(name, present - wanted, wanted - present)
        return wanted != present

    def _change(self, name: NamedNode, removed: Set[Quad], added: Set[Quad]) -> None:
        """Remove and add quads of one graph in one transaction."""
        with self._writing():
            change_graph(self.database, name, removed, added)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:  # RuntimeError: it is open for reading only
            raise StoreError(f"{self.path}: the store cannot be written: {error}") from error

    def _flush(self) -> None:
        with self._writing():
            self.database.flush()


def _open(path: Path, *, read_only: bool) -> pyoxigraph.Store:
    """The database of the store in a folder, which is made if it is missing or empty."""
    try:
        if not read_only:
            _create(path)
        _check_format(path)
        database = path / DATABASE
        return _read_only(database) if read_only else pyoxigraph.Store(database)
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path}: the store is in use by another process; wait until it ends"
            ) from error
        raise StoreError(f"{path}: cannot be opened as a store: {error}") from error


def _read_only(database: Path) -> pyoxigraph.Store:
    """The database to read; files that another process clears away meanwhile are looked for again.

    RocksDB reads the list of files and then opens them, without a lock against who writes.
    """
    for _ in range(TRIES - 1):
        try:
            return pyoxigraph.Store.read_only(str(database))
        except RuntimeError:
            sleep(PAUSE)
    return pyoxigraph.Store.read_only(str(database))


def _create(path: Path) -> None:
    """Make the folder of a store; the file that says so appears at once and before the rest."""
    path.mkdir(parents=True, exist_ok=True)
    written = path / f"{FORMAT_FILE}.part"
    if any(inside != written for inside in path.iterdir()):
        return
    written.write_text(f"{FORMAT}\n", encoding="utf-8")
    written.rename(path / FORMAT_FILE)


def _check_format(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"{path}: there is no store; kg build makes one")
    file = path / FORMAT_FILE
    if not file.is_file():
        raise StoreError(
            f"{path}: this is no store; give a folder that kg build made, or is to make"
        )
    found = file.read_text(encoding="utf-8", errors="replace").strip()
    if found != FORMAT:
        raise StoreError(
            f"{path}: the store has the format {found[:40]!r}, this version of kg reads "
            f"{FORMAT!r}; build it again from the articles"
        )
