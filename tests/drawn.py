"""Two short documents with every layer between them, and a batcher that knows a few word pieces."""

import random
from dataclasses import replace

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from training.corpora.document import (
    Document,
    Graph,
    Labelled,
    Names,
    Predicate,
    Syntax,
    Trigger,
)
from training.labels import collect

batches = pytest.importorskip("training.batches", reason="needs the extra `train`")
pieces = pytest.importorskip("training.batches.pieces")

WORDS = ("Kari", "Holm", "visited", "Oslo", ".", "She", "left", ".")
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "kari", "holm", "visit", "##ed", "oslo", ".", "left")
"""The word "She" is not among them."""
GRAPH = Graph(
    mentions=(
        Labelled(0, 2, "Person"),
        Labelled(1, 2, "Person"),
        Labelled(3, 4, "City"),
        Labelled(5, 6, "pronoun"),
    ),
    clusters=(0, 0, 1, -1),
    triggers=(
        Trigger(
            2,
            "Visit",
            "asserted",
            negated=False,
            arguments=((0, "agent"), (2, "destination")),
            ignored=frozenset({1}),
        ),
        Trigger(
            6,
            "Travel",
            "planned",
            negated=True,
            arguments=((3, "agent"),),
            ignored=frozenset(),
        ),
    ),
    unsure_triggers=frozenset(),
    relations=((0, 2, "livesIn"),),
    unsure=frozenset({(1, 2)}),
    contents=(Labelled(5, 7, "direct"),),
)


def syntax(word, head, deprel):
    kind = "S" if word == "." else "W"
    return Syntax(kind, kind, kind, word.lower(), head, deprel)


READ = Document(
    id="read",
    words=WORDS,
    gaps=("\n", " ", " ", " ", "", " ", " ", ""),
    sentences=(0, 5),
    corpus="ewt",
    syntax=tuple(
        syntax(w, h, "root" if h == i else "dep")
        for i, (w, h) in enumerate(zip(WORDS, (2, 0, 2, 2, 2, 6, 6, 6), strict=True))
    ),
    names=Names((Labelled(0, 2, "PER"), Labelled(3, 4, "MISC")), frozenset({"WORK"})),
    predicates=(Predicate(2, "visit.01", ((0, "ARG0"), (3, "ARG1"))),),
    coreference=(((0, 2), (5, 6)), ((3, 4), (6, 7))),
)
DRAWN = replace(
    READ, id="drawn", corpus="graphs", syntax=(), predicates=None, coreference=None, graph=GRAPH
)
OFTEN = (Predicate(2, "visit.01", ((0, "ARG0"),) * 100), Predicate(6, "leave.02", ()))
LABELS = collect([*[replace(READ, predicates=OFTEN) for _ in range(20)], READ, DRAWN])
"""The inventories of both documents; "ARG1" is too rare to be among them."""


def _batcher():
    """A batcher of windows and batches of eight pieces."""
    vocabulary = {piece: k for k, piece in enumerate(PIECES)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return batches.Batcher(LABELS, pieces.Pieces(tokenizer.to_str()), window=8, limit=8)


BATCHER = _batcher()


def batch_of(*documents):
    """One batch of whole documents, without noise."""
    return BATCHER.batch(documents, random.Random(0), noise=0)


def pairs(batch, head):
    """The pairs of a head with their gold labels, the latter by name."""
    found, names = batch.pair[head], getattr(LABELS, head)
    return [(i, j, names[k]) for i, j, k in zip(found.i, found.j, found.gold, strict=True)]


def labels_of(batch, head):
    """The label of each word, None where it is unknown."""
    names = getattr(LABELS, head)
    return [None if k == batches.UNKNOWN else names[k] for k in batch.word[head].tolist()]
