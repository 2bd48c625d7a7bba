"""Shapes, gaps and windows: what the encoder sees of a document besides word pieces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.words import GAPS, SHAPES, gap_of, likely_starts, shape_of, windows


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", "lower"),
        ("naïve", "lower"),
        ("Moscow", "Title"),
        ("NATO", "UPPER"),
        ("U.S.", "UPPER"),
        ("iPhone", "miXed"),
        ("McCain", "miXed"),
        ("I", "Initial"),
        ("2019", "digits"),
        ("7,326", "digits+"),
        ("Mi-8", "digits+"),
        ("--", "other"),
        ("", "other"),
        ("漢字", "miXed"),
    ],
)
def test_a_word_has_the_shape_of_its_letters(word, shape):
    assert SHAPES[shape_of(word)] == shape


@pytest.mark.parametrize(
    ("space", "gap"),
    [("", "none"), (" ", "space"), ("\t ", "space"), ("\n", "line"), (" \n\n ", "line")],
)
def test_a_gap_is_nothing_space_or_a_line(space, gap):
    assert GAPS[gap_of(space)] == gap


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", []),
        ("It rained. We left.", [0, 3]),
        ("It rained.” We left.", [0, 4]),
        ("It rained. we left.", [0]),
        ("It cost 3.5 then. 4 came", [0, 5]),
        ("Oslo\nRain fell", [0, 1]),
    ],
)
def test_a_sentence_may_start_on_a_line_or_after_a_stop(text, starts):
    found = re.findall(r"(\s*)([\w.]*\w|\S)", text)
    assert likely_starts([word for _, word in found], [gap for gap, _ in found]) == starts


@given(st.data())
def test_windows_cover_all_words_within_the_limit_and_are_cut_at_starts(data):
    pieces = data.draw(st.lists(st.integers(1, 14), max_size=60))
    starts = sorted(data.draw(st.sets(st.integers(0, max(len(pieces) - 1, 0)))))
    limit = data.draw(st.integers(10, 40))
    found = list(windows(pieces, starts, limit=limit))
    assert [i for a, b in found for i in range(a, b)] == list(range(len(pieces)))
    for a, b in found:
        assert sum(pieces[a:b]) <= limit or b - a == 1
        if b < len(pieces) and b not in starts:
            assert not [s for s in starts if a < s <= b], "cut inside of a sentence"
