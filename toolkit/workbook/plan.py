"""Where everything lies in a workbook: a pure function of the form, shared by whoever writes or reads one.

Ids are those of the form (``applications.received.total``, ``processing_fee.notices``) and of the slots around it:
``cover.*``, ``headings.<section>``, ``zeros.<table>``, and regions ``narrative.<slot>``, ``indicators``, ``waivers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.filing.model import TEXT_SLOTS
from toolkit.form import Form
from toolkit.form.excel import Spot
from toolkit.form.layout import Grid, Role, grid_of
from toolkit.form.model import Layout, Table

GUIDE, COVER, PREAMBLE, INDICATORS, CHECKS, PRIOR = "填报说明", "封面", "引言", "指标", "校验", "上年"
META = "_xl_report"
RESULTS = "校验结果"
"""The sheet of an annotated copy that lists its findings."""

BODY, HEADING, LITERAL_BODY, LITERAL_HEADING = "正文", "小标题", "正文（原文）", "小标题（原文）"
KINDS = (HEADING, BODY, LITERAL_HEADING, LITERAL_BODY)
"""What the 层级 column of a text sheet may hold; in 原文 rows braces are no expressions."""

ZEROS_OPEN, ZEROS_ALL = "尚未填完", "均为 0"
"""What a table's 空白格 cell may hold."""

TEXT_ROWS, INDICATOR_ROWS, WAIVER_ROWS = 60, 40, 10
TABLE_TOP = 3  # first row of a statutory table on its sheet
COVER_SLOTS = ("agency", "level", "year", "form", "title_shown", "title", "issued_on", "contact")
SHOWN_ONLY = frozenset({"cover.form", "cover.title_shown"})
"""Places that show something and are never read."""
COVER_TOP = 3
HEADINGS_TOP = COVER_TOP + len(COVER_SLOTS) + 2
FIELDS_TOP = 4  # first field on the sheet of a section that has fields

CARRIED_TOP = 5  # first row of the figures handed on, on the 上年 sheet
PREVIEW_STEPS = 6  # expressions of one paragraph that its preview shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Rows of like records below a header row; ``columns`` gives each column's number by its role."""

    sheet: str
    header: int
    rows: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row prepared."""
        return self.header + self.rows

    @property
    def corner(self) -> Spot:
        """The first cell of the header."""
        return Spot(self.sheet, min(self.columns.values()), self.header)

    def spot(self, role: str, index: int) -> Spot:
        """The cell of ``role`` in the record ``index``, counted from 0."""
        return Spot(self.sheet, self.columns[role], self.first + index)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole lay-out of a workbook. ``sheets`` are the visible ones in order."""

    form: Form
    sheets: tuple[str, ...]
    spots: Mapping[str, Spot]
    regions: Mapping[str, Region]
    grids: Mapping[str, Grid] = field(repr=False)

    def at(self, quantity: str) -> Spot:
        """The cell of an id; :class:`KeyError` if the workbook has none."""
        return self.spots[quantity]


def plan_of(form: Form, *, rows: Mapping[str, int] = MappingProxyType({}), prior: bool = False) -> Plan:
    """The plan of ``form``'s blank. ``rows`` asks for more rows in a region than the blank has, by region id;
    with ``prior`` there is a 上年 sheet, and a place to override each figure that it hands on."""
    sections = tuple(section.sheet for section in form.sections)
    tables = {section.table: section.sheet for section in form.sections if section.table}
    grids = {table.id: grid_of(table) for table in form.tables}
    spots = dict(_cover(form))
    for table in form.tables:
        spots[f"zeros.{table.id}"] = Spot(tables[table.id], zeros_column(table, grids[table.id]), 2)
        spots |= _numbers(grids[table.id], tables[table.id])
    for section in form.sections:
        for index, entry in enumerate(section.fields):
            spots[entry.id] = Spot(section.sheet, 1, FIELDS_TOP + index)
    if prior:
        spots |= dict(_carried(form))
    return Plan(
        form=form,
        sheets=(GUIDE, COVER, PREAMBLE, *sections, INDICATORS, CHECKS, *([PRIOR] if prior else [])),
        spots=MappingProxyType(spots),
        regions=MappingProxyType(_regions(form, rows) | ({"prior": _prior(form, rows)} if prior else {})),
        grids=MappingProxyType(grids),
    )


def zeros_column(table: Table, grid: Grid) -> int:
    """The column of the 空白格 cell: right of its label, which has the row labels' width."""
    return {Layout.MATRIX: grid.label_columns, Layout.STRIP: 4}.get(table.layout, 2)


def _cover(form: Form) -> Iterator[tuple[str, Spot]]:
    for index, slot in enumerate(COVER_SLOTS):
        yield f"cover.{slot}", Spot(COVER, 2, COVER_TOP + index)
    for index, section in enumerate(form.sections):
        yield f"headings.{section.id}", Spot(COVER, 2, HEADINGS_TOP + index)


def _numbers(grid: Grid, sheet: str) -> Mapping[str, Spot]:
    return {
        place.cell: Spot(sheet, place.column + 1, place.row + TABLE_TOP)
        for place in grid.places
        if place.role is Role.NUMBER
    }


def _carried(form: Form) -> Iterator[tuple[str, Spot]]:
    """On the 上年 sheet: the year, the form, and beside each figure handed on what staff put in its place and why."""
    yield "prior.year", Spot(PRIOR, 2, 2)
    yield "prior.form", Spot(PRIOR, 4, 2)
    for index, cell in enumerate(form.carried):
        yield f"carried.{cell}", Spot(PRIOR, 2, CARRIED_TOP + index)
        yield f"override.{cell}", Spot(PRIOR, 3, CARRIED_TOP + index)
        yield f"reason.{cell}", Spot(PRIOR, 4, CARRIED_TOP + index)


def _prior(form: Form, rows: Mapping[str, int]) -> Region:
    """Last year's figures, each with its id."""
    return Region(
        sheet=PRIOR,
        header=CARRIED_TOP + len(form.carried) + 1,
        rows=rows.get("prior", 0),
        columns={"label": 1, "value": 2, "id": 5},
        titles={"label": "项目", "value": "上年数", "id": "编号"},
    )


def _regions(form: Form, rows: Mapping[str, int]) -> dict[str, Region]:
    sheets = {section.id: section.sheet for section in form.sections} | {"preamble": PREAMBLE}
    fields = {section.id: len(section.fields) for section in form.sections}
    text = {"kind": 1, "text": 2, "preview": 3, "prior": 4, "step": 5}
    regions = {}
    for slot in TEXT_SLOTS:
        if slot not in sheets:
            continue
        count = fields.get(slot, 0)
        regions[f"narrative.{slot}"] = Region(
            sheet=sheets[slot],
            header=FIELDS_TOP + count + 1 if count else 3,
            rows=max(TEXT_ROWS, rows.get(f"narrative.{slot}", 0)),
            columns=text,
            titles={"kind": "层级", "text": "正文", "preview": "预览（自动）", "prior": "上年文字（供参考）"},
        )
    regions["indicators"] = Region(
        sheet=INDICATORS,
        header=4,
        rows=max(INDICATOR_ROWS, rows.get("indicators", 0)),
        columns={"name": 1, "value": 2, "unit": 3, "prior": 4},
        titles={"name": "名称", "value": "数值", "unit": "单位", "prior": "上年数值"},
    )
    regions["waivers"] = Region(
        sheet=CHECKS,
        header=4,
        rows=max(WAIVER_ROWS, rows.get("waivers", 0)),
        columns={"code": 9, "cells": 10, "reason": 11},
        titles={"code": "规则编号", "cells": "单元格（可不填）", "reason": "理由"},
    )
    return regions
