"""`python -m training SHARED --out FOLDER`: corpora and gold graphs → a trained checkpoint."""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

import torch

from training.batches import Batcher
from training.batches.pieces import Pieces
from training.labels import collect
from training.network import Network
from training.sources import encoder_folder, training_documents
from training.trainer import Trainer


def main() -> None:
    """Trains, saving a checkpoint after each epoch; goes on from the last one if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder that holds corpora/ and gold/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--start", type=Path, help="folder of an earlier run to begin with")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(os.cpu_count() or 1)
    documents = training_documents(arguments.shared)
    labels = collect(documents)
    pieces = Pieces((encoder_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    network = Network(pieces.size, labels)
    network.encoder.load_pretrained(encoder_folder() / "model.safetensors")
    if arguments.start:
        network.load_similar(arguments.start, labels)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    trainer = Trainer(network, documents, Batcher(labels, pieces), seed=arguments.seed)
    trainer.train(arguments.out, epochs=arguments.epochs)


if __name__ == "__main__":
    main()
