"""The figures of a report as data: a CSV of each table that a spreadsheet program can open safely."""

from __future__ import annotations

import base64
import csv
import io

from toolkit.document.blocks import ReportTable
from toolkit.document.number_labels import number_labels

CSV_HEAD = ("编号", "项目", "栏目", "数值")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_of(table: ReportTable) -> str:
    """One line a number: its id, the labels of its row, those of its column, the figure as printed. With a BOM."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for cell, heads in ((cell, heads) for cell, heads in number_labels(table).items() if cell.cell):
        row, column = (" / ".join(head.text for head in labels) for labels in (heads.row, heads.column))
        writer.writerow([cell.cell, _text(row), _text(column), _figure(cell.text)])
    return "\ufeff" + stream.getvalue()


def data_uri(kind: str, text: str) -> str:
    """``text`` as a link target that needs no server."""
    return f"data:{kind};charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"


def _text(label: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return f"'{label}" if label.startswith(_FORMULA_STARTS) else label


def _figure(text: str) -> str:
    """A number as it is, a negative one too; what a draft shows in place of a number is text."""
    return text if text.removeprefix("-").replace(".", "", 1).isdecimal() else _text(text)
