"""Targets of annotated graphs and of coreference chains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.nlp.features import SPAN_WIDTH, Form, likeness
from kg.nlp.layers.nominals import nominal_spans
from training.batches.targets import UNKNOWN, Targets
from training.corpora.document import Document, Facts, Graph

EARLIER, FAR = 60, 20
"""Mentions before one that are its candidates as antecedents, and farther ones of its last word."""
TIME = "time"
"""The label of time expressions: rules find them, the heads only say when things happen."""
UNRELATED = ("pronoun", "amount", TIME)


@dataclass(frozen=True, slots=True)
class _Member:
    """A mention for coreference: place in the batch's bounds, string, type index, chain."""

    place: int
    form: Form
    kind: int
    chain: int


def add_graph(targets: Targets, document: Document, graph: Graph, base: int) -> None:
    """Appends mentions, triggers, arguments, relations, coreference and claim contents."""
    n, index = len(document.words), targets.index
    marks = {name: [UNKNOWN] * n for name in ("modality", "polarity")}
    marks["trigger"] = [UNKNOWN if i in graph.unsure_triggers else 0 for i in range(n)]
    marks["content"] = [UNKNOWN if graph.contents is None else 0] * n
    for span in graph.contents or ():
        for i in range(span.start, span.end):
            kind = "B" if i == span.start else "I"
            marks["content"][i] = index["content"][f"{kind}-{span.label}"]
    for t in graph.triggers:
        marks["trigger"][t.word] = index["trigger"][t.label]
        if t.label != "Claim":
            marks["modality"][t.word] = index["modality"][t.modality]
            marks["polarity"][t.word] = int(t.negated)
    for name, values in marks.items():
        targets.word[name] += values
    _add_spans(targets, document, graph, base)
    first = len(targets.bounds)
    targets.bounds += [(base + m.start, base + m.end - 1) for m in graph.mentions]
    _add_arguments(targets, graph, base, first)
    _add_relations(targets, graph, base, first)
    kinds = [targets.type_of("mention", m.label) for m in graph.mentions]
    members = [
        _Member(
            first + k, Form(" ".join(document.words[m.start : m.end])), kinds[k], graph.clusters[k]
        )
        for k, m in enumerate(graph.mentions)
        if graph.clusters[k] >= 0
    ]
    _add_antecedents(targets, members)


def _add_spans(targets: Targets, document: Document, graph: Graph, base: int) -> None:
    """Every span of at most `SPAN_WIDTH` words of a sentence, no punctuation at its ends."""
    word = [any(c.isalnum() for c in w) for w in document.words]
    gold = {(m.start, m.end): targets.index["mention"][m.label] for m in graph.mentions}
    times = {(m.start, m.end) for m in graph.mentions if m.label == TIME}
    for a, b in pairwise((*document.sentences, len(document.words))):
        for i in range(a, b):
            for j in range(i, min(i + SPAN_WIDTH, b)):
                if not (word[i] and word[j]) and (i, j + 1) not in gold:
                    continue
                if (i, j + 1) in times:
                    continue
                targets.pair["mention"].add(base + i, base + j, j - i, gold.get((i, j + 1), 0))


def _add_arguments(targets: Targets, graph: Graph, base: int, first: int) -> None:
    """Triggers with the mentions of their sentence and the one before."""
    pairs = targets.pair["argument"]
    for t in graph.triggers:
        here = targets.sentence[base + t.word]
        roles = dict(t.arguments)
        for k, m in enumerate(graph.mentions):
            back = here - targets.sentence[base + m.start]
            if k not in roles and (back not in (0, 1) or k in t.ignored):
                continue
            gold = targets.index["argument"][roles.get(k, "-")]
            pairs.add(base + t.word, first + k, m.start - t.word, gold)
            kind = targets.type_of("trigger", t.label)
            pairs.add_types(kind, targets.type_of("mention", m.label))


def _add_relations(targets: Targets, graph: Graph, base: int, first: int) -> None:
    """Ordered mention pairs of one sentence; pronouns have no annotation here."""
    pairs, sentence = targets.pair["relation"], targets.sentence
    gold = {(a, b): targets.index["relation"][r] for a, b, r in graph.relations}
    usable = [k for k, m in enumerate(graph.mentions) if m.label not in UNRELATED]
    for a in usable:
        x = graph.mentions[a]
        for b in usable:
            y = graph.mentions[b]
            if a == b or sentence[base + x.start] != sentence[base + y.start]:
                continue
            same = graph.clusters[a] == graph.clusters[b] >= 0
            if (a, b) not in gold and ((a, b) in graph.unsure or same):
                continue
            pairs.add(first + a, first + b, y.start - x.start, gold.get((a, b), 0))
            kind = targets.type_of("mention", x.label)
            pairs.add_types(kind, targets.type_of("mention", y.label))


def add_chains(
    targets: Targets,
    document: Document,
    chains: Sequence[Sequence[tuple[int, int]]],
    base: int,
) -> None:
    """Appends the antecedents of every mention of an annotated chain; other phrases have none."""
    chain_of = {span: c for c, chain in enumerate(chains) for span in chain}
    for k, span in enumerate(_nominals(document)):
        chain_of.setdefault(span, len(chains) + k)
    mentions = sorted((a, b, c) for (a, b), c in chain_of.items())
    first = len(targets.bounds)
    targets.bounds += [(base + a, base + b - 1) for a, b, _ in mentions]
    unknown = len(targets.index["mention"])
    pronoun = targets.index["mention"]["pronoun"]
    members = []
    for k, (a, b, chain) in enumerate(mentions):
        alone = document.syntax[a].upos == "PRON" and b == a + 1
        string = " ".join(document.words[a:b])
        members.append(_Member(first + k, Form(string), pronoun if alone else unknown, chain))
    _add_antecedents(targets, members)


def add_facts(targets: Targets, facts: Facts, base: int) -> None:
    """Appends the pairs of mentions of one sentence, with their relation."""
    pairs, sentence = targets.pair["relation"], targets.sentence
    gold = {(a, b): targets.index["relation"][r] for a, b, r in facts.relations}
    first = len(targets.bounds)
    targets.bounds += [(base + m.start, base + m.end - 1) for m in facts.mentions]
    unknown = len(targets.index["mention"])
    kinds = [targets.type_of("mention", m.label) if m.label else unknown for m in facts.mentions]
    for a, x in enumerate(facts.mentions):
        for b, y in enumerate(facts.mentions):
            apart = a == b or sentence[base + x.start] != sentence[base + y.start]
            if not apart and (a, b) not in facts.unsure:
                pairs.add(first + a, first + b, y.start - x.start, gold.get((a, b), 0))
                pairs.add_types(kinds[a], kinds[b])


def _nominals(document: Document) -> Iterator[tuple[int, int]]:
    """The nominal phrases of a document's trees."""
    syntax = document.syntax
    yield from nominal_spans(
        [s.head for s in syntax],
        [s.deprel for s in syntax],
        [s.upos for s in syntax],
        document.words,
    )


def _add_antecedents(targets: Targets, members: Sequence[_Member]) -> None:
    """Each mention but the first with its candidates, whose pairs get consecutive places."""
    pairs = targets.pair["coreference"]
    last = [m.form.parts[-1:] for m in members]
    for k in range(1, len(members)):
        member = members[k]
        alike = [e for n, e in enumerate(members[: max(0, k - EARLIER)]) if last[n] == last[k]]
        earlier = [*alike[-FAR:], *members[max(0, k - EARLIER) : k]]
        sentence = targets.sentence[targets.bounds[member.place][0]]
        places = []
        for e in earlier:
            places.append(len(pairs.i))
            apart = sentence - targets.sentence[targets.bounds[e.place][0]]
            pairs.add(e.place, member.place, apart, 0)
            pairs.features.append(likeness(e.form, member.form))
            pairs.add_types(e.kind, member.kind)
        targets.antecedents.append((places, [e.chain == member.chain for e in earlier]))
