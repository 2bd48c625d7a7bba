"""`python -m training.finish SHARED RUN --out FILE`: the graph heads' last passes, then the file.

The encoder is quantised first and stays as it ships; the graph's heads, which have few examples,
go on learning from its very vectors. They get the passes that they need at a small part of the
encoder's cost, and learn what quantisation moved. Last, each head's probabilities are calibrated
on development documents.
"""

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import onnxruntime
import torch
from torch import Tensor

from training.batches import Batch, Batcher
from training.batches.features import add_features
from training.batches.pieces import Pieces
from training.corpora.document import Document
from training.export import (
    as_json,
    encoder,
    heads,
    load_network,
    numpy_heads,
    prune,
    rolesets,
    write_weights,
)
from training.losses import WEIGHTS, head_losses
from training.network import Network
from training.sources import development_documents, training_documents

FINISHED = ("mention", "trigger", "modality", "polarity", "content", "argument", "relation")
"""Heads that the graphs alone teach; the others would forget their own corpora."""
PARTITIONS = 2
"""Ways in which the documents are cut into windows and batches; each is encoded once."""
RATE = 5e-4
TEMPERATURES = (0.5, 0.63, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.2)


def main() -> None:
    """Finishes the heads and writes the weights file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder that holds corpora/ and gold/")
    parser.add_argument("run", type=Path, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="the weights file")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--float32", action="store_true", help="do not quantise; to compare")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    labels, network = load_network(arguments.run)
    tokenizer = prune(network.encoder)
    content = encoder(network.encoder, quantised=not arguments.float32)
    batcher = Batcher(labels, Pieces(json.dumps(tokenizer)))
    graphs = [d for d in training_documents(arguments.shared) if d.graph]
    cached = [
        [*_encoded(network, batcher, graphs, content, seed=seed)] for seed in range(PARTITIONS)
    ]
    _train(network, cached, arguments.passes)
    development = development_documents(arguments.shared)
    kept = [*_encoded(network, batcher, development, content, seed=0)]
    parts = {
        "labels.json": as_json(asdict(labels)),
        "temperatures.json": as_json(_temperatures(network.eval(), kept)),
        "rolesets.json": as_json(rolesets(arguments.shared / "corpora" / "propbank-frames.json")),
        "tokenizer.json": as_json(tokenizer),
        "heads.npz": heads(network),
        "encoder.onnx": content,
    }
    write_weights(arguments.out, parts)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


def _encoded(
    network: Network, batcher: Batcher, documents: Sequence[Document], content: bytes, *, seed: int
) -> Iterator[tuple[Batch, Tensor]]:
    """Batches with the vectors of the int8 encoder, and what only they can tell of pairs."""
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    scorer = numpy_heads(network, batcher.labels)
    rng = random.Random(seed)  # noqa: S311  an order of batches is no secret
    for batch in batcher.batches(documents, rng, noise=0.02):
        names = ("pieces", "shapes", "gaps", "firsts")
        found = session.run(None, {n: getattr(batch, n).numpy() for n in names})[0]
        place = batch.at.numpy()
        add_features(scorer, batch, found[place[:, 0], place[:, 1]])
        yield batch, torch.from_numpy(found)


def _train(network: Network, cached: Sequence[list[tuple[Batch, Tensor]]], passes: int) -> None:
    """All passes, the learning rate falling to 0."""
    parameters = [
        p
        for n in FINISHED
        for p in (network.pair if n in network.pair else network.word)[n].parameters()
    ]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    steps = sum(len(cached[k % PARTITIONS]) for k in range(passes))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    rng = random.Random(0)  # noqa: S311  as above
    network.train()
    for k in range(passes):
        began, sums = time.time(), dict.fromkeys(FINISHED, 0.0)
        items = cached[k % PARTITIONS]
        for batch, windows in rng.sample(items, len(items)):
            parts = head_losses(network, batch, windows)
            loss = torch.stack([WEIGHTS[n] * parts[n] for n in FINISHED if n in parts]).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            for name in FINISHED:
                sums[name] += float(parts[name].detach()) / len(items) if name in parts else 0.0
        means = " ".join(f"{n} {v:.3f}" for n, v in sums.items())
        print(f"pass {k} {time.time() - began:.0f} s  {means}", flush=True)


@torch.inference_mode()
def _temperatures(network: Network, kept: Sequence[tuple[Batch, Tensor]]) -> dict[str, float]:
    """For each head the divisor of its scores that makes the kept-back data most likely."""
    sums = {t: Counter[str]() for t in TEMPERATURES}
    for temperature, total in sums.items():
        for batch, windows in kept:
            parts = head_losses(network, batch, windows, temperature=temperature)
            total.update({name: float(loss) for name, loss in parts.items()})
    return {
        name: min(sums, key=lambda t: (sums[t][name], abs(math.log(t)))) for name in sorted(WEIGHTS)
    }


if __name__ == "__main__":
    main()
