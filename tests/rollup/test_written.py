"""Whatever staff write into a roll-up's workbook goes on into the next one, or is named in a finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell

from tests.rollup.county import COUNTY, UNITS, figures, put, with_roster
from toolkit.rollup import outputs
from toolkit.rollup.reminders import REMINDERS
from toolkit.workbook.plan import ZEROS_OPEN
from toolkit.workbook.sheet_marks import SheetMark

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some

COVER, INDICATORS, CHECKS, PRIOR = "封面", "指标", "校验", "上年"
TEXTS = ("引言", "一 总体情况", "五 问题改进", "六 其他事项")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of three offices one has errors and one has not reported; last year is known."""
    put(tmp_path / "2024", UNITS[0], figures(10), year=2024)
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(5, carried_out=1))
    with_roster(tmp_path, COUNTY, year=2024)
    again(tmp_path)
    return tmp_path


def again(folder: Path) -> str:
    return with_roster(folder, COUNTY, "--prior", folder / "汇总2024.xlsx").output


def writable(book: Any) -> Iterator[Cell]:
    """Every cell that is not locked on the form's sheets, and every cell of a column for staff on the others."""
    marks = {mark.sheet: mark for each in book.defined_names.values() if (mark := SheetMark.parse(each.attr_text))}
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)):
            mark = marks.get(sheet.title)
            for_staff = (
                cell.row >= mark.first_row and cell.column in mark.inputs if mark else not cell.protection.locked
            )
            if for_staff:
                yield cell


CHOSEN = {"封面!B4": "设区的市/自治州政府", "封面!B9": "2026-03-05", "封面!B11": "是"}
"""Cells that take only certain things."""
CHOSEN_IN = {("审核", "D"): "2026-03-06", ("审核", "E"): "通过"}
"""Columns that do."""


def write(cell: Cell, number: int) -> str | int:
    """Something that the cell may hold, and that stands nowhere else."""
    sheet, column = cell.parent.title, cell.column_letter
    if chosen := CHOSEN.get(f"{sheet}!{cell.coordinate}") or CHOSEN_IN.get((sheet, column)):
        return chosen
    if sheet in TEXTS and column == "A" and not isinstance(cell.value, int):
        return "小标题" if number % 3 else "正文"
    if (sheet, column) == (CHECKS, "I"):
        return "PD-01"
    if isinstance(cell.value, int) or (sheet, column) in ((INDICATORS, "B"), (INDICATORS, "D"), (PRIOR, "C")):
        return 9000 + number
    return f"写在{number}"


def test_every_cell(folder: Path) -> None:
    """But the year of the cover, without which it is another report, and what a table without blanks makes of them."""
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    found = [cell for cell in writable(book) if cell.value not in (2025, ZEROS_OPEN)]
    sums = sum(isinstance(cell.value, int) for cell in found) + sum(cell.parent.title == PRIOR for cell in found) // 2
    values = [write(cell, number) for number, cell in enumerate(found)]
    for cell, value in zip(found, values, strict=True):
        cell.value = value
    book.save(path)
    before = path.read_bytes()
    put(folder / "2025", UNITS[0], figures(11))
    said = again(folder)
    assert (folder / "历次汇总" / "汇总 第1次.xlsx").read_bytes() == before
    assert f"里有 {sums} 格汇总得出的数被改动" in said
    sheets = openpyxl.load_workbook(path)
    held = {_text(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    lost = [value for value in values if _text(value) not in held and str(value) not in said]
    assert [value for value in lost if not isinstance(value, int)] == []
    assert len(lost) == sums - 10  # so many changed sums are spelt out


def _text(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(value)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("封面", "B5", 2024, "的封面写的是“某县人民政府”2024年度的报告"),
        ("汇总 各单位数据", "B7", "某局", "“汇总 各单位数据”表填写栏以外的格"),
        ("汇总 报送情况", "M5", "已电话催过", "“汇总 报送情况”表填写栏以外的格"),
        ("二 主动公开", "H6", "见附件", "二 主动公开!H6"),
        ("我的", "A1", "记事", "另外加的工作表“我的”"),
    ],
)
def test_what_is_changed_elsewhere(folder: Path, sheet: str, cell: str, value: str | int, words: str) -> None:
    """Then the workbook stays where it is, and that is said; what was written in its place goes on all the same."""
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    own = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    own[cell] = value
    book.save(path)
    before = path.read_bytes()
    put(folder / "2025", UNITS[0], figures(path.stat().st_size % 1000))
    said = again(folder)
    assert path.read_bytes() == before
    assert words in said
    path.unlink()
    (folder / "汇总（2）.xlsx").rename(path)
    (folder / "汇总.sqlite").unlink()


def test_a_remark_whose_row_is_gone(folder: Path) -> None:
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    rows = {row[1].value: row for row in book[REMINDERS].iter_rows()}
    rows[UNITS[2]][8].value = "周五前补交"
    book.save(path)
    put(folder / "2025", UNITS[2], figures(1))
    said = again(folder)
    assert f"（3 {UNITS[2]}）办理情况一栏的“周五前补交”" in said


def test_what_cannot_be_made_out_is_named(folder: Path) -> None:
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    book["封面"]["B9"], book["审核"]["A6"], book["审核"]["D6"] = "元月中旬", "初审", "上周五"
    book.save(path)
    put(folder / "2025", UNITS[0], figures(13))
    said = again(folder)
    assert "封面!B9（“元月中旬”认不出是哪一天" in said
    assert "审核!D6" in said


@pytest.mark.parametrize(
    ("sheet", "key", "column"), [("汇总 检查结果", 2, "处理情况"), ("汇总 问题整改", 3, "整改说明")]
)
def test_a_remark_on_a_fault_stays_with_the_fault(folder: Path, sheet: str, key: int, column: str) -> None:
    """And is named where the fault is gone, never put beside another rule's."""
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    titles = [cell.value for cell in book[sheet][3]]
    row = next(row for row in book[sheet].iter_rows(min_row=4) if row[0].value == UNITS[1])
    row[titles.index(column)].value, rule = "已电话核实", row[key].value
    book.save(path)
    put(folder / "2025", UNITS[0], figures(12))
    again(folder)
    lines = [row for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True) if "已电话核实" in row]
    assert [(line[0], line[key]) for line in lines] == [(UNITS[1], rule)]
    (folder / "2025" / f"{UNITS[1]}.xlsx").unlink()
    assert f"{column}一栏的“已电话核实”" in again(folder)


def test_one_that_is_open(folder: Path) -> None:
    """Nothing is moved, and nothing written."""
    path = folder / "汇总.xlsx"
    before, moved = path.read_bytes(), sorted(folder.glob("历次汇总/*"))
    lock = path.with_name("~$汇总.xlsx")
    lock.touch()
    put(folder / "2025", UNITS[2], figures(2))
    assert "正在 Excel、WPS 等程序中打开" in again(folder)
    lock.unlink()
    assert path.read_bytes() == before
    assert sorted(folder.glob("历次汇总/*")) == moved
    assert "已写出" in again(folder)


def test_a_run_that_ends_between_two_moves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one finds what staff wrote where the workbook was moved to."""
    path = folder / "汇总.xlsx"
    book = openpyxl.load_workbook(path)
    book["一 总体情况"]["B5"] = "写了一句。"
    book.save(path)
    put(folder / "2025", UNITS[2], figures(3))

    def ended(target: Path, data: bytes) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(outputs, "write_result", ended)
        again(folder)
    assert not path.exists()
    again(folder)
    assert openpyxl.load_workbook(path)["一 总体情况"]["B5"].value == "写了一句。"
