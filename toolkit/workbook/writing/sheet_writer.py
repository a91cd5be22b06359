"""A sheet as XML, each formula with the value that it shows.

openpyxl writes a cell as several elements of a stream, which takes a third of the time of writing a workbook, and it
leaves out what formulas show. Here rows are text; all else of the sheet is openpyxl's.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.compat import safe_string
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.form.expression import Number
from toolkit.workbook.writing.pages import UNAVAILABLE, Shown

_NO_ROWS = b"<sheetData></sheetData>"


class SheetWriter(WorksheetWriter):
    """Writes ``sheet``; ``shown`` are the values of its formulas by address."""

    def __init__(self, sheet: Worksheet, shown: Mapping[str, Shown]) -> None:
        self._sheet, self._shown = sheet, shown
        self._part, self._rows = io.BytesIO(), b""
        self._styles: dict[bytes, str] = {}
        super().__init__(sheet, self._part)

    def part(self) -> bytes:
        """The part of the package."""
        self.write()
        before, _, after = self._part.getvalue().partition(_NO_ROWS)
        return b"".join((before, b"<sheetData>", self._rows, b"</sheetData>", after))

    def write_rows(self) -> None:
        """An empty element in the stream, and the text that :meth:`part` puts there; links go to the elements below."""
        stream = self.xf.send(True)
        with stream.element("sheetData"):  # type: ignore[union-attr]
            pass
        self.xf.send(None)
        self._rows = "".join(self._row(number, cells) for number, cells in self.rows()).encode()

    def _row(self, number: int, cells: Sequence[Cell | MergedCell]) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self._sheet.row_dimensions.get(number, ()))
        return f'<row r="{number}"{attributes}>{"".join(self._cells(cells))}</row>'

    def _cells(self, cells: Sequence[Cell | MergedCell]) -> Iterator[str]:
        for cell in cells:
            if cell.hyperlink:
                self._sheet._hyperlinks.append(cell.hyperlink)  # type: ignore[attr-defined]
            address, value, kind, style = cell.coordinate, cell.value, cell.data_type, self._style(cell)
            if not style and value is None:
                continue
            type_, content = _content(value, kind, self._shown[address] if kind == "f" else "")
            yield f'<c r="{address}"{style}{type_}>{content}</c>'

    def _style(self, cell: Cell | MergedCell) -> str:
        """The number of a cell's style, as an attribute; openpyxl looks it up among all styles for each cell."""
        style = cell._style.tobytes() if cell._style else b""  # type: ignore[union-attr]
        if style not in self._styles:
            self._styles[style] = f' s="{cell.style_id}"' if cell.has_style else ""
        return self._styles[style]


def _content(value: object, kind: str, shown: Shown) -> tuple[str, str]:
    """The type of a cell, as an attribute, and what stands in it."""
    if kind == "f":
        type_, text = _result(shown)
        return type_, f"<f>{_escaped(str(value)[1:])}</f><v>{text}</v>"
    if kind == "s":
        return ' t="inlineStr"', _inline(str(value)) if value else ""
    number = to_excel(value) if kind == "d" else value  # type: ignore[no-untyped-call]
    return ' t="n"', "" if value is None else f"<v>{safe_string(number)}</v>"


def _inline(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{space}>{_escaped(text)}</t></is>"


def _escaped(text: str) -> str:
    """In ASCII, all else as character references, as openpyxl writes it."""
    escaped = escape(text, quote=False).replace("\r", "&#13;")
    return escaped if escaped.isascii() else escaped.encode("ascii", "xmlcharrefreplace").decode()


def _result(shown: Shown) -> tuple[str, str]:
    """The type of what a formula shows, as an attribute, and its text."""
    if shown == UNAVAILABLE:
        return ' t="e"', UNAVAILABLE
    if isinstance(shown, str):
        return ' t="str"', escape(shown, quote=False)
    return "", _digits(shown)


def _digits(number: Number | float) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)
