"""A chart as office programs know it: bound to cells, with the numbers that these show kept beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

from toolkit.charts.data import ChartData, shown
from toolkit.form.expression import Number

FACE = "黑体"
_DARK, _LIGHT, _PAPER, _INK = "1F4E79", "C9D7E6", "FFFFFF", "1C1E21"


_NA_AS_BLANK = (
    '<extLst><ext uri="{56B9EC1D-385E-4148-901F-78D8002777C0}" '
    'xmlns:c16r3="http://schemas.microsoft.com/office/drawing/2017/03/chart">'
    "<c16r3:dataDisplayOptions16><c16r3:dispNaAsBlank/></c16r3:dataDisplayOptions16></ext></extLst>"
)
_MENDED = {
    "</chart>": f"{_NA_AS_BLANK}</chart>",
    "<chart><plotArea>": '<chart><autoTitleDeleted val="1"/><plotArea>',
    '<numFmt formatCode="General"/>': '<numFmt formatCode="General" sourceLinked="0"/>',
    '<separator val=" "/>': "<separator> </separator>",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartReferences:
    """Where a chart's cells are, as formulas name them: the labels, and for each series its name and its values."""

    labels: str
    names: tuple[str, ...]
    values: tuple[str, ...]


def native_chart(data: ChartData, cells: ChartReferences, *, size: float = 9.0, legend: bool = False) -> BarChart:
    """The chart of ``data``, which ``cells`` show; its words in points of ``size``. What is not known has no bar.

    Where there are several series, each bar is named, or there is a ``legend``: it stands there with or without bars.
    """
    chart = BarChart()
    chart.type, chart.barDir, chart.grouping = "bar", "bar", "clustered"
    chart.gapWidth, chart.overlap = 45, -8
    chart.legend = Legend(legendPos="t", txPr=_text(size)) if legend and len(data.series) > 1 else None
    chart.display_blanks = "gap"
    chart.visible_cells_only = False
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.x_axis.scaling.orientation = "maxMin"  # the first bar above the second
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.x_axis.txPr = _text(size)
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    named = len(data.series) > 1 and not legend
    chart.series = [_series(data, cells, place, size, named) for place in range(len(data.series))]
    return chart


def title_of(text: str, size: float) -> Title:
    """A title above the chart."""
    face = _face(size, bold=True)
    words = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[RegularTextRun(rPr=face, t=text)])
    return Title(tx=Text(rich=RichText(p=[words])), overlay=False)


def chart_part(xml: str) -> str:
    """The part of a chart with what openpyxl cannot write, or writes wrongly.

    #N/A is drawn as an empty cell is, by nothing and without a label; no title is made of a series' name.
    """
    for written, meant in _MENDED.items():
        xml = xml.replace(written, meant)
    return xml


def _series(data: ChartData, cells: ChartReferences, place: int, size: float, named: bool) -> Series:
    own = data.series[place]
    labels = DataLabelList(dLblPos="outEnd", showVal=True, showSerName=named, separator=" " if named else None)
    labels.showLegendKey = labels.showCatName = labels.showPercent = labels.showBubbleSize = False
    labels.numFmt, labels.txPr = "General", _text(size)
    return Series(
        idx=place,
        order=place,
        tx=SeriesLabel(strRef=StrRef(f=cells.names[place], strCache=_strings([own.name or data.title]))),
        spPr=_look(place),
        invertIfNegative=False,
        dLbls=labels,
        cat=AxDataSource(strRef=StrRef(f=cells.labels, strCache=_strings(data.labels))),
        val=NumDataSource(numRef=NumRef(f=cells.values[place], numCache=_numbers(own.values))),
    )


def _look(place: int) -> GraphicalProperties:
    """Series that differ in lightness and hatching."""
    line = LineProperties(solidFill=_DARK, w=9525)
    if place % 2 == 0:
        return GraphicalProperties(solidFill=_LIGHT if place else _DARK, ln=line)
    dark, paper = (ColorChoice(srgbClr=colour) for colour in (_DARK, _PAPER))  # type: ignore[arg-type]
    pattern = PatternFillProperties(prst="wdUpDiag" if place == 1 else "pct50", fgClr=dark, bgClr=paper)
    return GraphicalProperties(pattFill=pattern, ln=line)


def _strings(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=place, v=text) for place, text in enumerate(texts)])


def _numbers(values: Sequence[Number | None]) -> NumData:
    """Those that are known; the others are left out, as of empty cells."""
    known = [NumVal(idx=place, v=shown(value)) for place, value in enumerate(values) if value is not None]
    return NumData(formatCode="General", ptCount=len(values), pt=known)


def _face(size: float, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(
        sz=round(size * 100), b=bold, solidFill=_INK, latin=Font(typeface=FACE), ea=Font(typeface=FACE)
    )


def _text(size: float) -> RichText:
    face = _face(size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=face), endParaRPr=face)])
