"""Which form a report was made on, told by the labels of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.form import Form, available_forms, load_form
from toolkit.ingest.labels import key, keys
from toolkit.ingest.shapes import parts_of

_FEWEST_LABELS = 5
_DOUBT = 3

Labels = Mapping[str, tuple[str, ...]]
"""Labels, each with the keys that name it."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """A form. In doubt, the ``rival`` it may be instead, with the labels that are ``missing`` or ``foreign`` here.

    ``labelled`` is False where no table told the form at all.
    """

    form: Form
    labelled: bool = True
    rival: Form | None = None
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def recognised(texts: Iterable[str], year: int | None) -> Recognised:
    """The form whose labels are found with the fewest missing; without tables, the fullest in force in ``year``.

    There is doubt where a third of the labels that tell it from the next best, or more, speak for that one.
    """
    words = {key(text) for text in texts if len(text) <= 100}
    scores = []
    for form in map(load_form, available_forms()):
        labels = dict(_labels(form))
        found = {label for label, known in labels.items() if words.intersection(known)}
        scores.append((2 * len(found) - len(labels), form, labels, found))
    scores.sort(key=lambda score: (score[0], score[1].id), reverse=True)
    (_, best, own, found), *others = scores
    if len(found) < _FEWEST_LABELS:
        return Recognised(form=_in_force([form for _, form, _, _ in scores], year), labelled=False)
    if not others:
        return Recognised(form=best)
    _, rival, theirs, seen = others[0]
    here, there = _only(own, theirs), _only(theirs, own)
    missing = tuple(label for label in here if label not in found)
    foreign = tuple(label for label in there if label in seen)
    odd = len(missing) + len(foreign)
    if not odd or _DOUBT * odd < len(here) + len(there):
        return Recognised(form=best)
    return Recognised(form=best, rival=rival, missing=missing, foreign=foreign)


def _only(labels: Labels, others: Labels) -> list[str]:
    """The labels that none of ``others`` can be read as."""
    shared = {word for known in others.values() for word in known}
    return [label for label, known in labels.items() if shared.isdisjoint(known)]


def _labels(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every row and column label with the keys that name it."""
    for table in form.tables:
        for part in parts_of(table):
            yield from ((leaf.label, leaf.known) for head in part.heads for leaf in head.leaves())
            yield from ((row.label, row.known) for row in part.rows)
        stack = [node for block in table.blocks for node in (*block.rows, *block.columns)]
        while stack:
            node = stack.pop()
            stack += node.children
            if node.children:
                yield node.label, keys(node)


def _in_force(forms: list[Form], year: int | None) -> Form:
    """The form with the most cells among those in force in ``year``; among the newest if none is, or it is unknown."""
    legal = [form for form in forms if year is not None and year in form.years]
    return max(legal or forms, key=lambda form: (form.years.first, len(form.cells)))
