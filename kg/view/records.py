"""What the nodes and edges of the projected graph carry, in plain types only.

The graph is an ordinary `networkx.MultiDiGraph`; these are the shapes of its attribute
dictionaries, so that a reader knows the keys and a type checker knows their types.
"""

from typing import NotRequired, TypedDict

STATUSES = ("fact", "negated", "planned", "possible", "attributed", "former")


class Evidence(TypedDict):
    """One sentence that says a statement, and the article that it stands in.

    `start` is the sentence's offset in the article's text; `marks` are half-open pairs of
    offsets in `text`, sorted, of the characters that carry the statement.
    """

    text: str
    start: int
    marks: list[list[int]]
    article: str
    title: str
    date: str
    publisher: str
    url: str


class Statement(TypedDict):
    """A relation, event, claim or attribute; several edges may share one `statement`, its IRI.

    `type` is the local name of the ontology's term and `label` how a reader says it; `time` is
    ISO 8601 or "" and says when it happened, never when it was published; `details` are what
    the roles hold that is no node ("amount: at least 7,326"); `attributed_to` are nodes.
    """

    statement: str
    kind: str
    type: str
    label: str
    status: str
    negated: bool
    modality: str
    former: bool
    attributed_to: list[str]
    time: str
    confidence: float
    details: list[str]
    evidence: list[Evidence]


class Edge(Statement):
    """A statement drawn between two nodes.

    `role` is what the target is in it ("place"), or "" where the label says it: an edge labelled
    "visited" runs from the visitor to the destination, one labelled "visit" with the role "place"
    from a participant, who is `source_role` in it, to the place. A claim's edges lead from its
    speaker to what it is "about", or back to the speaker when that is nothing we know.
    """

    role: str
    source_role: str


class Node(TypedDict):
    """An entity, or an event that no single edge can carry.

    `kind` is "entity" or "event", `type` the local name of its class and `coarse` that of the
    class that gives it its colour; `articles` are the IRIs of the articles that mention it.
    `attributes` are its literal properties; an event's own statement is in `happening`.
    """

    label: str
    kind: str
    type: str
    coarse: str
    aliases: list[str]
    articles: list[str]
    attributes: list[Statement]
    happening: NotRequired[Statement]
