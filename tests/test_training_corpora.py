"""Each corpus reader on a few sentences of our own in the corpus's format."""

import pytest

from training.corpora.conllu import bio_spans, read_conllu, with_names, with_predicates
from training.corpora.document import Document, Labelled, Names, Predicate, Syntax
from training.corpora.names import CROSSNER, read_columns

CONLLU = """\
# newdoc id = harbour-1
# newpar
1 The the DET DT Definite=Def|PronType=Art 2 det _ Entity=(7-object-2
2 ferry ferry NOUN NN Number=Sing 3 nsubj _ Entity=7)
3 sank sink VERB VBD Tense=Past 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

1 Kari Kari PROPN NNP Number=Sing 2 nsubj _ Entity=(8-person-1)
2 saw see VERB VBD Tense=Past 0 root _ _
3 it it PRON PRP Case=Acc 2 obj _ Entity=(7-object-1)|SpaceAfter=No
4 . . PUNCT . _ 2 punct _ _

# newdoc id = harbour-2
1 Rain rain NOUN NN Number=Sing 2 nsubj _ _
1.1 hard hard ADV RB _ _ _ _ _
2 fell fall VERB VBD Tense=Past 0 root _ _
"""
IOB2 = """\
# sent_id = 1
1 The O - -
2 ferry B-LOC - -
3 sank O - -
4 . O - -

1 Kari B-PER - -
2 saw O - -
3 it B-OTH - -
4 . O - -
"""
PROPBANK = """\
x 0 0 The DT * - - (ARG1* *
x 0 1 ferry NN * - - *) *
x 0 2 sank VBD * sink sink.01 (V*) *
x 0 3 . . * - - * *

x 1 0 Kari NNP * - - (ARG0*)
x 1 1 saw VBD * see see.01 (V*)
x 1 2 it PRP * - - (ARG1*)
x 1 3 . . * - - *
"""
WORDS = ("The", "ferry", "sank", ".", "Kari", "saw", "it", ".")


def tabbed(text):
    """The lines with tabs for spaces, comments aside."""
    lines = text.split("\n")
    return "\n".join(x if x.startswith("#") else x.replace(" ", "\t") for x in lines)


@pytest.fixture
def conllu(tmp_path):
    path = tmp_path / "harbour.conllu"
    path.write_text(tabbed(CONLLU), encoding="utf-8")
    return path


def test_conllu_has_words_gaps_trees_and_chains(conllu):
    first, second = read_conllu(conllu, "ontogum")
    assert (first.id, second.id) == ("harbour-1", "harbour-2")
    assert first.words == WORDS
    assert first.gaps == ("\n", " ", " ", "", " ", " ", " ", "")
    assert first.sentences == (0, 4)
    assert [s.head for s in first.syntax] == [1, 2, 2, 2, 5, 5, 5, 5]
    assert first.syntax[1] == Syntax("NOUN", "NN", "Number=Sing", "ferry", 2, "nsubj")
    assert first.coreference == (((0, 2), (6, 7)),)
    assert second.words == ("Rain", "fell")
    assert second.coreference == ()


def test_only_the_coreference_corpus_has_chains(conllu):
    assert [d.coreference for d in read_conllu(conllu, "ewt")] == [None, None]


@pytest.mark.parametrize(
    ("columns", "chains"),
    [
        (["(1-a", "1)", "(1-a)"], (((0, 2), (2, 3)),)),
        (["(1-a(2-b)", "1)(2-b)", "(1-a)"], (((0, 1), (1, 2)), ((0, 2), (2, 3)))),
        (["(1-a", "(1-a", "1)", "1)"], (((0, 4), (1, 3)),)),
        (["(1-a)", "2)", "(3-c"], ()),
    ],
)
def test_brackets_nest(tmp_path, columns, chains):
    path = tmp_path / "brackets.conllu"
    rows = [f"{i} w w X X _ 0 root _ Entity={c}" for i, c in enumerate(columns, start=1)]
    path.write_text(tabbed("\n".join(rows)), encoding="utf-8")
    (document,) = read_conllu(path, "ontogum")
    assert sorted(document.coreference) == sorted(chains)


def test_the_parts_of_a_contraction_stand_together(tmp_path):
    path = tmp_path / "contraction.conllu"
    rows = (
        "1-2 don't _ _ _ _ _ _ _ SpaceAfter=No",
        "1 do do AUX VBP _ 0 root _ _",
        "2 n't not PART RB _ 1 advmod _ _",
        "3 . . PUNCT . _ 1 punct _ _",
    )
    path.write_text(tabbed("\n".join(rows)), encoding="utf-8")
    (document,) = read_conllu(path, "ewt")
    assert document.gaps == ("\n", "", "")


def test_names_are_laid_over_the_same_sentences(conllu, tmp_path):
    path = tmp_path / "names.iob2"
    path.write_text(tabbed(IOB2), encoding="utf-8")
    first, second = with_names(list(read_conllu(conllu, "ewt")), path, frozenset({"NORP"}))
    assert first.names == Names((Labelled(1, 2, "LOC"), Labelled(4, 5, "PER")), frozenset({"NORP"}))
    assert second.names is None, "the file lacks its sentence"


def test_roles_are_laid_over_the_same_sentences(conllu, tmp_path):
    path = tmp_path / "roles.conll"
    path.write_text(PROPBANK, encoding="utf-8")
    first, second = with_predicates(list(read_conllu(conllu, "ewt")), path)
    assert first.predicates == (
        Predicate(2, "sink.01", ((1, "ARG1"),)),
        Predicate(5, "see.01", ((4, "ARG0"), (6, "ARG1"))),
    )
    assert second.predicates is None


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O O", []),
        ("B-PER I-PER O B-PER", [(0, 2, "PER"), (3, 4, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("I-PER I-ORG I-ORG", [(0, 1, "PER"), (1, 3, "ORG")]),
    ],
)
def test_labels_become_spans(tags, spans):
    assert bio_spans(tags.split()) == tuple(Labelled(*s) for s in spans)


def test_columns_of_words_and_labels(tmp_path):
    path = tmp_path / "politics.txt"
    path.write_text(
        "Holm B-politician\nof O\nthe O\nHarbour B-politicalparty\nUnion I-politicalparty\n. O\n"
        "\nRain B-weather\nfell O\n\n",
        encoding="utf-8",
    )
    assert list(read_columns(path, "crossner", known=CROSSNER)) == [
        Document(
            id="politics.txt-0",
            words=("Holm", "of", "the", "Harbour", "Union", ".", "Rain", "fell"),
            gaps=(" ", " ", " ", " ", " ", "", " ", " "),
            sentences=(0, 6),
            corpus="crossner",
            names=Names((Labelled(0, 1, "PER"), Labelled(3, 5, "ORG")), frozenset()),
        )
    ]
