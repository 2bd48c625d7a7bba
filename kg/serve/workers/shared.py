"""What the processes share: the fork server imports this module, and forks of it have it all.

Only here does an import do work: it reads the ontology, a quarter of a second that each process
would otherwise need for itself. Importing `kg.serve` brings all other modules.
"""

from kg.schema import default_schema

default_schema()
