"""Words, sentence starts and tokens against treebanks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from evaluation.language.reading import Reading
from evaluation.report import Group, Metric
from evaluation.scores import (
    Count,
    WordCounts,
    character_spans,
    compare,
    count_words,
    percent,
    precision_recall,
)
from training.corpora.document import Document

GIVEN = "words as given; LAS with universal relations, without subtypes (CoNLL 2018)"


def words_group(name: str, documents: Sequence[Document], readings: Sequence[Reading]) -> Group:
    """Tags, features, lemmas and trees of words."""
    pairs = zip(documents, readings, strict=True)
    words = sum((count_words(d.syntax, r.syntax) for d, r in pairs), WordCounts())
    return Group(name, words.metrics(), (Metric("words", words.words),), GIVEN)


def starts_group(name: str, documents: Sequence[Document], readings: Sequence[Reading]) -> Group:
    """First words of sentences."""
    pairs = zip(documents, readings, strict=True)
    starts = sum((compare(d.sentences, r.starts) for d, r in pairs), Count())
    return Group(name, (percent("F1", starts.f1),), precision_recall(starts), GIVEN)


def tokens_group(name: str, nlp: Language, path: Path) -> Group:
    """How the pipeline cuts raw text into words."""
    total = Count()
    for text, words in raw_documents(path):
        found = [t.text for t in nlp.make_doc(text)]
        total += compare(character_spans(words), character_spans(found))
    return Group(name, (percent("F1", total.f1),), precision_recall(total))


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
