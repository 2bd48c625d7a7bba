"""How well the language model reads: words, sentences, names and roles on development sets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from evaluation.report import Group, Metric
from evaluation.scores import Count, WordCounts, character_spans, compare, count_words
from kg.pipeline import load_model
from training.corpora.conllu import read_conllu, with_names, with_predicates
from training.corpora.document import Document, Labelled, Predicate, Syntax
from training.corpora.names import CROSSNER, read_columns

NAMES = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "EVENT": "EVENT"}
"""Our labels in the terms of the corpora; all others take no part in the score."""
GIVEN = "words as given; LAS with universal relations, without subtypes (CoNLL 2018)"
NO_PREDICATES = "not measured: the pipeline sets no doc._.predicates"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipeline makes of a document; indices count words, white space left out."""

    syntax: tuple[Syntax, ...]
    starts: frozenset[int]
    names: tuple[Labelled, ...]
    predicates: tuple[Predicate, ...] | None


def measure_language(shared: Path) -> Iterator[Group]:
    """The metric groups of the language model, as each is ready."""
    nlp = load_model()
    corpora = shared / "corpora"
    ewt = list(read_conllu(corpora / "ewt-dev.conllu", "ewt"))
    ewt = with_names(ewt, corpora / "uner-ewt-dev.iob2", frozenset())
    ewt = with_predicates(ewt, corpora / "ewt-propbank-dev.conll")
    readings = [read(nlp, d) for d in ewt]
    yield from syntax_groups("EWT dev", ewt, readings)
    yield names_group("UNER EWT dev", ewt, readings, ("PER", "LOC", "ORG"))
    yield roles_group(ewt, readings)
    yield tokens_group("EWT dev", nlp, corpora / "ewt-dev.conllu")
    gum = list(read_conllu(corpora / "gum-open-dev.conllu", "gum"))
    yield from syntax_groups("GUM-open dev", gum, [read(nlp, d) for d in gum])
    yield tokens_group("GUM-open dev", nlp, corpora / "gum-open-dev.conllu")
    path = corpora / "crossner-politics" / "dev.txt"
    politics = list(read_columns(path, "crossner", known=CROSSNER))
    labels = ("PER", "ORG", "LOC", "EVENT")
    yield names_group("CrossNER politics dev", politics, [read(nlp, d) for d in politics], labels)


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


def read(nlp: Language, document: Document) -> Reading:
    """What the pipeline makes of the document's words."""
    return to_reading(nlp(to_doc(nlp, document)))


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
    covered = [[index[t.i] for t in e if t.i in index] for e in doc.ents]
    names = tuple(
        Labelled(words[0], words[-1] + 1, e.label_)
        for words, e in zip(covered, doc.ents, strict=True)
        if words
    )
    starts = frozenset(next((index[t.i] for t in s if t.i in index), -1) for s in doc.sents)
    return Reading(syntax, starts - {-1}, names, _predicates(doc, index))


def _predicates(doc: Doc, index: Mapping[int, int]) -> tuple[Predicate, ...] | None:
    """What `doc._.predicates` holds, None without that extension."""
    if not Doc.has_extension("predicates"):
        return None
    return tuple(
        Predicate(index[p.word], "", tuple((index[word], role) for word, role in p.arguments))
        for p in doc._.predicates
    )


def syntax_groups(
    name: str, documents: Sequence[Document], readings: Sequence[Reading]
) -> Iterator[Group]:
    """Words and sentence starts."""
    pairs = list(zip(documents, readings, strict=True))
    words = sum((count_words(d.syntax, r.syntax) for d, r in pairs), WordCounts())
    yield Group(f"{name}: words", words.metrics(), (Metric("words", words.words),), GIVEN)
    starts = sum((compare(d.sentences, r.starts) for d, r in pairs), Count())
    yield Group(f"{name}: sentence starts", (percent("F1", starts.f1),), _both(starts), GIVEN)


def names_group(
    name: str,
    documents: Sequence[Document],
    readings: Sequence[Reading],
    labels: tuple[str, ...],
) -> Group:
    """Names with their exact span and label: all together and each label; no other label counts."""
    pairs = [(d.names, r) for d, r in zip(documents, readings, strict=True)]
    known = [(names, r) for names, r in pairs if names is not None]
    counts = {
        label: sum(
            (compare(_with(label, n.spans, {}), _with(label, r.names, NAMES)) for n, r in known),
            Count(),
        )
        for label in labels
    }
    total = sum(counts.values(), Count())
    each = tuple(percent(f"{label} F1", c.f1) for label, c in counts.items())
    details = [m for label, c in counts.items() for m in _both(c, f"{label} ")]
    return Group(
        f"{name}: names",
        (percent("F1", total.f1), *each),
        (*_both(total), *details, Metric("names", total.gold)),
        f"words as given; {len(known)} of {len(documents)} documents have gold names",
    )


def _with(
    label: str, names: Iterable[Labelled], translation: Mapping[str, str]
) -> list[tuple[int, int]]:
    """The spans that have a label, once it is translated."""
    return [(n.start, n.end) for n in names if translation.get(n.label, n.label) == label]


def roles_group(documents: Sequence[Document], readings: Sequence[Reading]) -> Group:
    """PropBank predicates, and their arguments by head word and role, on predicted predicates."""
    name = "EWT dev: PropBank"
    pairs = [(d.predicates, r.predicates) for d, r in zip(documents, readings, strict=True)]
    known = [(g, p) for g, p in pairs if g is not None and p is not None]
    if not known:
        return Group(name, (), note=NO_PREDICATES)
    found = sum((compare(_words(g), _words(p)) for g, p in known), Count())
    roles = sum((compare(_roles(g), _roles(p)) for g, p in known), Count())
    return Group(
        name,
        (percent("predicates F1", found.f1), percent("roles F1", roles.f1)),
        (*_both(found, "predicates "), *_both(roles, "roles ")),
        f"words as given, predicates predicted; {len(known)} of {len(documents)} documents",
    )


def _words(predicates: Iterable[Predicate]) -> set[int]:
    return {p.word for p in predicates}


def _roles(predicates: Iterable[Predicate]) -> set[tuple[int, int, str]]:
    return {(p.word, word, role) for p in predicates for word, role in p.arguments}


def tokens_group(name: str, nlp: Language, path: Path) -> Group:
    """How the pipeline cuts raw text into words."""
    total = Count()
    for text, words in raw_documents(path):
        found = [t.text for t in nlp.make_doc(text)]
        total += compare(character_spans(words), character_spans(found))
    return Group(f"{name}: tokens of raw text", (percent("F1", total.f1),), _both(total))


def raw_documents(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each document's raw text, paragraphs on lines of their own, and its words."""
    text, words = "", list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and words:
            yield text, words
            text, words = "", []
        elif line.startswith("# newpar"):
            text = f"{text.rstrip()}\n\n" if text else ""
        elif line.startswith("# text = "):
            text += line.removeprefix("# text = ") + " "
        elif line and line.split("\t")[0].isdigit():
            words.append(line.split("\t")[1])
    if words:
        yield text, words


def percent(name: str, share: float) -> Metric:
    """A share as a metric in per cent."""
    return Metric(name, round(100 * share, 2))


def _both(count: Count, prefix: str = "") -> tuple[Metric, Metric]:
    """Precision and recall."""
    return percent(f"{prefix}precision", count.precision), percent(f"{prefix}recall", count.recall)
