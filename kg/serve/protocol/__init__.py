"""The endpoint: SPARQL 1.1 Protocol, Graph Store Protocol for reading, and its descriptions.

Source: W3C Recommendations SPARQL 1.1 Protocol, SPARQL 1.1 Graph Store HTTP Protocol, SPARQL 1.1
Service Description; the W3C note Describing Linked Datasets with the VoID Vocabulary.
"""

from starlette.routing import Route

from kg.serve.protocol.description import VOID
from kg.serve.protocol.graphs import GRAPHS
from kg.serve.protocol.sparql import SPARQL

routes = [
    Route("/sparql", SPARQL, name="sparql"),
    Route("/data", GRAPHS, name="data"),
    Route("/.well-known/void", VOID, name="void"),
]
