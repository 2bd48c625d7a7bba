"""Annotated knowledge graphs (GUIDELINES.md beside the gold data) laid onto words.

The annotation names strings; here they become word spans. An entity's mention strings stand for
all their occurrences. An event or relation is located by its evidence; where its participant has
no mention in that sentence, a pronoun that agrees with the participant's type stands in for it.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy

from training.corpora.document import Document, Graph, Labelled, Trigger
from training.corpora.graphs.alignment import Alignment
from training.corpora.graphs.gold import Gold, GoldClaim, GoldEvent, fillers, read_gold
from training.corpora.graphs.mentions import AMOUNT, POSITION, TIME, Mentions
from training.corpora.graphs.triggers import TriggerWords, stem

CLAIM, SPEAKER, SOURCE = "Claim", "speaker", "source"
CUE_REACH = 60
"""Words between a claim's content and its cue, at most."""


def read_graphs(gold: Path, articles: Path, demonyms: frozenset[str]) -> Iterator[Document]:
    """The articles of a gold folder as documents with their graph and names."""
    nlp = spacy.blank("en")
    graphs = {path.name: read_gold(path) for path in sorted(gold.glob("*.json"))}
    words = TriggerWords(v for graph in graphs.values() for v in graph["events"])
    for name, graph in graphs.items():
        article = json.loads((articles / name).read_text(encoding="utf-8"))
        yield _document(Alignment(nlp, article["text"]), graph, words, demonyms)


def _document(
    text: Alignment, gold: Gold, words: TriggerWords, demonyms: frozenset[str]
) -> Document:
    """The document with all its layers."""
    mentions = Mentions(text, gold)
    events = [_event(text, mentions, words, v) for v in gold["events"]]
    claims = [_claim(text, mentions, c) for c in gold["claims"]]
    relations, unsure = _relations(text, mentions, gold)
    graph = Graph(
        mentions=mentions.spans,
        clusters=mentions.clusters,
        triggers=tuple(t for t in (*events, *(t for t, _ in claims)) if t),
        unsure_triggers=_named_again(text, [t.word for t in events if t]),
        relations=tuple(sorted(relations)),
        unsure=frozenset(unsure),
        contents=tuple(sorted({c for _, c in claims if c}, key=lambda c: c.start)),
    )
    return Document(
        id=gold["id"],
        words=text.words,
        gaps=text.gaps,
        sentences=tuple(text.starts),
        corpus="graphs",
        names=mentions.names(demonyms),
        graph=graph,
    )


def _named_again(text: Alignment, triggers: Sequence[int]) -> frozenset[int]:
    """Words like a trigger elsewhere: they may name the same happening once more."""
    stems = {stem(text.words[w]) for w in triggers}
    alike = {i for i, word in enumerate(text.words) if stem(word) in stems}
    return frozenset(alike - set(triggers))


def _event(
    text: Alignment, mentions: Mentions, words: TriggerWords, event: GoldEvent
) -> Trigger | None:
    """The trigger of one event, if it is found."""
    spans = text.within(event["trigger"], event["evidence"])
    if not spans:
        return None
    start, end = spans[0]
    word = start + words.bearer(text.words[start:end], event["type"])
    wanted = [
        (entity, role)
        for role in event["roles"]
        for entity in fillers(event, role)
        if entity in mentions.types
    ]
    wanted += [(entity, SOURCE) for entity in event.get("attributed_to", ())]
    arguments, ignored = _arguments(mentions, word, wanted)
    amounts = tuple((m, AMOUNT) for x in fillers(event, AMOUNT) for m in mentions.amounts(x, word))
    times = mentions.times(event["time"], word) if event.get("time") else []
    figures = (*amounts, *((m, TIME) for m in times[:1]))
    return Trigger(
        word=word,
        label=event["type"],
        modality=event.get("modality", "asserted"),
        negated=bool(event.get("negated")),
        arguments=figures + arguments,
        ignored=(ignored | set(times)) - {m for m, _ in figures},
    )


def _claim(
    text: Alignment, mentions: Mentions, claim: GoldClaim
) -> tuple[Trigger | None, Labelled | None]:
    """The cue of one claim as a trigger, and its content."""
    span = text.find(claim["content"])
    if span is None:
        return None, None
    content = Labelled(*span, "direct" if claim.get("direct") else "indirect")
    cues = [
        (abs(a - span[0]) if a < span[0] else abs(a - span[1]), a)
        for a, _ in text.occurrences(claim["cue"])
    ]
    if not cues or min(cues)[0] > CUE_REACH:
        return None, content
    word = min(cues)[1]
    arguments, ignored = _arguments(mentions, word, [(claim["speaker"], SPEAKER)])
    cue = Trigger(
        word=word,
        label=CLAIM,
        modality="asserted",
        negated=False,
        arguments=arguments,
        ignored=ignored,
    )
    return cue, content


def _arguments(
    mentions: Mentions, word: int, wanted: Sequence[tuple[str, str]]
) -> tuple[tuple[tuple[int, str], ...], frozenset[int]]:
    """The nearest mention of each participant, and the mentions of which nothing is known."""
    arguments: list[tuple[int, str]] = []
    ignored: set[int] = set()
    missing = pronouns_used = False
    for entity, role in wanted:
        near = mentions.near(entity, word)
        if near:
            arguments.append((near[0], role))
            ignored |= set(near[1:])
            continue
        missing = True
        pronouns = mentions.pronouns(entity, word)
        if pronouns:
            arguments.append((pronouns[0], role))
            pronouns_used = True
    if missing and not pronouns_used:
        ignored |= set(mentions.pronouns_beside(word))
    return tuple(arguments), frozenset(ignored - {m for m, _ in arguments})


def _relations(
    text: Alignment, mentions: Mentions, gold: Gold
) -> tuple[set[tuple[int, int, str]], set[tuple[int, int]]]:
    """Related mention pairs, and pairs of the same entities of which nothing is said."""
    positive: set[tuple[int, int, str]] = set()
    unsure: set[tuple[int, int]] = set()
    for relation in gold["relations"]:
        subjects = mentions.of.get(relation["subject"], [])
        objects = mentions.of.get(relation["object"], [])
        pairs = [
            (a, b)
            for a in subjects
            for b in objects
            if a != b and mentions.sentence(a) == mentions.sentence(b)
        ]
        unsure |= set(pairs)
        best = _located(text, mentions, pairs, relation["evidence"])
        if best:
            positive.add((*best, relation["predicate"]))
    for literal in gold["literals"]:
        if literal["predicate"] == POSITION:
            spans = text.within(literal["value"], literal["evidence"])
            values = [
                k
                for k, m in enumerate(mentions.spans)
                if m.label == POSITION and (m.start, m.end) in spans
            ]
            pairs = [(a, b) for a in mentions.of.get(literal["subject"], []) for b in values]
            best = _located(text, mentions, pairs, literal["evidence"])
            if best:
                positive.add((*best, POSITION))
    return positive, unsure - {(a, b) for a, b, _ in positive}


def _located(
    text: Alignment, mentions: Mentions, pairs: Sequence[tuple[int, int]], evidence: str
) -> tuple[int, int] | None:
    """The closest pair, one inside of the evidence before all others."""
    span = text.find(evidence)

    def rank(pair: tuple[int, int]) -> tuple[bool, int, int]:
        a, b = mentions.spans[pair[0]], mentions.spans[pair[1]]
        outside = span is None or min(a.start, b.start) < span[0] or max(a.end, b.end) > span[1]
        return outside, max(a.start, b.start) - min(a.end, b.end), a.start

    return min(pairs, key=rank, default=None)
