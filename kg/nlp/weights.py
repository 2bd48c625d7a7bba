"""The weights file: an int8 encoder, the heads' arrays, their labels and the word pieces."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from kg.errors import ModelError

SHIPPED = Path(__file__).parent / "weights" / "news.zip"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a weights file holds, ready to use; arrays, labels, temperatures are keyed by head.

    `rolesets` has PropBank's rolesets by lemma and word class: "visit/v" → "visit.01", ...
    """

    content: bytes
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    arrays: Mapping[str, Floats]
    labels: Mapping[str, tuple[str, ...]]
    temperatures: Mapping[str, float]
    rolesets: Mapping[str, tuple[str, ...]]

    @property
    def checksum(self) -> str:
        """The SHA-256 of the file."""
        return sha256(self.content).hexdigest()


@cache
def load_weights(path: Path = SHIPPED) -> Weights:
    """The weights of a file, by default the shipped one; one thread, no arena kept between runs.

    Raises:
        ModelError: the file is missing or is no weights file.
    """
    try:
        return read_weights(path.read_bytes())
    except FileNotFoundError as error:
        raise ModelError(
            f"no weights at {path}: reinstall kg, or train with `python -m training`"
        ) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ModelError(f"{path} is not a weights file of kg ({error}): reinstall kg") from error


def read_weights(content: bytes) -> Weights:
    """The weights in the bytes of a weights file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        labels = json.loads(archive.read("labels.json"))
        arrays = np.load(io.BytesIO(archive.read("heads.npz")))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        session = onnxruntime.InferenceSession(
            archive.read("encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return Weights(
            content=content,
            session=session,
            tokenizer=Tokenizer.from_str(archive.read("tokenizer.json").decode()),
            arrays={name: arrays[name].astype(np.float32) for name in arrays.files},
            labels={name: tuple(values) for name, values in labels.items()},
            temperatures=json.loads(archive.read("temperatures.json")),
            rolesets={
                name: tuple(values)
                for name, values in json.loads(archive.read("rolesets.json")).items()
            },
        )
