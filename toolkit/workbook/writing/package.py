"""The last step of writing: the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from openpyxl.worksheet.worksheet import Worksheet

from toolkit.charts.book_writer import InMemoryWriter, describe
from toolkit.charts.native import chart_part
from toolkit.output import undated
from toolkit.patterns import regex
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import clean
from toolkit.workbook.writing.sheet_writer import SheetWriter

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
_CHART_NAME = regex(r'name="Chart (\d+)"')
_PLAIN_TAG, _PREFIX = regex(r"</?(?=[A-Za-z]+[\s/>])"), "xdr"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>xl-report</Application></Properties>"
)


def packed(canvas: ExcelCanvas, title: str) -> bytes:
    """The workbook as a file."""
    describe(canvas.book, clean(title))
    raw = io.BytesIO()
    _CanvasWriter(canvas, zipfile.ZipFile(raw, "w")).save()
    parts: dict[str, Callable[[str], str]] = {
        "xl/styles.xml": lambda text: _FONT.sub(_ordered_font, text),
        "docProps/app.xml": lambda _: _APP,
        "xl/drawings/drawing1.xml": partial(_drawing, titles=canvas.charts),
    }
    parts |= dict.fromkeys((f"xl/charts/chart{n + 1}.xml" for n in range(len(canvas.charts))), chart_part)
    return undated(raw.getvalue(), _FIRST, parts)


class _CanvasWriter(InMemoryWriter):
    """Writes the sheets of ``canvas`` with the values of their formulas."""

    def __init__(self, canvas: ExcelCanvas, archive: zipfile.ZipFile) -> None:
        super().__init__(canvas.book, archive)
        self._canvas = canvas

    def sheet_part(self, sheet: Worksheet) -> tuple[bytes, object]:
        writer = SheetWriter(sheet, self._canvas.shown.get(sheet.title, {}))
        part = writer.part()
        if sheet.title in self._canvas.growing:
            part = part.replace(b' customHeight="1"', b"")  # the heights of its rows are only a hint
        return part, writer._rels  # type: ignore[attr-defined]


def _ordered_font(match: re.Match[str]) -> str:
    """The parts of a font in the order of the schema, which openpyxl does not keep."""
    parts = re.findall(r"<(\w+)[^>]*/>", match[1])
    elements = dict(zip(parts, re.findall(r"<\w+[^>]*/>", match[1]), strict=True))
    return f"<font>{''.join(elements[name] for name in sorted(elements, key=_FONT_ORDER.index))}</font>"


def _drawing(text: str, titles: Sequence[str]) -> str:
    """The part of the charts' frames, each with what it is; its tags with the prefix that some programs look for."""
    described = _CHART_NAME.sub(partial(_described, titles=titles), text)
    return _PLAIN_TAG.sub(rf"\g<0>{_PREFIX}:", described).replace(" xmlns=", f" xmlns:{_PREFIX}=", 1)


def _described(match: re.Match[str], titles: Sequence[str]) -> str:
    """The name of a chart's frame, with what it is for those who cannot see it."""
    return f'{match[0]} descr="{escape(titles[int(match[1]) - 1])}"'
