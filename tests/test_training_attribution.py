"""Who said what in a discourse layer: units and their links → the words that are said."""

import pytest

from training.corpora.attribution import LONGEST
from training.corpora.conllu import read_conllu

SAID, ROOT = "attribution-positive", "ROOT"


@pytest.fixture
def read(tmp_path):
    """Reads sentences, each a list of discourse units: their words and their annotation."""

    def document(*sentences):
        blocks = ["\n".join(rows(sentence)) for sentence in sentences]
        path = tmp_path / "said.conllu"
        path.write_text("# newdoc id = said\n" + "\n\n".join(blocks) + "\n\n", encoding="utf-8")
        return next(read_conllu(path, "gum"))

    return document


def rows(units):
    """The CoNLL-U lines of a sentence."""
    number = 0
    for words, mark in units:
        for k, word in enumerate(words.split()):
            number += 1
            misc = f"Discourse={mark}:rel-x_y|SpaceAfter=No" if mark and k == 0 else "_"
            row = (number, word, word, "X", "X", "_", 0, "root", "_", misc)
            yield "\t".join(map(str, row))


def said(document):
    """The spans of reported speech as text, with their label."""
    return [(" ".join(document.words[s.start : s.end]), s.label) for s in document.contents]


@pytest.mark.parametrize(
    ("units", "spans"),
    [
        pytest.param(
            [("Holm said", f"{SAID}:1->2:0"), ("that rain fell .", f"{ROOT}:2:0")],
            ["rain fell"],
            id="cue before",
        ),
        pytest.param(
            [("Rain fell ,", f"{ROOT}:1:0"), ("Holm said .", f"{SAID}:2->1:0")],
            ["Rain fell"],
            id="cue after",
        ),
        pytest.param(
            [
                ("Rain ,", f"{ROOT}:1:0"),
                ("Holm said ,", f"{SAID}:2->1:1"),
                ("will fall .", "same-unit_m:3->1:0"),
            ],
            ["Rain", "will fall"],
            id="cue inside",
        ),
        pytest.param(
            [
                ("Holm said", f"{SAID}:1->3:1"),
                ("Dahl feared", f"{SAID}:2->3:0"),
                ("rain would fall .", f"{ROOT}:3:0"),
            ],
            ["Dahl feared rain would fall", "rain would fall"],
            id="nested",
        ),
        pytest.param(
            [
                ("Holm said", f"{SAID}:1->2:1"),
                ("rain fell ,", f"{ROOT}:2:0"),
                ("because winds rose", "causal-cause:3->2:0"),
                ("when autumn came ,", "context-circumstance:4->3:2"),
                ("and left .", "joint-sequence_m:5->2:2"),
            ],
            ["rain fell , because winds rose when autumn came"],
            id="only what was attached before the cue",
        ),
        pytest.param(
            [
                ("Holm said", f"{SAID}:1->2:0;joint-list_m:1->9:4"),
                ("rain fell .", f"{ROOT}:2:0"),
            ],
            ["rain fell"],
            id="the first of several links",
        ),
        pytest.param(
            [("Holm said", f"{SAID}:1->7:0"), ("rain fell .", f"{ROOT}:2:0")],
            [],
            id="of a unit that is not there",
        ),
        pytest.param(
            [("Rain fell", f"{ROOT}:1:0"), ("and winds rose .", "joint-list_m:2->1:0")],
            [],
            id="nobody says anything",
        ),
        pytest.param(
            [
                ("Holm said", f"{SAID}:1->2:1"),
                ("rain fell", f"{ROOT}:2:0"),
                ("when winds rose", "context-circumstance:3->2:0"),
                ("because autumn came", "causal-cause:4->3:0"),
                ("which was late .", "elaboration-attribute:5->4:0"),
            ],
            ["rain fell when winds rose because autumn came which was late"],
            id="a long chain of units",
        ),
        pytest.param(
            [
                ("Rain ,", f"{ROOT}:1:0"),
                ("Holm said ,", f"{SAID}:2->1:0"),
                ("will fall .", "same-unit_m:3->1:1"),
            ],
            ["Rain", "will fall"],
            id="a cue within the first half of a unit",
        ),
    ],
)
def test_the_words_that_a_cue_attributes_are_said(read, units, spans):
    assert said(read(units)) == [(span, "indirect") for span in spans]


@pytest.mark.parametrize(
    "units",
    [
        [("Holm said :", f"{SAID}:1->2:0"), ("“ Rain fell ”", f"{ROOT}:2:0")],
        [('Holm said : "', f"{SAID}:1->2:0"), ("Rain fell .", f"{ROOT}:2:0")],
        [("'' Rain fell ''", f"{ROOT}:1:0"), ("Holm said .", f"{SAID}:2->1:0")],
    ],
)
def test_quoted_words_are_direct(read, units):
    assert [label for _, label in said(read(units))] == ["direct"]


def test_a_content_ends_with_the_sentence_of_its_cue(read):
    first = [("Holm said", f"{SAID}:1->2:1"), ("rain fell .", f"{ROOT}:2:0")]
    second = [("Winds rose .", "joint-list_m:3->2:0")]
    assert said(read(first, second)) == [("rain fell", "indirect")]


def test_a_content_in_another_sentence_is_unsure(read):
    first = [("Holm spoke .", f"{SAID}:1->2:0")]
    assert said(read(first, [("Rain fell .", f"{ROOT}:2:0")])) == [("Rain fell .", "")]


def test_a_very_long_content_is_unsure(read):
    def labels(length):
        content = " ".join(["rain"] * length)
        return said(read([("Holm said", f"{SAID}:1->2:0"), (content, f"{ROOT}:2:0")]))[0][1]

    assert (labels(LONGEST), labels(LONGEST + 1)) == ("indirect", "")


def test_a_text_without_the_layer_says_nothing_of_speech(read):
    assert read([("Holm said rain fell .", "")]).contents is None
