"""The roster as a workbook: made here, filled in by the office, read back with every mistake at once."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from toolkit.errors import InvalidRoster
from toolkit.form import Forms
from toolkit.form.excel import column_letters
from toolkit.rollup.roster import NO_KIND, SHEET, Roster, Unit, UnitChange, kinds_by_level
from toolkit.rollup.roster_validation import faults
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.dates import date_of, year_of
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.source_workbook import Content
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.writing.appending import book_of
from toolkit.workbook.writing.plain_sheets import ColumnChoice, PlainFormat, PlainSheet, Value

T = TypeVar("T")
COLUMNS = (
    ("单位代码", 20),
    ("单位名称", 34),
    ("单位层级", 24),
    ("类别", 12),
    ("上级代码", 20),
    ("报送截止日", 13),
    ("收到日期", 13),
    ("变动", 8),
    ("承接单位代码", 24),
    ("曾用名", 28),
    ("采用文件", 28),
    ("联系人", 12),
    ("联系电话", 16),
)
_FIRST_EDITION = 10
"""Columns of the rosters that the first version of this program made, which are still read."""
_YEAR_ROW, _HEADER, _SPARE = 2, 4, 300
_YEAR = "报告年度"
_NOTE = (
    "每行一个单位。最上一级（汇总单位自己）的上级代码空着；有下级的单位由下级汇总得出，它自己的办公厅（室）另列一行。"
    "截止日空着即按单位层级的法定期限；本年合并、拆分、撤销的单位选“变动”并填承接单位，结转的数随之转出；多个代码或名称用顿号分开；一个单位交来几份文件的，可以在“采用文件”里写明以哪一份为准。"
)


def roster_book(year: int, forms: Forms, units: Iterable[Unit] = ()) -> bytes:
    """The workbook of a roster, with room for more units."""
    return book_of([_sheet(year, units, _Choices.of(forms))])


def read_roster(path: Path, forms: Forms) -> Roster:
    """The roster in ``path``; :class:`InvalidRoster` with all its mistakes, UnreadableFile if it is no workbook."""
    mistakes: list[str] = []
    year, units, header, choices = 0, [], False, _Choices.of(forms)
    with refusing(path.name):
        book = XlsxWorkbook(checked_bytes(path))
        sheet = next((name for name in book.sheets if name == SHEET), book.sheets[0] if book.sheets else "")
        for number, line in book.rows(sheet):
            if number == _YEAR_ROW:
                year = _year(line.get(2), sheet, mistakes)
            elif number == _HEADER:
                header = _is_header([cell_text(line.get(column)) for column in range(1, len(COLUMNS) + 1)])
            elif header and any(cell_text(line.get(column)) for column in range(1, len(COLUMNS) + 1)):
                units.append(_unit(line, _Place(sheet, number, mistakes), choices))
    if not header:
        raise InvalidRoster(
            path.name, (f"{sheet}!A{_HEADER}：没有找到名册的表头，请用 rollup roster 生成的名册填写。",)
        )
    mistakes += faults(units)
    if not year and not mistakes:
        mistakes.append(f"{sheet}!B{_YEAR_ROW}：没有填报告年度。")
    if mistakes:
        raise InvalidRoster(path.name, tuple(mistakes))
    return Roster(year=year, units=tuple(units))


def _is_header(titles: list[str]) -> bool:
    known = [title for title, _ in COLUMNS]
    return titles == known or (titles[:_FIRST_EDITION] == known[:_FIRST_EDITION] and not any(titles[_FIRST_EDITION:]))


def next_year(roster: Roster) -> tuple[Unit, ...]:
    """The units of the year after: those that are no more left out, dates of this year too."""
    return tuple(
        replace(unit, deadline=None, received=None, change=None, successors=(), former_names=(), file="", row=0)
        for unit in roster.units
        if not unit.change
    )


@dataclass(frozen=True, slots=True)
class _Choices:
    """What a roster may say of a unit, as all forms at hand have it: level ids by label, and kinds."""

    levels: Mapping[str, str]
    kinds: tuple[str, ...]
    kind_of: Mapping[str, str]

    @classmethod
    def of(cls, forms: Forms) -> _Choices:
        known = [forms.form(form_id) for form_id in forms.available]
        kind_of = kinds_by_level(known)
        kinds = dict.fromkeys((*(kind for form in known for kind in form.unit_kinds), *kind_of.values(), NO_KIND))
        levels = {level.label: level.id for form in known for level in form.levels}
        return cls(levels, tuple(kinds), kind_of)


def _sheet(year: int, units: Iterable[Unit], choices: _Choices) -> PlainSheet:
    labels = {level: label for label, level in choices.levels.items()}
    inputs = dict.fromkeys(range(1, len(COLUMNS) + 1), PlainFormat.INPUT) | {
        6: PlainFormat.INPUT_DATE,
        7: PlainFormat.INPUT_DATE,
    }
    return PlainSheet(
        name=SHEET,
        title="汇总单位名册",
        facts=((_YEAR, year),),
        note=_NOTE,
        headers=[[title for title, _ in COLUMNS]],
        rows=[_row(unit, labels) for unit in units],
        widths=[width for _, width in COLUMNS],
        frozen=2,
        inputs=inputs,
        choices=(
            ColumnChoice(column=3, options=tuple(choices.levels), hint="请从列表中选择单位层级。"),
            ColumnChoice(column=4, options=choices.kinds, hint="请选择类别；空着则按单位层级判断。"),
            ColumnChoice(column=6, hint="请填日期，如 2026-01-26；空着即按法定期限。"),
            ColumnChoice(column=7, hint="请填收到报送材料的日期；空着则看成文日期。"),
            ColumnChoice(column=8, options=tuple(UnitChange), hint="本年没有变动的空着。"),
            ColumnChoice(column=11, hint="交来几份文件的，写上采用的那一份的文件名；只有一份的空着。"),
        ),
        spare=_SPARE,
    )


def _row(unit: Unit, labels: Mapping[str, str]) -> list[Value]:
    return [
        unit.code,
        unit.name,
        labels.get(unit.level or ""),
        unit.kind,
        unit.parent,
        unit.deadline,
        unit.received,
        unit.change.value if unit.change else None,
        "、".join(unit.successors),
        "、".join(unit.former_names),
        unit.file,
        unit.contact,
        unit.telephone,
    ]


def _year(content: Content, sheet: str, mistakes: list[str]) -> int:
    year = year_of(content)
    if year is None:
        mistakes.append(f"{sheet}!B{_YEAR_ROW}：报告年度是“{cell_text(content)}”，应为四位年份，如 2025。")
    return year or 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A row being read, and where its mistakes go."""

    sheet: str
    row: int
    mistakes: list[str]

    def wrong(self, column: int, what: str) -> None:
        self.mistakes.append(f"{self.sheet}!{column_letters(column)}{self.row}：{what}")

    def needed(self, column: int, value: Content) -> str:
        if not cell_text(value):
            self.wrong(column, f"这一行没有填{COLUMNS[column - 1][0]}。")
        return cell_text(value)

    def chosen(self, column: int, value: Content, choices: Mapping[str, T]) -> T | None:
        text = cell_text(value)
        if text and text not in choices:
            self.wrong(column, f"{COLUMNS[column - 1][0]}是“{text}”，应为{'、'.join(choices)}之一。")
        return choices.get(text)

    def date(self, column: int, value: Content) -> dt.date | None:
        day = date_of(value)
        if day is None and cell_text(value):
            self.wrong(column, f"{COLUMNS[column - 1][0]}是“{cell_text(value)}”，应为日期，如 2026-01-26。")
        return day


def _unit(line: Mapping[int, Content], place: _Place, choices: _Choices) -> Unit:
    code, name, level, kind, parent, deadline, received, change, successors, former, file, contact, telephone = (
        line.get(column) for column in range(1, len(COLUMNS) + 1)
    )
    level_id = place.chosen(3, level, choices.levels)
    by_level = choices.kind_of.get(level_id or "", NO_KIND)
    return Unit(
        code=place.needed(1, code),
        name=place.needed(2, name),
        level=level_id,
        kind=place.chosen(4, kind, {each: each for each in choices.kinds}) or by_level,
        parent=sys.intern(cell_text(parent)),  # of many units the same
        deadline=place.date(6, deadline),
        received=place.date(7, received),
        change=place.chosen(8, change, {member.value: member for member in UnitChange}),
        successors=_several(successors),
        former_names=_several(former),
        file=cell_text(file),
        contact=cell_text(contact),
        telephone=cell_text(telephone),
        row=place.row,
    )


def _several(value: Content) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[、，,;；\s]+", cell_text(value)) if part)
