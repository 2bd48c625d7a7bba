"""Coreference chains against OntoGUM, mentions predicted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.language.chains import ChainScores, score_chains
from evaluation.language.reading import Reading, read
from evaluation.report import Group, Metric
from evaluation.scores import Count, compare, percent, precision_recall
from kg.nlp import load
from training.corpora.conllu import read_conllu
from training.corpora.document import Document


def measure_coreference(shared: Path) -> Iterator[Group]:
    """The metric group of coreference."""
    nlp = load()
    documents = list(read_conllu(shared / "corpora" / "ontogum-open-dev.conllu", "ontogum"))
    readings = [read(nlp, d) for d in documents]
    yield coreference_group("OntoGUM-open dev: coreference", documents, readings)


def coreference_group(
    name: str, documents: Sequence[Document], readings: Sequence[Reading]
) -> Group:
    """The CoNLL-2012 average and its parts; mentions of chains by exact span."""
    pairs = zip(documents, readings, strict=True)
    known = [(d.coreference, r.chains) for d, r in pairs if d.coreference is not None]
    total, mentions = ChainScores(), Count()
    for annotated, predicted in known:
        gold = [frozenset(chain) for chain in annotated]
        total += score_chains(gold, predicted)
        mentions += compare(frozenset().union(*gold), frozenset().union(*predicted))
    parts = {"MUC": total.muc, "B-cubed": total.b_cubed, "CEAF-e": total.ceaf_e}
    sides = [
        percent(f"{part} {side}", share)
        for part, agreement in parts.items()
        for side, share in (("precision", agreement.precision), ("recall", agreement.recall))
    ]
    return Group(
        name,
        (
            percent("CoNLL average", total.conll),
            *(percent(f"{part} F1", agreement.f1) for part, agreement in parts.items()),
        ),
        (
            *sides,
            percent("mentions F1", mentions.f1),
            *precision_recall(mentions, "mentions "),
            Metric("chains", total.ceaf_e.gold),
            Metric("predicted chains", total.ceaf_e.predicted),
        ),
        f"words as given, mentions predicted, no singletons in the gold; {len(known)} documents",
    )
