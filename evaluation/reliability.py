"""Whether confidence means what it says: bins of confidence against correctness by gold graphs."""

import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.report import Group, Metric
from evaluation.scores import Judged, brier_score, calibration_error, reliability_bins
from kg.errors import KGError
from kg.model import Argument, ArticleGraph, Attribute, Claim, Event

Record = Mapping[str, object]
"""A gold graph, or one of ours, in the interchange form."""
Triple = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class GoldScorer:
    """The functions of score.py that align entities and list what counts as a statement."""

    align: Callable[[Record, Record, str], dict[str, str]]
    triples: Callable[[Record, Callable[[str], str]], tuple[set[Triple], ...]]
    symmetric: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The gold statements of an article, and which gold entity each of our entities is."""

    relations: frozenset[Triple]
    arguments: frozenset[Triple]
    attributes: frozenset[Triple]
    claims: tuple[tuple[int, int, str], ...]
    entities: Mapping[str, str]
    symmetric: frozenset[str]

    def judge_relations(self, graph: ArticleGraph) -> Iterator[Judged]:
        """Each relation that is not negated: its confidence, and whether the gold data has it."""
        for relation in graph.relations:
            if relation.negated:
                continue
            ends = (self.entities.get(relation.subject), self.entities.get(relation.object))
            a, b = sorted(ends, key=str) if relation.predicate in self.symmetric else ends
            found = (a, relation.predicate, b) in self.relations
            yield Judged(relation.source.confidence, found)

    def judge_arguments(self, graph: ArticleGraph) -> Iterator[Judged]:
        """Each role that an entity fills, and whether the gold data has it.

        An argument's confidence holds where its event is right; so the event's multiplies it.
        """
        for event in graph.events:
            for argument in event.arguments:
                found = self.has_argument(event, argument)
                if found is not None:
                    yield Judged(event.source.confidence * argument.confidence, found)

    def has_argument(self, event: Event, argument: Argument) -> bool | None:
        """Whether the gold data has an entity in the role of such an event; None of all else."""
        filler = argument.filler
        if not isinstance(filler, str) or not filler.startswith("e"):
            return None
        return (event.type, argument.role, self.entities.get(filler)) in self.arguments

    def has_attribute(self, attribute: Attribute) -> bool:
        """Whether the gold data has an attribute."""
        subject = self.entities.get(attribute.subject)
        return (subject, attribute.predicate, _plain(attribute.value)) in self.attributes

    def has_claim(self, claim: Claim) -> bool:
        """Whether the gold data has a claim of the speaker that shares half of its content."""
        speaker = self.entities.get(claim.speaker)
        a, b = claim.content.start, claim.content.end
        return any(
            who == speaker and 2 * (min(b, d) - max(a, c)) >= max(b, d) - min(a, c)
            for c, d, who in self.claims
        )


def load_scorer(path: Path) -> GoldScorer:
    """The functions of a score.py.

    Raises:
        KGError: there is no such file, or it is no scorer.
    """
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise KGError(f"{path}: there is no scorer; give the folder that holds gold/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return GoldScorer(module.align, module.triples, frozenset(module.SYMMETRIC))


def align(scorer: GoldScorer, gold: Record, system: Record, text: str) -> Alignment:
    """How our graph of an article lies on the gold one."""
    relations, arguments, attributes, *_ = scorer.triples(gold, str)
    return Alignment(
        relations=frozenset(relations),
        arguments=frozenset(arguments),
        attributes=frozenset(attributes),
        claims=tuple(_claims(gold, text)),
        entities=scorer.align(gold, system, text),
        symmetric=scorer.symmetric,
    )


def _claims(gold: Record, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and speaker of each gold claim whose content is found."""
    claims: Any = gold["claims"]
    for claim in claims:
        at = text.find(claim["content"])
        if at >= 0:
            yield at, at + len(claim["content"]), claim["speaker"]


def _plain(value: str) -> str:
    """A value as score.py compares it."""
    return re.sub(r"\W+", " ", value).strip().lower()


def reliability_group(name: str, judged: Iterable[Judged]) -> Group:
    """Calibration error, Brier score, and of each bin the share that is right; details."""
    everything = list(judged)
    bins = reliability_bins(everything)
    details = [
        metric
        for b in bins
        for metric in (
            Metric(f"{b.low:.1f}-{b.high:.1f} found", b.number),
            Metric(f"{b.low:.1f}-{b.high:.1f} mean confidence", round(b.confidence, 4)),
        )
    ]
    metrics = (
        Metric("calibration error", round(calibration_error(bins), 4)),
        Metric("Brier score", round(brier_score(everything), 4)),
        Metric("found", len(everything)),
        *(Metric(f"{b.low:.1f}-{b.high:.1f} correct", round(b.correct, 4)) for b in bins),
    )
    return Group(
        name, metrics, tuple(details), "an entity with no gold counterpart counts as wrong"
    )
