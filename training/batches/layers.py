"""Targets of the layers that corpora annotate: syntax, names, predicates."""

from bisect import bisect_right

import torch

from training.batches.targets import UNKNOWN, Targets
from training.corpora.document import Document
from training.labels import edit_rule, sense_of

MISC = ("NORP", "EVENT", "WORK", "PRODUCT")
"""The labels that a corpus's "MISC" may stand for."""


def add_syntax(targets: Targets, document: Document, base: int) -> None:
    """Appends tags, lemmas, sentence starts and arcs."""
    n = len(document.words)
    if not document.syntax:
        for name in ("upos", "xpos", "feats", "lemma", "start"):
            targets.word[name] += [UNKNOWN] * n
        targets.heads += [UNKNOWN] * n
        return
    index, word = targets.index, targets.word
    starts = set(document.sentences)
    for i, s in enumerate(document.syntax):
        word["upos"].append(index["upos"].get(s.upos, UNKNOWN))
        word["xpos"].append(index["xpos"].get(s.xpos, UNKNOWN))
        word["feats"].append(index["feats"].get(s.feats, UNKNOWN))
        rule = edit_rule(document.words[i], s.lemma)
        word["lemma"].append(index["lemma"].get(rule, UNKNOWN))
        word["start"].append(int(i in starts))
        targets.heads.append(base + s.head)
        label = index["deprel"].get(s.deprel)
        if label is not None:
            targets.pair["deprel"].add(base + i, base + s.head, s.head - i, label)


def add_names(targets: Targets, document: Document) -> None:
    """Appends for each word the name labels that the annotation allows; all where it has none."""
    labels = targets.index["name"]
    n = len(document.words)
    if document.names is None:
        targets.names_allowed += [torch.ones(len(labels), dtype=torch.bool)] * n
        return
    outside = torch.zeros(len(labels), dtype=torch.bool)
    outside[0] = True
    for kind in document.names.unannotated:
        for prefix in "BI":
            if f"{prefix}-{kind}" in labels:
                outside[labels[f"{prefix}-{kind}"]] = True
    allowed = [outside] * n
    for span in document.names.spans:
        kinds = MISC if span.label == "MISC" else (span.label,)
        for i in range(span.start, span.end):
            row = torch.zeros(len(labels), dtype=torch.bool)
            for kind in kinds:
                row[labels[f"{'B' if i == span.start else 'I'}-{kind}"]] = True
            allowed[i] = row
    targets.names_allowed += allowed


def add_predicates(targets: Targets, document: Document, base: int) -> None:
    """Appends predicates, and each one's roles over the words of its sentence."""
    n = len(document.words)
    if document.predicates is None:
        targets.word["predicate"] += [UNKNOWN] * n
        targets.word["sense"] += [UNKNOWN] * n
        return
    marks, senses = [0] * n, [UNKNOWN] * n
    bounds = [*document.sentences, n]
    for predicate in document.predicates:
        at = predicate.word
        marks[at] = 1
        senses[at] = targets.index["sense"].get(sense_of(predicate.roleset), UNKNOWN)
        k = bisect_right(document.sentences, at) - 1
        roles = dict(predicate.arguments)
        for i in range(bounds[k], bounds[k + 1]):
            if i != at:
                label = targets.index["role"].get(roles.get(i, "-"), 0)
                targets.pair["role"].add(base + at, base + i, i - at, label)
    targets.word["predicate"] += marks
    targets.word["sense"] += senses


def add_contents(targets: Targets, document: Document) -> None:
    """Appends the spans of reported speech, outermost ones, of a corpus without graphs."""
    n = len(document.words)
    if document.contents is None:
        targets.word["content"] += [UNKNOWN] * n
        return
    marks = [0] * n
    for span in sorted(document.contents, key=lambda s: s.start - s.end):
        if any(marks[span.start : span.end]):
            continue
        for i in range(span.start, span.end):
            kind = "B" if i == span.start else "I"
            marks[i] = targets.index["content"].get(f"{kind}-{span.label}", UNKNOWN)
    targets.word["content"] += marks
