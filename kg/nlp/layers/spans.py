"""Names, mentions of entities, triggers of events, contents of reported speech."""

import numpy as np

from kg.nlp.features import SPAN_WIDTH
from kg.nlp.heads import Pairs
from kg.nlp.layers import decoding
from kg.nlp.layers.encoded import Encoded

NAMES = {"PER": "PERSON"}
"""Names of ours for spaCy's; the others are the same."""
MENTION_THRESHOLD = 0.4
"""A mention is kept that is nearly as likely as none; not tuned."""
EDGE_POS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "SYM", "X", "DET", "ADV", "VERB"})


def set_names(encoded: Encoded) -> None:
    """Sets `doc.ents`."""
    scores = encoded.heads.words("name", encoded.vectors)
    found = decoding.names(scores, encoded.heads.labels["name"])
    encoded.doc.set_ents([encoded.span(a, b, NAMES.get(label, label)) for a, b, label in found])


def set_mentions(encoded: Encoded) -> None:
    """Sets the span group "mentions": likeliest first, none that crosses a likelier one."""
    pos = [encoded.doc[int(t)].pos_ for t in encoded.layout.tokens]
    edge = np.array([p in EDGE_POS for p in pos])
    starts, ends = [], []
    for a, b in encoded.sentences:
        words = a + np.flatnonzero(edge[a:b])
        width = words[None, :] - words[:, None]
        i, j = np.nonzero((width >= 0) & (width < SPAN_WIDTH))
        starts.append(words[i])
        ends.append(words[j])
    left, right = np.concatenate(starts), np.concatenate(ends)
    heads, vectors = encoded.heads, encoded.vectors
    found = heads.pairs("mention", vectors, vectors, Pairs(left, right, right - left))
    scores = heads.probabilities("mention", found)
    labels = heads.labels["mention"]
    certain = 1 - scores[:, 0]
    spans: list[tuple[int, int, str, float]] = []
    ends_of: dict[int, list[int]] = {}
    likely = np.flatnonzero(certain >= MENTION_THRESHOLD)
    for k in likely[np.argsort(-certain[likely], kind="stable")]:
        a, b = int(left[k]), int(right[k]) + 1
        before = (d for c in range(a - SPAN_WIDTH + 1, a) for d in ends_of.get(c, ()))
        after = (d for c in range(a + 1, b) for d in ends_of.get(c, ()))
        if not any(a < d < b for d in before) and not any(d > b for d in after):
            ends_of.setdefault(a, []).append(b)
            spans.append((a, b, labels[1 + int(scores[k, 1:].argmax())], float(certain[k])))
    encoded.group("mentions", sorted(spans))


def set_triggers(encoded: Encoded) -> None:
    """Sets the span group "triggers": each word's likeliest event type, if any."""
    heads = encoded.heads
    scores = heads.probabilities("trigger", heads.words("trigger", encoded.vectors))
    best = scores.argmax(axis=1)
    labels = heads.labels["trigger"]
    words = np.flatnonzero(best).tolist()
    encoded.group(
        "triggers", [(w, w + 1, labels[best[w]], float(scores[w, best[w]])) for w in words]
    )


def set_contents(encoded: Encoded) -> None:
    """Sets the span group "contents": what somebody is reported to say, "direct" or "indirect"."""
    heads = encoded.heads
    scores = heads.words("content", encoded.vectors)
    likely = heads.probabilities("content", scores)
    found = decoding.names(scores, heads.labels["content"])
    encoded.group(
        "contents", [(a, b, kind, float((1 - likely[a:b, 0]).mean())) for a, b, kind in found]
    )
