"""The pipeline component that adds times, money and other figures to `doc.ents`."""

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.nlp.expressions.quantities import find_quantities
from kg.nlp.expressions.times import find_times, unresolved_times


@Language.component("kg_expressions")
def add_expressions(doc: Doc) -> Doc:
    """The Doc with DATE, MONEY, PERCENT and QUANTITY entities where the model found none."""
    times = [t.span for t in find_times(doc.text, None)] + list(unresolved_times(doc.text, None))
    found = [doc.char_span(s.start, s.end, label="DATE", alignment_mode="expand") for s in times]
    for quantity in find_quantities(doc.text):
        label = {"%": "PERCENT"}.get(quantity.unit, "QUANTITY")
        if len(quantity.unit) == 3 and quantity.unit.isupper():
            label = "MONEY"
        found.append(
            doc.char_span(
                quantity.span.start, quantity.span.end, label=label, alignment_mode="expand"
            )
        )
    names = list(doc.ents)
    free: list[Span] = [
        s
        for s in found
        if s is not None and not any(s.start < e.end and e.start < s.end for e in names)
    ]
    doc.set_ents([*names, *filter_spans(free)])
    return doc
