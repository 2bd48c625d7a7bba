"""Coreference: chains of phrases that denote the same, within a whole article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.features import Form, likeness
from kg.nlp.heads import Heads, Pairs, heads_of
from kg.nlp.layers.nominals import nominal_spans
from kg.nlp.layout import Layout
from kg.nlp.paths import head_of
from kg.nlp.weights import Floats

PREFIX = "coref_clusters_"
"""Name of a chain's span group, before its number; the convention of spacy-experimental."""
EARLIER, FAR = 20, 20
"""Phrases before one that may be its antecedent, and farther ones of its last word.

A third of what training looks at: the nearest 60 find no more, and take three times as long.
"""
PRONOUN = "pronoun"
THRESHOLD = -0.5
"""Least score of a link; 0 is as likely as not. Chosen on OntoGUM's development part."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words start up to end, their form, their type ("" unknown), the number of the sentence."""

    start: int
    end: int
    form: Form
    kind: str
    sentence: int

    def contains(self, other: "Phrase") -> bool:
        """Whether the other's words are among its own."""
        return self.start <= other.start and other.end <= self.end


class Coreference:
    """Sets the span groups "coref_clusters_1", "coref_clusters_2", ... in text order."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, which a language model has read, with its chains.

        Raises:
            ValueError: the pipeline has no language model.
        """
        heads = heads_of(self._nlp)
        if heads is None:
            raise ValueError("kg_coreference needs kg_language_model before it in the pipeline")
        layout = Layout.of(doc)
        phrases = _phrases(doc, layout)
        for k, chain in enumerate(_chains(phrases, _links(doc, layout, phrases, heads)), 1):
            tokens = [(int(layout.tokens[p.start]), int(layout.tokens[p.end - 1])) for p in chain]
            spans = [Span(doc, a, b + 1, label="coreference") for a, b in tokens]
            doc.spans[f"{PREFIX}{k}"] = SpanGroup(doc, name=f"{PREFIX}{k}", spans=spans)
        return doc


def _phrases(doc: Doc, layout: Layout) -> list[Phrase]:
    """The phrases that may corefer, in text order: nominal phrases, and the model's mentions."""
    tokens = [doc[int(t)] for t in layout.tokens]
    sentence = np.cumsum([bool(t.is_sent_start) for t in tokens]).tolist()
    heads = [int(layout.word_of[t.head.i]) for t in tokens]
    tags, words = [t.pos_ for t in tokens], [t.text for t in tokens]
    found = set(nominal_spans(heads, [t.dep_ for t in tokens], tags, words))
    known = {head_of(heads, a, b) for a, b in found}
    for span in _mentions(doc, layout):
        head = head_of(heads, *span)
        if head not in known and tags[head] == "PROPN":
            found.add(span)
    return [
        Phrase(
            start=a,
            end=b,
            form=Form(" ".join(words[a:b])),
            kind=PRONOUN if b == a + 1 and tags[a] == "PRON" else "",
            sentence=sentence[a],
        )
        for a, b in sorted(found)
    ]


def _mentions(doc: Doc, layout: Layout) -> Iterator[tuple[int, int]]:
    """The words of the model's mentions."""
    for span in doc.spans.get("mentions", ()):
        yield int(layout.word_of[span.start]), int(layout.word_of[span.end - 1]) + 1


def _links(
    doc: Doc, layout: Layout, phrases: Sequence[Phrase], heads: Heads
) -> list[tuple[int, int]]:
    """Each phrase that has an antecedent, with it: (antecedent, phrase)."""
    pairs = _pairs(phrases)
    vectors = np.asarray(doc.tensor)[layout.tokens]
    scores = link_scores(heads, vectors, phrases, pairs)
    best: dict[int, tuple[float, int]] = {}
    for (a, b), score in zip(pairs, scores.tolist(), strict=True):
        if score > best.get(b, (THRESHOLD, -1))[0]:
            best[b] = score, a
    return [(a, b) for b, (_, a) in best.items()]


def link_scores(
    heads: Heads, vectors: Floats, phrases: Sequence[Phrase], pairs: Sequence[tuple[int, int]]
) -> Floats:
    """Scores (pairs,) of an earlier and a later phrase denoting the same; > 0 is likely.

    `vectors` (words, 384) are those of the text in which the phrases lie.
    """
    i, j = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    first, last = [p.start for p in phrases], [p.end - 1 for p in phrases]
    ends = np.concatenate((vectors[first], vectors[last]), axis=1)
    index = {label: k for k, label in enumerate(heads.labels["mention"])}
    types = np.array([index.get(p.kind, len(index)) for p in phrases], dtype=np.int64)
    sentence = np.array([p.sentence for p in phrases], dtype=np.int64)
    alike = [likeness(phrases[a].form, phrases[b].form) for a, b in pairs]
    features = np.array(alike, dtype=np.float32)
    scored = Pairs(i, j, sentence[j] - sentence[i], types[i], types[j], features)
    return heads.pairs("coreference", ends, ends, scored)[:, 0]


def _pairs(phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """The pairs of an earlier and a later phrase that are scored."""
    by_last: dict[str, list[int]] = {}
    pairs = []
    for k, phrase in enumerate(phrases):
        near = range(max(0, k - EARLIER), k)
        same = by_last.setdefault("".join(phrase.form.parts[-1:]), [])
        alike = [e for e in same[-FAR - EARLIER :] if e < near.start]
        for e in (*alike[-FAR:], *near):
            nested = phrases[e].contains(phrase) or phrase.contains(phrases[e])
            if not nested and (phrase.kind == PRONOUN or phrases[e].kind != PRONOUN):
                pairs.append((e, k))
        same.append(k)
    return pairs


def _chains(phrases: Sequence[Phrase], links: Sequence[tuple[int, int]]) -> list[list[Phrase]]:
    """The phrases that links join, chains in the order of their first phrase."""
    first = list(range(len(phrases)))
    for a, b in sorted(links, key=lambda link: link[1]):
        first[b] = first[a]
    members: dict[int, list[Phrase]] = {}
    for k, phrase in enumerate(phrases):
        members.setdefault(first[k], []).append(phrase)
    return [chain for chain in members.values() if len(chain) > 1]
