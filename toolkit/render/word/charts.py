"""Charts of a Word document, native to Office: their numbers beside the drawing, and a workbook with them to edit."""

from __future__ import annotations

from html import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from toolkit.charts.data import ChartData
from toolkit.render.word.markup import paragraph
from toolkit.render.word.setup import WordTarget

_EMU = 36_000  # of a millimetre
_BAR, _TITLE, _BETWEEN = 4.6, 14.0, 3.0  # mm
_SPACE = (
    '<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_markup(chart: ChartData, sheet: WordTarget) -> str:
    """A paragraph that holds ``chart`` as wide as the text, of parts added to the document."""
    from toolkit.charts.embedded import chart_of_word, data_workbook

    package = sheet.word.part.package
    assert package is not None  # noqa: S101 -- every part of a document has one
    book = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        data_workbook(chart),
        package,
    )
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    part._blob = chart_of_word(chart, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)).encode()
    number = int("".join(filter(str.isdecimal, part.partname.filename)))
    high = _TITLE + len(chart.labels) * (_BAR * len(chart.series) + _BETWEEN)
    return paragraph(
        sheet.styles["Body Text"],
        _inline(chart, sheet.word.part.relate_to(part, RELATIONSHIP_TYPE.CHART), number, sheet.width, high),
        _SPACE,
    )


def _inline(chart: ChartData, relation: str, number: int, wide: float, high: float) -> str:
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide * _EMU:.0f}" cy="{high * _EMU:.0f}"/>'
        f'<wp:docPr id="{9000 + number}" name="图表 {number}" descr="{escape(chart.alternative)}"/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
