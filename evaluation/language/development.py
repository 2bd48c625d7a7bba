"""Which layer is measured on which development set, coreference apart."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from evaluation.language.attribution import attribution_group
from evaluation.language.names import names_group
from evaluation.language.reading import Reading, read, read_sentences
from evaluation.language.roles import roles_group
from evaluation.language.syntax import starts_group, tokens_group, words_group
from evaluation.report import Group
from kg.pipeline import load_model
from training.corpora.conllu import read_conllu, with_names, with_predicates
from training.corpora.document import Document
from training.corpora.names import CROSSNER, read_columns


def measure_language(shared: Path) -> Iterator[Group]:
    """The metric groups of the language model, as each is ready."""
    nlp = load_model()
    corpora = shared / "corpora"
    path = corpora / "ewt-dev.conllu"
    ewt = with_names(list(read_conllu(path, "ewt")), corpora / "uner-ewt-dev.iob2", frozenset())
    ewt = with_predicates(ewt, corpora / "ewt-propbank-dev.conll")
    readings = [read(nlp, d) for d in ewt]
    yield from _treebank("EWT dev", nlp, ewt, readings)
    yield names_group("UNER EWT dev: names", ewt, readings, ("PER", "LOC", "ORG"))
    yield roles_group("EWT dev: PropBank", ewt, readings)
    yield tokens_group("EWT dev: tokens of raw text", nlp, path)
    path = corpora / "gum-open-dev.conllu"
    gum = list(read_conllu(path, "gum"))
    readings = [read(nlp, d) for d in gum]
    yield from _treebank("GUM-open dev", nlp, gum, readings)
    yield attribution_group("GUM-open dev: attribution", gum, readings)
    yield tokens_group("GUM-open dev: tokens of raw text", nlp, path)
    path = corpora / "crossner-politics" / "dev.txt"
    politics = list(read_columns(path, "crossner", known=CROSSNER))
    readings = [read(nlp, d) for d in politics]
    labels = ("PER", "ORG", "LOC", "EVENT")
    yield names_group("CrossNER politics dev: names", politics, readings, labels)


def _treebank(
    name: str, nlp: Language, documents: Sequence[Document], readings: Sequence[Reading]
) -> Iterator[Group]:
    """Words and sentence starts, then words again when the sentences are given."""
    yield words_group(f"{name}: words", documents, readings)
    yield starts_group(f"{name}: sentence starts", documents, readings)
    given = [read_sentences(nlp, d) for d in documents]
    yield words_group(f"{name}: words, sentences given", documents, given)
