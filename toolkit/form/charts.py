"""The charts of a form: which figures are seen as bars, in the shape of ``charts:`` in ``form.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.form.cells import Directories, did_you_mean, named_nodes
from toolkit.form.expression import Term, Total
from toolkit.form.kinds import KindName
from toolkit.form.model import Table

MOST_SERIES = 4
"""As many as are distinct in grey."""


class ChartAxis(StrEnum):
    """What there is a bar for; the other of the two are the series."""

    ROWS = "rows"
    COLUMNS = "columns"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars of the figures where ``rows`` and ``columns`` of a table meet; a group of rows is the sum of its rows.

    With ``last_year`` last year's figures stand beside them, where they are known.
    """

    id: str
    title: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    along: ChartAxis = ChartAxis.ROWS
    last_year: bool = False

    @property
    def bars(self) -> tuple[str, ...]:
        """The ids of the rows, or columns, that have a bar each."""
        return self.rows if self.along is ChartAxis.ROWS else self.columns

    @property
    def series(self) -> tuple[str, ...]:
        """Those of which each bar has one."""
        return self.columns if self.along is ChartAxis.ROWS else self.rows

    @property
    def across(self) -> ChartAxis:
        """What the series are."""
        return ChartAxis.COLUMNS if self.along is ChartAxis.ROWS else ChartAxis.ROWS

    def total(self, directories: Directories, bar: str, series: str) -> Total:
        """What a bar of a series shows; a sum of nothing where the table has no such cell."""
        row, column = (bar, series) if self.along is ChartAxis.ROWS else (series, bar)
        cells = directories[self.table].get(f"{self.table}.{row}.{column}", ())
        return Total(tuple(map(Term, cells)))


def axis_labels(table: Table, axis: ChartAxis) -> Mapping[str, str]:
    """What charts call each row (or group of rows), or each column, of ``table``: by its name, or else its label."""
    return {name: node.name or node.label for name, node in named_nodes(table, axis)}


def chart_faults(path: str, chart: Chart, tables: Iterable[Table], directories: Directories) -> Iterator[str]:
    """What is wrong with a chart of a form whose tables are sound."""
    known = {table.id: table for table in tables}
    if chart.table not in known:
        yield f"{path}.table：没有表“{chart.table}”{did_you_mean(chart.table, known)}"
        return
    table = known[chart.table]
    unknown = [*_unknown(table, "rows", chart.rows), *_unknown(table, "columns", chart.columns)]
    yield from (f"{path}.{fault}" for fault in unknown)
    if unknown:
        return
    if chart.last_year and len(chart.series) > 1:
        yield f"{path}.last_year：与上年对比的图，{chart.across}只能写一个"
    if len(chart.series) > MOST_SERIES:
        yield f"{path}.{chart.across}：写了 {len(chart.series)} 个，一条最多 {MOST_SERIES} 根"
    if chart.last_year and table.repeat:
        yield f"{path}.last_year：有几行填几行的表，不能画上年"
    columns = dict(named_nodes(table, "columns"))
    units = {columns[name].unit or columns[name].holds.unit: name for name in chart.columns}
    for name in chart.columns:
        if columns[name].kind not in (KindName.COUNT, KindName.AMOUNT):
            yield f"{path}.columns：“{name}”不是数量或金额，画不成长短"
    if len(units) > 1:
        yield f"{path}.columns：单位不同的列（{'、'.join(units.values())}）不能画在一起"
    missing = [
        f"{bar}、{each}" for bar in chart.bars for each in chart.series if not chart.total(directories, bar, each)
    ]
    if missing:
        yield f"{path}：表 {table.id} 中没有这样的格：{'；'.join(missing)}"
    if any(table.blocks[0].repeats(row) for row in chart.rows):
        yield f"{path}.rows：有几行填几行的表，只有合计行能画图"


def _unknown(table: Table, key: str, names: tuple[str, ...]) -> Iterator[str]:
    known = dict(named_nodes(table, key))
    if not names:
        yield f"{key}：不能空着"
    for name in names:
        if name not in known or (key == "columns" and known[name].children):
            yield f"{key}：表 {table.id} 中没有“{name}”{did_you_mean(name, known)}"
    if len(set(names)) < len(names):
        yield f"{key}：同一个写了不止一次"
