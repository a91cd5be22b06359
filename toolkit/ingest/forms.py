"""Which form a report was made on, told by the labels of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.form import Form, available_forms, load_form
from toolkit.ingest.labels import key, keys
from toolkit.ingest.shapes import parts_of

_FEWEST_LABELS = 5


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """A form and the labels that decided for it: ``seen`` ones no other candidate has, or those ``unseen``."""

    form: Form
    seen: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def recognised(texts: Iterable[str], year: int | None) -> Recognised:
    """The form whose labels are found with the fewest missing; without tables, the fullest in force in ``year``."""
    words = {key(text) for text in texts if len(text) <= 100}
    scores = []
    for form in map(load_form, available_forms()):
        labels = dict(_labels(form))
        found = {label for label, known in labels.items() if words.intersection(known)}
        scores.append((2 * len(found) - len(labels), form, labels.keys(), found))
    scores.sort(key=lambda score: (score[0], score[1].id), reverse=True)
    (_, best, own, found), *others = scores
    if len(found) < _FEWEST_LABELS:
        return Recognised(form=_in_force([form for _, form, _, _ in scores], year))
    if not others:
        return Recognised(form=best)
    rival = others[0]
    seen = [label for label in own if label in found and label not in rival[2]]
    unseen = [label for label in rival[2] if label not in own]
    return Recognised(form=best, seen=tuple(seen[:3]), unseen=tuple(unseen[:2]))


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
