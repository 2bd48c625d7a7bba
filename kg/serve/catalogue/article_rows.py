"""One article's graph as rows of the catalogue."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from kg.rdf.terms import coarse_type
from kg.schema import Schema
from kg.view.drawing.timeline import parse_days
from kg.view.projection import Projection
from kg.view.reading import ArticleReader
from kg.view.records import Edge, Statement

ENDS = {"relation": ("subject", "object"), "claim": ("speaker", "about")}
TABLES = ("skipped", "note", "naming", "mention", "statement")  # with a column "article"
OF_STATEMENTS = ("edge", "part", "asserted", "figure", "claim")


class ArticleRows:
    """Writes what one article says into the tables; ids of nodes are shared by all articles."""

    def __init__(self, connection: sqlite3.Connection, article: ArticleReader) -> None:
        self._connection = connection
        self._article = article
        self._projection = Projection(article, article.schema)
        self._nodes: dict[str, int] = {}
        self._statements: dict[str, int] = {}
        self._number = 0

    def write(self, fingerprint: str) -> None:
        """Write everything; the article must not be there yet."""
        self._number = self._write_article(fingerprint)
        self._write_coverage()
        self._write_nodes()
        for subject, statement in self._projection.attributes():
            self._part(self._statement(statement), subject, "subject")
        for iri, node in self._projection.happenings().items():
            self._naming(iri, node["label"], "event", node["type"], node["aliases"])
            self._statement(node["happening"])
        for source, target, edge in self._projection.edges():
            self._write_edge(source, target, edge)
        self._write_participants()
        self._write_claims()

    def _write_article(self, fingerprint: str) -> int:
        article = self._article
        texts = {
            "iri": article.article,
            "fingerprint": fingerprint,
            "identifier": self._one("dcterms:identifier"),
            "title": self._one("schema:headline"),
            "date": self._one("schema:datePublished"),
            "publisher": self._one("publisher"),
            "url": self._one("schema:url"),
            "byline": ", ".join(article.all(article.article, "byline")),
            "text": self._one("schema:articleBody"),
            "sentences": int(self._one("sentenceCount") or 0),
            "covered": int(self._one("coveredSentenceCount") or 0),
            "problem": "",
        }
        return insert(self._connection, "article", texts)

    def _one(self, term: str) -> str:
        return self._article.one(self._article.article, term)

    def _write_coverage(self) -> None:
        article = self._article
        for passage in article.all(article.article, "skipped"):
            start, end = article.span(passage)
            reason = article.one(passage, "reason")
            self._insert("skipped", article=self._number, start=start, end=end, reason=reason)
        for text in article.all(article.article, "coverageNote"):
            self._insert("note", article=self._number, text=text)

    def _write_nodes(self) -> None:
        article = self._article
        for iri, entity_type in self._projection.entities():
            labels = article.all(iri, "rdfs:label")
            aliases = [*labels, *article.all(iri, "skos:altLabel")]
            self._naming(iri, labels[0] if labels else "", "entity", entity_type, aliases)
            node = self._node(iri)
            for passage in article.all(iri, "mention"):
                start, end = article.span(passage)
                kind = article.term(passage, "mentionKind")
                self._insert(
                    "mention", article=self._number, node=node, start=start, end=end, kind=kind
                )

    def _naming(self, iri: str, label: str, kind: str, name: str, aliases: Iterable[str]) -> None:
        written = json.dumps(sorted(set(aliases)), ensure_ascii=False)
        self._insert(
            "naming",
            article=self._number,
            node=self._node(iri),
            label=label,
            kind=kind,
            type=name,
            aliases=written,
        )

    def _write_edge(self, source: str, target: str, edge: Edge) -> None:
        statement = self._statement(edge)
        self._insert(
            "edge",
            source=self._node(source),
            target=self._node(target),
            statement=statement,
            label=edge["label"],
            role=edge["role"],
            source_role=edge["source_role"],
        )
        if not edge["role"]:  # the verb rather than the noun that the other roles' edges have
            update = "UPDATE statement SET label = ? WHERE id = ?"
            self._connection.execute(update, (edge["label"], statement))
        for role, node in zip(ENDS.get(edge["kind"], ()), (source, target), strict=False):
            if role != "about" or edge["role"]:
                self._part(statement, node, role)

    def _write_participants(self) -> None:
        article = self._article
        for event, participants in self._projection.participants().items():
            if event not in self._statements:
                continue
            for role, node in participants:
                self._part(self._statements[event], node, role)
            for amount in article.all(event, "amount"):
                number = article.one(amount, "number")
                self._insert(
                    "figure",
                    statement=self._statements[event],
                    number=float(number) if number else None,
                    qualifier=article.term(amount, "qualifier"),
                    unit=article.one(amount, "unit"),
                    text=article.one(amount, "rdfs:label"),
                )

    def _write_claims(self) -> None:
        article = self._article
        for iri, number in self._statements.items():
            if article.type(iri) != "Claim":
                continue
            content = article.one(iri, "content")
            start, end = article.span(content)
            words = article.one(content, "oa:exact")
            self._insert(
                "claim",
                statement=number,
                speaker=self._node(article.one(iri, "speaker")),
                cue=article.one(article.one(iri, "cue"), "oa:exact"),
                content=words,
                start=start,
                end=end,
                direct=article.is_true(iri, "direct"),
                negated=article.is_true(iri, "negated"),
            )
            self._insert("said", rowid=number, content=words)
            for event in article.all(iri, "asserts"):
                if event in self._statements:
                    self._insert("asserted", claim=number, event=self._statements[event])

    def _statement(self, statement: Statement) -> int:
        iri = statement["statement"]
        if iri not in self._statements:
            row = dict(_columns(statement))
            self._statements[iri] = insert(
                self._connection, "statement", {"article": self._number, **row}
            )
            for source in statement["attributed_to"]:
                if statement["kind"] != "claim":
                    self._part(self._statements[iri], source, "source")
        return self._statements[iri]

    def _part(self, statement: int, node: str, role: str) -> None:
        values = (statement, self._node(node), role)
        known = "SELECT 1 FROM part WHERE statement = ? AND node = ? AND role = ?"
        if self._connection.execute(known, values).fetchone() is None:
            self._insert("part", statement=values[0], node=values[1], role=role)

    def _node(self, iri: str) -> int:
        if iri not in self._nodes:
            self._connection.execute("INSERT OR IGNORE INTO node (iri) VALUES (?)", (iri,))
            found = self._connection.execute("SELECT id FROM node WHERE iri = ?", (iri,))
            self._nodes[iri] = found.fetchone()[0]
        return self._nodes[iri]

    def _insert(self, table: str, **columns: object) -> None:
        insert(self._connection, table, columns)


def coarse_of(name: str, kind: str, schema: Schema) -> str:
    """The class that gives a node its colour."""
    return "Event" if kind == "event" else coarse_type(name, schema)


def insert(connection: sqlite3.Connection, table: str, columns: dict[str, object]) -> int:
    """The id of a row that is now in `table`; names of tables and columns are ours."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    return connection.execute(sql, tuple(columns.values())).lastrowid or 0


def _columns(statement: Statement) -> Iterator[tuple[str, object]]:
    days = parse_days(statement["time"])
    evidence = [
        {"text": e["text"], "start": e["start"], "marks": e["marks"]} for e in statement["evidence"]
    ]
    yield "iri", statement["statement"]
    for name in ("kind", "type", "label", "status", "negated", "modality", "former", "time"):
        yield name, statement[name]
    yield "first", days[0].toordinal() if days else None
    yield "last", days[1].toordinal() if days else None
    yield "confidence", statement["confidence"]
    yield "start", evidence[0]["start"] if evidence else 0
    yield "details", json.dumps(statement["details"], ensure_ascii=False)
    yield "evidence", json.dumps(evidence, ensure_ascii=False)
