"""A chart that stands in a document, with the workbook of its numbers that is embedded beside it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from toolkit.charts.book_writer import InMemoryWriter, describe
from toolkit.charts.data import ChartData
from toolkit.charts.native import ChartReferences, chart_part, native_chart, title_of
from toolkit.filing.numerals import cell_value
from toolkit.form.excel import column_letters, quoted
from toolkit.output import undated

_SHEET = "数据"
_WORDS, _TITLE = 10.0, 11.0


def chart_of_word(data: ChartData, book: str) -> str:
    """The part of the chart of ``data``, with its title; ``book`` is its relation to :func:`data_workbook`."""
    rows = range(2, 2 + len(data.labels))
    columns = range(2, 2 + len(data.series))
    chart = native_chart(
        data,
        ChartReferences(
            labels=_area(1, rows),
            names=tuple(f"{quoted(_SHEET)}!${column_letters(column)}$1" for column in columns),
            values=tuple(_area(column, rows) for column in columns),
        ),
        size=_WORDS,
        legend=True,
    )
    chart.title = title_of(data.heading, _TITLE)
    external = (
        '<externalData xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:id="{book}"><autoUpdate val="0"/></externalData></chartSpace>'
    )
    return chart_part(_markup(chart)).replace("</chartSpace>", external)


def data_workbook(data: ChartData) -> bytes:
    """The numbers of the chart, as Office opens them for editing; the same chart gives the same bytes."""
    book = Workbook()
    [sheet] = book.worksheets
    sheet.title = _SHEET
    sheet.append(["", *(series.name or data.title for series in data.series)])
    for place, label in enumerate(data.labels):
        values = (series.values[place] for series in data.series)
        sheet.append([label, *(None if value is None else cell_value(value) for value in values)])
    describe(book)
    stream = io.BytesIO()
    InMemoryWriter(book, zipfile.ZipFile(stream, "w")).save()
    return undated(stream.getvalue())


def _area(column: int, rows: range) -> str:
    letter = column_letters(column)
    return f"{quoted(_SHEET)}!${letter}${rows[0]}:${letter}${rows[-1]}"


def _markup(chart: Any) -> str:
    written: bytes = tostring(chart._write())
    return written.decode()
