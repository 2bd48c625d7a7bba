"""Predications: what is said and is of no event type, on Docs written by hand."""

import pytest
from docs import StandIn, doc_of

from kg.extract import extract_graph
from kg.model import Article, Modality
from kg.schema import default_schema

MENDED = (
    "Holm/PROPN/nsubj>mended mended=mend/VERB/root the/DET/det>ferry ferry/NOUN/obj>mended "
    "in/ADP/case>Bergen Bergen/PROPN/obl>mended ./PUNCT/punct>mended"
)
VISITED = (
    "Holm/PROPN/nsubj>visited visited=visit/VERB/root Bergen/PROPN/obj>visited "
    "./PUNCT/punct>visited"
)
SAID = (
    "Dahl/PROPN/nsubj>said said=say/VERB/root Holm/PROPN/nsubj>mended mended=mend/VERB/ccomp>said "
    "Bergen/PROPN/obj>mended ./PUNCT/punct>said"
)
LED = "Holm/PROPN/nsubj>led led=lead/VERB/root Union/PROPN/obj>led ./PUNCT/punct>led"
NAMES = {
    "Holm": "Person",
    "Dahl": "Person",
    "Bergen": "City",
    "Union": "Organization",
    "the ferry": "Product",
}
GOES = {("visited", "Holm"): "agent", ("visited", "Bergen"): "destination"}
VISIT = {"trigger": {"visited": "Visit"}, "argument": GOES}
PREDICATIONS = {
    "entities are arguments": (
        [MENDED],
        {},
        {"mended|mend.01": {"Holm": "ARG0", "Bergen": "ARG2"}},
        ["mend.01 ARG0=Holm ARG2=Bergen"],
    ),
    "only numbered ones": (
        [MENDED],
        {},
        {"mended|mend.01": {"Holm": "ARG0", "Bergen": "ARGM-LOC"}},
        ["mend.01 ARG0=Holm"],
    ),
    "one is needed": ([MENDED], {}, {"mended|mend.01": {"Bergen": "ARGM-LOC"}}, []),
    "a predication keeps no entity": (
        [MENDED],
        {},
        {"mended|mend.01": {"Holm": "ARG0", "ferry": "ARG1"}},
        ["mend.01 ARG0=Holm"],
    ),
    "what the lexicon ignores": ([MENDED], {}, {"mended|have.01": {"Holm": "ARG0"}}, []),
    "an event": ([VISITED], VISIT, {"visited|visit.01": {"Holm": "ARG0"}}, []),
    "an event that another one is the same as": (
        [VISITED, VISITED.replace("visited", "toured").replace("visit/", "tour/")],
        {
            "trigger": {"visited": "Visit", "toured": "Visit"},
            "argument": {
                **GOES,
                ("toured", "Holm#2"): "agent",
                ("toured", "Bergen#2"): "destination",
            },
        },
        {"toured|tour.01": {"Holm#2": "ARG0"}},
        [],
    ),
    "an event in which nobody takes part": (
        [VISITED],
        {"trigger": {"visited": "Visit"}},
        {"visited|visit.01": {"Holm": "ARG3"}},
        ["visit.01 ARG3=Holm"],
    ),
    "a claim, and what is said": (
        [SAID],
        {},
        {"said|say.01": {"Dahl": "ARG0"}, "mended|mend.01": {"Holm": "ARG0"}},
        ["mend.01 ARG0=Holm by Dahl"],
    ),
    "a relation": (
        [LED],
        {"relation": {("Holm", "Union"): "headOf"}},
        {"led|lead.02": {"Holm": "ARG0", "Union": "ARG1"}},
        [],
    ),
    "without the relation": (
        [LED],
        {},
        {"led|lead.01": {"Holm": "ARG0"}},
        ["lead.01 ARG0=Holm"],
    ),
    "denied by a role": (
        [MENDED],
        {},
        {"mended|mend.01": {"Holm": "ARG0", "the": "ARGM-NEG"}},
        ["mend.01 ARG0=Holm negated"],
    ),
    "planned": (
        [MENDED],
        {"modality": {"mended": "planned"}},
        {"mended|mend.01": {"Holm": "ARG0"}},
        ["mend.01 ARG0=Holm planned"],
    ),
}
"""Sentences, what the model thinks, PropBank predicates, and predications."""


def graph_of(sentences, thinks, predicates):
    said = " ".join(item.partition("/")[0] for item in " ".join(sentences).split())
    mentions = {f"{m}#{n}": k for m, k in NAMES.items() for n in range(1, said.count(m) + 1)}
    doc = doc_of(*sentences, mentions=mentions, predicates=predicates)
    article = Article("mending", doc.text)
    return extract_graph(doc, article, default_schema(), heads=StandIn(doc, thinks))


def written(graph, predication):
    """A predication in one line."""
    names = {e.id: e.name for e in graph.entities}
    arguments = [f"{label}={names[entity]}" for label, entity in predication.arguments]
    marks = ["negated"] * predication.negated
    marks += [predication.modality.value] * (predication.modality is not Modality.ASSERTED)
    marks += [f"by {names[entity]}" for entity in predication.attributed_to]
    assert predication.is_fact != bool(marks)
    return " ".join([predication.roleset, *arguments, *marks])


@pytest.mark.parametrize(
    ("sentences", "thinks", "predicates", "expected"), PREDICATIONS.values(), ids=PREDICATIONS
)
def test_what_is_of_no_type_is_kept_apart(sentences, thinks, predicates, expected):
    graph = graph_of(sentences, thinks, predicates)
    assert [written(graph, p) for p in graph.predications] == expected


def test_a_predication_has_its_word_its_sentence_and_how_sure_the_model_is():
    predicates = {"visited|stay.01": {"Holm": "ARG0"}, "mended|mend.01": {"Holm#2": "ARG0"}}
    sure = {"predicate": {"mended": ("predicate", 0.8)}}
    graph = graph_of([VISITED, MENDED], sure, predicates)
    first, second = graph.predications
    assert (first.id, second.id) == ("p1", "p2")
    text = graph.article.text
    assert second.trigger.of(text) == "mended"
    assert [span.of(text) for span in second.evidence] == ["Holm mended the ferry in Bergen."]
    assert second.source.rule == "head:predicate"
    assert second.source.confidence == pytest.approx(0.8, abs=0.01)
    assert graph.statements == graph.coverage.covered == 0
