"""A corpus document as the pipeline reads it; indices count words, white space left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.nlp import Predicate as Found
from training.corpora.document import Document, Labelled, Predicate, Syntax

CHAIN = "coref_clusters_"
"""How the names of the span groups begin that hold one coreference chain each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipeline makes of a document."""

    syntax: tuple[Syntax, ...]
    starts: frozenset[int]
    names: tuple[Labelled, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    contents: tuple[Labelled, ...] = ()
    chains: tuple[frozenset[tuple[int, int]], ...] = ()


def to_doc(nlp: Language, document: Document) -> Doc:
    """An unread Doc of the document's words; a new line is a token of white space, as in a text."""
    words: list[str] = []
    spaces: list[bool] = []
    for word, gap in zip(document.words, document.gaps, strict=True):
        if words and "\n" in gap:
            words.append("\n")
            spaces.append(False)
        elif words:
            spaces[-1] = bool(gap)
        words.append(word)
        spaces.append(False)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def to_doc_with_sentences(nlp: Language, document: Document) -> Doc:
    """The Doc that `to_doc` makes, with the document's sentence starts."""
    doc = to_doc(nlp, document)
    starts = frozenset(document.sentences)
    for word, token in enumerate(t for t in doc if not t.is_space):
        token.is_sent_start = word in starts
    for token in doc:
        if token.is_space:
            token.is_sent_start = False
    return doc


def read(nlp: Language, document: Document) -> Reading:
    """What the pipeline makes of the document's words."""
    return to_reading(nlp(to_doc(nlp, document)))


def read_sentences(nlp: Language, document: Document) -> Reading:
    """What the pipeline makes of the document's words when it is told where sentences start."""
    return to_reading(nlp(to_doc_with_sentences(nlp, document)))


def to_reading(doc: Doc) -> Reading:
    """The annotation of a Doc."""
    tokens = [t for t in doc if not t.is_space]
    index = {t.i: k for k, t in enumerate(tokens)}
    syntax = tuple(
        Syntax(
            upos=t.pos_,
            xpos=t.tag_,
            feats=str(t.morph),
            lemma=t.lemma_,
            head=index.get(t.head.i, -1),
            deprel=t.dep_,
        )
        for t in tokens
    )
    starts = frozenset(next((index[t.i] for t in s if t.i in index), -1) for s in doc.sents)
    groups = (group for name, group in doc.spans.items() if name.startswith(CHAIN))
    chains = (frozenset((s.start, s.end) for s in _words(group, index)) for group in groups)
    return Reading(
        syntax=syntax,
        starts=starts - {-1},
        names=tuple(_words(doc.ents, index)),
        predicates=tuple(_predicates(doc._.predicates, index)),
        contents=tuple(_words(doc.spans.get("contents", ()), index)),
        chains=tuple(chain for chain in chains if chain),
    )


def _words(spans: Iterable[Span], index: Mapping[int, int]) -> Iterator[Labelled]:
    """The words of each span; a span of white space has none."""
    for span in spans:
        words = [index[t.i] for t in span if t.i in index]
        if words:
            yield Labelled(words[0], words[-1] + 1, span.label_)


def _predicates(found: Iterable[Found], index: Mapping[int, int]) -> Iterator[Predicate]:
    for p in found:
        arguments = tuple((index[word], role) for word, role in p.arguments)
        yield Predicate(index[p.word], p.roleset, arguments)
