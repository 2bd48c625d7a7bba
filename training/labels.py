"""The label inventories of every head, collected from the training documents."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.corpora.document import Document

NONE = "-"
RARE = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each head in index order; where a head can say "nothing", index 0 is "-"."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma: tuple[str, ...]
    start: tuple[str, ...]
    deprel: tuple[str, ...]
    name: tuple[str, ...]
    predicate: tuple[str, ...]
    sense: tuple[str, ...]
    role: tuple[str, ...]
    mention: tuple[str, ...]
    trigger: tuple[str, ...]
    modality: tuple[str, ...]
    polarity: tuple[str, ...]
    argument: tuple[str, ...]
    relation: tuple[str, ...]
    content: tuple[str, ...]


def collect(documents: Sequence[Document]) -> Labels:
    """The inventories of what the documents are annotated with; rare rules and features go."""
    syntax = [s for d in documents for s in d.syntax]
    words = [w for d in documents if d.syntax for w in d.words]
    rules = Counter(edit_rule(w, s.lemma) for w, s in zip(words, syntax, strict=True))
    graphs = [d.graph for d in documents if d.graph]
    triggers = [t for g in graphs for t in g.triggers]
    roles = Counter(r for d in documents for p in d.predicates or () for _, r in p.arguments)
    senses = Counter(sense_of(p.roleset) for d in documents for p in d.predicates or ())
    name_types = ("PER", "ORG", "LOC", "NORP", "EVENT", "WORK", "PRODUCT")
    return Labels(
        upos=_sorted(s.upos for s in syntax),
        xpos=_sorted(s.xpos for s in syntax),
        feats=_frequent(Counter(s.feats for s in syntax), 5),
        lemma=_frequent(rules, RARE),
        start=(NONE, "start"),
        deprel=_sorted(s.deprel for s in syntax),
        name=("O", *(f"{p}-{n}" for n in name_types for p in "BI")),
        predicate=(NONE, "predicate"),
        sense=_frequent(senses, 20),
        role=(NONE, *_frequent(roles, 100)),
        mention=(NONE, *_sorted(m.label for g in graphs for m in g.mentions)),
        trigger=(NONE, *_sorted(t.label for t in triggers)),
        modality=("asserted", "planned", "possible"),
        polarity=("positive", "negated"),
        argument=(NONE, *_sorted(r for t in triggers for _, r in t.arguments)),
        relation=(NONE, *_sorted(r for g in graphs for _, _, r in g.relations)),
        content=("O", "B-direct", "I-direct", "B-indirect", "I-indirect"),
    )


def _sorted(labels: Iterable[str]) -> tuple[str, ...]:
    """Each label once, in alphabetical order."""
    return tuple(sorted(set(labels)))


def _frequent(counts: Counter[str], least: int) -> tuple[str, ...]:
    """The labels seen at least so often, in alphabetical order."""
    return tuple(sorted(label for label, n in counts.items() if n >= least))


def sense_of(roleset: str) -> str:
    """The number of a roleset among those of its lemma.

    >>> sense_of("call.02")
    '02'
    """
    return roleset.rpartition(".")[2]


def edit_rule(word: str, lemma: str) -> str:
    """How a word becomes its lemma: case, number of characters cut off its end, what is added.

    The rule of an irregular word is the lemma itself, marked with "=".

    >>> edit_rule("visited", "visit"), edit_rule("Talks", "talk"), edit_rule("went", "go")
    ('|2|', 'l|1|', '=go')
    """
    case = "" if word[:1] == lemma[:1] else "l"
    form = word.lower() if case else word
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    if common == 0 or len(form) - common > 4:
        return f"={lemma}"
    return f"{case}|{len(form) - common}|{lemma[common:]}"
