"""Gold articles as the pipeline reads them, with their gold graphs on the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from evaluation.graph import read_gold_article
from kg.extract.reading import PRONOUN, Candidate, Reading
from kg.model import MentionKind
from kg.schema import Schema
from training.corpora.document import Graph
from training.corpora.graphs.gold import read_gold
from training.corpora.graphs.reader import read_graphs

Triple = tuple[str, int, int]
"""Relation, and the entities that are its subject and object."""


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article with its gold graph, whose mentions are candidates under the same indices.

    `relations` are all of the gold file; the graph has those whose ends share a sentence.
    """

    reading: Reading
    graph: Graph
    candidates: tuple[Candidate, ...]
    relations: frozenset[Triple]

    def entity(self, mention: int) -> int:
        """The entity of a mention; one of its own, below 0, for figure, office and pronoun."""
        cluster = self.graph.clusters[mention]
        return cluster if cluster >= 0 else -1 - mention


def read_annotated(
    folder: Path, nlp: Language, schema: Schema, people: frozenset[str]
) -> Iterator[Annotated | None]:
    """The articles of `gold` in a folder; None for one that the pipeline cuts into other words.

    Args:
        folder: holds `gold` and `articles`.
        nlp: the language pipeline.
        schema: the ontology.
        people: the demonyms of all countries.
    """
    for document in read_graphs(folder / "gold", folder / "articles", people):
        name = f"{document.id}.json"
        reading = Reading(nlp(read_gold_article(folder / "articles" / name).text), schema)
        if document.graph is None or reading.layout.words != document.words:
            yield None
        else:
            yield annotated(reading, document.graph, read_relations(folder / "gold" / name, schema))


def annotated(reading: Reading, graph: Graph, relations: frozenset[Triple]) -> Annotated:
    """A reading and a graph of the same words."""
    candidates = tuple(
        Candidate(
            start=m.start,
            end=m.end,
            label=m.label,
            kind=MentionKind.PRONOUN if m.label == PRONOUN else MentionKind.NOMINAL,
            confidence=1.0,
            head=reading.head_of(m.start, m.end),
        )
        for m in graph.mentions
    )
    return Annotated(reading, graph, candidates, relations)


def read_relations(path: Path, schema: Schema) -> frozenset[Triple]:
    """All relations of a gold file, entities by their number in it."""
    gold = read_gold(path)
    number = {entity["id"]: n for n, entity in enumerate(gold["entities"])}
    triples = (
        (r["predicate"], number[r["subject"]], number[r["object"]]) for r in gold["relations"]
    )
    return frozenset(ordered(schema, triple) for triple in triples)


def ordered(schema: Schema, triple: Triple) -> Triple:
    """The triple, its ends in order where the relation is symmetric."""
    predicate, a, b = triple
    swapped = schema.relations[predicate].symmetric and a > b
    return (predicate, b, a) if swapped else triple
