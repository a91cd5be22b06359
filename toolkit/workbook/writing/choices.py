"""Cells to choose from a list in, and the lines of 校验 that hold them to it: pasting goes round validation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.form import Form, Kind
from toolkit.form.excel import Spot, quoted
from toolkit.form.kinds import Date
from toolkit.form.model import Field, Severity
from toolkit.patterns import regex
from toolkit.rules.kinds import CODE as KIND_CODE
from toolkit.rules.live import JUDGED, Line, Live, constant, counted
from toolkit.workbook.plan import KINDS, ZEROS_ALL, ZEROS_OPEN, Plan
from toolkit.workbook.writing.references import column_of, rectangles
from toolkit.workbook.writing.values import Values

_PLACE = regex(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Cells of one sheet, each empty or holding one of ``listed``."""

    title: str
    spots: tuple[Spot, ...]
    listed: tuple[str, ...]
    code: str = "WB-10"

    def strange(self, text: str) -> str:
        """The factors of a condition on ``text``, an address or area: it holds something that is not listed."""
        return f"(LEN(TRIM({text}))>0)" + "".join(f'*(TRIM({text})<>"{each}")' for each in self.listed)


def choices_of(plan: Plan) -> Iterator[Choice]:
    """The level, each table's 空白格 cell, and the 层级 columns of the text sheets."""
    levels = tuple(level.label for level in plan.form.levels)
    if levels:
        yield Choice(title="单位层级", spots=(plan.at("cover.level"),), listed=levels)
    for table in plan.form.tables:
        if not table.zeros:
            continue
        yield Choice(title=table.zeros, spots=(plan.at(f"zeros.{table.id}"),), listed=(ZEROS_OPEN, ZEROS_ALL))
    for region in plan.texts.values():
        spots = tuple(region.spot("kind", index) for index in range(region.rows))
        yield Choice(title=region.titles["kind"], spots=spots, listed=KINDS)
    for title, kind, names in _columns(plan.form):
        if kind.of:
            yield Choice(title=title, spots=tuple(map(plan.at, names)), listed=kind.of, code=KIND_CODE)


def choice_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """A line for each of them, then one for the days of each column; the cover of a filing is always of the lists."""
    known = {plan.at(name): values.written(name) for name in plan.form.inputs}
    for choice in choices_of(plan):
        areas = _areas(choice.spots)
        count = "+".join(f"SUMPRODUCT({choice.strange(area)})" for area in areas)
        rule = f"“{choice.title}”应从列表中选择（左边是不在列表中的格数）"
        odd = sum(known.get(spot) not in (None, *choice.listed) for spot in choice.spots)
        yield counted(choice.code, rule, Live(formula=count, shown=odd), Severity.ERROR, choice.spots[:1])
    for title, kind, names in _columns(plan.form):
        if isinstance(kind, Date):
            spots = tuple(map(plan.at, names))
            count = "+".join(f"SUMPRODUCT((LEN(TRIM({area}))>0)*(1-ISNUMBER({area})))" for area in _areas(spots))
            odd = sum(isinstance(values.content(name), str) for name in names)
            rule = f"“{title}”应填日期（左边是写成文字的格数）"
            live = Live(formula=count, shown=odd)
            yield counted(KIND_CODE, rule, live, Severity.ERROR, spots[:1], wrong=constant(JUDGED))


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


def _areas(spots: Sequence[Spot]) -> list[str]:
    """The cells as few areas: as one, where they stand one below the other."""
    if len({spot.column for spot in spots}) == 1 and spots[-1].row - spots[0].row == len(spots) - 1:
        return [column_of(spots)]
    sheet = quoted(spots[0].sheet)
    return [f"{sheet}!{_fixed(area)}" for area in rectangles(spots)]


def _fixed(area: str) -> str:
    """``D6:D9`` as ``$D$6:$D$9``."""
    return _PLACE.sub(r"$\1$\2", area)
