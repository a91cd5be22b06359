"""Rows, columns and cells that staff insert, delete, cut and sort in LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.programs.conftest import Edit
from toolkit.errors import UnreadableFile
from toolkit.filing import Entry, Filing, Source, Text
from toolkit.finding import Finding
from toolkit.form.excel import column_letters
from toolkit.workbook.plan import TABLE_TOP, plan_of
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook

TABLE = "三 申请办理"
IDS = ("gkgb-2019", "gkgb-2021", "gkgb-2021-condensed")


def filled(form_id: str) -> Filing:
    """Every input with a figure of its own."""
    form = FORMS.form(form_id)
    numbers = {quantity: Entry(number=place) for place, quantity in enumerate(form.inputs, start=100)}
    return Filing(form=form, source=Source.WORKBOOK, agency=Text(value="某局"), year=form.years.first, inputs=numbers)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A workbook of the form in force."""
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(FORMS.form("gkgb-2021"), filing=filled("gkgb-2021")))
    return path


def figures(filing: Filing) -> dict[str, object]:
    return {quantity: filing.entry(quantity).number for quantity in filing.form.inputs}


def named(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [str(cell.where) for each in findings if each.code == code for cell in each.cells]


@pytest.mark.parametrize("form_id", IDS)
def test_a_row_and_a_column_among_those_of_any_table(edit: Edit, tmp_path: Path, form_id: str) -> None:
    whole = filled(form_id)
    before, after = tmp_path / "填报.xlsx", tmp_path / "改.xlsx"
    before.write_bytes(build_workbook(whole.form, filing=whole))
    plan, steps, put = plan_of(whole.form), list[list[str]](), dict[str, int]()
    for section in whole.form.sections:
        if section.table:
            row, column = TABLE_TOP + plan.grids[section.table].rows - 1, plan.grids[section.table].columns - 1
            letter = column_letters(column)
            steps += [["insert", f"{section.sheet}!{row}:{row}"], ["insert", f"{section.sheet}!{letter}:{letter}"]]
            put |= {f"{section.sheet}!A{row}": 7, f"{section.sheet}!{letter}{row + 1}": 8}
    edit(before, after, steps=steps, put=put)
    filing, findings = read_workbook(after, FORMS)
    assert sorted(named(findings, "WB-16")) == sorted(put)
    assert figures(filing) == figures(whole)


@pytest.mark.parametrize(
    ("step", "lost"),
    [
        (["remove", f"{TABLE}!9:9"], "（二）部分公开"),
        (["remove", f"{TABLE}!10:10"], "1.属于国家秘密"),
        (["remove", f"{TABLE}!30:30"], "四、结转下年度继续办理"),
        (["remove", f"{TABLE}!F:F"], "科研机构"),
        (["remove", "四 复议诉讼!G:G"], "未经复议直接起诉，结果纠正"),
        (["remove", "封面!10:10"], "联系方式"),
        (["remove", "六 其他事项!5:5"], "通知收费总金额"),
    ],
)
def test_a_row_or_column_deleted(edit: Edit, source: Path, tmp_path: Path, step: list[str], lost: str) -> None:
    edit(source, tmp_path / "改.xlsx", steps=[step])
    with pytest.raises(UnreadableFile, match=lost):
        read_workbook(tmp_path / "改.xlsx", FORMS)


def test_a_figure_cut_and_pasted(edit: Edit, source: Path, tmp_path: Path) -> None:
    edit(source, tmp_path / "改.xlsx", steps=[["cut", f"{TABLE}!D6", f"{TABLE}!E6"]])
    filing, findings = read_workbook(tmp_path / "改.xlsx", FORMS)
    received = figures(filled("gkgb-2021"))["applications.received.natural_person"]
    assert filing.entry("applications.received.natural_person").blank
    assert filing.entry("applications.received.business").number == received
    assert named(findings, "WB-06") == [f"{TABLE}!D6", f"{TABLE}!E6"]


def test_rows_sorted_with_their_labels(edit: Edit, source: Path, tmp_path: Path) -> None:
    edit(source, tmp_path / "改.xlsx", steps=[["sort", f"{TABLE}!C10:J17"]])
    filing, findings = read_workbook(tmp_path / "改.xlsx", FORMS)
    assert figures(filing) == figures(filled("gkgb-2021"))
    assert str(filing.entry("applications.denied.state_secret.business").where) == f"{TABLE}!E17"
    assert len(named(findings, "WB-06")) == 56


def test_a_block_of_cells_shifted_down(edit: Edit, source: Path, tmp_path: Path) -> None:
    """What was the last figure is beyond the table now, and said to be."""
    edit(source, tmp_path / "改.xlsx", steps=[["shift", f"{TABLE}!D10:I10"]])
    filing, findings = read_workbook(tmp_path / "改.xlsx", FORMS)
    assert filing.entry("applications.denied.state_secret.business").blank
    assert f"{TABLE}!E31" in named(findings, "WB-08")
    assert named(findings, "WB-06")
