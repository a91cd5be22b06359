"""Cells to choose from a list in, and the lines of 校验 that hold them to it: pasting goes round validation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.filing.cover import COVER_ENTRIES, OFF, ON, CoverKind
from toolkit.form import Form, Kind
from toolkit.form.excel import CellAddress, quoted
from toolkit.form.kinds import Date
from toolkit.form.model import Field, Severity
from toolkit.patterns import regex
from toolkit.rules.live_checks import JUDGED, CheckLine, FormulaValue, constant, counted
from toolkit.rules.word_values import CODE as KIND_CODE
from toolkit.workbook.plan import KINDS, ZEROS_ALL, ZEROS_OPEN, Plan
from toolkit.workbook.references import column_of, rectangles
from toolkit.workbook.writing.cached_values import CachedValues

_PLACE = regex(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceCells:
    """Cells of one sheet, each empty or holding one of ``listed``."""

    title: str
    cell_addresses: tuple[CellAddress, ...]
    listed: tuple[str, ...]
    code: str = "WB-10"

    def strange(self, text: str) -> str:
        """The factors of a condition on ``text``, an address or area: it holds something that is not listed."""
        return f"(LEN(TRIM({text}))>0)" + "".join(f'*(TRIM({text})<>"{each}")' for each in self.listed)


def choices_of(plan: Plan) -> Iterator[ChoiceCells]:
    """The level, the cover's switches, each table's 空白格 cell, and the 层级 columns of the text sheets."""
    levels = tuple(level.label for level in plan.form.levels)
    if levels:
        yield ChoiceCells(title="单位层级", cell_addresses=(plan.at("cover.level"),), listed=levels)
    for entry in COVER_ENTRIES.values():
        if entry.kind is CoverKind.SWITCH and (switch := plan.cell_addresses.get(entry.slot)):
            yield ChoiceCells(title=entry.label, cell_addresses=(switch,), listed=(ON, OFF))
    for table in plan.form.tables:
        if not table.zeros:
            continue
        yield ChoiceCells(
            title=table.zeros, cell_addresses=(plan.at(f"zeros.{table.id}"),), listed=(ZEROS_OPEN, ZEROS_ALL)
        )
    for region in plan.texts.values():
        cell_addresses = tuple(region.cell_address("kind", index) for index in range(region.rows))
        yield ChoiceCells(title=region.titles["kind"], cell_addresses=cell_addresses, listed=KINDS)
    for title, kind, names in _columns(plan.form):
        if kind.of:
            yield ChoiceCells(title=title, cell_addresses=tuple(map(plan.at, names)), listed=kind.of, code=KIND_CODE)


def choice_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """A line for each of them, then one for the days of each column; the cover of a filing is always of the lists."""
    known = {plan.at(name): values.written(name) for name in plan.form.inputs}
    for choice in choices_of(plan):
        areas = _areas(choice.cell_addresses)
        count = "+".join(f"SUMPRODUCT({choice.strange(area)})" for area in areas)
        rule = f"“{choice.title}”应从列表中选择（左边是不在列表中的格数）"
        odd = sum(known.get(cell_address) not in (None, *choice.listed) for cell_address in choice.cell_addresses)
        yield counted(
            choice.code, rule, FormulaValue(formula=count, shown=odd), Severity.ERROR, choice.cell_addresses[:1]
        )
    for title, kind, names in _columns(plan.form):
        if isinstance(kind, Date):
            cell_addresses = tuple(map(plan.at, names))
            count = "+".join(
                f"SUMPRODUCT((LEN(TRIM({area}))>0)*(1-ISNUMBER({area})))" for area in _areas(cell_addresses)
            )
            odd = sum(isinstance(values.content(name), str) for name in names)
            rule = f"“{title}”应填日期（左边是写成文字的格数）"
            live = FormulaValue(formula=count, shown=odd)
            yield counted(KIND_CODE, rule, live, Severity.ERROR, cell_addresses[:1], wrong=constant(JUDGED))


def _columns(form: Form) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    """The cells of each column that holds words, and each field that is one, with what it is called."""
    columns: dict[tuple[str, str, Kind], list[str]] = {}
    for name in form.inputs:
        declared = form.declared(name)
        if isinstance(declared, Field):
            columns[declared.label, "", declared.holds] = [name]
        elif not declared.holds.numeric:
            title = f"{form.table(declared.table).short}：{declared.column_label}"
            columns.setdefault((title, declared.column, declared.holds), []).append(name)
    return ((title, kind, tuple(names)) for (title, _, kind), names in columns.items() if not kind.numeric)


def _areas(cell_addresses: Sequence[CellAddress]) -> list[str]:
    """The cells as few areas: as one, where they stand one below the other."""
    if (
        len({cell_address.column for cell_address in cell_addresses}) == 1
        and cell_addresses[-1].row - cell_addresses[0].row == len(cell_addresses) - 1
    ):
        return [column_of(cell_addresses)]
    sheet = quoted(cell_addresses[0].sheet)
    return [f"{sheet}!{_fixed(area)}" for area in rectangles(cell_addresses)]


def _fixed(area: str) -> str:
    """``D6:D9`` as ``$D$6:$D$9``."""
    return _PLACE.sub(r"$\1$\2", area)
