"""`python -m training.finish SHARED RUN --out FILE`: the heads' last epochs, on the int8 encoder.

The encoder is exported first and stays as it ships; the heads go on learning from its very
vectors. That makes up for what quantisation moved, and gives the graph's heads, which have few
examples, the passes that they need at a small part of the encoder's cost.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import onnxruntime
import torch
from torch import Tensor

from training.batches import Batch, Batcher
from training.corpora.document import Document
from training.export import encoder, heads, load_network, prune, write_weights
from training.losses import WEIGHTS, head_losses
from training.network import Network
from training.batches.pieces import Pieces
from training.sources import training_documents

PARTITIONS = 2
"""Ways in which the documents are cut into windows and batches; each is encoded once."""
RATE = 5e-4


def main() -> None:
    """Finishes the heads and writes the weights file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder that holds corpora/ and gold/")
    parser.add_argument("run", type=Path, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="the weights file")
    parser.add_argument("--rounds", type=int, default=3, help="passes over all documents")
    parser.add_argument("--graph-repeats", type=int, default=6, help="passes over graphs in each")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    labels, network = load_network(arguments.run)
    tokenizer = prune(network.encoder)
    content = encoder(network.encoder)
    documents = training_documents(arguments.shared)
    batcher = Batcher(labels, Pieces(json.dumps(tokenizer)))
    network.encoder.requires_grad_(requires_grad=False)
    rounds = _Rounds(network, batcher, content)
    rounds.run(documents, arguments.rounds, arguments.graph_repeats)
    write_weights(arguments.out, labels, tokenizer, heads(network.eval()), content)


class _Rounds:
    """Passes over documents encoded once."""

    def __init__(self, network: Network, batcher: Batcher, content: bytes) -> None:
        self.network, self.batcher = network, batcher
        self.session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])

    def run(self, documents: Sequence[Document], rounds: int, graph_repeats: int) -> None:
        """Trains the heads, the learning rate falling to 0."""
        graphs = [d for d in documents if d.graph]
        others = [d for d in documents if not d.graph]
        encoded = [*self._encoded(others, 0)] if rounds else []
        cached = [[*self._encoded(graphs, seed)] for seed in range(1, PARTITIONS + 1)]
        heads = [p for n, p in self.network.named_parameters() if not n.startswith("encoder.")]
        optimizer = torch.optim.AdamW(heads, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
        per_round = len(encoded) + graph_repeats * len(cached[0])
        steps = max(rounds, 1) * per_round
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
        rng = random.Random(0)  # noqa: S311  an order of batches is no secret
        for number in range(max(rounds, 1)):
            items = [*encoded]
            for k in range(graph_repeats):
                items += cached[k % PARTITIONS]
            rng.shuffle(items)
            self._round(number, items, optimizer, schedule)

    def _encoded(self, documents: Sequence[Document], seed: int) -> Iterator[tuple[Batch, Tensor]]:
        """Batches with the int8 encoder's vectors."""
        rng = random.Random(seed)  # noqa: S311  as above
        for batch in self.batcher.batches(documents, rng, noise=0.02):
            names = ("pieces", "shapes", "gaps", "firsts")
            found = self.session.run(None, {n: getattr(batch, n).numpy() for n in names})[0]
            yield batch, torch.from_numpy(found)

    def _round(
        self,
        number: int,
        items: Sequence[tuple[Batch, Tensor]],
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LambdaLR,
    ) -> None:
        """One pass."""
        self.network.train()
        began, sums = time.time(), dict[str, list[float]]()
        for batch, windows in items:
            parts = head_losses(self.network, batch, windows)
            loss = torch.stack([WEIGHTS[n] * v for n, v in parts.items()]).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, value in parts.items():
                sums.setdefault(name, []).append(float(value.detach()))
        means = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in sums.items())
        print(f"round {number} {time.time() - began:.0f} s  {means}", flush=True)


if __name__ == "__main__":
    main()
