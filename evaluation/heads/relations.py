"""Relations: which gold entities are related and how, by the relation head alone."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from evaluation.heads.annotated import Annotated, Triple, ordered
from evaluation.report import Group
from evaluation.scores import Fact, compare, f1, table
from kg.extract.reading import POSITION
from kg.extract.relations.relations import THRESHOLD

NOTE = "candidates are the gold mentions; offices are left out"


def relations_group(name: str, articles: Sequence[Annotated]) -> Group:
    """Relations between entities over whole articles; each relation.

    Gold are first those whose ends have mentions in one sentence, then all.
    """
    near: list[Fact] = []
    everywhere: list[Fact] = []
    found: list[Fact] = []
    for k, article in enumerate(articles):
        near += [(r, k, a, b) for r, a, b in gold_relations(article)]
        everywhere += [(r, k, a, b) for r, a, b in article.relations]
        found += [(r, k, a, b) for r, a, b in find_relations(article)]
    metrics = (
        f1("F1", compare(near, found)),
        f1("F1 with those across sentences", compare(everywhere, found)),
    )
    return Group(name, metrics, table(near, found), NOTE)


def gold_relations(article: Annotated) -> set[Triple]:
    """The relations of an article's gold graph between entities."""
    return {
        ordered(article.reading.schema, (r, article.entity(a), article.entity(b)))
        for a, b, r in article.graph.relations
        if r != POSITION
    }


def find_relations(article: Annotated) -> set[Triple]:
    """The relations that the head finds likely between mentions of one sentence."""
    reading, entities = article.reading, article.graph.clusters
    labels = reading.heads.labels["relation"]
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for k, candidate in enumerate(article.candidates):
        if entities[k] >= 0:
            by_sentence[reading.sentence[candidate.start]].append(k)
    pairs = [
        (a, b)
        for group in by_sentence.values()
        for a in group
        for b in group
        if entities[a] != entities[b]
    ]
    scores = reading.relations(article.candidates, pairs)
    found: set[Triple] = set()
    for row, label in np.argwhere(scores[:, 1:] >= THRESHOLD).tolist():
        (a, b), predicate = pairs[row], labels[label + 1]
        if predicate != POSITION:
            found.add(ordered(reading.schema, (predicate, entities[a], entities[b])))
    return found
