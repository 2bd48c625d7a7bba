"""Trees, names and lemmas from scores."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.nlp.layers.decoding import lemma_of, names, tree
from training.labels import edit_rule

SEEDS = st.integers(0, 2**32 - 1)
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")
WORDS = st.text(min_size=1, max_size=8) | st.text("abcABC|='-", min_size=1, max_size=8)


def scores(seed, rows, columns):
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)


def is_tree(heads):
    """Whether one word is its own head and every other one reaches it."""
    roots = [i for i, h in enumerate(heads) if i == h]
    reached = set(roots)
    for _ in heads:
        reached |= {i for i, h in enumerate(heads) if h in reached}
    return len(roots) == 1 and len(reached) == len(heads)


@given(SEEDS, st.integers(1, 40))
def test_every_sentence_gets_a_tree_with_one_root(seed, n):
    assert is_tree(tree(scores(seed, n, n)).tolist())


def test_equal_scores_give_a_tree():
    assert is_tree(tree(np.zeros((30, 30), dtype=np.float32)).tolist())


@given(SEEDS)
def test_the_tree_is_the_best_of_all_trees(seed):
    table = scores(seed, 4, 4)

    def total(heads):
        return sum(table[i, h] for i, h in enumerate(heads))

    best = max((h for h in product(range(4), repeat=4) if is_tree(h)), key=total)
    assert total(tree(table)) == pytest.approx(total(best), abs=1e-5)


def well_formed(tags):
    """Whether each I- follows a B- or I- of its kind."""
    return all(
        tag[0] != "I" or (before != "O" and before[2:] == tag[2:])
        for before, tag in zip(("O", *tags), tags, strict=False)
    )


@given(SEEDS)
def test_names_are_the_best_well_formed_labels(seed):
    table = scores(seed, 4, len(LABELS))
    best = max(
        (k for k in product(range(5), repeat=4) if well_formed([LABELS[x] for x in k])),
        key=lambda k: sum(table[i, x] for i, x in enumerate(k)),
    )
    tags = ["O"] * 4
    for start, end, kind in names(table, LABELS):
        assert start < end
        assert tags[start:end] == ["O"] * (end - start)
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    assert tags == [LABELS[x] for x in best]


def test_no_words_have_no_names():
    assert list(names(np.zeros((0, len(LABELS)), dtype=np.float32), LABELS)) == []


@given(WORDS, WORDS)
@example("Talks", "talk")
@example("went", "go")
@example("US", "U.S.")
@example("ab", "a|")
@example("İzmir's", "İzmir")
@example("=x", "=")
def test_an_edit_rule_leads_from_the_word_to_its_lemma(word, lemma):
    assert lemma_of(word, edit_rule(word, lemma)) == lemma


@pytest.mark.parametrize(
    ("word", "rule", "lemma"),
    [("a", "|2|", "a"), ("Is", "l|2|", "Is"), ("cities", "|3|y", "city"), ("Men", "=man", "man")],
)
def test_a_rule_of_another_word_leaves_no_lemma_empty(word, rule, lemma):
    assert lemma_of(word, rule) == lemma
