"""A damaged workbook yields what can still be read, and says what could not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.conftest import Convert
from tests.workbook_reading.conftest import cells, codes
from tests.workbook_reading.surgery import Package
from toolkit.errors import UnreadableFile
from toolkit.workbook.marking.restoration import restore_workbook
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.reading.salvage import salvage

CELL = "applications.received.natural_person"


def save(package: Package, folder: Path) -> Path:
    path = folder / "坏.xlsx"
    path.write_bytes(package.to_bytes())
    return path


def test_a_sheet_that_breaks_off(package: Package, tmp_path: Path) -> None:
    part = package.part_of("三 申请办理")
    place = package.parts[part].index(b'<row r="12"')
    package.parts[part] = package.parts[part][:place] + b"<row <"
    filing, findings = salvage(save(package, tmp_path), FORMS)
    assert filing.entry(CELL).number == 33
    assert "applications.carried_out.natural_person" in filing.unread
    assert str(filing.agency) == "某市市场监督管理局"
    assert "三 申请办理" in cells(findings, "WB-06")


def test_a_sheet_deleted(package: Package, tmp_path: Path) -> None:
    package.drop("四 复议诉讼")
    filing, findings = salvage(save(package, tmp_path), FORMS)
    assert filing.entry(CELL).number == 33
    assert codes(findings) == ["WB-06"]
    assert "disputes.reconsideration.upheld" in {cell.id for cell in findings[0].cells}


def test_a_part_with_flipped_bits(filled: bytes, tmp_path: Path) -> None:
    name = Package.of(filled).part_of("四 复议诉讼").encode()
    place = filled.index(name) + len(name) + 300
    path = tmp_path / "坏.xlsx"
    path.write_bytes(filled[:place] + bytes(byte ^ 0xFF for byte in filled[place : place + 40]) + filled[place + 40 :])
    filing, findings = salvage(path, FORMS)
    assert filing.entry(CELL).number == 33
    assert codes(findings) == ["WB-06"]


def test_a_row_deleted(package: Package, tmp_path: Path) -> None:
    package.move_rows("三 申请办理", 9, -1)
    filing, findings = salvage(save(package, tmp_path), FORMS)
    assert filing.entry(CELL).number == 33
    assert filing.entry("applications.carried_out.natural_person").number == 3
    lost = {cell.id for each in findings if each.code == "WB-06" for cell in each.cells}
    assert "applications.partial.natural_person" in lost


def test_nothing_to_save(package: Package, tmp_path: Path) -> None:
    package.parts["xl/workbook.xml"] = b"<workbook"
    with pytest.raises(UnreadableFile) as stop:
        salvage(save(package, tmp_path), FORMS)
    assert stop.value.code == "WB-01"
    assert "损坏" in stop.value.message


def test_a_file_that_breaks_off_in_its_strings(filled: bytes, tmp_path: Path, soffice: Convert) -> None:
    """Excel writes them last. Numbers are there; each text that is gone says so, and is reported."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled)
    parts = Package.of(soffice(path, "xlsx").read_bytes()).parts
    strings = {"xl/sharedStrings.xml": parts.pop("xl/sharedStrings.xml")}
    whole = Package({"[Content_Types].xml": parts["[Content_Types].xml"]} | parts | strings).to_bytes()
    last = whole.rindex(b"PK\x03\x04")
    reported = []
    for place in (last + 20, last + 3_000):
        path.write_bytes(whole[:place])
        filing, findings = salvage(path, FORMS)
        assert (filing.entry(CELL).number, filing.year) == (33, 2025)
        (words,) = [each for each in findings if each.code == "WB-06"]
        assert f"有 {len(words.cells)} 处文字已经丢失" in words.message
        reported.append({str(cell.where) for cell in words.cells})
    everything, some = reported
    assert {"封面!B3", "引言!B4", "一 总体情况!B5"} <= everything
    assert some < everything


@pytest.mark.parametrize(("kind", "value"), [("s", "99999"), ("d", "2021-13-45"), ("n", "1e999")])
def test_what_stands_in_a_bad_cell_never_becomes_a_figure(
    package: Package, tmp_path: Path, kind: str, value: str
) -> None:
    package.raw("三 申请办理!D6", kind, value)
    package.raw("封面!B10", kind, value)
    filing, findings = salvage(save(package, tmp_path), FORMS)
    assert sorted(cells(findings, "WB-09")) == ["三 申请办理!D6", "封面!B10"]
    path = tmp_path / "修复.xlsx"
    path.write_bytes(restore_workbook(filing, findings)[0].packed())
    again, _ = read_workbook(path, FORMS)
    assert (again.entry(CELL).number, again.entry(CELL).text) == (None, f"〔读不出：{value}〕")
    assert str(again.contact) == ""
