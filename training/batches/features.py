"""What the tree and the roles tell of a batch's pairs, by the very code of the extractor."""

import numpy as np

from kg.nlp.features import Ints
from kg.nlp.heads import Heads
from kg.nlp.layers.syntax import best_trees
from kg.nlp.paths import argument_features, head_of, path_features
from kg.nlp.weights import Floats
from training.batches.batcher import Batch


def add_features(heads: Heads, batch: Batch, vectors: Floats) -> None:
    """Gives the pairs of the heads on arguments and relations their features.

    `vectors` (words, 384) are those of the batch's flat words.
    """
    arguments, relations = batch.pair["argument"], batch.pair["relation"]
    if not arguments.i and not relations.i:
        return
    tree = _tree(heads, batch, vectors)
    bounds = batch.mention_bounds.numpy()
    above = tree[0].tolist()
    mentions = np.array([head_of(above, a, b + 1) for a, b in bounds.tolist()], dtype=np.int64)
    i, j = (np.array(column, dtype=np.int64) for column in (arguments.i, arguments.j))
    if len(i):
        pairs = (i, mentions[j], bounds[j])
        arguments.found = argument_features(heads, vectors, tree, pairs)
    i, j = (np.array(column, dtype=np.int64) for column in (relations.i, relations.j))
    if len(i):
        labels = len(heads.labels["deprel"])
        relations.found = path_features(tree, labels, mentions[i], mentions[j])


def _tree(heads: Heads, batch: Batch, vectors: Floats) -> tuple[Ints, Ints]:
    """The predicted head of each flat word, and the index of its dependency label."""
    ids = batch.sentence.numpy()
    starts = np.flatnonzero(np.diff(ids, prepend=-1)).tolist()
    return best_trees(heads, vectors, list(zip(starts, [*starts[1:], len(ids)], strict=True)))
