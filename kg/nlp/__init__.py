"""The language model: an ordinary spaCy pipeline, offline, from weights inside the package."""

import spacy
from spacy.language import Language

from kg.nlp.component import LanguageModel, Predicate
from kg.nlp.expressions import component as _expressions  # noqa: F401  registers the component

__all__ = ["LanguageModel", "Predicate", "load"]


def load() -> Language:
    """A `spacy.Language` for English news: tokenizer, language model, time and figure rules.

    The tokenizer is spaCy's own for English; `kg.nlp.component` says what a Doc holds afterwards.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("kg_language_model")
    nlp.add_pipe("kg_expressions")
    return nlp
