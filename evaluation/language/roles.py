"""PropBank predicates, their rolesets and arguments, all on predicted predicates."""

from collections.abc import Iterable, Sequence

from evaluation.language.reading import Reading
from evaluation.report import Group
from evaluation.scores import Count, by_label, compare, percent, precision_recall
from training.corpora.document import Document, Predicate


def roles_group(name: str, documents: Sequence[Document], readings: Sequence[Reading]) -> Group:
    """Predicates by word, rolesets, and arguments by head word and role; each role in the details.

    Rolesets: the share of all gold predicates that are found with the right one, and of those
    that are found at all.
    """
    pairs = zip(documents, readings, strict=True)
    known = [(d.predicates, r.predicates) for d, r in pairs if d.predicates is not None]
    found = sum((compare(_words(g), _words(p)) for g, p in known), Count())
    senses = sum((compare(_rolesets(g), _rolesets(p)) for g, p in known), Count())
    gold = [role for k, (g, _) in enumerate(known) for role in _roles(k, g)]
    predicted = [role for k, (_, p) in enumerate(known) for role in _roles(k, p)]
    roles = compare(gold, predicted)
    each = [percent(f"{label} F1", c.f1) for label, c in by_label(gold, predicted).items()]
    return Group(
        name,
        (
            percent("predicates F1", found.f1),
            percent("roles F1", roles.f1),
            percent("rolesets found", senses.recall),
            percent("rolesets accuracy", senses.correct / max(found.correct, 1)),
        ),
        (*precision_recall(found, "predicates "), *precision_recall(roles, "roles "), *each),
        f"words as given, predicates predicted; {len(known)} of {len(documents)} documents",
    )


def _words(predicates: Iterable[Predicate]) -> set[int]:
    return {p.word for p in predicates}


def _rolesets(predicates: Iterable[Predicate]) -> set[tuple[int, str]]:
    return {(p.word, p.roleset) for p in predicates}


def _roles(document: int, predicates: Iterable[Predicate]) -> set[tuple[str, int, int, int]]:
    """Role, document, predicate and head word of each argument."""
    return {(role, document, p.word, word) for p in predicates for word, role in p.arguments}
