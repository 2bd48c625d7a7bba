"""Values that several test modules share: the ontology and the example graph."""

import pytest
from example import example

from kg.model import ArticleGraph
from kg.schema import Schema, default_schema


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The ontology that ships with the package."""
    return default_schema()


@pytest.fixture
def example_graph() -> ArticleGraph:
    """The graph that `example` makes."""
    return example()
