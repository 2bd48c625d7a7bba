"""From documents to batches: windows of word pieces, and what each head is to say."""

import random
from dataclasses import replace

import pytest
from drawn import BATCHER, DRAWN, GRAPH, LABELS, PIECES, READ, WORDS, batch_of, labels_of, pairs

from training.batches import UNKNOWN
from training.batches.chunks import chunked
from training.batches.graphs import EARLIER, FAR
from training.corpora.document import Document, Facts, Labelled, Predicate, Syntax

UNTYPED = len(LABELS.mention)
TREE = replace(
    READ,
    syntax=tuple(
        Syntax(upos, "W", "W", word, head, deprel)
        for word, upos, head, deprel in (
            ("Kari", "PROPN", 2, "nsubj"),
            ("Holm", "PROPN", 0, "flat"),
            ("visit", "VERB", 2, "root"),
            ("Oslo", "PROPN", 2, "obj"),
            (".", "PUNCT", 2, "punct"),
            ("she", "PRON", 6, "nsubj"),
            ("leave", "VERB", 6, "root"),
            (".", "PUNCT", 6, "punct"),
        )
    ),
    coreference=(((0, 2), (5, 6)),),
)


def test_inventories_start_with_nothing_and_drop_what_is_rare():
    assert LABELS.upos == ("S", "W")
    assert LABELS.mention == ("-", "City", "Person", "pronoun")
    assert LABELS.trigger == ("-", "Travel", "Visit")
    assert LABELS.argument == ("-", "agent", "destination")
    assert LABELS.relation == ("-", "livesIn")
    assert LABELS.role == ("-", "ARG0")
    assert LABELS.sense == ("01", "02")


def test_windows_hold_whole_sentences():
    batch = batch_of(READ)
    visit, ed = PIECES.index("visit"), PIECES.index("##ed")
    assert batch.pieces.tolist() == [
        [2, 4, 5, visit, ed, 8, 9, 3],
        [2, 1, 10, 9, 3, 0, 0, 0],
    ]
    assert batch.gaps.tolist() == [[0, 3, 2, 2, 1, 2, 1, 0], [0, 2, 2, 1, 0, 0, 0, 0]]
    assert batch.firsts.tolist() == [[1, 2, 3, 5, 6], [1, 2, 3, 0, 0]]
    assert batch.at.tolist() == [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [1, 0], [1, 1], [1, 2]]


def test_of_a_hidden_word_only_shape_and_place_are_seen():
    seen = BATCHER._row(READ, 0, 5)
    row = BATCHER._without(seen, [False, True, True, False, True])
    kari, oslo, hidden = PIECES.index("kari"), PIECES.index("oslo"), PIECES.index("[UNK]")
    assert row.pieces == [2, kari, hidden, hidden, hidden, oslo, hidden, 3]
    assert (row.shapes, row.gaps, row.firsts) == (seen.shapes, seen.gaps, seen.firsts)


def test_noise_hides_half_as_many_words_as_its_share():
    batch = BATCHER.batch([READ] * 50, random.Random(1), noise=0.4)
    oslo = [*range(3, 50 * len(WORDS), len(WORDS))]
    windows, places = batch.at[oslo].unbind(1)
    hidden = batch.pieces[windows, batch.firsts[windows, places]] == PIECES.index("[UNK]")
    assert 5 <= int(hidden.sum()) <= 15
    assert PIECES.index("[CLS]") in batch.pieces[:, 0].unique()


def test_targets_index_the_flat_words_of_all_documents():
    batch = batch_of(DRAWN, READ)
    assert batch.heads.tolist() == [UNKNOWN] * 8 + [10, 8, 10, 10, 10, 14, 14, 14]
    assert batch.sentence.tolist() == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 3
    assert batch.word["start"].tolist() == [UNKNOWN] * 8 + [1, 0, 0, 0, 0, 1, 0, 0]
    assert batch.word["predicate"].tolist() == [UNKNOWN] * 8 + [0, 0, 1, 0, 0, 0, 0, 0]
    assert labels_of(batch, "trigger") == (
        ["-", "-", "Visit", "-", "-", "-", "Travel", "-"] + [None] * 8
    )
    assert labels_of(batch, "polarity")[:8] == (
        [None, None, "positive", None, None, None, "negated", None]
    )
    assert labels_of(batch, "content")[:8] == ["O"] * 5 + ["B-direct", "I-direct", "O"]
    assert pairs(batch, "role") == [
        (10, 8, "ARG0"), (10, 9, "-"), (10, 11, "-"), (10, 12, "-"),
    ]  # fmt: skip
    assert [(i, j) for i, j, label in pairs(batch, "mention") if label != "-"] == [
        (0, 1), (1, 1), (3, 3), (5, 5),
    ]  # fmt: skip


def test_what_the_annotation_leaves_open_is_no_target():
    batch = batch_of(DRAWN)
    names = [{LABELS.name[k] for k in row.nonzero()[:, 0]} for row in batch.names_allowed]
    assert names[0] == {"B-PER"}
    assert names[1] == {"I-PER"}
    assert names[3] == {"B-NORP", "B-EVENT", "B-WORK", "B-PRODUCT"}
    assert names[4] == {"O", "B-WORK", "I-WORK"}
    assert pairs(batch, "argument") == [
        (2, 0, "agent"),
        (2, 2, "destination"),
        (6, 0, "-"),
        (6, 1, "-"),
        (6, 2, "-"),
        (6, 3, "agent"),
    ]
    assert pairs(batch, "relation") == [(0, 2, "livesIn"), (2, 0, "-"), (2, 1, "-")]
    assert [same for _, same in batch.antecedents] == [[True], [False, False]]


def test_spans_neither_begin_nor_end_with_punctuation_unless_a_mention_does():
    batch = batch_of(DRAWN)
    bounds = {(i, j) for i, j, _ in pairs(batch, "mention")}
    assert bounds == {(i, j) for i in range(4) for j in range(i, 4)} | {(5, 5), (5, 6), (6, 6)}
    mentions = (*DRAWN.graph.mentions, Labelled(3, 5, "City"))
    graph = replace(DRAWN.graph, mentions=mentions, clusters=(0, 0, 1, -1, -1))
    batch = batch_of(replace(DRAWN, graph=graph))
    found = pairs(batch, "mention")
    assert {(i, j) for i, j, _ in found} == bounds | {(3, 4)}
    assert (3, 4, "City") in found


@pytest.mark.parametrize(
    ("predicates", "senses"),
    [
        (READ.predicates, [None, None, "01", None, None, None, None, None]),
        ((Predicate(2, "visit.09", ()), Predicate(6, "leave.02", ())), [None] * 6 + ["02", None]),
        (None, [None] * 8),
    ],
)
def test_frequent_senses_of_predicates_are_targets(predicates, senses):
    assert labels_of(batch_of(replace(READ, predicates=predicates)), "sense") == senses


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (None, "? ? ? ? ? ? ? ?"),
        ((), "O O O O O O O O"),
        ((Labelled(1, 4, "indirect"),), "O B-indirect I-indirect I-indirect O O O O"),
        ((Labelled(0, 1, "direct"), Labelled(1, 2, "direct")), "B-direct B-direct O O O O O O"),
        (
            (Labelled(1, 2, "direct"), Labelled(0, 2, "indirect")),
            "B-indirect I-indirect O O O O O O",
        ),
        ((Labelled(5, 8, ""),), "O O O O O ? ? ?"),
        ((Labelled(6, 7, "direct"), Labelled(5, 8, "")), "O O O O O ? ? ?"),
        ((Labelled(5, 6, ""), Labelled(5, 7, "direct")), "O O O O O B-direct I-direct O"),
    ],
)
def test_contents_are_the_outermost_ones_and_unsure_ones_are_no_target(contents, expected):
    found = labels_of(batch_of(replace(READ, contents=contents)), "content")
    assert " ".join(label or "?" for label in found) == expected


def test_facts_relate_the_mentions_of_one_sentence():
    mentions = (
        Labelled(0, 2, "Person"), Labelled(2, 3, ""), Labelled(3, 4, "City"), Labelled(5, 6, ""),
    )  # fmt: skip
    facts = Facts(mentions, ((0, 2, "livesIn"),), frozenset({(2, 0), (1, 2)}))
    batch = batch_of(READ, replace(READ, coreference=None, facts=facts))
    before = len(batch.mention_bounds) - len(mentions)
    assert batch.mention_bounds.tolist()[before:] == [[8, 9], [10, 10], [11, 11], [13, 13]]
    assert [(i - before, j - before, label) for i, j, label in pairs(batch, "relation")] == [
        (0, 1, "-"), (0, 2, "livesIn"), (1, 0, "-"), (2, 1, "-"),
    ]  # fmt: skip
    city, person = LABELS.mention.index("City"), LABELS.mention.index("Person")
    assert batch.pair["relation"].left == [person, person, UNTYPED, city]
    assert batch.pair["relation"].right == [UNTYPED, city, person, UNTYPED]
    assert batch.pair["relation"].distance == [2, 3, -2, -1]


def test_phrases_beside_the_chains_have_no_antecedent():
    batch = batch_of(TREE)
    assert batch.mention_bounds.tolist() == [[0, 1], [3, 3], [5, 5]]
    assert [same for _, same in batch.antecedents] == [[False], [True, False]]
    found, pronoun = batch.pair["coreference"], LABELS.mention.index("pronoun")
    assert (found.i, found.j) == ([0, 0, 1], [1, 2, 2])
    assert found.left == [UNTYPED] * 3
    assert found.right == [UNTYPED, pronoun, pronoun]
    assert found.distance == [0, 1, 1]


def test_farther_antecedents_have_the_same_last_word():
    many = FAR + 5
    words = ("ferry", "FERRY") * many + tuple(f"port{k}" for k in range(EARLIER)) + ("ferry",)
    n = len(words)
    document = Document(
        id="far",
        words=words,
        gaps=(" ",) * n,
        sentences=tuple(range(n)),
        corpus="ontogum",
        syntax=tuple(Syntax("NOUN", "W", "W", w, k, "root") for k, w in enumerate(words)),
        coreference=(((0, 1), (2 * many - 1, 2 * many), (n - 1, n)),),
    )
    batch = batch_of(document)
    places, same = batch.antecedents[-1]
    earlier = [batch.pair["coreference"].i[k] for k in places]
    assert earlier == [*range(2 * many - FAR, n - 1)]
    assert [e for e, right in zip(earlier, same, strict=True) if right] == [2 * many - 1]
    _, same = batch.antecedents[-2]
    assert len(same) == EARLIER, "no other phrase ends like the last but one"


def test_long_documents_are_cut_at_sentences():
    first, second = chunked(replace(READ, coreference=None), most=6)
    assert (first.words, second.words) == (WORDS[:5], WORDS[5:])
    assert first.names.spans == READ.names.spans
    assert second.names.spans == ()
    assert first.predicates == READ.predicates
    assert [s.head for s in second.syntax] == [1, 1, 1]
    linked = replace(READ, coreference=None, facts=Facts((), (), frozenset()))
    assert [len(chunked(d, most=6)) for d in (READ, linked)] == [1, 1], "they cross sentences"


def test_the_parts_of_a_document_have_their_own_contents():
    said = replace(READ, coreference=None, contents=(Labelled(5, 7, "direct"),))
    assert [p.contents for p in chunked(said, most=6)] == [(), (Labelled(0, 2, "direct"),)]


def test_what_a_graph_leaves_open_takes_no_part():
    graph = replace(GRAPH, unsure_triggers=frozenset({4}), contents=None)
    batch = batch_of(replace(DRAWN, graph=graph))
    assert batch.word["trigger"].tolist()[4] == UNKNOWN
    assert set(batch.word["content"].tolist()) == {UNKNOWN}
