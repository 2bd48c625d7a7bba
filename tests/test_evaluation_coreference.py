"""The metrics of coreference on chains whose scores are worked out by hand."""

from fractions import Fraction

import pytest

from evaluation.language.chains import (
    Agreement,
    Chain,
    ChainScores,
    b_cubed,
    ceaf_e,
    muc,
    score_chains,
)
from evaluation.language.coreference import coreference_group
from evaluation.language.reading import Reading
from training.corpora.document import Document


def chains(written: str) -> list[Chain]:
    """Chains of one-word spans, written as letters: "abc de"."""
    return [frozenset((ord(x), ord(x) + 1) for x in chain) for chain in written.split()]


def _fractions(agreement: Agreement) -> tuple[Fraction, Fraction]:
    """Recall and precision."""
    shares = (agreement.recall, agreement.precision)
    recall, precision = (Fraction(share).limit_denominator(1000) for share in shares)
    return recall, precision


# By hand, for "abc de" against "ab cd fg":
# MUC: abc falls into ab and c, de into d and the lost e: (3 - 2 + 2 - 2) / (2 + 1); the other way
#   ab stays one piece, cd is two, f and g are in no gold chain: (2 - 1 + 0 + 0) / 3.
# B-cubed: (2² + 1²) / 3 + 1² / 2 of 5 mentions; the other way 2² / 2 + (1² + 1²) / 2 of 6.
# CEAF: abc with ab 4/5, de with cd 2/4; of 2 chains, of 3 chains.
@pytest.mark.parametrize(
    ("gold", "predicted", "links", "mentions", "entities"),
    [
        ("abc de", "ab cd fg", ("1/3", "1/3"), ("13/30", "1/2"), ("13/20", "13/30")),
        ("abcd", "ab cd", ("2/3", "1"), ("1/2", "1"), ("2/3", "1/3")),
        ("ab cd", "abcd", ("1", "2/3"), ("1", "1/2"), ("1/3", "2/3")),
        ("ab cde", "cde ab", ("1", "1"), ("1", "1"), ("1", "1")),
        ("a bc", "a bc", ("1", "1"), ("1", "1"), ("1", "1")),
        ("a b", "a b", ("0", "0"), ("1", "1"), ("1", "1")),
        ("a b", "ab", ("0", "0"), ("1", "1/2"), ("1/3", "2/3")),
        ("ab", "cd", ("0", "0"), ("0", "0"), ("0", "0")),
        ("ab", "", ("0", "0"), ("0", "0"), ("0", "0")),
        ("", "ab", ("0", "0"), ("0", "0"), ("0", "0")),
        ("", "", ("0", "0"), ("0", "0"), ("0", "0")),
    ],
)
def test_recall_and_precision(
    gold: str,
    predicted: str,
    links: tuple[str, str],
    mentions: tuple[str, str],
    entities: tuple[str, str],
) -> None:
    expected = {muc: links, b_cubed: mentions, ceaf_e: entities}
    for metric, (recall, precision) in expected.items():
        found = _fractions(metric(chains(gold), chains(predicted)))
        assert found == (Fraction(recall), Fraction(precision)), metric


def test_chains_are_aligned_for_the_best_sum_not_the_best_pair() -> None:
    """The likest pair, abcd with abg (4/7), would leave gh and ci alone."""
    agreement = ceaf_e(chains("abcd gh"), chains("abg ci"))
    assert agreement.found == pytest.approx(2 / 5 + 2 / 6)


def test_documents_add_up_before_they_are_divided() -> None:
    total = score_chains(chains("abc de"), chains("ab cd fg")) + score_chains(
        chains("xyz"), chains("xyz")
    )
    assert _fractions(total.muc) == (Fraction(3, 5), Fraction(3, 5))
    assert _fractions(total.b_cubed) == (Fraction(31, 48), Fraction(2, 3))
    assert _fractions(total.ceaf_e) == (Fraction(23, 30), Fraction(23, 40))
    b_cubed_f1, ceaf_f1 = 2 * 31 / 48 * 2 / 3 / (31 / 48 + 2 / 3), 2 * 2.3 / 7
    assert total.conll == pytest.approx((0.6 + b_cubed_f1 + ceaf_f1) / 3)
    assert ChainScores().conll == 0.0


def test_a_document_without_chains_annotated_does_not_count() -> None:
    words, gaps = ("Holm", "left", "she", "said"), ("", " ", " ", " ")
    gold = Document("d", words, gaps, (0,), "ontogum", coreference=(((0, 1), (2, 3)),))
    silent = Document("e", words, gaps, (0,), "gum")
    found = Reading((), frozenset({0}), chains=(frozenset({(0, 1), (2, 3), (3, 4)}),))
    group = coreference_group("x", [gold, silent], [found, found])
    values = {m.name: m.value for m in (*group.metrics, *group.details)}
    assert values["MUC F1"] == 66.67
    assert values["mentions recall"] == 100.0
    assert values["mentions F1"] == 80.0
    assert values["chains"] == 1
