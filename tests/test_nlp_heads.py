"""The NumPy heads against the torch heads that training optimises, and the layout of words."""

import numpy as np
import pytest
import spacy

from kg.nlp.features import COREFERENCE_FEATURES, distance_buckets
from kg.nlp.heads import CHUNK, Heads, Pairs, gelu, softmax
from kg.nlp.layout import Layout
from training.labels import Labels

WORDS = 6
SIDES = {
    "deprel": (1, 1),
    "role": (1, 1),
    "mention": (1, 1),
    "argument": (1, 2),
    "relation": (2, 2),
    "coreference": (2, 2),
}
"""Vectors per side of each pair head: a word's one, or a mention's first and last."""
TYPED = {"argument", "relation", "coreference"}


@pytest.fixture(scope="module")
def network():
    """A small untrained torch network."""
    trained = pytest.importorskip("training.network", reason="needs the extra `train`")
    trained.torch.manual_seed(1)
    sizes = enumerate(Labels.__dataclass_fields__, start=2)
    labels = Labels(**{head: tuple(f"{head}{k}" for k in range(n)) for n, head in sizes})
    return trained.Network(7, labels).eval()


@pytest.fixture(scope="module")
def heads(network):
    """The NumPy heads with the network's parameters, under the names that the export gives."""
    state = network.state_dict().items()
    arrays = {name: value.numpy() for name, value in state if not name.startswith("encoder.")}
    return Heads(arrays, {})


def vectors(seed, rows, width=1):
    return np.random.default_rng(seed).normal(size=(rows, 384 * width)).astype(np.float32)


def as_torch(array):
    return None if array is None else pytest.importorskip("torch").from_numpy(array)


@pytest.mark.parametrize("head", ["upos", "lemma", "name", "trigger", "content"])
def test_a_word_head_scores_as_in_training(network, heads, head):
    x = vectors(2, WORDS)
    expected = network.word[head](as_torch(x)).detach().numpy()
    np.testing.assert_allclose(heads.words(head, x), expected, atol=1e-4)


def test_arcs_score_as_in_training(network, heads):
    x = vectors(3, WORDS)
    expected = network.arcs(as_torch(x)[None])[0].detach().numpy()
    np.testing.assert_allclose(next(heads.arcs(x, [(0, WORDS)])), expected, atol=1e-3)


@pytest.mark.parametrize("head", SIDES)
def test_a_pair_head_scores_as_in_training(network, heads, head):
    rng = np.random.default_rng(4)
    n = CHUNK + 3
    x, y = (vectors(seed, WORDS, width) for seed, width in enumerate(SIDES[head]))
    i, j, distance = rng.integers(0, WORDS, n), rng.integers(0, WORDS, n), rng.integers(-70, 70, n)
    kinds = (rng.integers(0, 3, n), rng.integers(0, 3, n)) if head in TYPED else (None, None)
    features = None
    if head == "coreference":
        features = rng.normal(size=(n, COREFERENCE_FEATURES)).astype(np.float32)
    given = pytest.importorskip("training.network").Pairs(
        as_torch(i),
        as_torch(j),
        as_torch(distance_buckets(distance)),
        *map(as_torch, kinds),
        as_torch(features),
    )
    expected = network.pair[head](as_torch(x), as_torch(y), given).detach().numpy()
    found = heads.pairs(head, x, y, Pairs(i, j, distance, *kinds, features))
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_no_pairs_have_no_scores(network, heads):
    none = np.zeros(0, dtype=np.int64)
    found = heads.pairs("role", vectors(5, 2), vectors(5, 2), Pairs(none, none, none))
    assert found.shape == (0, network.pair["role"].out.out_features)


def test_gelu_and_softmax_have_their_known_values():
    x = np.array([-20, -1, 0, 1, 20], dtype=np.float32)
    np.testing.assert_allclose(gelu(x), [0, -0.158655, 0, 0.841345, 20], atol=1e-6)
    np.testing.assert_allclose(softmax(np.array([[1000.0, 1000.0]])), [[0.5, 0.5]])


def test_near_distances_have_their_own_bucket_and_far_ones_share_it():
    distances = np.array([0, 1, 2, 4, 5, 6, 9, 64, 10_000, -1, -10_000])
    assert distance_buckets(distances).tolist() == [0, 1, 2, 4, 5, 5, 6, 11, 11, 13, 23]


@pytest.mark.parametrize(
    ("text", "words", "gaps", "tokens", "word_of"),
    [
        ("", [], [], [], []),
        (" \n ", [], [], [], [0]),
        ("It rained.", ["It", "rained", "."], ["\n", " ", ""], [0, 1, 2], [0, 1, 2]),
        ("Rain\nfell", ["Rain", "fell"], ["\n", " "], [0, 2], [0, 0, 1]),
        ("Rain\nFell", ["Rain", "Fell"], ["\n", "\n"], [0, 2], [0, 0, 1]),
        ("Rain \nfell", ["Rain", "fell"], ["\n", " "], [0, 2], [0, 0, 1]),
        ("Rain\n\nfell", ["Rain", "fell"], ["\n", "\n\n"], [0, 2], [0, 0, 1]),
        ("\nfell", ["fell"], ["\n\n"], [1], [0, 0]),
        ("Rain  fell ", ["Rain", "fell"], ["\n", "  "], [0, 2], [0, 0, 1]),
    ],
)
def test_words_are_the_tokens_that_are_no_white_space(text, words, gaps, tokens, word_of):
    layout = Layout.of(spacy.blank("en")(text))
    assert list(layout.words) == words
    assert list(layout.gaps) == gaps
    assert layout.tokens.tolist() == tokens
    assert layout.word_of.tolist() == word_of
