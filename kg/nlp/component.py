"""The pipeline component: one forward pass, then every annotation that spaCy has a place for.

Beside spaCy's own attributes it sets

- `doc.tensor`: the encoder's vectors (tokens, 384), from which `kg.extract` scores pairs;
- `doc.spans["mentions"]`: mentions of entities, labelled with the ontology's types, nested ones
  too, and of positions and amounts;
- `doc.spans["triggers"]`: words that name an event, labelled with its type, and claims' cues;
- `doc._.predicates`: PropBank predicates with the heads of their arguments.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from lemminflect import getLemma
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from thinc.types import Ints2d

from kg.nlp import decoding
from kg.nlp.encoder import WIDTH, WordEncoder
from kg.nlp.features import SPAN_WIDTH, Ints
from kg.nlp.heads import Heads, Pairs, softmax
from kg.nlp.layout import Layout
from kg.nlp.weights import Floats, Weights, load_weights, read_weights
from kg.nlp.words import likely_starts, sure_starts

NAMES = {"PER": "PERSON"}
"""Names of ours for spaCy's; the others are the same."""
LONGEST_SENTENCE = 160
INFLECTED = frozenset(("NNS", "VBZ", "VBD", "VBN", "VBG", "VBP", "VB", "NN"))
"""Penn tags of nouns and verbs that the dictionary of inflections knows better than the model."""
START_THRESHOLD, LIKELY_THRESHOLD, STOPPED_THRESHOLD = 0.5, 0.3, 0.03
MENTION_THRESHOLD = 0.4
"""A mention is kept that is nearly as likely as none; not tuned."""
EDGE_POS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "SYM", "X", "DET", "ADV", "VERB"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """A PropBank predicate: token index, and pairs of an argument's head token and its role."""

    word: int
    arguments: tuple[tuple[int, str], ...]


def _predicates(doc: Doc) -> tuple[Predicate, ...]:
    """The predicates of a Doc that the language model has read."""
    return tuple(
        Predicate(word, tuple((i, role) for i, role in arguments))
        for word, arguments in doc.user_data.get("predicates", ())
    )


if not Doc.has_extension("predicates"):
    Doc.set_extension("predicates", getter=_predicates)


@Language.factory("kg_language_model")
def make_language_model(nlp: Language, name: str) -> "LanguageModel":  # noqa: ARG001
    """The component with the shipped weights."""
    return LanguageModel()


class LanguageModel:
    """Sentence starts, tags, lemmas, trees, names, roles, mentions and triggers of a Doc."""

    def __init__(self) -> None:
        self._use(load_weights())

    def _use(self, weights: Weights) -> None:
        """Takes the weights as those of the component."""
        self.weights = weights
        self.encoder = WordEncoder(weights)
        self.heads = Heads(weights)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, annotated in place."""
        layout = Layout.of(doc)
        if not layout.words:
            return _without_words(doc)
        vectors = self.encoder.vectors(layout.words, layout.gaps)
        tensor: npt.NDArray[Any] = np.zeros((len(doc), vectors.shape[1]), dtype=np.float32)
        tensor[layout.tokens] = vectors
        doc.tensor = tensor
        sentences = self._sentences(layout, vectors)
        self._set_syntax(doc, layout, vectors, sentences)
        self._set_names(doc, layout, vectors)
        self._set_predicates(doc, layout, vectors, sentences)
        self._set_mentions(doc, layout, vectors, sentences)
        self._set_triggers(doc, layout, vectors)
        return doc

    def _sentences(self, layout: Layout, vectors: Floats) -> list[tuple[int, int]]:
        """Half-open word ranges of the sentences.

        After a full stop that is a word of its own the model has to be almost sure of the contrary:
        its training texts have few sentences that begin with a name.
        """
        start = softmax(self.heads.words("start", vectors))[:, 1]
        sure = sure_starts(layout.words, layout.gaps)
        likely = set(likely_starts(layout.words, layout.gaps))
        bounds = [0]
        for i in range(1, len(layout.words)):
            least = START_THRESHOLD
            if i in likely:
                least = STOPPED_THRESHOLD if layout.words[i - 1] == "." else LIKELY_THRESHOLD
            if start[i] > least or i in sure or i - bounds[-1] >= LONGEST_SENTENCE:
                bounds.append(i)
        return list(zip(bounds, [*bounds[1:], len(layout.words)], strict=True))

    def _set_syntax(
        self, doc: Doc, layout: Layout, vectors: Floats, sentences: list[tuple[int, int]]
    ) -> None:
        """Sets tags, morphology, lemmas and dependencies, and so the sentences."""
        heads = np.concatenate(
            [decoding.tree(self.heads.arcs(vectors[a:b])) + a for a, b in sentences]
        )
        best = self._best_labels(vectors, heads)
        strings = doc.vocab.strings
        coded = {
            name: np.array([strings.add(s) for s in self.heads.labels[name]], dtype=np.uint64)
            for name in ("upos", "xpos", "deprel")
        }
        feats = np.array(
            [doc.vocab.morphology.add(f) for f in self.heads.labels["feats"]], dtype=np.uint64
        )
        rows = np.zeros((len(doc), 6), dtype=np.uint64)
        rows[:, 0], rows[:, 1] = strings.add("_SP"), strings.add("SPACE")
        rows[:, 3] = strings.add("dep")
        lemmas = [strings.add(lemma) for lemma in self._lemmas(layout, best)]
        at = layout.tokens
        rows[at, 0], rows[at, 1] = coded["xpos"][best["xpos"]], coded["upos"][best["upos"]]
        rows[at, 2] = np.array(lemmas, dtype=np.uint64)
        rows[at, 3], rows[at, 5] = coded["deprel"][best["deprel"]], feats[best["feats"]]
        goal = at[layout.word_of]
        goal[at] = at[heads]
        rows[:, 4] = (goal - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        doc.from_array(["TAG", "POS", "LEMMA", "DEP", "HEAD", "MORPH"], cast(Ints2d, rows))

    def _best_labels(self, vectors: Floats, heads: Ints) -> dict[str, Ints]:
        """Each word's likeliest label of every syntactic kind; "root" for the root alone."""
        best: dict[str, Ints] = {
            name: self.heads.words(name, vectors).argmax(axis=1)
            for name in ("upos", "xpos", "feats", "lemma")
        }
        n = np.arange(len(heads))
        scores = self.heads.pairs("deprel", vectors, vectors, Pairs(n, heads, heads - n))
        root = self.heads.labels["deprel"].index("root")
        scores[:, root] = np.where(heads == n, np.inf, -np.inf)
        best["deprel"] = scores.argmax(axis=1)
        return best

    def _lemmas(self, layout: Layout, best: Mapping[str, Ints]) -> Iterator[str]:
        """Each word's lemma: by the dictionary where words inflect, else by the model."""
        labels = self.heads.labels
        for word, tag, upos, rule in zip(
            layout.words, best["xpos"], best["upos"], best["lemma"], strict=True
        ):
            found: tuple[str, ...] = (word,) if labels["xpos"][tag] == "NNP" else ()
            if labels["xpos"][tag] in INFLECTED and labels["upos"][upos] in ("NOUN", "VERB"):
                found = getLemma(word.lower(), labels["upos"][upos])
            yield found[0] if found else decoding.lemma_of(word, labels["lemma"][rule])

    def _set_names(self, doc: Doc, layout: Layout, vectors: Floats) -> None:
        """Sets `doc.ents`."""
        scores = self.heads.words("name", vectors)
        found = decoding.names(scores, self.heads.labels["name"])
        doc.set_ents([_span(doc, layout, a, b, NAMES.get(label, label)) for a, b, label in found])

    def _set_predicates(
        self, doc: Doc, layout: Layout, vectors: Floats, sentences: list[tuple[int, int]]
    ) -> None:
        """Sets `doc._.predicates`."""
        scores = self.heads.words("predicate", vectors)
        chosen = set(np.flatnonzero(scores[:, 1] > scores[:, 0]).tolist())
        i, j = [], []
        for a, b in sentences:
            for p in sorted(chosen & set(range(a, b))):
                others = [
                    w for w in range(a, b) if w != p and doc[int(layout.tokens[w])].pos_ != "PUNCT"
                ]
                i += [p] * len(others)
                j += others
        left, right = np.array(i, dtype=np.int64), np.array(j, dtype=np.int64)
        scores = self.heads.pairs("role", vectors, vectors, Pairs(left, right, right - left))
        best = scores.argmax(axis=1)
        labels = self.heads.labels["role"]
        arguments: dict[int, list[tuple[int, str]]] = {p: [] for p in sorted(chosen)}
        for k in np.flatnonzero(best):
            arguments[int(left[k])].append((int(layout.tokens[right[k]]), labels[best[k]]))
        doc.user_data["predicates"] = [(int(layout.tokens[p]), a) for p, a in arguments.items()]

    def _set_mentions(
        self, doc: Doc, layout: Layout, vectors: Floats, sentences: list[tuple[int, int]]
    ) -> None:
        """Sets the span group "mentions": likeliest first, none that crosses a likelier one."""
        pos = [doc[int(t)].pos_ for t in layout.tokens]
        edge = [p in EDGE_POS for p in pos]
        i, j = [], []
        for a, b in sentences:
            for start in range(a, b):
                if edge[start]:
                    ends = [e for e in range(start, min(start + SPAN_WIDTH, b)) if edge[e]]
                    i += [start] * len(ends)
                    j += ends
        left, right = np.array(i, dtype=np.int64), np.array(j, dtype=np.int64)
        scores = softmax(
            self.heads.pairs("mention", vectors, vectors, Pairs(left, right, right - left))
        )
        labels = self.heads.labels["mention"]
        certain = 1 - scores[:, 0]
        taken: list[tuple[int, int]] = []
        spans = []
        for k in np.argsort(-certain, kind="stable"):
            if certain[k] < MENTION_THRESHOLD:
                break
            a, b = int(left[k]), int(right[k]) + 1
            if any(
                a < d and c < b and not (a >= c and b <= d) and not (c >= a and d <= b)
                for c, d in taken
            ):
                continue
            taken.append((a, b))
            spans.append((a, b, labels[1 + int(scores[k, 1:].argmax())], float(certain[k])))
        spans.sort()
        group = SpanGroup(
            doc,
            name="mentions",
            attrs={"confidence": [s[3] for s in spans]},
            spans=[_span(doc, layout, a, b, label) for a, b, label, _ in spans],
        )
        doc.spans["mentions"] = group

    def _set_triggers(self, doc: Doc, layout: Layout, vectors: Floats) -> None:
        """Sets the span group "triggers": each word's likeliest event type, if any."""
        scores = softmax(self.heads.words("trigger", vectors))
        labels = self.heads.labels["trigger"]
        best = scores.argmax(axis=1)
        words = np.flatnonzero(best)
        doc.spans["triggers"] = SpanGroup(
            doc,
            name="triggers",
            attrs={"confidence": [float(scores[w, best[w]]) for w in words]},
            spans=[_span(doc, layout, int(w), int(w) + 1, labels[best[w]]) for w in words],
        )

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Writes the weights file into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "weights.zip").write_bytes(self.weights.content)

    def from_disk(
        self,
        path: str | Path,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002
    ) -> "LanguageModel":
        """Reads the weights file that `to_disk` wrote."""
        self._use(read_weights((Path(path) / "weights.zip").read_bytes()))
        return self


def _without_words(doc: Doc) -> Doc:
    """A Doc of white space only as one sentence with no annotations."""
    doc.tensor = np.zeros((len(doc), WIDTH))
    for name in ("mentions", "triggers"):
        doc.spans[name] = SpanGroup(doc, name=name, attrs={"confidence": []}, spans=[])
    if len(doc):
        rows = np.zeros((len(doc), 2), dtype=np.uint64)
        rows[:, 0] = doc.vocab.strings.add("dep")
        rows[:, 1] = (-np.arange(len(doc))).view(np.uint64)
        doc.from_array(["DEP", "HEAD"], cast(Ints2d, rows))
    return doc


def _span(doc: Doc, layout: Layout, start: int, end: int, label: str) -> Span:
    """Words start up to end as a Span."""
    return Span(doc, int(layout.tokens[start]), int(layout.tokens[end - 1]) + 1, label=label)
