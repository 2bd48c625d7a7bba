"""Agreement with MEANTIME, on one file made by hand in its format and a graph made by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evaluation.meantime import agreement
from evaluation.meantime.corpus import Annotated, read_cat
from evaluation.meantime.events import Reading, events_group
from evaluation.meantime.factuality import factuality_group
from evaluation.meantime.participants import participants_group
from evaluation.meantime.times import times_group
from evaluation.report import Group
from kg.model import (
    Argument,
    Article,
    ArticleGraph,
    Entity,
    Event,
    Mention,
    MentionKind,
    Modality,
    Source,
    Span,
)

SENTENCES = (
    "Ferry line sues harbour",
    "May 07 , 2012",
    "NordFerry , which owns US$ 40 in ships , sued Holm and Lind in Aalborg on May 4 .",
    "`` I 'm sure we wo n't meet Holm 's lawyer in June , '' Lind said today .",
    "The quay may shut in the third quarter .",
    "Lind left the coast by boat in 2011 .",
    'Holm met " King " Dahl on May 1 .',
)
TEXT = (
    "NordFerry, which owns US$40 in ships, sued Holm and Lind in Aalborg on May 4."
    " \"I'm sure we won't meet Holm's lawyer in June,\" Lind said today."
    " The quay may shut in the third quarter. Lind left the coast by boat in 2011."
    ' Holm met "King" Dahl on May 1.'
)
SURE = 'certainty="CERTAIN" time="NON_FUTURE" polarity="POS"'
MARKABLES = (
    ("sues", "EVENT_MENTION", SURE, "0 sues"),
    ("sued", "EVENT_MENTION", SURE, "2 sued"),
    ("owns", "EVENT_MENTION", SURE, "2 owns"),
    ("meet", "EVENT_MENTION", 'certainty="CERTAIN" time="FUTURE" polarity="NEG"', "3 meet"),
    ("said", "EVENT_MENTION", "", "3 said"),
    ("shut", "EVENT_MENTION", 'certainty="POSSIBLE" time="FUTURE" polarity="POS"', "4 shut"),
    ("left", "EVENT_MENTION", 'certainty="PROBABLE" time="FUTURE" polarity="POS"', "5 left"),
    ("suing", "EVENT", 'class="OTHER"', ""),
    ("nordferry", "ENTITY_MENTION", "", "2 NordFerry"),
    ("which", "ENTITY_MENTION", "", "2 which"),
    ("both", "ENTITY_MENTION", "", "2 Holm and Lind"),
    ("aalborg", "ENTITY_MENTION", "", "2 Aalborg"),
    ("lawyer", "ENTITY_MENTION", "", "3 Holm 's lawyer"),
    ("lind", "ENTITY_MENTION", "", "5 Lind"),
    ("coast", "ENTITY_MENTION", "", "5 coast"),
    ("nobody", "ENTITY_MENTION", "", ""),
    ("line", "ENTITY", "", ""),
    ("money", "VALUE", "", "2 US$ 40"),
    ("day", "TIMEX3", 'type="DATE" value="2012-05-04"', "2 May 4"),
    ("june", "TIMEX3", 'type="DATE" value="2013-06"', "3 June"),
    ("quarter", "TIMEX3", 'type="DATE" value="2012-Q3"', "4 third quarter"),
    ("year", "TIMEX3", 'type="DATE" value="2011"', "5 2011"),
    ("end", "TIMEX3", 'type="DATE" value="2020"', ""),
)
RELATIONS = (
    ("REFERS_TO", "", "sued", "suing"),
    ("REFERS_TO", "", "nordferry", "line"),
    ("REFERS_TO", "", "which", "line"),
    ("HAS_PARTICIPANT", "Arg0", "sued", "which"),
    ("HAS_PARTICIPANT", "Arg1", "sued", "both"),
    ("HAS_PARTICIPANT", "Argm-LOC", "sued", "aalborg"),
    ("HAS_PARTICIPANT", "Arg2", "sued", "money"),
    ("HAS_PARTICIPANT", "Arg2", "sued", "lost"),
    ("HAS_PARTICIPANT", "Arg2", "sued", "nobody"),
    ("HAS_PARTICIPANT", "Arg0", "left", "lind"),
    ("HAS_PARTICIPANT", "Arg2", "left", "coast"),
)


def _anchors(place: str) -> str:
    """The anchors of the words "2 May 4": words of the second sentence."""
    if not place:
        return ""
    sentence, *words = place.split()
    all_words = SENTENCES[int(sentence)].split()
    start = next(k for k in range(len(all_words)) if all_words[k : k + len(words)] == words)
    ids = range(start, start + len(words))
    return "".join(f'<token_anchor t_id="{sentence}-{k}"/>' for k in ids)


def cat() -> str:
    """The file."""
    tokens = (
        f'<token t_id="{n}-{k}" number="0" sentence="{n}">{word}</token>'
        for n, sentence in enumerate(SENTENCES)
        for k, word in enumerate(sentence.split())
    )
    markables = (
        f'<{tag} m_id="{number}" {rest}>{_anchors(place)}</{tag}>'
        for number, tag, rest, place in MARKABLES
    )
    relations = (
        f'<{tag} sem_role="{role}"><source m_id="{source}"/><target m_id="{target}"/></{tag}>'
        for tag, role, source, target in RELATIONS
    )
    return (
        f'<Document doc_id="x7">{"".join(tokens)}<Markables>{"".join(markables)}</Markables>'
        f"<Relations>{''.join(relations)}</Relations></Document>"
    )


@pytest.fixture
def annotated() -> Annotated:
    return read_cat(ElementTree.fromstring(cat()))


def spans(words: str) -> Iterator[Span]:
    """Every place of `words` in the text."""
    at = TEXT.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = TEXT.find(words, at + 1)


def entity(name: str, *also: str) -> Entity:
    """An entity with all places of its names; its id begins with a hash."""
    mentions = (Mention(s, MentionKind.NAME) for words in (name, *also) for s in spans(words))
    return Entity(f"#{name}", name, "Other", tuple(mentions))


def event(word: str, **roles: str) -> Event:
    """An event whose roles are filled by names, several parted by "+"."""
    arguments = tuple(
        Argument(role, f"#{name}") for role, names in roles.items() for name in names.split("+")
    )
    (trigger,) = spans(word)
    return Event(word, "Lawsuit", trigger, arguments, (trigger,), Source("test", 1.0))


def reading(annotated: Annotated, *events: Event) -> Reading:
    """The file with a graph of these events."""
    names = ("NordFerry", "Lind", "Dahl", "ships", "Aalborg", "coast", "boat")
    entities = (*(entity(name) for name in names), entity("Holm", "Holm and"))
    return Reading(annotated, ArticleGraph(annotated.article, entities, (), (), events, ()))


def values(group: Group) -> dict[str, float]:
    """All figures of a group by name."""
    return {m.name: m.value for m in (*group.metrics, *group.details)}


def test_the_text_is_written_as_news_are(annotated: Annotated) -> None:
    article = annotated.article
    assert article == Article("x7", TEXT, title=SENTENCES[0], date=date(2012, 5, 7))
    assert [s.of(TEXT) for s in annotated.sentences] == [
        TEXT[: TEXT.index(' "I')],
        TEXT[TEXT.index('"I') : TEXT.index(" The quay")],
        "The quay may shut in the third quarter.",
        "Lind left the coast by boat in 2011.",
    ]


def test_annotations_lie_in_the_text_and_lead_somewhere(annotated: Annotated) -> None:
    events = {" ".join(w.of(TEXT) for w in e.words): e for e in annotated.events}
    assert list(events) == ["sued", "owns", "meet", "said", "shut", "left"]
    assert [events[w].kind for w in ("sued", "owns")] == ["OTHER", ""]
    assert [
        (p.role, " ".join(w.of(TEXT) for w in p.words)) for p in events["sued"].participants
    ] == [("Arg0", "NordFerry which"), ("Arg1", "Holm and Lind"), ("Argm-LOC", "Aalborg")]
    assert (events["said"].certainty, events["meet"].polarity) == ("", "NEG")
    assert [t.value for t in annotated.times] == ["2012-05-04", "2013-06", "2012-Q3", "2011"]


def test_events_are_found_by_their_word_in_annotated_sentences(annotated: Annotated) -> None:
    found = (event("sued"), event("lawyer"), event("met"))
    group = values(events_group("x", [reading(annotated, *found)]))
    assert (group["correct"], group["found"], group["gold"]) == (1, 2, 6)
    assert group["OTHER recall"] == 1.0
    assert (group["no class recall"], group["no class gold"]) == (0.0, 5)


@pytest.mark.parametrize(
    ("roles", "with_role", "without"),
    [
        ({}, (0, 0), (0, 0)),
        ({"agent": "NordFerry", "patient": "Holm+Lind", "place": "Aalborg"}, (3, 3), (3, 3)),
        ({"counterpart": "Holm", "destination": "Aalborg"}, (2, 2), (2, 2)),
        ({"patient": "NordFerry", "agent": "Lind"}, (0, 2), (2, 2)),
        ({"patient": "Lind", "topic": "ships", "agent": "Dahl"}, (1, 1), (1, 1)),
        ({"instrument": "Holm"}, (0, 0), (1, 1)),
    ],
    ids=["none", "all", "other roles", "swapped", "not in the corpus", "no counterpart"],
)
def test_participants(
    annotated: Annotated,
    roles: dict[str, str],
    with_role: tuple[int, int],
    without: tuple[int, int],
) -> None:
    """Right and found, of three; two of ours that are one of the corpus's are one."""
    found = (event("sued", **roles), event("met", agent="Holm"))
    group = values(participants_group("x", [reading(annotated, *found)]))
    assert (group["events"], group["gold"], group["without role gold"]) == (1, 3, 3)
    assert (group["correct"], group["found"]) == with_role
    assert (group["without role correct"], group["without role found"]) == without


def test_a_participant_whose_role_depends_on_the_verb_counts_without_role_only(
    annotated: Annotated,
) -> None:
    found = event("left", agent="Lind", origin="coast", instrument="boat")
    group = values(participants_group("x", [reading(annotated, found)]))
    assert (group["correct"], group["found"], group["gold"]) == (1, 1, 1)
    assert group["F1 without role"] == 1.0


def test_an_annotated_entity_that_takes_no_part_is_wrong(annotated: Annotated) -> None:
    group = values(participants_group("x", [reading(annotated, event("owns", agent="Lind"))]))
    assert (group["correct"], group["found"], group["gold"]) == (0, 1, 0)


def test_factuality_is_judged_where_the_corpus_is_clear(annotated: Annotated) -> None:
    found = (
        event("sued"),
        replace(event("meet"), negated=True, modality=Modality.POSSIBLE),
        replace(event("said"), negated=True),
        replace(event("shut"), negated=True, modality=Modality.POSSIBLE),
        event("left"),
    )
    group = values(factuality_group("x", [reading(annotated, *found)]))
    assert (group["polarity events"], group["modality events"]) == (4, 3)
    assert group["polarity accuracy"] == 0.75
    assert group["polarity macro F1"] == pytest.approx((4 / 5 + 2 / 3) / 2, abs=1e-4)
    assert group["modality accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert group["modality macro F1"] == pytest.approx((1 + 0 + 2 / 3) / 3, abs=1e-4)


def test_times_need_the_value_and_unclear_ones_do_not_count(annotated: Annotated) -> None:
    """The day and the year are right, June is of another year, "today" is not in the corpus."""
    group = values(times_group("x", [reading(annotated)]))
    assert (group["correct"], group["found"], group["gold"]) == (2, 4, 3)
    assert (group["spans correct"], group["spans found"]) == (3, 4)


def test_all_groups_are_measured_on_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpora" / "meantime" / "intra-doc_annotation" / "corpus_ferries"
    folder.mkdir(parents=True)
    for name in ("a.xml", "b.xml"):
        (folder / name).write_text(cat(), encoding="utf-8")

    def extract(articles: Iterable[Article]) -> Iterator[ArticleGraph]:
        return (ArticleGraph(a, (), (), (), (event("sued"),), ()) for a in articles)

    monkeypatch.setattr(agreement, "extract", extract)
    groups = list(agreement.measure_meantime(tmp_path))
    names = ("events", "participants", "factuality", "times")
    assert [g.name for g in groups] == [f"MEANTIME: {name}" for name in names]
    assert values(groups[0])["correct"] == 2
