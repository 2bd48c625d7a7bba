"""What the language model is measured by, on documents and readings made by hand."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span, SpanGroup

from evaluation.language.attribution import attribution_group
from evaluation.language.names import names_group
from evaluation.language.reading import Reading, to_doc, to_doc_with_sentences, to_reading
from evaluation.language.roles import roles_group
from evaluation.language.syntax import raw_documents
from evaluation.report import Group
from evaluation.scores import Count, WordCounts, character_spans, compare, count_words
from training.corpora.document import Document, Labelled, Names, Predicate, Syntax

GOLD = (
    Syntax("PROPN", "NNP", "Number=Sing", "Oslo", 1, "nsubj"),
    Syntax("VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin", "win", 1, "root"),
    Syntax("PROPN", "NNP", "Number=Sing", "Rome", 1, "nmod:poss"),
    Syntax("VERB", "VBD", "Mood=Ind|Style=Coll", "_", 3, "root"),
)
FOUND = (
    Syntax("PROPN", "NNP", "Number=Sing", "oslo", 1, "obj"),
    Syntax("VERB", "VBN", "VerbForm=Fin|Mood=Ind|Tense=Past", "win", 1, "ROOT"),
    Syntax("NOUN", "NNP", "", "Rome", 1, "nmod"),
    Syntax("VERB", "VBD", "Mood=Ind", "fall", 2, "root"),
)
DOCUMENT = Document(
    id="d",
    words=("Oslo", "won", "Rome", "fell"),
    gaps=("", " ", "\n", " "),
    sentences=(0, 2),
    corpus="ewt",
    syntax=GOLD,
    names=Names((Labelled(0, 1, "PER"), Labelled(2, 3, "LOC")), frozenset()),
    predicates=(Predicate(1, "win.01", ((0, "ARG0"),)), Predicate(3, "fall.01", ((2, "ARG1"),))),
)


def metrics(group: Group) -> dict[str, float]:
    """The headline figures of a group by name."""
    return {m.name: m.value for m in group.metrics}


def details(group: Group) -> dict[str, float]:
    """The other figures of a group by name."""
    return {m.name: m.value for m in group.details}


def test_word_columns_are_counted_as_conll_2018_does() -> None:
    counts = count_words(GOLD, FOUND)
    assert counts == WordCounts(words=4, upos=3, xpos=3, feats=3, lemma=3, uas=3, las=2)
    assert [m.value for m in (counts + counts).metrics()] == [75.0, 75.0, 75.0, 75.0, 75.0, 50.0]


def test_a_reading_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        count_words(GOLD, FOUND[:3])


def _reading(
    *, predicates: tuple[Predicate, ...] = (), contents: tuple[Labelled, ...] = ()
) -> Reading:
    names = (Labelled(0, 1, "PERSON"), Labelled(2, 3, "ORG"), Labelled(3, 4, "DATE"))
    return Reading(FOUND, frozenset({0}), names, predicates, contents)


def test_names_are_translated_and_other_labels_ignored() -> None:
    group = names_group("x", [DOCUMENT], [_reading()], ("PER", "LOC", "ORG"))
    assert metrics(group) == {"F1": 50.0, "PER F1": 100.0, "LOC F1": 0.0, "ORG F1": 0.0}


def test_roles_need_predicate_head_and_label() -> None:
    found = (
        Predicate(1, "win.01", ((0, "ARG1"), (2, "ARG2"))),
        Predicate(3, "fall.02", ((2, "ARG1"),)),
    )
    group = roles_group("x", [DOCUMENT], [_reading(predicates=found)])
    assert metrics(group) == {
        "predicates F1": 100.0,
        "roles F1": 40.0,
        "rolesets found": 50.0,
        "rolesets accuracy": 50.0,
    }
    assert details(group)["ARG0 F1"] == 0.0
    assert details(group)["ARG1 F1"] == pytest.approx(66.67)


def test_a_roleset_is_judged_among_found_predicates_too() -> None:
    found = (Predicate(1, "win.01", ()), Predicate(2, "Rome.01", ()))
    group = roles_group("x", [DOCUMENT, DOCUMENT], [_reading(predicates=found), _reading()])
    assert metrics(group)["rolesets found"] == 25.0
    assert metrics(group)["rolesets accuracy"] == 100.0


SAID = (Labelled(1, 5, "indirect"), Labelled(2, 4, "direct"), Labelled(8, 12, ""))
"""Words 1 to 4 are said, 2 and 3 a second time within; nothing is known of 8 to 11."""


@pytest.mark.parametrize(
    ("contents", "words", "spans"),
    [
        ((Labelled(1, 5, "direct"),), 100.0, 100.0),
        ((Labelled(1, 5, "indirect"), Labelled(9, 11, "direct")), 100.0, 100.0),
        ((Labelled(2, 4, "direct"),), 66.67, 0.0),
        ((Labelled(1, 9, "direct"),), 72.73, 0.0),
        ((Labelled(1, 5, "direct"), Labelled(6, 8, "direct")), 80.0, 66.67),
        ((), 0.0, 0.0),
    ],
)
def test_contents(contents: tuple[Labelled, ...], words: float, spans: float) -> None:
    document = Document("d", ("w",) * 12, ("",) * 12, (0,), "gum", contents=SAID)
    unknown = Document("e", ("w",), ("",), (0,), "gum")
    group = attribution_group(
        "x", [document, unknown], [_reading(contents=contents), _reading(contents=SAID)]
    )
    assert metrics(group) == {"words F1": words, "spans F1": spans}


def test_a_doc_has_the_words_and_a_reading_leaves_white_space_out() -> None:
    nlp = spacy.blank("en")
    given = to_doc(nlp, DOCUMENT)
    assert given.text == "Oslo won\nRome fell"
    doc = Doc(
        nlp.vocab,
        words=[t.text for t in given],
        heads=[1, 1, 1, 4, 4],
        deps=["nsubj", "root", "dep", "nsubj", "root"],
        sent_starts=[True, False, False, True, False],
        ents=["O", "O", "O", "B-LOC", "O"],
    )
    for name, (start, end) in {"contents": (3, 5), "coref_clusters_1": (2, 4)}.items():
        doc.spans[name] = SpanGroup(doc, name=name, spans=[Span(doc, start, end, label="x")])
    doc.spans["coref_clusters_1"].append(Span(doc, 0, 1, label="x"))
    doc.spans["coref_clusters_2"] = SpanGroup(doc, spans=[Span(doc, 2, 3)])
    reading = to_reading(doc)
    assert [w.head for w in reading.syntax] == [1, 1, 3, 3]
    assert reading.starts == {0, 2}
    assert reading.names == (Labelled(2, 3, "LOC"),)
    assert reading.contents == (Labelled(2, 4, "x"),)
    assert reading.chains == (frozenset({(0, 1), (2, 3)}),)


def test_a_doc_can_have_the_sentences_too() -> None:
    doc = to_doc_with_sentences(spacy.blank("en"), DOCUMENT)
    assert doc.has_annotation("SENT_START")
    assert [s.text for s in doc.sents] == ["Oslo won\n", "Rome fell"]


def test_tokens_are_compared_where_they_stand(tmp_path: Path) -> None:
    lines = ["# newdoc id = a", "# text = It didn't.", "1\tIt", "2-3\tdidn't", "2\tdid", "3\tn't"]
    rest = ["4\t.", "", "# newpar", "# text = No.", "1\tNo", "2\t."]
    path = tmp_path / "a.conllu"
    path.write_text("\n".join([*lines, *rest]), encoding="utf-8")
    [(text, words)] = raw_documents(path)
    assert text.strip() == "It didn't.\n\nNo."
    found = [t.text for t in spacy.blank("en")(text)]
    assert compare(character_spans(words), character_spans(found)) == Count(6, 6, 6)
