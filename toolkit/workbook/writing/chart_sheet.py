"""The 图表 sheet: the figures of the form's charts, from the cells of its tables, and the charts bound to them.

Charts draw what stands in columns of their own, which hold nothing until there is something to see: then nothing is
drawn, not even an axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.charts.data import NOT_KNOWN, ChartData, ChartSeries, chart_data
from toolkit.filing import Filing, Prior
from toolkit.filing.cover import COVER_ENTRIES, ON
from toolkit.form import Form
from toolkit.form.charts import Chart, axis_labels
from toolkit.form.excel import CellAddress, blank_formula, column_letters, sum_formula
from toolkit.form.expression import Term, Total
from toolkit.workbook.plan import CHARTS, Plan
from toolkit.workbook.references import area, cell, formula_context
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.pages import UNAVAILABLE, Canvas, Page

_TOP = 4
_FIRST = 2  # column of the first series
_HIDDEN = 7  # of the labels that the chart draws; its values follow
ANCHOR = "F"
"""The column where charts begin; they cover those that are hidden."""
_WIDTHS = {"A": 26, "B": 13, "C": 13, "D": 13, "E": 13, "F": 3}
LINE, BAR = 20.0, 14.0
"""Points: the least height of a row, and what a bar takes of it."""
THIS_YEAR, LAST_YEAR = "本年", "上年"
_NOTE = (
    "本表自动生成，不必填写。封面的“{entry}”选“{on}”，这里和报告里就有图；"
    "图里的数就是各表里的数，没有填的格不画，都是 0 的不出图。"
)
_STATES = ("封面的“{entry}”选“{on}”就有图", "还没有数可画", "都是 0，没有图")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """Where a chart's figures stand: its title in ``row``, the head of its series below, then its bars.

    ``compared``: the second series is last year's.
    """

    chart: Chart
    row: int
    series: tuple[str, ...]
    compared: bool

    @property
    def bars(self) -> range:
        """The rows of its bars."""
        return range(self.row + 2, self.row + 2 + len(self.chart.bars))

    @property
    def height(self) -> float:
        """The height of the row of a bar, in points."""
        return max(LINE, BAR * len(self.series) + 6)

    def drawn(self, column: int = 0) -> str:
        """The cells that the chart draws: its labels, or the values of a series counted from 1."""
        first, last = (CellAddress(CHARTS, _HIDDEN + column, row) for row in (self.bars[0], self.bars[-1]))
        return area(first, last)

    def name(self, column: int) -> str:
        """The cell with the name of that series."""
        return cell(CellAddress(CHARTS, _FIRST + column - 1, self.row + 1))


def chart_places(plan: Plan) -> Iterator[ChartPlace]:
    """The charts of the form, one below the other."""
    row = _TOP
    for chart in plan.form.charts:
        names = axis_labels(plan.form.table(chart.table), chart.across)
        compared = chart.last_year and "prior" in plan.regions
        series = (THIS_YEAR, LAST_YEAR) if compared else tuple(names[each] for each in chart.series)
        yield ChartPlace(chart=chart, row=row, series=series, compared=compared)
        row += len(chart.bars) + 4


def write_charts(canvas: Canvas, plan: Plan, values: CachedValues, listed: Mapping[str, CellAddress]) -> Page:
    """The sheet, without the charts themselves; ``listed`` says where last year's figures stand on 上年."""
    page = canvas.page(CHARTS)
    words = {"entry": COVER_ENTRIES["charts"].label, "on": ON}
    page.put(1, 1, "图表", "标题")
    page.height(1, 30)
    page.put(2, 1, _NOTE.format_map(words), "说明", columns=6)
    page.height(2, 48)
    for place in chart_places(plan):
        _write_chart(page, plan, values, place, listed, [state.format_map(words) for state in _STATES])
    page.widths(_WIDTHS)
    page.hide(*(column_letters(_HIDDEN + column) for column in range(5)))
    return page


def shown_chart(plan: Plan, values: CachedValues, place: ChartPlace) -> ChartData:
    """What the chart shows: the figures of the sheet, or nothing."""
    data = _sheet_data(values, place)
    if _state(values, data) is None:
        return data
    nothing = tuple(replace(series, values=(None,) * len(data.labels)) for series in data.series)
    return replace(data, labels=("",) * len(data.labels), series=nothing)


def _sheet_data(values: CachedValues, place: ChartPlace) -> ChartData:
    """The chart as the sheet has it, whatever is known of last year."""
    data = chart_data(values.filing, place.chart, values.number)
    series = [
        ChartSeries(name=name, values=data.series[at].values if at < len(data.series) else (None,) * len(data.labels))
        for at, name in enumerate(place.series)
    ]
    return replace(data, series=tuple(series))


def _state(values: CachedValues, data: ChartData) -> int | None:
    """Which of the reasons there is for no chart; None if there is one."""
    if not values.filing.charts:
        return 0
    if all(value is None for series in data.series for value in series.values):
        return 1
    return None if data.most else 2


def _write_chart(
    page: Page,
    plan: Plan,
    values: CachedValues,
    place: ChartPlace,
    listed: Mapping[str, CellAddress],
    states: Sequence[str],
) -> None:
    data = _sheet_data(values, place)
    state = _state(values, data)
    last = _FIRST + len(place.series) - 1
    figures = f"${column_letters(_FIRST)}${place.bars[0]}:${column_letters(last)}${place.bars[-1]}"
    on = f'{cell(plan.at("cover.charts"))}="{ON}"'
    page.put(place.row, 1, data.heading, "小标题")
    page.height(place.row, 26)
    shows = f"IF({on},IF(COUNT({figures})=0,2,IF(SUM({figures})=0,3,0)),1)"
    page.formula(place.row, _HIDDEN, shows, 0 if state is None else state + 1, "作图")
    switch = f"${column_letters(_HIDDEN)}${place.row}"
    reasons = ",".join(f'"{text}"' for text in states)
    reason = f'IF({switch}=0,"",CHOOSE({switch},{reasons}))'
    page.formula(place.row, 3, reason, "" if state is None else states[state], "说明", columns=3)
    page.put(place.row + 1, 1, "", "表头")
    page.height(place.row + 1, LINE)
    for at, name in enumerate(place.series):
        page.put(place.row + 1, _FIRST + at, name, "表头")
    for bar, row in enumerate(place.bars):
        page.height(row, place.height)
        page.put(row, 1, data.labels[bar], "行名")
        label = "" if state is not None else data.labels[bar]
        page.formula(row, _HIDDEN, f'IF({switch}=0,$A{row},"")', label, "作图")
        for at, series in enumerate(data.series):
            value = series.values[bar]
            formula = _figure(plan, values, place, listed, bar, at)
            page.formula(row, _FIRST + at, formula, NOT_KNOWN if value is None else value, "算得数")
            own = f"${column_letters(_FIRST + at)}{row}"
            drawn = UNAVAILABLE if state is not None or value is None else value
            page.formula(row, _HIDDEN + 1 + at, f"IF({switch}=0,IF(ISNUMBER({own}),{own},NA()),NA())", drawn, "作图")


def _figure(
    plan: Plan, values: CachedValues, place: ChartPlace, listed: Mapping[str, CellAddress], bar: int, at: int
) -> str:
    """The formula of a figure: the sum of the cells of this year, or of what is known of last year's."""
    chart, directories = place.chart, plan.form.directories
    if place.compared and at == 1:
        return _last_year(values.filing, listed, chart.total(directories, chart.bars[bar], chart.series[0]))
    total = chart.total(directories, chart.bars[bar], chart.series[at])
    unfilled = blank_formula(total.refs, plan.at, values.inputs, formula_context(plan, values.filing))
    return f'IF({unfilled},"{NOT_KNOWN}",{sum_formula(total, plan.at)})'


def _last_year(filing: Filing, listed: Mapping[str, CellAddress], total: Total) -> str:
    if filing.prior is None or filing.last_year_total(total) is None:
        return f'"{NOT_KNOWN}"'
    known = _stated(filing.form, filing.prior, total)
    return sum_formula(known, listed.__getitem__)


def _stated(form: Form, prior: Prior, total: Total) -> Total:
    """The same sum of numbers that ``prior`` holds: a total that it does not state is what its cell adds up."""

    def parts(quantity: str) -> Total:
        stated = quantity in prior.numbers
        return Total((Term(quantity),)) if stated else _stated(form, prior, form.cells[quantity].of)

    return total.spread(parts)
