"""What one article adds to the projected graph: its entities, and its statements as edges."""

from collections.abc import Iterator

from kg.schema import Schema
from kg.view.reading import ArticleReader, Marks
from kg.view.records import Edge, Node, Statement

Participants = list[tuple[str, str]]
Tie = tuple[str, str, Edge]


class Projection:
    """One article's nodes and edges; an event's participants are pairs of role and node."""

    def __init__(self, article: ArticleReader, schema: Schema) -> None:
        self._article = article
        self._schema = schema
        self._types = dict(article.nodes())
        self._participants = {
            node: self._find_participants(node)
            for node, name in self._types.items()
            if name in schema.event_types
        }
        targets = {node for found in self._participants.values() for _, node in found}
        self._shown = {
            event
            for event, found in self._participants.items()
            if event in targets or len({node for _, node in found}) < 2
        }

    def entities(self) -> Iterator[tuple[str, str]]:
        """Each entity that the article mentions, with its class."""
        return ((n, name) for n, name in self._types.items() if name in self._schema.entity_types)

    def attributes(self) -> Iterator[tuple[str, Statement]]:
        """Each literal property, with the entity that has it."""
        for node in self._of_type("AttributeStatement"):
            subject = self._article.one(node, "rdf:subject")
            name = self._article.term(node, "rdf:predicate")
            value = self._article.one(node, "rdf:object")
            marks = self._article.mentions(subject)
            label = self._schema.attributes[name].label
            statement = self._statement(node, "attribute", name, label, marks=marks)
            statement["details"] = [value]
            yield subject, statement

    def happenings(self) -> dict[str, Node]:
        """The events that are nodes of their own."""
        return {event: self._happening(event) for event in sorted(self._shown)}

    def participants(self) -> dict[str, Participants]:
        """Every event with those that take part in it."""
        return self._participants

    def edges(self) -> Iterator[Tie]:
        """Every relation, event and claim as edges between nodes."""
        for node in self._of_type("RelationStatement"):
            yield self._relation(node)
        for event in self._participants:
            yield from self._event(event)
        for node in self._of_type("Claim"):
            yield from self._claim(node)

    def _of_type(self, name: str) -> list[str]:
        return [node for node, own in self._types.items() if own == name]

    def _is_node(self, node: str) -> bool:
        """Whether something is an entity or an event of this article, not a figure or a text."""
        name = self._types.get(node, "")
        return name in self._schema.entity_types or name in self._schema.event_types

    def _find_participants(self, event: str) -> Participants:
        return [
            (role, filler)
            for role in self._schema.roles
            for filler in self._article.all(event, role)
            if filler != event and self._is_node(filler)
        ]

    def _relation(self, node: str) -> Tie:
        ends = [self._article.one(node, end) for end in ("rdf:subject", "rdf:object")]
        name = self._article.term(node, "rdf:predicate")
        label = self._schema.relations[name].label
        marks = [mark for end in ends for mark in self._article.mentions(end)]
        statement = self._statement(node, "relation", name, label, marks=marks)
        return ends[0], ends[1], Edge(**statement, role="", source_role="")

    def _event(self, event: str) -> Iterator[Tie]:
        participants = self._participants[event]
        statement = self._event_statement(event)
        beside = Edge(**statement, role="", source_role="")
        beside["label"] = self._schema.event_types[self._types[event]].label
        if event in self._shown:
            for role, node in participants:
                yield event, node, Edge(**{**beside, "role": role})
        nodes = list(dict.fromkeys(node for _, node in participants))
        if len(nodes) < 2:
            return
        pairs = self._pairs(event)
        for subject, object_ in pairs:
            yield subject, object_, Edge(**statement, role="", source_role="")
        joined = {node for pair in pairs for node in pair}
        anchor = pairs[0][0] if pairs else nodes[0]
        anchor_role = next(role for role, node in participants if node == anchor)
        for role, node in participants:
            if node != anchor and node not in joined:
                yield anchor, node, Edge(**{**beside, "role": role, "source_role": anchor_role})

    def _pairs(self, event: str) -> Participants:
        """The subjects and objects of the plain triples that an event stands for."""
        role = self._schema.event_types[self._types[event]].object_role
        by_role: dict[str, list[str]] = {}
        for name, node in self._participants[event]:
            by_role.setdefault(name, []).append(node)
        subjects = by_role.get("agent", [])
        if not subjects and role in ("place", "topic"):
            subjects = by_role.get("patient", [])
        return [(s, o) for s in subjects for o in by_role.get(role, []) if s != o]

    def _claim(self, node: str) -> Iterator[Tie]:
        speaker = self._article.one(node, "speaker")
        content = self._article.span(self._article.one(node, "content"))
        statement = self._statement(node, "claim", "Claim", self._cue(node), marks=[content])
        about = [
            entity
            for entity, _ in self.entities()
            if entity != speaker
            and any(content[0] <= a and b <= content[1] for a, b in self._article.mentions(entity))
        ]
        for entity in about or [speaker]:
            yield speaker, entity, Edge(**statement, role="about" if about else "", source_role="")

    def _cue(self, claim: str) -> str:
        return self._article.one(self._article.one(claim, "cue"), "oa:exact")

    def _happening(self, event: str) -> Node:
        name = self._types[event]
        figures = [self._text(value) for value in self._article.all(event, "amount")]
        return Node(
            label=" · ".join([self._schema.event_types[name].label, *figures]),
            kind="event",
            type=name,
            coarse="Event",
            aliases=[self._article.one(event, "rdfs:label")],
            articles=[self._article.article],
            attributes=[],
            happening=self._event_statement(event),
        )

    def _event_statement(self, event: str) -> Statement:
        name = self._types[event]
        kind = self._schema.event_types[name]
        marks = [self._article.span(self._article.one(event, "trigger"))]
        for _, node in self._participants[event]:
            marks += self._article.mentions(node)
        label = self._schema.projections[kind.triple].label if self._pairs(event) else kind.label
        return self._statement(event, "event", name, label, marks=marks)

    def _statement(self, node: str, kind: str, name: str, label: str, *, marks: Marks) -> Statement:
        article = self._article
        sources = article.all(node, "attributedTo")
        modality = article.term(node, "modality") or "asserted"
        statement = Statement(
            statement=node,
            kind=kind,
            type=name,
            label=label,
            status="fact",
            negated=article.is_true(node, "negated"),
            modality=modality,
            former=article.is_true(node, "former"),
            attributed_to=[article.one(node, "speaker")] if kind == "claim" else sources,
            time=self._time(node),
            confidence=float(article.one(node, "confidence") or 0),
            details=self._details(node) if kind == "event" else [],
            evidence=article.evidence(node, marks),
        )
        statement["status"] = _status(statement)
        return statement

    def _time(self, node: str) -> str:
        article = self._article
        ends = [article.one(node, "eventStart"), article.one(node, "eventEnd")]
        return article.one(node, "eventTime") or "/".join(filter(None, ends))

    def _details(self, event: str) -> list[str]:
        """What fills an event's roles and is no node: figures and texts of the article."""
        return [
            f"{role}: {self._text(filler)}"
            for role in self._schema.roles
            for filler in self._article.all(event, role)
            if not self._is_node(filler)
        ]

    def _text(self, node: str) -> str:
        return self._article.one(node, "oa:exact") or self._article.one(node, "rdfs:label")


def _status(statement: Statement) -> str:
    """The one word for how the article presents a statement; the first that applies."""
    if statement["negated"]:
        return "negated"
    if statement["modality"] != "asserted":
        return statement["modality"]
    if statement["attributed_to"]:
        return "attributed"
    return "former" if statement["former"] else "fact"
