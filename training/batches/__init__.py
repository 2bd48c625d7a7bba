"""Documents as tensors: windows for the encoder, targets for every head over flat words."""

from training.batches.batcher import Batch, Batcher
from training.batches.targets import UNKNOWN, PairTargets

__all__ = ["UNKNOWN", "Batch", "Batcher", "PairTargets"]
