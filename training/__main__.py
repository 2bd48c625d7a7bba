"""`python -m training SHARED --out FOLDER`: corpora and gold graphs → a trained checkpoint."""

import argparse
import json
import os
import random
import time
from dataclasses import asdict
from pathlib import Path

import torch

from training.batches import Batcher
from training.corpora.document import Document
from training.labels import Labels, collect
from training.losses import WEIGHTS, losses
from training.network import Network
from training.pieces import Pieces
from training.sources import encoder_folder, training_documents

GRAPH_REPEATS = 2
"""Passes over the graphs per epoch: they are few, and every head of theirs starts from nothing."""


def main() -> None:
    """Trains, saving a checkpoint after each epoch; goes on from the last one if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(os.cpu_count() or 1)
    documents = training_documents(arguments.shared)
    labels = collect(documents)
    pieces = Pieces(encoder_folder() / "tokenizer.json")
    network = Network(pieces.size, labels)
    network.encoder.load_pretrained(encoder_folder() / "model.safetensors")
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    train(network, documents, Batcher(labels, pieces), arguments)


def _optimizer(network: Network) -> torch.optim.AdamW:
    """AdamW with a tenth of the heads' learning rate for the encoder."""
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.")
               and not n.startswith(("encoder.shape", "encoder.gap", "encoder.piece"))]
    chosen = {id(p) for p in [*encoder, network.encoder.piece.weight]}
    heads = [p for p in network.parameters() if id(p) not in chosen]
    network.encoder.piece.weight.requires_grad_(False)
    return torch.optim.AdamW([{"params": encoder, "lr": 1.2e-4}, {"params": heads, "lr": 1e-3}],
                             betas=(0.9, 0.98), weight_decay=0.01)


def train(network: Network, documents: list[Document], batcher: Batcher,
          arguments: argparse.Namespace) -> None:
    """All epochs."""
    optimizer = _optimizer(network)
    plan = documents + [d for d in documents if d.graph] * (GRAPH_REPEATS - 1)
    words = sum(len(d.words) for d in plan)
    per_epoch = sum(1 for _ in _sizes(plan, batcher))
    total = per_epoch * arguments.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.06 * total), max(0.0, (total - step) / (0.94 * total))))
    state = arguments.out / "state.pt"
    done = 0
    if state.exists():
        saved = torch.load(state)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        done = saved["epoch"]
    print(f"{len(documents)} documents, {words} words and {per_epoch} batches an epoch", flush=True)
    for epoch in range(done, arguments.epochs):
        _epoch(network, batcher, plan, optimizer, schedule, random.Random(arguments.seed + epoch), epoch)
        torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(), "epoch": epoch + 1}, state)
        torch.save(network.state_dict(), arguments.out / "network.pt")


def _sizes(plan: list[Document], batcher: Batcher) -> list[int]:
    """Roughly one number per batch of an epoch."""
    pieces = sum(len(batcher.pieces.of(w)) for d in plan for w in d.words)
    return [batcher.limit] * int(pieces / (batcher.limit * 0.92))


def _epoch(network: Network, batcher: Batcher, plan: list[Document],  # noqa: PLR0913
           optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR,
           rng: random.Random, epoch: int) -> None:
    """One pass over the plan, with a line of mean losses every hundred batches."""
    network.train()
    bfloat16 = "avx512_bf16" in Path("/proc/cpuinfo").read_text(encoding="ascii")
    sums: dict[str, list[float]] = {}
    began = time.time()
    for step, batch in enumerate(batcher.batches(plan, rng, noise=0.05)):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            parts = losses(network, batch)
        loss = sum(WEIGHTS[n] * v for n, v in parts.items())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if step % 50 == 49:
            means = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in sums.items())
            print(f"epoch {epoch} step {step + 1} {time.time() - began:.0f} s  {means}", flush=True)
            sums = {}


if __name__ == "__main__":
    main()
