"""The network learns from batches, goes on from a checkpoint, and is read again as it ships."""

import json
from collections import Counter
from dataclasses import asdict, replace

import numpy as np
import pytest
from drawn import BATCHER, DRAWN, LABELS, PIECES, READ, batch_of

from kg.nlp.encoder import WordEncoder
from kg.nlp.heads import Heads
from kg.nlp.weights import read_weights
from training.batches.chunks import chunked
from training.batches.features import add_features

export = pytest.importorskip("training.export", reason="needs the extra `train`")
losses = pytest.importorskip("training.losses")
trainer = pytest.importorskip("training.trainer")
torch, Network = trainer.torch, trainer.Network


@pytest.fixture(scope="module")
def network():
    """An untrained network."""
    torch.manual_seed(1)
    return Network(len(PIECES), LABELS)


def vectors_of(network, batch):
    """What the encoder makes of a batch."""
    with torch.no_grad():
        return network.encoder(batch.pieces, batch.shapes, batch.gaps, batch.firsts)


def test_every_head_learns(network):
    batch = batch_of(READ, DRAWN)
    vectors = vectors_of(network.eval(), batch)[batch.at[:, 0], batch.at[:, 1]].numpy()
    add_features(export.numpy_heads(network, LABELS), batch, vectors)
    parts = losses.losses(network.train(), batch)
    assert parts.keys() == losses.WEIGHTS.keys()
    assert all(torch.isfinite(part) for part in parts.values())
    sum(parts.values()).backward()
    still = [n for n, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert still == []


def test_training_sees_what_use_sees(network):
    batch = batch_of(READ, DRAWN)
    assert (batch.pieces == 0).any(), "some windows are shorter than others"
    dropouts = [m for m in network.encoder.modules() if isinstance(m, torch.nn.Dropout)]
    shares = [m.p for m in dropouts]
    for m in dropouts:
        m.p = 0.0
    packed = vectors_of(network.train(), batch)
    for m, share in zip(dropouts, shares, strict=True):
        m.p = share
    assert torch.allclose(packed, vectors_of(network.eval(), batch), atol=1e-5)


def test_a_run_begins_with_what_another_learnt_of_the_same_labels(tmp_path):
    before = replace(LABELS, mention=("-", "Person", "pronoun"), upos=LABELS.upos[::-1])
    network, earlier = Network(len(PIECES), LABELS), Network(len(PIECES), before)
    own = {name: p.clone() for name, p in network.state_dict().items()}
    torch.save(earlier.state_dict(), tmp_path / "network.pt")
    (tmp_path / "labels.json").write_text(json.dumps(asdict(before)), encoding="utf-8")
    network.load_similar(tmp_path, LABELS)
    found, expected = network.state_dict(), earlier.state_dict()
    assert torch.equal(found["word.upos.bias"], expected["word.upos.bias"].flip(0))
    assert torch.equal(found["encoder.norm.weight"], expected["encoder.norm.weight"])
    city = LABELS.mention.index("City")
    for name in ("pair.mention.out.weight", "pair.relation.left.weight"):
        rest = [k for k in range(len(found[name])) if k != city]
        assert torch.equal(found[name][rest], expected[name])
        assert torch.equal(found[name][city], own[name][city]), "a label that was not there before"


def test_an_epoch_has_each_corpus_as_often_as_its_share_says():
    encyclopedic = [replace(READ, id=f"r{k}", corpus="redocred") for k in range(5)]
    documents = [READ, *encyclopedic[:2], DRAWN, *encyclopedic[2:]]
    training = trainer.Trainer(Network(len(PIECES), LABELS), documents, BATCHER, seed=1)
    first, second = (Counter(d.id for d in training._plan(epoch)) for epoch in range(2))
    assert first == {"drawn": 2, "r1": 1, "r3": 1}
    assert second == {"read": 1, "drawn": 2, "r0": 1, "r2": 1, "r4": 1}


def test_training_goes_on_from_its_checkpoint(tmp_path, capsys):
    def trained(epochs):
        training = trainer.Trainer(Network(len(PIECES), LABELS), [READ, DRAWN], BATCHER, seed=1)
        training.train(tmp_path, epochs=epochs)
        assert "2 documents" in capsys.readouterr().out
        return torch.load(tmp_path / "state.pt"), torch.load(tmp_path / "network.pt")

    (first, network), (_, same), (second, further) = trained(1), trained(1), trained(2)
    assert (first["epoch"], second["epoch"]) == (1, 2)
    bias = "word.upos.bias"
    assert torch.equal(network[bias], same[bias])
    assert not torch.equal(network[bias], further[bias])


def test_an_exported_checkpoint_reads_as_in_training(network, tmp_path):
    network.eval()
    parts = {
        "labels.json": export.as_json(asdict(LABELS)),
        "temperatures.json": export.as_json({"trigger": 1.6}),
        "rolesets.json": export.as_json({"visit/v": ["visit.01"]}),
        "tokenizer.json": BATCHER.pieces._tokenizer.to_str().encode(),
        "heads.npz": export.heads(network),
        "encoder.onnx": export.encoder(network.encoder),
    }
    export.write_weights(tmp_path / "w.zip", parts)
    weights = read_weights((tmp_path / "w.zip").read_bytes())
    assert weights.labels["trigger"] == LABELS.trigger
    assert weights.temperatures == {"trigger": 1.6}
    assert weights.rolesets == {"visit/v": ("visit.01",)}
    vectors = WordEncoder(weights).vectors(READ.words, READ.gaps)
    expected = vectors_of(network, batch_of(chunked(replace(READ, coreference=None), most=6)[0]))[0]
    assert vectors.shape == (8, 384)
    near = np.corrcoef(vectors[:5].ravel(), expected.numpy().ravel())[0, 1]
    assert near > 0.9, "int8 against float32; other words stand behind the sentence"
    assert Heads.of(weights).words("trigger", vectors).shape == (8, len(LABELS.trigger))
