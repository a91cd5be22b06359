"""One code broken in several columns gives one finding with all its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from toolkit.finding import CellRef, Finding
from toolkit.form import Form
from toolkit.patterns import regex

_EXPLANATION = regex(r"（[^（）]*）$")


def group_findings(findings: Iterable[Finding], form: Form, numeric: Collection[str]) -> list[Finding]:
    """``findings``, those joined that break the same numeric rule of the same table alike; in order of the first.

    ``numeric`` are the codes of the numeric rules of ``form``.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for place, each in enumerate(findings):
        section = form.section_of(each.cells[0].id) if each.cells else None
        alike = (each.code, each.severity, each.waived, each.remedy, section.id if section else "")
        groups.setdefault(alike if each.code in numeric else (place,), []).append(each)
    return [_joined(group, form) if len(group) > 1 else group[0] for group in groups.values()]


def _joined(group: list[Finding], form: Form) -> Finding:
    """The first one's words, then each further place with its own; an explanation in brackets is given once."""
    first = group[0]
    words = [first.message.removesuffix("。"), *(_also(first, other, form) for other in group[1:])]
    cells = {ref.id: ref for each in group for ref in each.cells[:1]}
    cells |= {ref.id: ref for each in group for ref in each.cells if ref.id not in cells}
    return replace(
        first,
        message=f"{'；'.join(words)}。",
        cells=tuple(cells.values()),
        expected="；".join(each.expected for each in group if each.expected),
        actual="；".join(each.actual for each in group if each.actual),
    )


def _also(first: Finding, other: Finding, form: Form) -> str:
    words = _EXPLANATION.sub("", other.message.removesuffix("。"))
    head = other.cells[0] if other.cells else None
    if head is None or any(f"“{label}”" in words for label in _labels(head, form)):
        return words  # it names its own row or column
    return f"{_place(first.where.sheet, head)}（{head.label}）：{words}"


def _labels(ref: CellRef, form: Form) -> tuple[str, ...]:
    cell = form.cells.get(ref.id)
    return (cell.row_label, cell.column_label) if cell else (ref.label,)


def _place(sheet: str, ref: CellRef) -> str:
    """The cell's address, without its sheet where that is ``sheet``."""
    return ref.where.place if ref.where.sheet == sheet else str(ref.where)
