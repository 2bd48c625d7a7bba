"""CoNLL-U files as documents, with names and roles laid over them from files of the same text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from training.corpora.attribution import contents
from training.corpora.document import Document, Labelled, Names, Predicate, Syntax


def read_conllu(path: Path, corpus: str) -> Iterator[Document]:
    """The documents of a CoNLL-U file, coreference chains included where MISC has `Entity=`."""
    block: list[list[str]] = []
    identifier = ""
    for sentence in _sentences(path):
        starts = [line for line in sentence if line.startswith("# newdoc")]
        if starts and block:
            yield _document(identifier, block, corpus)
            block = []
        if starts:
            identifier = starts[0].rpartition("= ")[2]
        block.append(sentence)
    if block:
        yield _document(identifier, block, corpus)


def _sentences(path: Path) -> Iterator[list[str]]:
    """The lines of each sentence."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if block.strip():
            yield block.strip().split("\n")


def _document(identifier: str, block: list[list[str]], corpus: str) -> Document:
    """A document from the lines of its sentences."""
    words: list[str] = []
    gaps: list[str] = []
    sentences: list[int] = []
    syntax: list[Syntax] = []
    gap = "\n"
    chains = _Chains()
    marks: list[tuple[int, str]] = []
    for lines in block:
        offset = len(words)
        sentences.append(offset)
        if any(line.startswith("# newpar") for line in lines):
            gap = "\n"
        for columns, tight in _rows(lines):
            chains.read(columns[9], len(words))
            marks += [(len(words), m) for m in _field(columns[9], "Discourse")]
            syntax.append(_syntax(columns, offset, len(words)))
            words.append(columns[1])
            gaps.append(gap)
            gap = "" if tight else " "
    return Document(
        id=identifier,
        words=tuple(words),
        gaps=tuple(gaps),
        sentences=tuple(sentences),
        corpus=corpus,
        syntax=tuple(syntax),
        coreference=chains.chains() if corpus == "ontogum" else None,
        contents=contents(marks, words, sentences) if marks else None,
    )


def _rows(lines: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The columns of each word, and whether no space follows; empty nodes are left out.

    Of a range of words (a contraction) only the last has a space after it, if the range has.
    """
    last, closed = 0, False
    for line in lines:
        columns = line.split("\t")
        tight = "SpaceAfter=No" in columns[-1]
        if columns[0].isdigit():
            number = int(columns[0])
            yield columns, tight or number < last or (number == last and closed)
        elif "-" in columns[0] and not line.startswith("#"):
            last, closed = int(columns[0].split("-")[1]), tight


def _syntax(columns: list[str], offset: int, word: int) -> Syntax:
    """The syntax of a word of a sentence that begins at `offset`."""
    head = int(columns[6])
    return Syntax(
        upos=columns[3],
        xpos=columns[4],
        feats=columns[5],
        lemma=columns[2],
        head=word if head == 0 else offset + head - 1,
        deprel=columns[7],
    )


def _field(misc: str, name: str) -> list[str]:
    """The value of a field of the MISC column, if it has one."""
    values = (f.partition("=") for f in misc.split("|"))
    return [value.split(";")[0] for key, _, value in values if key == name]


class _Chains:
    """Collects bracketed `Entity=` annotations: `(12-person...`, `12)`, nested, in word order."""

    def __init__(self) -> None:
        self._open: dict[str, list[int]] = {}
        self._closed: dict[str, list[tuple[int, int]]] = {}

    def read(self, misc: str, word: int) -> None:
        """Opens and closes the chains that one word's MISC column names."""
        value = next(iter(_field(misc, "Entity")), "")
        while value:
            if value.startswith("("):
                end = min(
                    (i for i in (value.find("(", 1), value.find(")", 1)) if i > 0),
                    default=len(value),
                )
                name = value[1:end].split("-")[0]
                if value[end : end + 1] == ")":
                    self._closed.setdefault(name, []).append((word, word + 1))
                    end += 1
                else:
                    self._open.setdefault(name, []).append(word)
            else:
                end = value.find(")")
                if end < 0:
                    return
                name = value[:end].split("-")[0]
                end += 1
                if self._open.get(name):
                    start = self._open[name].pop()
                    self._closed.setdefault(name, []).append((start, word + 1))
            value = value[end:]

    def chains(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """The chains of two mentions and more."""
        return tuple(tuple(sorted(set(m))) for m in self._closed.values() if len(set(m)) > 1)


def bio_spans(labels: list[str]) -> tuple[Labelled, ...]:
    """The spans of a BIO (or IO) sequence.

    >>> bio_spans(["B-PER", "I-PER", "O"])
    (Labelled(start=0, end=2, label='PER'),)
    """
    spans: list[Labelled] = []
    start, label = 0, ""
    for i, tag in enumerate([*labels, "O"]):
        kind = tag[2:] if tag != "O" else ""
        if label and (tag.startswith("B-") or kind != label):
            spans.append(Labelled(start, i, label))
            label = ""
        if kind and not label:
            start, label = i, kind
    return tuple(spans)


def with_names(
    documents: list[Document], path: Path, unannotated: frozenset[str]
) -> list[Document]:
    """The documents with the names of an IOB2 file of the same sentences, matched by their words.

    A document with a sentence that the file lacks keeps no names.
    """
    by_words: dict[tuple[str, ...], list[str]] = {}
    for lines in _sentences(path):
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        by_words[tuple(r[1] for r in rows)] = [
            r[2] if r[2][2:] in {"PER", "ORG", "LOC"} else "O" for r in rows
        ]
    out = []
    for document in documents:
        labels: list[str] = []
        bounds = [*document.sentences, len(document.words)]
        for a, b in pairwise(bounds):
            labels += by_words.get(document.words[a:b], [])
        complete = len(labels) == len(document.words)
        names = Names(bio_spans(labels), unannotated) if complete else None
        out.append(replace(document, names=names))
    return out


def with_predicates(documents: list[Document], path: Path) -> list[Document]:
    """The documents with the PropBank layer of a CoNLL file over the same text.

    Sentences are matched by their characters without spaces, words by character offsets.
    Documents of which less than nine tenths are matched keep no predicates.
    """
    by_text: dict[str, list[list[str]]] = {}
    for lines in _sentences(path):
        rows = [line.split() for line in lines]
        by_text["".join(r[3] for r in rows)] = rows
    out = []
    for document in documents:
        predicates: list[Predicate] = []
        matched = 0
        bounds = [*document.sentences, len(document.words)]
        for a, b in pairwise(bounds):
            found = by_text.get("".join(document.words[a:b]).replace(" ", ""))
            if found is not None:
                matched += 1
                predicates += _predicates(document, a, b, found)
        complete = matched >= 0.9 * len(document.sentences)
        out.append(replace(document, predicates=tuple(predicates) if complete else None))
    return out


def _predicates(document: Document, a: int, b: int, rows: list[list[str]]) -> Iterator[Predicate]:
    """The predicates of one sentence, words a up to b."""
    at: list[int] = []
    for i in range(a, b):
        at += [i] * len(document.words[i].replace(" ", ""))
    position, words = 0, []
    for row in rows:
        words.append(at[position])
        position += len(row[3])
    for column in range(8, len(rows[0])):
        verb, roleset = -1, ""
        arguments: list[tuple[int, str]] = []
        label, start = "", 0
        for k, row in enumerate(rows):
            cell = row[column]
            if cell.startswith("("):
                label, start = cell[1:].split("*")[0], k
            if cell.endswith(")") and label:
                if label == "V":
                    verb, roleset = words[start], rows[start][7]
                else:
                    arguments.append((_head(document, words[start], words[k] + 1), label))
                label = ""
        if verb >= 0 and roleset != "-":
            yield Predicate(verb, roleset, tuple((h, r) for h, r in arguments if h != verb))


def _head(document: Document, start: int, end: int) -> int:
    """The word of a span whose syntactic head lies outside of it."""
    for i in range(start, end):
        head = document.syntax[i].head
        if head == i or not start <= head < end:
            return i
    return start
