"""Plain sheets into a package: after those of a finished workbook, or as a workbook of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from toolkit.form.excel import column_letters, quoted
from toolkit.workbook.sheet_marks import PREFIX, FixedCells, SheetMark, column_texts
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value, sheet_xml, value_text
from toolkit.workbook.writing.styles import ACCENT, FACE, HEAD, INK, INPUT, LINE, MUTED

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TYPES, _BOOK, _LINKS, _STYLES = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
)

_EMPTY = {
    _TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    _BOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets/></workbook>',
    _LINKS: f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    _STYLES: f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="10.5"/><name val="{FACE}"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def book_of(sheets: Sequence[PlainSheet]) -> bytes:
    """A workbook of plain sheets alone."""
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        for name, content in _EMPTY.items():
            package.writestr(name, _DECLARED + content)
    return with_sheets(empty.getvalue(), sheets)


def with_sheets(package: bytes, sheets: Sequence[PlainSheet]) -> bytes:
    """The workbook ``package`` with ``sheets`` after its own, all else as it was; the same bytes for the same input."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: etree.fromstring(source.read(name)) for name in (_TYPES, _BOOK, _LINKS, _STYLES)}
        base = _add_styles(parts[_STYLES])
        names = _add_sheets(parts, sheets)
        for name in source.namelist():
            if name != _BOOK:
                _put(target, name, [_written(parts[name]) if name in parts else source.read(name)])
        for number, (name, sheet) in enumerate(zip(names, sheets, strict=True), start=1):
            fixed = FixedCells()
            _put(target, name, (piece.encode() for piece in sheet_xml(_tallied(sheet, fixed), base)))
            _add_mark(parts[_BOOK], number, sheet, fixed)
        _put(target, _BOOK, [_written(parts[_BOOK])])  # last, for it says what the sheets hold
    return out.getvalue()


def _tallied(sheet: PlainSheet, fixed: FixedCells) -> PlainSheet:
    """The sheet, all but what staff write in it noted in ``fixed`` as it goes by."""

    def rows() -> Iterator[Sequence[Value]]:
        for row in sheet.rows:
            fixed.add(column_texts(map(value_text, row), sheet.inputs))
            yield row

    for row in sheet.head:
        fixed.add(column_texts(map(value_text, row)))
    return replace(sheet, rows=rows())


def _add_mark(book: Any, number: int, sheet: PlainSheet, fixed: FixedCells) -> None:
    mark = SheetMark(
        sheet=sheet.name,
        first_row=sheet.first_row,
        keys=sheet.keys,
        inputs=tuple(sorted(sheet.inputs)),
        digest=fixed.digest,
    )
    name = etree.SubElement(_defined_names(book), f"{{{_MAIN}}}definedName", name=f"{PREFIX}{number}", hidden="1")
    name.text = str(mark)


def _written(part: Any) -> bytes:
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(target: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
    with target.open(entry, "w") as part:
        for piece in pieces:
            part.write(piece)


def _add_sheets(parts: dict[str, Any], sheets: Sequence[PlainSheet]) -> list[str]:
    """Declare the sheets, their headings repeated on every printed page; the names of their parts."""
    listed = parts[_BOOK].find(f"{{{_MAIN}}}sheets")
    highest = max((int(sheet.get("sheetId")) for sheet in listed), default=0)
    found = []
    for number, plain in enumerate(sheets, start=highest + 1):
        part, link = f"worksheets/plain{number}.xml", f"rIdPlain{number}"
        sheet = etree.SubElement(listed, f"{{{_MAIN}}}sheet", name=plain.name, sheetId=str(number))
        sheet.set(f"{{{_OFFICE}}}id", link)
        relation = {"Id": link, "Type": f"{_OFFICE}/worksheet", "Target": part}
        etree.SubElement(parts[_LINKS], f"{{{_PACKAGE}/relationships}}Relationship", relation)
        content = {"PartName": f"/xl/{part}", "ContentType": _SHEET_TYPE}
        etree.SubElement(parts[_TYPES], f"{{{_PACKAGE}/content-types}}Override", content)
        _add_titles(parts[_BOOK], plain, len(listed) - 1)
        found.append(f"xl/{part}")
    return found


def _add_titles(book: Any, sheet: PlainSheet, place: int) -> None:
    """What is printed on every page of the sheet at ``place``: its header rows, and the columns that stay in view."""
    where, last = quoted(sheet.name), sheet.first_row - 1
    rows = f"{where}!${last - len(sheet.headers) + 1}:${last}"
    columns = f"{where}!$A:${column_letters(sheet.frozen)}," if sheet.frozen else ""
    attributes = {"name": "_xlnm.Print_Titles", "localSheetId": str(place)}
    title = etree.SubElement(_defined_names(book), f"{{{_MAIN}}}definedName", attributes)
    title.text = columns + rows


def _defined_names(book: Any) -> Any:
    names = book.find(f"{{{_MAIN}}}definedNames")
    if names is None:
        names = etree.Element(f"{{{_MAIN}}}definedNames")
        book.find(f"{{{_MAIN}}}sheets").addnext(names)
    return names


def _add_styles(styles: Any) -> int:
    """Add a format for each :class:`PlainFormat`, in order; the number of the first."""
    date = _add_date_format(styles)
    fonts = _append(
        styles,
        "fonts",
        f'<font><b/><sz val="15"/><color rgb="FF{ACCENT}"/><name val="{FACE}"/></font>',
        f'<font><sz val="10"/><color rgb="FF{MUTED}"/><name val="{FACE}"/></font>',
        f'<font><b/><sz val="10"/><color rgb="FF{INK}"/><name val="{FACE}"/></font>',
        f'<font><sz val="10"/><color rgb="FF{INK}"/><name val="{FACE}"/></font>',
    )
    solid = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'.format
    fills = _append(styles, "fills", solid(HEAD), solid(INPUT))
    line = f'style="thin"><color rgb="FF{LINE}"/>'
    sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
    box = _append(styles, "borders", f"<border>{sides}<diagonal/></border>")
    text = '<alignment vertical="center" wrapText="1"/>'
    formats = {
        PlainFormat.TITLE: _xf(fonts, 0, 0, 0, ""),
        PlainFormat.NOTE: _xf(fonts + 1, 0, 0, 0, text),
        PlainFormat.HEADER: _xf(
            fonts + 2, fills, box, 0, '<alignment horizontal="center" vertical="center" wrapText="1"/>'
        ),
        PlainFormat.TEXT: _xf(fonts + 3, 0, box, 0, text),
        PlainFormat.QUOTED: _xf(fonts + 3, 0, box, 0, text, ' quotePrefix="1"'),
        PlainFormat.NUMBER: _xf(fonts + 3, 0, box, 0, '<alignment horizontal="right" vertical="center"/>'),
        PlainFormat.DATE: _xf(fonts + 3, 0, box, date, '<alignment horizontal="center" vertical="center"/>'),
        PlainFormat.INPUT: _xf(fonts + 3, fills + 1, box, 49, text),
        PlainFormat.INPUT_DATE: _xf(
            fonts + 3, fills + 1, box, date, '<alignment horizontal="center" vertical="center"/>'
        ),
        PlainFormat.RIGHT: _xf(
            fonts + 3, 0, box, 0, '<alignment horizontal="right" vertical="center"/>', ' quotePrefix="1"'
        ),
    }
    return _append(styles, "cellXfs", *(formats[look] for look in PlainFormat))


def _xf(font: int, fill: int, border: int, number: int, alignment: str, more: str = "") -> str:
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" '
        f'applyFill="1" applyBorder="1" applyNumberFormat="1" applyAlignment="1"{more}>{alignment}</xf>'
    )


def _add_date_format(styles: Any) -> int:
    formats = styles.find(f"{{{_MAIN}}}numFmts")
    if formats is None:
        formats = etree.Element(f"{{{_MAIN}}}numFmts", count="0")
        styles.insert(0, formats)
    number = max((int(known.get("numFmtId")) for known in formats), default=163) + 1
    _append(styles, "numFmts", f'<numFmt numFmtId="{number}" formatCode="yyyy\\-mm\\-dd"/>')
    return number


def _append(styles: Any, group: str, *entries: str) -> int:
    """Append entries to a list of the style sheet; the number of the first."""
    holder = styles.find(f"{{{_MAIN}}}{group}")
    first = len(holder)
    holder.extend(etree.fromstring(f'<{group} xmlns="{_MAIN}">{"".join(entries)}</{group}>'))
    holder.set("count", str(len(holder)))
    return first
