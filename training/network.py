"""The network: a BERT encoder with word shapes and gaps, heads on words, heads on pairs."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

from kg.nlp.features import COREFERENCE_FEATURES, DISTANCES
from kg.nlp.paths import path_width
from kg.nlp.words import GAPS, SHAPES
from training.labels import Labels

HIDDEN, LAYERS, ATTENTION_HEADS, FEED_FORWARD, POSITIONS = 384, 6, 12, 1536, 512
ARC, PAIR = 256, 192
BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
"""The parts of a layer, and what BERT's files call them."""
WORD_HEADS = (
    "upos",
    "xpos",
    "feats",
    "lemma",
    "start",
    "name",
    "predicate",
    "sense",
    "trigger",
    "modality",
    "polarity",
    "content",
)


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.value, self.output = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, FEED_FORWARD), nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, real: Tensor | None = None) -> Tensor:
        """The next layer's x (batch, pieces, 384); the mask (batch, 1, 1, pieces) is additive.

        With `real`, the places of the pieces that are no padding, x is (pieces, 384): only
        attention sees the padding then, which saves a fifth of training's time.
        """
        batch, length = mask.shape[0], mask.shape[3]
        split = (batch, length, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        columns = [f(x) for f in (self.query, self.key, self.value)]
        if real is not None:
            wide = x.new_zeros(batch * length, HIDDEN)
            columns = [wide.index_copy(0, real, c) for c in columns]
        q, k, v = (c.view(split).transpose(1, 2) for c in columns)
        mixed = scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        if real is not None:
            mixed = mixed.view(batch * length, HIDDEN)[real]
        x = self.norm1(x + self.output(mixed))
        out: Tensor = self.norm2(x + self.down(gelu(self.up(x))))
        return out


class Encoder(nn.Module):
    """Word pieces, shapes and gaps → one vector per word, that of its first piece."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.piece = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.shape = nn.Embedding(len(SHAPES), HIDDEN)
        self.gap = nn.Embedding(len(GAPS), HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, firsts: Tensor) -> Tensor:
        """Pieces, shapes, gaps (batch, pieces) and firsts (batch, words) → (batch, words, 384)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.piece(pieces) + self.position(positions) + self.shape(shapes) + self.gap(gaps)
        x = self.dropout(self.norm(x))
        mask = (pieces == 0).to(x.dtype)[:, None, None, :] * -10000.0
        real = None
        if self.training:
            batch, length, _ = x.shape
            real = (pieces != 0).flatten().nonzero()[:, 0]
            x = x.view(batch * length, HIDDEN)[real]
        for layer in self.layers:
            x = layer(x, mask, real)
        if real is not None:
            x = x.new_zeros(batch * length, HIDDEN).index_copy(0, real, x)
            x = x.view(batch, length, HIDDEN)
        return torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, HIDDEN))

    def load_pretrained(self, path: Path) -> None:
        """Takes the weights of a BERT `model.safetensors`; shapes and gaps start at zero."""
        weights = load_file(path)
        weights = {k.removeprefix("bert."): v for k, v in weights.items()}
        with torch.no_grad():
            self.piece.weight.copy_(weights["embeddings.word_embeddings.weight"])
            kinds = weights["embeddings.token_type_embeddings.weight"]
            self.position.weight.copy_(weights["embeddings.position_embeddings.weight"] + kinds[0])
            self.shape.weight.zero_()
            self.gap.weight.zero_()
            _copy(self.norm, weights, "embeddings.LayerNorm")
            for k, layer in enumerate(self.layers):
                for name, bert in BERT.items():
                    _copy(layer.get_submodule(name), weights, f"encoder.layer.{k}.{bert}")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Copies weight and bias."""
    module.get_parameter("weight").copy_(weights[f"{name}.weight"])
    module.get_parameter("bias").copy_(weights[f"{name}.bias"])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which pairs to score: rows `i` of one matrix with rows `j` of another.

    `distance` (pairs,) in buckets; `left`, `right` (pairs,) type indices; `features`
    (pairs, features) or None.
    """

    i: Tensor
    j: Tensor
    distance: Tensor
    left: Tensor | None = None
    right: Tensor | None = None
    features: Tensor | None = None


class PairScorer(nn.Module):
    """Scores pairs of vectors: sums, products, distance and types through one hidden layer."""

    def __init__(
        self,
        left: int,
        right: int,
        labels: int,
        *,
        types: tuple[int, int] = (0, 0),
        features: int = 0,
    ) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(left, PAIR), nn.Linear(right, PAIR, bias=False)
        self.p, self.q = nn.Linear(left, PAIR), nn.Linear(right, PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.left = nn.Embedding(types[0] + 1, PAIR) if types[0] else None
        self.right = nn.Embedding(types[1] + 1, PAIR) if types[1] else None
        self.features = nn.Linear(features, PAIR, bias=False) if features else None
        self.out = nn.Linear(PAIR, labels)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x: Tensor, y: Tensor, pairs: Pairs) -> Tensor:
        """Scores (pairs, labels) of rows of x (n, left) with rows of y (m, right)."""
        x, y = self.dropout(x), self.dropout(y)
        h = self.a(x)[pairs.i] + self.b(y)[pairs.j] + self.distance(pairs.distance)
        h = h + self.p(x)[pairs.i] * self.q(y)[pairs.j]
        if self.left is not None and pairs.left is not None:
            h = h + self.left(pairs.left)
        if self.right is not None and pairs.right is not None:
            h = h + self.right(pairs.right)
        if self.features is not None and pairs.features is not None:
            h = h + self.features(pairs.features.to(h.dtype))
        scores: Tensor = self.out(self.dropout(gelu(h)))
        return scores


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, vocabulary: int, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.dropout = nn.Dropout(0.2)
        self.word = nn.ModuleDict(
            {n: nn.Linear(HIDDEN, len(getattr(labels, n))) for n in WORD_HEADS}
        )
        self.arc_dependent = nn.Linear(HIDDEN, ARC)
        self.arc_head = nn.Linear(HIDDEN, ARC)
        self.arc_bilinear = nn.Parameter(torch.eye(ARC) * 0.1)
        mention_types, trigger_types = len(labels.mention), len(labels.trigger)
        both = 2 * HIDDEN
        self.pair = nn.ModuleDict(
            {
                "deprel": PairScorer(HIDDEN, HIDDEN, len(labels.deprel)),
                "role": PairScorer(HIDDEN, HIDDEN, len(labels.role)),
                "mention": PairScorer(HIDDEN, HIDDEN, len(labels.mention)),
                "argument": PairScorer(
                    HIDDEN,
                    both,
                    len(labels.argument),
                    types=(trigger_types, mention_types),
                    features=path_width(len(labels.deprel)) + len(labels.role),
                ),
                "relation": PairScorer(
                    both,
                    both,
                    len(labels.relation),
                    types=(mention_types, mention_types),
                    features=path_width(len(labels.deprel)),
                ),
                "coreference": PairScorer(
                    both,
                    both,
                    1,
                    types=(mention_types, mention_types),
                    features=COREFERENCE_FEATURES,
                ),
            }
        )

    def load_similar(self, folder: Path, labels: Labels) -> None:
        """Takes an earlier run's parameters, those of labels and types where both have them."""
        before = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        own = self.state_dict()
        for name, parameter in torch.load(folder / "network.pt").items():
            inventory = _inventory(name)
            if inventory and name in own:
                known = {label: k for k, label in enumerate(before[inventory])}
                for k, label in enumerate(getattr(labels, inventory)):
                    if label in known:
                        own[name][k] = parameter[known[label]]
                if len(parameter) > len(known):  # the type "unknown" is the last one
                    own[name][-1] = parameter[-1]
            elif name in own and own[name].shape == parameter.shape:
                own[name] = parameter
        self.load_state_dict(own)

    def arcs(self, words: Tensor) -> Tensor:
        """Words (batch, words, 384) → (batch, dependents, heads); the diagonal scores roots."""
        dependents = gelu(self.arc_dependent(self.dropout(words)))
        heads = gelu(self.arc_head(self.dropout(words)))
        return dependents @ self.arc_bilinear @ heads.transpose(-1, -2)


def _inventory(parameter: str) -> str:
    """The inventory of which each label has a row of a parameter, or "".

    >>> _inventory("word.upos.bias"), _inventory("pair.relation.left.weight")
    ('upos', 'mention')
    """
    kind, _, rest = parameter.partition(".")
    head, _, part = rest.partition(".")
    if kind == "word":
        return head
    if part.startswith("out.") and head != "coreference":
        return head
    if part.startswith(("left.", "right.")):
        return "trigger" if (head, part) == ("argument", "left.weight") else "mention"
    return ""
