"""The last step of writing: values beside formulas, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from html import escape

from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from toolkit.form.expression import Number
from toolkit.patterns import regex
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import Shown, clean

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = datetime(2021, 9, 26)  # noqa: DTZ001  # a fixed date says nothing about who made the file when
_FORMULA = regex(r'<c r="([A-Z]+\d+)"([^>]*?)(?: t="\w+")?><f>([^<]*)</f><v ?/?>(?:</v>)?</c>')
_FIRST = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
"""Parts without which a file that breaks off cannot be read at all."""
_FONT = regex(r"<font>(.*?)</font>", re.DOTALL)
_FONT_ORDER = ("b", "i", "sz", "color", "name", "family", "charset", "scheme")
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>xl-report</Application></Properties>"
)


def packed(canvas: ExcelCanvas, title: str) -> bytes:
    """The workbook as a file."""
    properties = canvas.book.properties
    properties.creator, properties.title = "xl-report", clean(title)
    properties.created = properties.modified = _STAMP
    raw = io.BytesIO()
    _InMemory(canvas.book, zipfile.ZipFile(raw, "w")).save()
    parts = {
        f"xl/worksheets/sheet{number}.xml": _with_values(
            canvas.shown.get(sheet.title, {}), grow=sheet.title in canvas.growing
        )
        for number, sheet in enumerate(canvas.book.worksheets, start=1)
    }
    parts["xl/styles.xml"] = lambda text: _FONT.sub(_ordered_font, text)
    parts["docProps/app.xml"] = lambda _: _APP
    return _rewritten(raw.getvalue(), parts)


class _InMemory(ExcelWriter):
    """Puts no sheet into a temporary file: the disk may be full, and what stands in a workbook is nobody else's."""

    def write_worksheet(self, ws: Worksheet) -> None:
        part = io.BytesIO()
        writer = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], part.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def _rewritten(package: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """The zip with some parts changed, every date fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in (*(name for name in _FIRST if name in names), *(name for name in names if name not in _FIRST)):
            content = source.read(name)
            if name in changes:
                content = changes[name](content.decode()).encode()
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return out.getvalue()


def _with_values(shown: Mapping[str, Shown], *, grow: bool) -> Callable[[str], str]:
    """What puts values beside the formulas of a sheet, and, with ``grow``, lets its rows' heights be only a hint."""

    def cell(match: re.Match[str]) -> str:
        address, attributes, formula = match.groups()
        kind, text = _value(shown[address])
        return f'<c r="{address}"{attributes}{kind}><f>{formula}</f><v>{text}</v></c>'

    def change(text: str) -> str:
        return _FORMULA.sub(cell, text.replace(' customHeight="1"', "") if grow else text)

    return change


def _ordered_font(match: re.Match[str]) -> str:
    """The parts of a font in the order of the schema, which openpyxl does not keep."""
    parts = re.findall(r"<(\w+)[^>]*/>", match[1])
    elements = dict(zip(parts, re.findall(r"<\w+[^>]*/>", match[1]), strict=True))
    return f"<font>{''.join(elements[name] for name in sorted(elements, key=_FONT_ORDER.index))}</font>"


def _value(shown: Shown) -> tuple[str, str]:
    if isinstance(shown, str):
        return ' t="str"', escape(shown, quote=False)
    return "", _digits(shown)


def _digits(number: Number | float) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)
