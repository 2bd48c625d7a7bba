"""Every error that kg raises on purpose, as a tree.

KGError
├── ArticleError      an article cannot be read (empty, binary, undecodable, not English, too long)
├── SchemaError       the ontology or the lexicon does not hold together
├── ModelError        the language model's weights are missing, damaged or do not fit the ontology
├── StoreError        the store is locked, damaged, or was made by another version
├── QueryError        a query does not parse, or its name is unknown
├── LimitError        an answer or its memory goes beyond a bound
├── DeadlineError     an answer takes longer than it may
├── BusyError         the server has too much to do for one more request
├── FormatError       an output format is unknown, or cannot hold the graph
└── ServerError       the server cannot start

A message says what was given, what is accepted, and what to do next.
"""


class KGError(Exception):
    """An error that kg raises on purpose; its message is meant for the user."""


class ArticleError(KGError):
    """An article cannot be read."""


class SchemaError(KGError):
    """The ontology or the lexicon does not hold together."""


class ModelError(KGError):
    """The language model's weights are missing, damaged or do not fit the ontology."""


class StoreError(KGError):
    """The store is locked, damaged, or was made by another version."""


class QueryError(KGError):
    """A query does not parse, or its name is unknown."""


class LimitError(KGError):
    """An answer or the memory that it needs goes beyond a bound."""


class DeadlineError(KGError):
    """An answer takes longer than it may."""


class BusyError(KGError):
    """The server has too much to do for one more request."""


class FormatError(KGError):
    """An output format is unknown, or cannot hold the graph."""


class ServerError(KGError):
    """The server cannot start."""
