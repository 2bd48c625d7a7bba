"""From corpora to weights: `python -m training CORPORA_AND_GOLD --out FILE`."""
