"""Long documents in parts that fit into a batch."""

from dataclasses import replace

from training.corpora.document import Document


def chunked(document: Document, *, most: int = 400) -> list[Document]:
    """A document in parts of at most about `most` words; with chains, facts or a graph, whole."""
    linked = document.coreference or document.facts or document.graph
    if linked or len(document.words) <= most:
        return [document]
    parts, bounds = [], [*document.sentences, len(document.words)]
    k = 0
    while k < len(document.sentences):
        end = k
        while end < len(document.sentences) and bounds[end + 1] - bounds[k] <= most:
            end += 1
        end = max(end, k + 1)
        parts.append(_part(document, bounds[k], bounds[end]))
        k = end
    return parts


def _part(document: Document, a: int, b: int) -> Document:
    """Words a up to b with their layers."""
    names, predicates, contents = document.names, document.predicates, document.contents
    if names is not None:
        spans = [s for s in names.spans if a <= s.start < b]
        moved = tuple(replace(s, start=s.start - a, end=s.end - a) for s in spans)
        names = replace(names, spans=moved)
    if predicates is not None:
        predicates = tuple(
            replace(p, word=p.word - a, arguments=tuple((w - a, r) for w, r in p.arguments))
            for p in predicates
            if a <= p.word < b
        )
    if contents is not None:
        inside = [s for s in contents if a <= s.start < b]
        contents = tuple(replace(s, start=s.start - a, end=min(s.end, b) - a) for s in inside)
    return replace(
        document,
        words=document.words[a:b],
        gaps=document.gaps[a:b],
        sentences=tuple(s - a for s in document.sentences if a <= s < b),
        syntax=tuple(replace(s, head=s.head - a) for s in document.syntax[a:b]),
        names=names,
        predicates=predicates,
        contents=contents,
    )
