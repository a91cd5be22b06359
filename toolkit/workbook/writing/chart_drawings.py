"""The charts on the 图表 sheet, bound to its cells."""

from __future__ import annotations

from toolkit.charts.native import ChartReferences, native_chart
from toolkit.workbook.plan import CHARTS, Plan
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.chart_sheet import ANCHOR, chart_places, shown_chart
from toolkit.workbook.writing.excel_canvas import ExcelCanvas

_WIDTH = 15  # cm
_POINTS_PER_CM = 72 / 2.54


def draw_charts(canvas: ExcelCanvas, plan: Plan, values: CachedValues) -> None:
    """Put the charts of the form beside their figures."""
    sheet = canvas.pages[CHARTS].sheet
    for place in chart_places(plan):
        columns = range(1, len(place.series) + 1)
        cells = ChartReferences(
            labels=place.drawn(),
            names=tuple(map(place.name, columns)),
            values=tuple(map(place.drawn, columns)),
        )
        chart = native_chart(shown_chart(plan, values, place), cells)
        chart.anchor = f"{ANCHOR}{place.row + 1}"
        chart.width = _WIDTH
        chart.height = place.height * (len(place.bars) + 1) / _POINTS_PER_CM
        sheet.add_chart(chart)
        canvas.charts.append(place.chart.title)
