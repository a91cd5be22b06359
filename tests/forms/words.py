"""Words that belong to one form: labels, headings, titles, sheets, names, what prescribes it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form import Form
from toolkit.form.model import Node


def bound_words(form: Form) -> frozenset[str]:
    """All of three characters and more; shorter ones (其他, 规章) are words of the language."""
    return frozenset(word for word in _words(form) if len(word) > 2)


def _words(form: Form) -> Iterator[str]:
    yield from (form.subject, *form.subjects, form.notice.title, form.notice.number, form.notice.law)
    yield from (text for section in form.sections for text in (section.heading, section.sheet))
    yield from (text for level in form.levels for text in (level.label, level.deadline_basis))
    yield from (field.label for field in form.fields.values())
    yield from (*form.quantities, *form.sentences)
    for table in form.tables:
        yield from (table.caption, table.short)
        stack = [node for block in table.blocks for node in (*block.rows, *block.columns)]
        while stack:
            node: Node = stack.pop()
            stack += node.children
            yield node.label
