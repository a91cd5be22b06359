"""What the charts of a form show of a filing. Every number is that of the cells; what is not known has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.form.charts import Chart, axis_labels
from toolkit.form.expression import Lookup, Number

NOT_KNOWN = "—"
"""What stands in the place of a number that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """A number for each bar; None where it is not known. ``name`` is empty where there is one series alone."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """Horizontal bars: one of each series for each label."""

    id: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]

    @property
    def heading(self) -> str:
        """The title with the unit of all its numbers."""
        return f"{self.title}（单位：{self.unit}）" if self.unit else self.title

    @property
    def most(self) -> Number:
        """The largest number."""
        return max((value for series in self.series for value in series.values if value is not None), default=0)

    @property
    def alternative(self) -> str:
        """The chart in words, with every number."""
        bars = (f"{label} {self._said(place)}" for place, label in enumerate(self.labels))
        return f"横条图“{self.heading}”：{'；'.join(bars)}。"

    def _said(self, place: int) -> str:
        """The numbers of a bar."""
        said = ((series.name, shown(series.values[place])) for series in self.series)
        return "、".join(f"{name} {value}".strip() for name, value in said)


def shown(value: Number | None) -> str:
    """The number as charts print it."""
    return NOT_KNOWN if value is None else number_text(value)


def charts_of(filing: Filing, table: str = "") -> Iterator[ChartData]:
    """The charts that there are to see, of one table or of all: where all is zero or unknown, there is nothing."""
    for chart in filing.form.charts:
        if not table or chart.table == table:
            data = chart_data(filing, chart)
            if data.most:
                yield data


def chart_data(filing: Filing, chart: Chart, number: Lookup | None = None) -> ChartData:
    """What ``chart`` shows of ``filing``, whose cells hold a ``number`` each, if not that of the filing itself.

    Last year's figures are there if any of them is known.
    """
    form = filing.form
    table = form.table(chart.table)
    labels, names = axis_labels(table, chart.along), axis_labels(table, chart.across)
    totals = {each: [chart.total(form.directories, bar, each) for bar in chart.bars] for each in chart.series}
    series = [
        ChartSeries(
            name=names[each] if len(chart.series) > 1 else "",
            values=tuple(total.value(number or filing.number) for total in totals[each]),
        )
        for each in chart.series
    ]
    before = [filing.last_year_total(total) for total in totals[chart.series[0]]] if chart.last_year else []
    if filing.year and any(value is not None for value in before):
        this_year = ChartSeries(name=f"{filing.year}年", values=series[0].values)
        series = [this_year, ChartSeries(name=f"{filing.year - 1}年", values=tuple(before))]
    return ChartData(
        id=chart.id,
        title=chart.title,
        unit=form.declared(totals[chart.series[0]][0].refs[0]).unit,
        labels=tuple(labels[bar] for bar in chart.bars),
        series=tuple(series),
    )
