"""The loss of each head on a batch."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.batches import UNKNOWN, Batch
from training.network import Network

WEIGHTS = {
    "upos": 1.0,
    "xpos": 1.0,
    "feats": 0.5,
    "lemma": 0.5,
    "start": 0.5,
    "arc": 1.5,
    "deprel": 1.5,
    "name": 5.0,
    "predicate": 0.7,
    "sense": 0.3,
    "role": 0.5,
    "mention": 0.4,
    "trigger": 1.5,
    "modality": 0.15,
    "polarity": 0.1,
    "content": 0.5,
    "argument": 0.3,
    "relation": 0.25,
    "coreference": 0.5,
}
"""Chosen so that no head's gradient at the encoder's output outweighs the others'."""
SCARCE = frozenset({"mention", "argument", "relation", "role"})
"""Heads with a great many pairs of which few hold: their loss is per positive, not per pair."""
NEVER = -1e9
"""Score of what is not allowed; finite, so that gradients stay numbers."""


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head that has targets in the batch."""
    windows = network.encoder(batch.pieces, batch.shapes, batch.gaps, batch.firsts)
    return head_losses(network, batch, windows)


def head_losses(
    network: Network, batch: Batch, windows: Tensor, *, temperature: float = 1.0
) -> dict[str, Tensor]:
    """The same, given the encoder's vectors (windows, words, 384); scores are divided by T."""
    arcs = network.arcs(windows).float() / temperature
    words = windows[batch.at[:, 0], batch.at[:, 1]]
    dropped = network.dropout(words)
    out = _word_losses(network, batch, dropped, temperature)
    out |= _arc_loss(arcs, batch)
    out |= _name_loss(network, batch, dropped, temperature)
    mentions = torch.cat((words[batch.mention_bounds[:, 0]], words[batch.mention_bounds[:, 1]]), -1)
    sides = {
        "argument": (words, mentions),
        "relation": (mentions, mentions),
        "coreference": (mentions, mentions),
    }
    for name, targets in batch.pair.items():
        if targets.i:
            left, right = sides.get(name, (words, words))
            pairs, gold = targets.tensors()
            scores = network.pair[name](left, right, pairs).float() / temperature
            out[name] = _pair_loss(name, scores, gold, batch)
    return out


def _word_losses(
    network: Network, batch: Batch, words: Tensor, temperature: float
) -> dict[str, Tensor]:
    """The loss of each head on words, names aside."""
    out = {}
    for name, targets in batch.word.items():
        known = targets != UNKNOWN
        if known.any():
            scores = network.word[name](words[known]).float() / temperature
            out[name] = cross_entropy(scores, targets[known])
    return out


def _name_loss(
    network: Network, batch: Batch, words: Tensor, temperature: float
) -> dict[str, Tensor]:
    """Marginal likelihood of all labels that the annotation of a word allows."""
    constrained = ~batch.names_allowed.all(dim=1)
    if not constrained.any():
        return {}
    scores = network.word["name"](words[constrained]).float() / temperature
    logp = torch.log_softmax(scores, dim=-1)
    logp = logp.masked_fill(~batch.names_allowed[constrained], NEVER)
    return {"name": -torch.logsumexp(logp, dim=-1).mean()}


def _arc_loss(arcs: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Each word's head among the words of its sentence that lie in its window."""
    known = (batch.heads != UNKNOWN).nonzero()[:, 0]
    if not len(known):
        return {}
    head = batch.heads[known]
    window, place = batch.at[known].unbind(1)
    same = batch.at[head, 0] == window
    known, head, window, place = known[same], head[same], window[same], place[same]
    sentence = torch.full(arcs.shape[:2], -1)
    sentence[batch.at[:, 0], batch.at[:, 1]] = batch.sentence
    scores = arcs[window, place]
    allowed = sentence[window] == batch.sentence[known][:, None]
    scores = scores.masked_fill(~allowed, NEVER)
    return {"arc": cross_entropy(scores, batch.at[head, 1])}


def _pair_loss(name: str, scores: Tensor, gold: Tensor, batch: Batch) -> Tensor:
    """The loss of one head on pairs."""
    if name == "coreference":
        return _antecedent_loss(scores[:, 0], batch)
    if name in SCARCE:
        total = cross_entropy(scores, gold, reduction="sum")
        return total / (gold > 0).sum().clamp(min=4)
    return cross_entropy(scores, gold)


def _antecedent_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Marginal likelihood of the right antecedents against all, and "none" with score 0."""
    most = max(len(places) for places, _ in batch.antecedents)
    rows = len(batch.antecedents)
    places = torch.zeros(rows, most, dtype=torch.long)
    real = torch.zeros(rows, most, dtype=torch.bool)
    right = torch.zeros(rows, most + 1, dtype=torch.bool)
    for k, (row, same) in enumerate(batch.antecedents):
        places[k, : len(row)] = torch.tensor(row)
        real[k, : len(row)] = True
        right[k, : len(row)] = torch.tensor(same)
        right[k, -1] = not any(same)
    table = scores[places].masked_fill(~real, NEVER)
    table = torch.cat((table, torch.zeros(rows, 1)), dim=1)
    logp = torch.log_softmax(table, dim=1).masked_fill(~right, NEVER)
    return -torch.logsumexp(logp, dim=1).mean()
