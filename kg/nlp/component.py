"""The pipeline components: one forward pass, then every annotation that spaCy has a place for.

Beside spaCy's own attributes `kg_language_model` sets

- `doc.tensor`: the encoder's vectors (tokens, 384), from which `kg.extract` scores pairs;
- `doc.spans["mentions"]`: mentions of entities, labelled with the ontology's types, nested ones
  too, and of positions and amounts;
- `doc.spans["triggers"]`: words that name an event, labelled with its type, and claims' cues;
- `doc.spans["contents"]`: what somebody is reported to say, "direct" or "indirect";
- `doc._.predicates`: PropBank predicates with their rolesets and the heads of their arguments.

Each span group has the spans' probabilities in `attrs["confidence"]`. Sentence starts that a
component before it has set stay as they are. `kg_coreference` sets the span groups
"coref_clusters_1", "coref_clusters_2", ...: phrases that denote the same.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from thinc.types import Ints2d

from kg.nlp.encoder import WIDTH, WordEncoder
from kg.nlp.heads import Heads
from kg.nlp.layers.coreference import Coreference
from kg.nlp.layers.encoded import Encoded
from kg.nlp.layers.predicates import predicates_of, set_predicates
from kg.nlp.layers.spans import set_contents, set_mentions, set_names, set_triggers
from kg.nlp.layers.syntax import find_sentences, set_syntax
from kg.nlp.layout import Layout
from kg.nlp.weights import Weights, load_weights, read_weights

GROUPS = ("mentions", "triggers", "contents")

if not Doc.has_extension("predicates"):
    Doc.set_extension("predicates", getter=predicates_of)


@Language.factory("kg_language_model")
def make_language_model(nlp: Language, name: str) -> "LanguageModel":  # noqa: ARG001
    """The component with the shipped weights."""
    return LanguageModel()


@Language.factory("kg_coreference")
def make_coreference(nlp: Language, name: str) -> Coreference:  # noqa: ARG001
    """The component that finds chains with the vectors and heads of the language model."""
    return Coreference(nlp)


class LanguageModel:
    """Sentence starts, tags, lemmas, trees, names, roles, mentions and triggers of a Doc."""

    def __init__(self) -> None:
        self._use(load_weights())

    def _use(self, weights: Weights) -> None:
        """Takes the weights as those of the component."""
        self.weights = weights
        self.encoder = WordEncoder(weights)
        self.heads = Heads.of(weights)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, annotated in place."""
        layout = Layout.of(doc)
        if not layout.words:
            return _without_words(doc)
        vectors = self.encoder.vectors(layout.words, layout.gaps)
        tensor: npt.NDArray[Any] = np.zeros((len(doc), vectors.shape[1]), dtype=np.float32)
        tensor[layout.tokens] = vectors
        doc.tensor = tensor
        sentences = find_sentences(doc, layout, vectors, self.heads)
        encoded = Encoded(doc, layout, vectors, sentences, self.heads)
        set_syntax(encoded)
        set_names(encoded)
        set_predicates(encoded)
        set_mentions(encoded)
        set_triggers(encoded)
        set_contents(encoded)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Writes the weights file into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "weights.zip").write_bytes(self.weights.content)

    def from_disk(
        self,
        path: str | Path,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002
    ) -> "LanguageModel":
        """Reads the weights file that `to_disk` wrote."""
        self._use(read_weights((Path(path) / "weights.zip").read_bytes()))
        return self


def _without_words(doc: Doc) -> Doc:
    """A Doc of white space only as one sentence with no annotations."""
    doc.tensor = np.zeros((len(doc), WIDTH))
    for name in GROUPS:
        doc.spans[name] = SpanGroup(doc, name=name, attrs={"confidence": []}, spans=[])
    if len(doc):
        rows = np.zeros((len(doc), 2), dtype=np.uint64)
        rows[:, 0] = doc.vocab.strings.add("dep")
        rows[:, 1] = (-np.arange(len(doc))).view(np.uint64)
        doc.from_array(["DEP", "HEAD"], cast(Ints2d, rows))
    return doc
