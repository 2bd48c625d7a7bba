"""What people say about a topic: which claims, and which events, words or a type of event name."""

from dataclasses import dataclass

from kg.serve.catalogue import Catalogue
from kg.serve.catalogue.words import match_texts

MOST_EVENTS = 400
MOST_NAMES = 40
NAMED = f"""
SELECT node.id FROM name JOIN node ON node.id = name.rowid
WHERE name MATCH :names ORDER BY node.rank LIMIT {MOST_NAMES}
"""  # noqa: S608
OF_WORDS = f"""
claim.statement IN (
  SELECT rowid FROM said WHERE said MATCH :texts
  UNION SELECT part.statement FROM part WHERE part.role = 'about' AND part.node IN ({NAMED}))
"""  # noqa: S608
OF_TYPE = """
claim.statement IN (SELECT asserted.claim FROM asserted
  JOIN statement AS event ON event.id = asserted.event WHERE event.type = :type)
"""
SAID_BY = """
FROM claim JOIN statement ON statement.id = claim.statement
JOIN article ON article.id = statement.article
"""
TELLING = """
(event.negated OR event.status IN ('planned', 'possible')
 OR event.id IN (SELECT statement FROM figure) OR event.id IN (SELECT event FROM asserted))
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """Words (all of which a claim or a name has), a type of event, a speaker's id; or none."""

    words: str = ""
    type: str = ""
    speaker: int = 0

    @property
    def parameters(self) -> dict[str, object]:
        """The values of its conditions."""
        return {
            "texts": match_texts(self.words),
            "names": match_texts(self.words),
            "type": self.type,
            "speaker": self.speaker,
        }

    @property
    def condition(self) -> str:
        """What has to hold of a claim."""
        if self.words and not match_texts(self.words):
            return "FALSE"  # nothing but punctuation
        conditions = [
            OF_WORDS if self.words else "",
            OF_TYPE if self.type else "",
            "claim.speaker = :speaker" if self.speaker else "",
        ]
        return " AND ".join(filter(None, conditions)) or "TRUE"


def count_claims(catalogue: Catalogue, topic: Topic) -> int:
    """How many claims there are."""
    sql = f"SELECT COUNT(*) {SAID_BY} WHERE {topic.condition}"
    return catalogue.number(sql, topic.parameters)


def find_claims(catalogue: Catalogue, topic: Topic, limit: int, offset: int) -> list[int]:
    """The claims of one page, the latest articles first."""
    rows = catalogue.rows(
        f"SELECT claim.statement {SAID_BY} WHERE {topic.condition}"
        " ORDER BY article.date DESC, statement.id LIMIT :limit OFFSET :offset",
        topic.parameters | {"limit": limit, "offset": offset},
    )
    return [row["statement"] for row in rows]


def find_speakers(catalogue: Catalogue, topic: Topic, limit: int) -> list[tuple[int, str, int]]:
    """Who says most: id, name and number of claims."""
    rows = catalogue.rows(
        f"SELECT node.id, node.label, COUNT(*) AS claims {SAID_BY}"
        f" JOIN node ON node.id = claim.speaker WHERE {topic.condition}"
        " GROUP BY node.id ORDER BY claims DESC, node.rank LIMIT :limit",
        topic.parameters | {"limit": limit},
    )
    return [(row["id"], row["label"], row["claims"]) for row in rows]


def find_events(catalogue: Catalogue, topic: Topic) -> list[int]:
    """The latest events of the topic that somebody could contradict, `MOST_EVENTS` at most."""
    conditions = [TELLING]
    if topic.type:
        conditions.append("event.type = :type")
    if topic.words and not match_texts(topic.words):
        return []
    if topic.words:
        conditions.append(
            "event.id IN (SELECT asserted.event FROM asserted WHERE asserted.claim IN"  # noqa: S608
            " (SELECT rowid FROM said WHERE said MATCH :texts)"
            f" UNION SELECT part.statement FROM part WHERE part.node IN ({NAMED}))"
        )
    rows = catalogue.rows(
        "SELECT event.id FROM statement AS event JOIN article ON article.id = event.article"  # noqa: S608
        f" WHERE event.kind = 'event' AND {' AND '.join(conditions)}"
        " ORDER BY article.date DESC, event.id LIMIT :limit",
        topic.parameters | {"limit": MOST_EVENTS},
    )
    return [row["id"] for row in rows]
