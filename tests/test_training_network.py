"""From documents to batches, losses, a checkpoint, and the weights file that is read again."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from kg.nlp.encoder import WordEncoder
from kg.nlp.heads import Heads
from kg.nlp.weights import read_weights
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
chunks = pytest.importorskip("training.batches.chunks")
pieces = pytest.importorskip("training.batches.pieces")
export = pytest.importorskip("training.export")
losses = pytest.importorskip("training.losses")
trainer = pytest.importorskip("training.trainer")
torch, Network = trainer.torch, trainer.Network

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


@pytest.fixture(scope="module")
def labels():
    """The inventories of both documents; "ARG0" and "ARG1" seldom enough to be dropped."""
    often = Predicate(2, "visit.01", ((0, "ARG0"),) * 100)
    features = [replace(READ, predicates=(often,)) for _ in range(5)]
    return collect([*features, READ, DRAWN])


@pytest.fixture(scope="module")
def batcher(labels):

    vocabulary = {piece: k for k, piece in enumerate(PIECES)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return batches.Batcher(labels, pieces.Pieces(tokenizer.to_str()), window=8, limit=8)


@pytest.fixture(scope="module")
def network(labels):

    torch.manual_seed(1)
    return Network(len(PIECES), labels)


def plain(batcher, *documents):
    """One batch of whole documents, without noise."""
    return batcher.batch(documents, random.Random(0), noise=0)


def pairs(batch, head):
    """The pairs of a head with their gold labels."""
    found = batch.pair[head]
    return list(zip(found.i, found.j, found.gold, strict=True))


def test_inventories_start_with_nothing_and_drop_what_is_rare(labels):
    assert labels.upos == ("S", "W")
    assert labels.mention == ("-", "City", "Person", "pronoun")
    assert labels.trigger == ("-", "Travel", "Visit")
    assert labels.argument == ("-", "agent", "destination")
    assert labels.relation == ("-", "livesIn")
    assert labels.role == ("-", "ARG0")


def test_windows_hold_whole_sentences(batcher):
    batch = plain(batcher, READ)
    visit, ed = PIECES.index("visit"), PIECES.index("##ed")
    assert batch.pieces.tolist() == [
        [2, 4, 5, visit, ed, 8, 9, 3],
        [2, 1, 10, 9, 3, 0, 0, 0],
    ]
    assert batch.gaps.tolist() == [[0, 3, 2, 2, 1, 2, 1, 0], [0, 2, 2, 1, 0, 0, 0, 0]]
    assert batch.firsts.tolist() == [[1, 2, 3, 5, 6], [1, 2, 3, 0, 0]]
    assert batch.at.tolist() == [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [1, 0], [1, 1], [1, 2]]


def test_targets_index_the_flat_words_of_all_documents(batcher, labels):
    batch = plain(batcher, DRAWN, READ)
    assert batch.heads.tolist() == [-100] * 8 + [10, 8, 10, 10, 10, 14, 14, 14]
    assert batch.sentence.tolist() == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 3
    assert batch.word["start"].tolist() == [-100] * 8 + [1, 0, 0, 0, 0, 1, 0, 0]
    assert batch.word["predicate"].tolist() == [-100] * 8 + [0, 0, 1, 0, 0, 0, 0, 0]
    assert batch.word["trigger"].tolist() == [0, 0, 2, 0, 0, 0, 1, 0] + [-100] * 8
    assert batch.word["polarity"].tolist()[:8] == [-100, -100, 0, -100, -100, -100, 1, -100]
    assert [labels.content[k] for k in batch.word["content"].tolist()[:8]] == (
        ["O"] * 5 + ["B-direct", "I-direct", "O"]
    )
    assert pairs(batch, "role") == [(10, 8, 1), (10, 9, 0), (10, 11, 0), (10, 12, 0)]
    assert [(i, j) for i, j, gold in pairs(batch, "mention") if gold] == [
        (0, 1), (1, 1), (3, 3), (5, 5),
    ]  # fmt: skip


def test_what_the_annotation_leaves_open_is_no_target(batcher, labels):
    batch = plain(batcher, DRAWN)
    names = [{labels.name[k] for k in row.nonzero()[:, 0]} for row in batch.names_allowed]
    assert names[0] == {"B-PER"}
    assert names[1] == {"I-PER"}
    assert names[3] == {"B-NORP", "B-EVENT", "B-WORK", "B-PRODUCT"}
    assert names[4] == {"O", "B-WORK", "I-WORK"}
    arguments = [(i, j, labels.argument[gold]) for i, j, gold in pairs(batch, "argument")]
    assert arguments == [
        (2, 0, "agent"),
        (2, 2, "destination"),
        (6, 0, "-"),
        (6, 1, "-"),
        (6, 2, "-"),
        (6, 3, "agent"),
    ]
    relations = [(i, j, labels.relation[gold]) for i, j, gold in pairs(batch, "relation")]
    assert relations == [(0, 2, "livesIn"), (2, 0, "-"), (2, 1, "-")]
    assert [same for _, same in batch.antecedents] == [[True], [False, False]]


def test_long_documents_are_cut_at_sentences(labels):

    plain_text = replace(READ, coreference=None)
    first, second = chunks.chunked(plain_text, most=6)
    assert (first.words, second.words) == (WORDS[:5], WORDS[5:])
    assert first.names.spans == READ.names.spans
    assert second.names.spans == ()
    assert first.predicates == READ.predicates
    assert [s.head for s in second.syntax] == [1, 1, 1]
    assert chunks.chunked(READ, most=6) == [READ], "chains cross sentences"


def test_every_head_learns(batcher, network):

    parts = losses.losses(network, plain(batcher, READ, DRAWN))
    assert parts.keys() == losses.WEIGHTS.keys()
    assert all(torch.isfinite(part) for part in parts.values())
    sum(parts.values()).backward()
    still = [n for n, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert still == []


def test_training_goes_on_from_its_checkpoint(batcher, labels, tmp_path, capsys):

    def trained(epochs):
        training = trainer.Trainer(Network(len(PIECES), labels), [READ, DRAWN], batcher, seed=1)
        training.train(tmp_path, epochs=epochs)
        assert "2 documents" in capsys.readouterr().out
        return torch.load(tmp_path / "state.pt"), torch.load(tmp_path / "network.pt")

    (first, network), (_, same), (second, further) = trained(1), trained(1), trained(2)
    assert (first["epoch"], second["epoch"]) == (1, 2)
    bias = "word.upos.bias"
    assert torch.equal(network[bias], same[bias])
    assert not torch.equal(network[bias], further[bias])


def test_an_exported_checkpoint_reads_as_in_training(batcher, labels, network, tmp_path):

    tokenizer = json.loads(batcher.pieces._tokenizer.to_str())
    network.eval()
    parts = export.heads(network), export.encoder(network.encoder)
    export.write_weights(tmp_path / "w.zip", labels, tokenizer, *parts)
    weights = read_weights((tmp_path / "w.zip").read_bytes())
    assert weights.labels["trigger"] == labels.trigger
    vectors = WordEncoder(weights).vectors(READ.words, READ.gaps)
    batch = plain(batcher, chunks.chunked(replace(READ, coreference=None), most=6)[0])
    with torch.no_grad():
        expected = network.encoder(batch.pieces, batch.shapes, batch.gaps, batch.firsts)[0]
    assert vectors.shape == (8, 384)
    near = np.corrcoef(vectors[:5].ravel(), expected.numpy().ravel())[0, 1]
    assert near > 0.9, "int8 against float32; other words stand behind the sentence"
    assert Heads(weights).words("trigger", vectors).shape == (8, len(labels.trigger))
