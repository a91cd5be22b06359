"""The report as data: the whole filing as JSON, and of each table a CSV that a spreadsheet program can open safely."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.document.blocks import Document, ReportTable
from toolkit.document.number_labels import number_labels

CSV_HEAD = ("编号", "项目", "栏目", "数值")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """What a file of data holds, in Chinese, and what it is called."""

    label: str
    name: str
    media_type: str
    text: str

    @property
    def uri(self) -> str:
        """The file as a link target that needs no server."""
        return f"data:{self.media_type};charset=utf-8;base64,{base64.b64encode(self.text.encode()).decode()}"


def data_files(document: Document) -> Iterator[DataFile]:
    """The files of data that belong to a report."""
    if document.filing_json:
        yield DataFile(
            label="全部填报数据（JSON）",
            name=f"{document.name}.json",
            media_type="application/json",
            text=document.filing_json,
        )
    for table in document.tables:
        yield DataFile(
            label=f"{table.caption}（CSV）",
            name=f"{document.name}-{table.caption}.csv",
            media_type="text/csv",
            text=csv_of(table),
        )


def csv_of(table: ReportTable) -> str:
    """One line a number: its id, the labels of its row, those of its column, the figure as printed. With a BOM."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for cell, heads in ((cell, heads) for cell, heads in number_labels(table).items() if cell.cell):
        row, column = (" / ".join(head.text for head in labels) for labels in (heads.row, heads.column))
        writer.writerow([cell.cell, _text(row), _text(column), _figure(cell.text)])
    return "\ufeff" + stream.getvalue()


def _text(label: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return f"'{label}" if label.startswith(_FORMULA_STARTS) else label


def _figure(text: str) -> str:
    """A number as it is, a negative one too; what a draft shows in place of a number is text."""
    return text if text.removeprefix("-").replace(".", "", 1).isdecimal() else _text(text)
