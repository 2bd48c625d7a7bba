"""The training loop: epochs of batches, a checkpoint after each."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.batches import Batch, Batcher
from training.corpora.document import Document
from training.losses import WEIGHTS, losses
from training.network import Network

SHARES = {"graphs": 2.0, "annotations": 1.0}
SHARE = 0.5
"""Passes over a corpus in each epoch: the graphs are few, all others teach simpler heads."""
NOISE = 0.05
"""Share of windows without capitalisation, so that headlines and capitals are read too."""
WARM_UP = 0.06
REPORT = 50
"""Batches between two lines of the log."""


class Trainer:
    """Trains a network on documents; stopped, it goes on from the last whole epoch."""

    def __init__(
        self, network: Network, documents: Sequence[Document], batcher: Batcher, *, seed: int
    ) -> None:
        self.network, self.batcher, self.seed = network, batcher, seed
        self.documents = documents
        self.optimizer = _optimizer(network)
        self.bfloat16 = _has_bfloat16()

    def train(self, folder: Path, *, epochs: int) -> None:
        """All epochs that the folder's checkpoint lacks."""
        total = sum(self._batches(epoch) for epoch in range(epochs))

        def rate(step: int) -> float:
            """Linear warm-up, then linear decay to 0."""
            rest = max(0.0, (total - step) / ((1 - WARM_UP) * total))
            return min(step / (WARM_UP * total), rest)

        schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, rate)
        state = folder / "state.pt"
        done = 0
        if state.exists():
            saved = torch.load(state)
            self.network.load_state_dict(saved["network"])
            self.optimizer.load_state_dict(saved["optimizer"])
            schedule.load_state_dict(saved["schedule"])
            done = saved["epoch"]
        print(f"{len(self.documents)} documents, {total} batches", flush=True)
        for epoch in range(done, epochs):
            self._epoch(epoch, schedule)
            torch.save(
                {
                    "network": self.network.state_dict(),
                    "optimizer": self.optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "epoch": epoch + 1,
                },
                state,
            )
            torch.save(self.network.state_dict(), folder / "network.pt")

    def _plan(self, epoch: int) -> list[Document]:
        """The documents of an epoch, each as often as its corpus's share says."""
        plan: list[Document] = []
        taken: Counter[str] = Counter()
        for document in self.documents:
            share = SHARES.get(document.corpus, SHARE)
            k = taken[document.corpus] + epoch
            plan += [document] * (int((k + 1) * share) - int(k * share))
            taken[document.corpus] += 1
        return plan

    def _batches(self, epoch: int) -> int:
        """The number of batches of an epoch."""
        rng = random.Random(self.seed + epoch)  # noqa: S311  an order of batches is no secret
        return sum(1 for _ in self.batcher.groups(self._plan(epoch), rng))

    def _epoch(self, epoch: int, schedule: torch.optim.lr_scheduler.LambdaLR) -> None:
        """One pass over the plan, with a line of mean losses now and then."""
        self.network.train()
        rng = random.Random(self.seed + epoch)  # noqa: S311  an order of batches is no secret
        sums: dict[str, list[float]] = {}
        began = time.time()
        for step, batch in enumerate(self.batcher.batches(self._plan(epoch), rng, noise=NOISE)):
            parts = self._step(batch)
            schedule.step()
            for name, value in parts.items():
                sums.setdefault(name, []).append(float(value.detach()))
            if step % REPORT == REPORT - 1:
                means = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in sums.items())
                seconds = time.time() - began
                print(f"epoch {epoch} step {step + 1} {seconds:.0f} s  {means}", flush=True)
                sums = {}

    def _step(self, batch: Batch) -> dict[str, Tensor]:
        """One step of the optimizer; the loss of each head."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bfloat16):
            parts = losses(self.network, batch)
        loss = torch.stack([WEIGHTS[n] * v for n, v in parts.items()]).sum()
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        return parts


def _optimizer(network: Network) -> torch.optim.AdamW:
    """AdamW with a tenth of the heads' learning rate for the encoder, word pieces frozen."""
    fresh = ("encoder.shape", "encoder.gap", "encoder.piece")
    encoder = [
        p
        for n, p in network.named_parameters()
        if n.startswith("encoder.") and not n.startswith(fresh)
    ]
    chosen = {id(p) for p in [*encoder, network.encoder.piece.weight]}
    heads = [p for p in network.parameters() if id(p) not in chosen]
    network.encoder.piece.weight.requires_grad_(requires_grad=False)
    return torch.optim.AdamW(
        [{"params": encoder, "lr": 1e-4}, {"params": heads, "lr": 8e-4}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )


def _has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in hardware; without, float32 is faster."""
    described = Path("/proc/cpuinfo")
    return described.exists() and "avx512_bf16" in described.read_text(encoding="utf-8")
