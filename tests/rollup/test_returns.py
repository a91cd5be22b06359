"""What goes back to units: letters, and workbooks with the faults marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import COUNTY, UNITS, call, codes, figures, put, with_roster
from toolkit.ingest import read_any


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_faulty_filing_goes_back_with_its_faults_and_counts_once_it_is_mended(tmp_path: Path) -> None:
    roster = (
        replace(COUNTY[0], contact="王某", telephone="0123-4567890"),
        COUNTY[1],
        replace(COUNTY[2], deadline=dt.date(2026, 1, 31)),
        COUNTY[3],
    )
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    put(tmp_path / "2025", UNITS[2], figures(10), year=2024)
    with_roster(tmp_path, roster, "--returns", "--on", "2026-01-22")
    folder = tmp_path / "汇总_退回" / "2026-01-22"
    assert sorted(path.name for path in folder.iterdir()) == [
        f"2 {UNITS[1]} 校验结果.xlsx",
        f"2 {UNITS[1]} 退回函.docx",
        f"3 {UNITS[2]} 退回函.docx",
    ]
    letter = text_of(folder / f"2 {UNITS[1]} 退回函.docx")
    assert f"{UNITS[1]}：\n" in letter
    assert f"填报材料（{UNITS[1]}.xlsx）收悉。经审核，有以下 1 处需要改正，现予退回" in letter
    assert "1．三 申请办理!" in letter
    assert f"“2 {UNITS[1]} 校验结果.xlsx”中逐格标明" in letter
    assert "请于2026年1月31日前重新报送。如有疑问，请与王某（0123-4567890）联系。" in letter
    assert letter.rstrip().endswith("2026年1月22日")
    assert "报告年度是2024年" in text_of(folder / f"3 {UNITS[2]} 退回函.docx")
    marked = folder / f"2 {UNITS[1]} 校验结果.xlsx"
    filing, _ = read_any(marked, FORMS)
    assert filing.original is not None
    assert filing.original.name == f"{UNITS[1]}.xlsx"
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "校验结果"
    again = with_roster(tmp_path, roster, "--returns", "--on", "2026-01-22")
    assert len(list(folder.iterdir())) == 3
    assert "已写出退回 2 个单位的材料" in again.output


@pytest.mark.scale
def test_a_letter_calls_files_as_their_unit_does_and_asks_which_counts(tmp_path: Path) -> None:
    for stem, number in (("年报", 10), ("年报 改", 20)):
        put(tmp_path / "2025" / "来件", UNITS[0], figures(number), stem=stem)
    with_roster(tmp_path, COUNTY, "--returns", "--on", "2026-01-22")
    letter = text_of(tmp_path / "汇总_退回" / "2026-01-22" / f"1 {UNITS[0]} 退回函.docx")
    assert "有 2 份文件（“年报 改.xlsx”、“年报.xlsx”）" in letter
    assert "都没有计入。请告知以哪一份为准，或者只报送一份。" in letter
    assert "来件" not in letter


def test_what_staff_changed_in_a_letter_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    with_roster(tmp_path, COUNTY, "--returns", "--on", "2026-01-22")
    letter = tmp_path / "汇总_退回" / "2026-01-22" / f"2 {UNITS[1]} 退回函.docx"
    document = docx.Document(str(letter))
    document.add_paragraph("另附。")
    document.save(str(letter))
    with_roster(tmp_path, COUNTY, "--returns", "--on", "2026-01-22")
    assert "另附。" in text_of(letter)
    assert letter.with_name(f"2 {UNITS[1]} 退回函（2）.docx").is_file()


def test_the_folder_of_returns_is_not_read_as_filings(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    out = ("-o", tmp_path / "2025" / "汇总.xlsx")
    first = with_roster(tmp_path, COUNTY, "--returns", *out)
    second = with_roster(tmp_path, COUNTY, "--returns", *out)
    assert codes(first) == codes(second)


def test_the_day_must_be_one(tmp_path: Path) -> None:
    result = call("run", tmp_path, "-o", tmp_path / "汇总.xlsx", "--on", "2026-02-30")
    assert result.exit_code == 2
    assert "“2026-02-30”不是日期，应写成 2026-01-26 这样。" in result.output
