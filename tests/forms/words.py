"""Words that belong to one form: labels, headings, titles, sheets, names, what prescribes it, and ids."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form import Form
from toolkit.form.model import Node


def bound_words(form: Form) -> frozenset[str]:
    """All that are not words of the language: of three characters and more, or of several English words."""
    words = frozenset(word for word in _words(form) if (" " in word if word.isascii() else len(word) > 2))
    return words | frozenset(table.short for table in form.tables if not table.short.isascii())


def bound_ids(form: Form) -> frozenset[str]:
    """Ids and codes of several parts (``carried_in``, ``T3-01``); those of one are words of the language."""
    cells = (part for cell in form.cells.values() for part in (cell.id, cell.row, cell.column, *cell.row.split(".")))
    ids = (form.id, *form.wordings, *cells, *form.fields, *part_ids(form), *(level.id for level in form.levels))
    return frozenset(each for each in ids if not each.isalnum())


def part_ids(form: Form) -> frozenset[str]:
    """Ids of its sections, tables, levels and groups of fields."""
    parts = (*(section.id for section in form.sections), *(table.id for table in form.tables))
    return frozenset((*parts, *(level.id for level in form.levels), *(each.group for each in form.fields.values())))


def _words(form: Form) -> Iterator[str]:
    yield from (form.subject, *form.subjects, form.notice.title, form.notice.number, form.notice.law)
    yield from (text for section in form.sections for text in (section.heading, section.sheet))
    yield from (text for level in form.levels for text in (level.label, level.deadline_basis))
    yield from (*form.unit_kinds, *form.sources.values())
    yield from (field.label for field in form.fields.values())
    yield from (*form.quantities, *form.sentences)
    for table in form.tables:
        yield from (table.caption, table.short)
        stack = [node for block in table.blocks for node in (*block.rows, *block.columns)]
        while stack:
            node: Node = stack.pop()
            stack += node.children
            yield node.label
