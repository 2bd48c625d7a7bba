"""The language model: an ordinary spaCy pipeline, offline, from weights inside the package."""

import spacy
from spacy.language import Language

from kg.nlp.component import LanguageModel
from kg.nlp.expressions import component as _expressions  # noqa: F401  registers the component
from kg.nlp.layers.predicates import Predicate

__all__ = ["LanguageModel", "Predicate", "load"]


def load(*, coreference: bool = True) -> Language:
    """A `spacy.Language` for English news: language model, coreference, times and figures.

    The tokenizer is spaCy's own for English; `kg.nlp.component` says what a Doc holds afterwards.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("kg_language_model")
    if coreference:
        nlp.add_pipe("kg_coreference")
    nlp.add_pipe("kg_expressions")
    return nlp
