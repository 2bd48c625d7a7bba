"""What IRIs are called: names of entities, events and articles, labels of the ontology's terms."""

from collections.abc import Iterable, Mapping
from functools import cache

from kg.schema import AttributeType, EntityType, EventType, RelationType, Schema
from kg.serve.catalogue import Catalogue

Term = EntityType | EventType | RelationType | AttributeType
MOST = 5000  # IRIs in one request
BATCH = 500  # IRIs in one look-up
NAMES = (
    "SELECT iri, label FROM node WHERE label <> '' AND iri IN ({})",
    "SELECT iri, heading FROM article WHERE iri IN ({})",
    "SELECT iri, label FROM statement WHERE label <> '' AND iri IN ({})",
)


def labels_of(iris: Iterable[str], catalogue: Catalogue, schema: Schema) -> dict[str, str]:
    """The labels of those IRIs that have one."""
    wanted = dict.fromkeys(iris)
    known = term_labels(schema)
    found = {iri: known[iri] for iri in wanted if iri in known}
    for sql in NAMES:
        rest = [iri for iri in wanted if iri not in found]
        for start in range(0, len(rest), BATCH):
            batch = rest[start : start + BATCH]
            marks = ", ".join("?" * len(batch))
            found.update(tuple(row) for row in catalogue.rows(sql.format(marks), batch))
    return found


def terms_of(schema: Schema) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The classes of the ontology and its properties between things or to values."""
    classes: tuple[Term, ...] = (*schema.entity_types.values(), *schema.event_types.values())
    relations = (*schema.relations.values(), *schema.projections.values())
    return classes, (*relations, *schema.attributes.values())


@cache
def term_labels(schema: Schema) -> Mapping[str, str]:
    """The labels of classes and properties, by IRI; a role is called by its name."""
    classes, properties = terms_of(schema)
    roles = {schema.iri(role): role for role in schema.roles}
    return roles | {term.iri: term.label for term in (*classes, *properties)}
