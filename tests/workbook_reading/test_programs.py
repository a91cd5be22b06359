"""The same filing comes back from what other programs make of a workbook."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import Convert
from tests.workbook_reading.conftest import Read, base
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence


def test_libreoffice(package: Package, read: Read, soffice: Convert, tmp_path: Path) -> None:
    """It renames a sheet, computes a formula typed into an input, and rewrites every other formula."""
    package.rename("四 复议诉讼", "复议诉讼")
    package.put("三 申请办理!D6", Typed("=30+3"))
    package.put("三 申请办理!J8", 7)
    path = tmp_path / "表.xlsx"
    path.write_bytes(package.to_bytes())
    filing, findings = read(soffice(path, "xlsx").read_bytes())
    assert [(each.code, str(each.cells[0].where)) for each in findings] == [("WB-07", "三 申请办理!J8")]
    assert essence(filing) | {"stated": {}} == essence(base())


def test_openpyxl_drops_every_cached_value(filled: bytes, read: Read) -> None:
    out = io.BytesIO()
    load_workbook(io.BytesIO(filled)).save(out)
    filing, findings = read(out.getvalue())
    assert (findings, essence(filing)) == ((), essence(base()))


def test_a_number_that_is_none_is_reported_on_its_cell(package: Package, read: Read) -> None:
    """exceljs writes NaN for values that it could not take over."""
    package.put("三 申请办理!D6", Typed("=30+3", cached=0))
    package.put("三 申请办理!J6", Typed("=SUM(D6:I6)", cached=0))
    raw = Package.of(package.to_bytes())
    part = raw.part_of("三 申请办理")
    for address in (b"D6", b"J6"):
        start = raw.parts[part].index(b'r="' + address + b'"')
        before, after = raw.parts[part][:start], raw.parts[part][start:]
        raw.parts[part] = before + after.replace(b"<v>0</v>", b"<v>NaN</v>", 1)
    _, findings = read(raw.to_bytes())
    assert [(each.code, str(each.where)) for each in findings] == [("WB-09", "三 申请办理!D6")]
