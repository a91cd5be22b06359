"""Packages as other programs write them: parts by whatever name, and parts that nobody reads in whatever state."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.at_hand import FORMS
from tests.workbook_reading.conftest import Read, base
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.errors import UnreadableFile
from toolkit.workbook.reading import parts
from toolkit.workbook.reading.cell_styles import CellStyle
from toolkit.workbook.reading.conditional_formats import ConditionalFormats
from toolkit.workbook.reading.number_formats import number_format
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.reading.salvage import salvage
from toolkit.workbook.reading.sheet_pass import FILLED, Budget, SheetCells, SheetPass
from toolkit.workbook.reading.source_workbook import (
    WINDOWS_EPOCH,
    CorruptPart,
    Drawing,
    OutOfBounds,
    SheetLayout,
    SheetTooLarge,
)
from toolkit.workbook.reading.strings import StringReader
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

TABLE = "三 申请办理"
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def renamed(name: str, new: str) -> Callable[[Package], None]:
    def change(package: Package) -> None:
        package.parts[new] = package.parts.pop(name)

    return change


def with_part(name: str, content: bytes) -> Callable[[Package], None]:
    def change(package: Package) -> None:
        package.parts[name] = content

    return change


def strict(package: Package) -> None:
    for name, content in package.parts.items():
        content = content.replace(TRANSITIONAL, STRICT + b"spreadsheetml/main")
        package.parts[name] = content.replace(RELATIONSHIPS, STRICT + b"officeDocument/relationships")


def without_types(package: Package) -> None:
    del package.parts["[Content_Types].xml"]


def without_links(package: Package) -> None:
    del package.parts["_rels/.rels"]


def relative_links(package: Package) -> None:
    links = package.parts["xl/_rels/workbook.xml.rels"]
    package.parts["xl/_rels/workbook.xml.rels"] = links.replace(b'"/xl/', b'"../xl/')


def elsewhere(package: Package) -> None:
    """The workbook part in another place, which its relationship names."""
    package.parts["book/main.xml"] = package.parts.pop("xl/workbook.xml")
    package.parts["book/_rels/main.xml.rels"] = package.parts.pop("xl/_rels/workbook.xml.rels")
    package.parts["book/_rels/main.xml.rels"] = package.parts["book/_rels/main.xml.rels"].replace(
        b'"styles.xml"', b'"/xl/styles.xml"'
    )
    package.parts["_rels/.rels"] = package.parts["_rels/.rels"].replace(b"xl/workbook.xml", b"book/main.xml")


def a_sheet_too_many(package: Package) -> None:
    """A sheet that the workbook names and the package lacks; it is none of ours."""
    sheets = package.book.find("{*}sheets")
    sheets.append(sheets.makeelement(sheets[0].tag, dict(sheets[0].attrib) | {"name": "附表"}))
    link = next(key for key in sheets[-1].attrib if key.endswith("}id"))
    sheets[-1].set(link, "rId999")


@pytest.mark.parametrize(
    "change",
    [
        strict,
        without_types,
        without_links,
        relative_links,
        elsewhere,
        a_sheet_too_many,
        renamed("[Content_Types].xml", "[content_types].XML"),
        renamed("xl/workbook.xml", "xl/Workbook.xml"),
        renamed("xl/worksheets/sheet6.xml", "xl/Worksheets/Sheet6.xml"),
        renamed("xl/_rels/workbook.xml.rels", "xl/_rels/Workbook.xml.Rels"),
        renamed("xl/styles.xml", "XL/STYLES.XML"),
        with_part("[Content_Types].xml", b""),
        with_part("docProps/app.xml", DOCTYPE),
        with_part("docProps/custom.xml", b""),
        with_part("customXml/item1.xml", DOCTYPE),
        with_part("xl/calcChain.xml", b""),
        with_part("xl/theme/theme1.xml", b"<broken"),
        with_part("xl/media/image1.svg", DOCTYPE),
        with_part("xl/media/image1.bmp", b"\0" * 70_000_000),
        with_part("xl/worksheets/sheet99.xml", b"<a>" + b" " * 5_000_000 + b"</a>"),
        with_part("xl/printerSettings/printerSettings1.bin", bytes(range(256))),
        with_part("__MACOSX/xl/worksheets/._sheet6.xml", b"\0\x05\x16\x07Mac OS X"),
        with_part("xl/.DS_Store", b"\0\0\0\1Bud1"),
    ],
)
def test_it_is_read_whole(package: Package, read: Read, tmp_path: Path, change: Callable[[Package], None]) -> None:
    change(package)
    filing, findings = read(package)
    assert (essence(filing), findings) == (essence(base()), ())
    saved, reported = salvage(tmp_path / "填报表.xlsx", FORMS)
    assert (essence(saved), reported) == (essence(base()), ())


def zip64(data: bytes, size: int | None = None) -> bytes:
    """The archive with the end records of a large one; ``size`` is what they state of the directory."""
    end = data.rindex(b"PK\x05\x06")
    count, own, begin = struct.unpack_from("<HII", data, end + 10)
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, own if size is None else size, begin
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]


def test_a_large_archive_is_read(filled: bytes, read: Read) -> None:
    assert essence(read(zip64(filled))[0]) == essence(base())


def test_a_large_archive_states_a_directory_within_bounds(filled: bytes, read: Read) -> None:
    with pytest.raises(UnreadableFile, match="目录异常大"):
        read(zip64(filled, 90_000_000))


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("[Content_Types].xml", "word/document2.xml"), "内容是Word 文档"),
        (("[Content_Types].xml", "ppt/presentation.xml"), "内容是演示文稿"),
        (("报告.txt",), "内容是压缩包"),
        (("[Content_Types].xml", "xl\\workbook.xml", "_rels\\.rels"), "用了反斜杠"),
        (("[Content_Types].xml", "xl/workbook.bin"), "旧版或其他程序的表格格式"),
        (("[Content_Types].xml", "xl/workbook.xml"), "不完整或已损坏"),
    ],
)
def test_what_it_is_instead(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(archive(*names))
    with pytest.raises(UnreadableFile, match=said) as stop:
        read_workbook(path, FORMS)
    assert "来历不明" not in stop.value.way_out


def test_a_part_that_is_there_twice(package: Package) -> None:
    package.parts["xl/worksheets/SHEET6.xml"] = package.parts["xl/worksheets/sheet6.xml"]
    with pytest.raises(OutOfBounds, match="两个名为"):
        XlsxWorkbook(package.to_bytes()).cells(TABLE)


def test_a_long_sheet_is_read_row_by_row(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    data = package.to_bytes()
    at_once = XlsxWorkbook(data)
    monkeypatch.setattr(parts, "_AT_ONCE", 1_000)
    streamed = XlsxWorkbook(data)
    for sheet in at_once.sheets:
        assert streamed.cells(sheet) == at_once.cells(sheet)
        assert streamed.layout(sheet) == at_once.layout(sheet)


def test_a_part_too_long_for_its_kind_is_refused(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WORKBOOK_ELEMENT_BYTES", 1_000)
    with pytest.raises(OutOfBounds, match="异常大"):
        XlsxWorkbook(package.to_bytes())


@pytest.mark.parametrize("at_once", [True, False])
def test_a_row_too_long_is_refused(package: Package, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    """Nobody holds it whole to find that out."""
    part = package.part_of(TABLE)
    row = b"<row>" + b"<c/>" * 100_000 + b"</row>"
    package.parts[part] = package.parts[part].replace(b"</sheetData>", row + b"</sheetData>")
    book = XlsxWorkbook(package.to_bytes())
    monkeypatch.setattr(parts, "_AT_ONCE", 10**9 if at_once else 1_000)
    monkeypatch.setattr(parts, "WORKBOOK_ELEMENT_BYTES", 300_000)
    with pytest.raises(OutOfBounds, match="异常大"):
        book.cells(TABLE)


def test_what_is_read_of_all_parts_is_bounded(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WORKBOOK_UNPACKED_BYTES", 200_000)
    book = XlsxWorkbook(package.to_bytes(), keep_going=True)
    with pytest.raises(OutOfBounds, match="展开后有"):
        [book.cells(sheet) for sheet in book.sheets]


@pytest.mark.parametrize(
    ("cells", "slots"),
    [
        ("<c/>" * 500, 501),
        ("<c><v>1</v></c>" * 500, 501 + 500 * FILLED),
        ('<c s="1"><v>1</v></c>' * 500, 501 + 500 * (FILLED + len("0.00"))),
        ('<c><f t="shared" si="9">A1+A1</f></c>' + '<c><f t="shared" si="9"/></c>' * 99, 101 + 100 * FILLED + 99 * 6),
    ],
)
def test_what_cells_cost(cells: str, slots: int) -> None:
    """Rows, cells, what they hold, formats, and formulas moved from one cell to many."""
    row = etree.fromstring(f"<row>{cells}</row>")
    style = CellStyle(number_format("0.00"), WINDOWS_EPOCH)
    unconditional = ConditionalFormats({}, WINDOWS_EPOCH)

    def passed(budget: Budget) -> list[int]:
        return list(SheetPass("", StringReader(""), [], {"1": style}, unconditional, budget, SheetCells()).rows([row]))

    assert passed(Budget(slots)) == [1]
    with pytest.raises(SheetTooLarge):
        passed(Budget(slots - 1))


@pytest.mark.parametrize("size", [100, 10_000_000])
def test_what_stands_before_a_fault(package: Package, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """At once or row by row."""
    monkeypatch.setattr(parts, "_AT_ONCE", size)
    part = package.part_of(TABLE)
    content = package.parts[part]
    package.parts[part] = content[: content.index(b'<row r="12"')] + b"<row <"
    with pytest.raises(CorruptPart):
        XlsxWorkbook(package.to_bytes()).cells(TABLE)
    book = XlsxWorkbook(package.to_bytes(), keep_going=True)
    assert book.cells(TABLE)[6, 4] == 33
    assert max(row for row, _ in book.cells(TABLE)) in (10, 11)
    assert book.broken == [TABLE]


def drawn(package: Package) -> None:
    """A picture over C3 and a shape with words over D5 of the table's sheet."""
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    place = "<xdr:from><xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row></xdr:from>"
    namespaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    package.parts["xl/drawings/drawing1.xml"] = (
        f"<xdr:wsDr {namespaces}>"
        f"<xdr:twoCellAnchor>{place.format(2, 2)}<xdr:pic/></xdr:twoCellAnchor>"
        f"<xdr:oneCellAnchor>{place.format(3, 4)}<xdr:sp><xdr:txBody><a:p><a:r><a:t>另有</a:t></a:r><a:r><a:t>5件</a:t>"
        "</a:r></a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
        f"<xdr:twoCellAnchor>{place.format(0, 0)}</xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()
    name = package.part_of(TABLE).rpartition("/")[2]
    package.parts[f"xl/worksheets/_rels/{name}.rels"] = (
        f'<Relationships xmlns="{links}"><Relationship Id="rId1" '
        f'Type="{RELATIONSHIPS.decode()}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()


def test_what_is_out_of_sight_and_what_lies_upon_a_sheet(package: Package) -> None:
    plain = XlsxWorkbook(package.to_bytes()).layout(TABLE)
    assert replace(plain, merged=(), conditional=frozenset()) == SheetLayout()
    assert ((8, 2), (8, 3)) in plain.merged
    drawn(package)
    sheet = package.tree(package.part_of(TABLE))
    rows = {row.get("r"): row for row in sheet.iter("{*}row")}
    rows["7"].set("hidden", "1")
    rows["8"].set("ht", "0")
    rows["9"].set("hidden", "false")
    columns = next(sheet.iter("{*}cols"))
    columns[1].set("hidden", "true")
    states = {each.get("name"): each for each in package.book.iterfind("{*}sheets/*")}
    states[TABLE].set("state", "hidden")
    layout = XlsxWorkbook(package.to_bytes()).layout(TABLE)
    assert (layout.hidden, layout.hidden_rows) == (True, frozenset({7, 8}))
    assert layout.hidden_columns == (range(int(columns[1].get("min")), int(columns[1].get("max")) + 1),)
    assert layout.drawings == (Drawing(3, 3), Drawing(5, 4, "另有5件"))
    assert XlsxWorkbook(package.to_bytes()).layout("没有这张表") == SheetLayout()


def test_a_picture_that_wps_puts_into_a_cell(package: Package, read: Read) -> None:
    formula = '_xlfn.DISPIMG("ID_5C2A",1)'
    package.put("五 问题改进!B5", Typed(formula, f"={formula}"))
    assert XlsxWorkbook(package.to_bytes()).layout("五 问题改进").drawings == (Drawing(5, 2),)
    assert essence(read(package)[0]) == essence(base())


def test_reading_imports_no_spreadsheet_library() -> None:
    code = "import sys, toolkit.workbook.reading.salvage; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
