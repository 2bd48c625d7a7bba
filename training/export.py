"""A checkpoint → the one weights file that ships.

The file is a zip archive: `encoder.onnx` (int8 weights, dynamic quantisation), `heads.npz`
(half precision), `labels.json`, `temperatures.json`, `rolesets.json`, `tokenizer.json`. Word
pieces that no English text needs (other scripts) are pruned from the embedding.
"""

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.nlp.heads import Heads
from training.labels import Labels
from training.network import Encoder, Network
from training.sources import encoder_folder

LATIN_END = 0x0250
"""Pieces with a letter at or beyond this code point are pruned."""


def load_network(run: Path) -> tuple[Labels, Network]:
    """The labels and the network of a training folder's last checkpoint."""
    written = json.loads((run / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(**{head: tuple(found) for head, found in written.items()})
    weights = torch.load(run / "network.pt")
    network = Network(len(weights["encoder.piece.weight"]), labels)
    network.load_state_dict(weights)
    return labels, network.eval()


def write_weights(out: Path, parts: Mapping[str, bytes]) -> None:
    """Writes the weights file; the same parts give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def as_json(value: Any) -> bytes:
    """A value as a JSON file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def rolesets(frames: Path) -> dict[str, list[str]]:
    """PropBank's rolesets by lemma and word class ("visit/v"), from its frame files."""
    found: dict[str, set[str]] = {}
    for roleset, frame in json.loads(frames.read_text(encoding="utf-8")).items():
        for alias in frame["aliases"]:
            if "_" not in alias:
                found.setdefault(alias, set()).add(roleset)
    return {alias: sorted(found[alias]) for alias in sorted(found)}


def prune(encoder: Encoder) -> dict[str, Any]:
    """The tokenizer without the pieces of other scripts; their rows leave the embedding too."""
    tokenizer = json.loads((encoder_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    kept = [piece for piece in sorted(vocabulary, key=vocabulary.__getitem__) if needed(piece)]
    rows = encoder.piece.weight.detach()[[vocabulary[p] for p in kept]].clone()
    encoder.piece = torch.nn.Embedding(*rows.shape)
    encoder.piece.weight = torch.nn.Parameter(rows, requires_grad=False)
    tokenizer["model"]["vocab"] = {p: i for i, p in enumerate(kept)}
    for added in tokenizer["added_tokens"]:
        added["id"] = tokenizer["model"]["vocab"][added["content"]]
    tokenizer["post_processor"] = None
    tokenizer["padding"] = tokenizer["truncation"] = None
    return tokenizer


def needed(piece: str) -> bool:
    """Whether English text may have a word piece: padding, and letters of the Latin script.

    >>> [needed(piece) for piece in ("[PAD]", "##ing", "é", "–", "д", "[unused3]")]
    [True, True, True, True, False, False]
    """
    if piece == "[PAD]":
        return True
    latin = all(ord(c) < LATIN_END or not c.isalpha() for c in piece)
    return latin and not piece.startswith("[unused")


def heads(network: Network) -> bytes:
    """All parameters outside of the encoder as half-precision arrays."""
    arrays = {
        k: v.numpy().astype(np.float16)
        for k, v in network.state_dict().items()
        if not k.startswith("encoder.")
    }
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def numpy_heads(network: Network, labels: Labels) -> Heads:
    """The heads as the extractor has them."""
    with np.load(io.BytesIO(heads(network))) as arrays:
        return Heads(
            arrays={name: arrays[name].astype(np.float32) for name in arrays.files},
            labels=asdict(labels),
        )


def encoder(network: Encoder, *, quantised: bool = True) -> bytes:
    """The encoder as an ONNX model, with int8 weights or as it was trained."""
    shape = torch.ones(2, 8, dtype=torch.long)
    windows = {name: {0: "b", 1: "p"} for name in ("pieces", "shapes", "gaps")}
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network,
                (shape, shape, shape, shape[:, :4]),
                str(whole),
                dynamo=False,
                input_names=["pieces", "shapes", "gaps", "firsts"],
                output_names=["words"],
                dynamic_axes={**windows, "firsts": {0: "b", 1: "w"}},
                opset_version=17,
            )
        if not quantised:
            return whole.read_bytes()
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        return small.read_bytes()
