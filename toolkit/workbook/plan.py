"""Where everything is in a workbook: a pure function of the form, shared by writing and reading.

Ids are those of the form (``letters.received.total``, ``mailbox.opened``) and of the slots around it:
``cover.*``, ``headings.<section>``, ``zeros.<table>``, and regions ``narrative.<slot>``, ``indicators``, ``waivers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.filing.cover import COVER_ENTRIES, CoverKind
from toolkit.form import Form
from toolkit.form.excel import CellAddress
from toolkit.form.form import PREAMBLE as PREAMBLE_SLOT
from toolkit.form.grid import Grid
from toolkit.form.layout import grid_of
from toolkit.form.model import Section
from toolkit.form.name_faults import OWN_SHEETS
from toolkit.form.references import Family, Slot
from toolkit.form.requirements import Requirements
from toolkit.workbook.columns import sheet_columns

GUIDE, COVER, PREAMBLE, CHARTS, INDICATORS, CHECKS, REVIEW, PRIOR, META = OWN_SHEETS
LOCAL = "本地要求"
"""Stands on 填报说明 before each notice with local requirements."""
RESULTS = "校验结果"
"""The sheet of an annotated copy that lists its findings."""

BODY, HEADING, LITERAL_BODY, LITERAL_HEADING = "正文", "小标题", "正文（原文）", "小标题（原文）"
KINDS = (HEADING, BODY, LITERAL_HEADING, LITERAL_BODY)
"""What the 层级 column of a text sheet may hold; in 原文 rows braces are no expressions."""

ZEROS_OPEN, ZEROS_ALL = "尚未填完", "均为 0"
"""What a table's 空白格 cell may hold."""

TEXT_ROWS, INDICATOR_ROWS, WAIVER_ROWS, REVIEW_ROWS = 16, 40, 10, 9
REVIEW_TITLES = {
    "name": "轮次",
    "reviewer": "审核人",
    "role": "职务",
    "day": "日期",
    "decision": "结论",
    "opinion": "意见",
    "reason": "退回的理由",
    "digest": "签认（自动）",
}
"""The columns of 审核 by what they hold; the last only shows what the metadata sheet keeps."""
TABLE_TOP = 3  # first row of a statutory table on its sheet
NOTE_ROW = 2  # what a sheet asks for
SHOWN_ONLY = frozenset(entry.slot for entry in COVER_ENTRIES.values() if entry.kind is CoverKind.SHOWN)
"""Places that show something and are never read."""
COVER_TOP = 3
FORM_FACTS = ("form", "version", "digest", "program", "words", "codes")
"""What the metadata sheet says first, a row each."""
COMPOSED_TOP = len(FORM_FACTS) + 1  # first sentence on the metadata sheet, below these
FIELDS_TOP = 4  # first field on the sheet of a section that has fields, but no table

CARRIED_TOP = 5  # first row of the figures handed on, on the 上年 sheet
PREVIEW_STEPS = 6  # expressions of one paragraph that its preview shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Rows of like records below a header row; ``columns`` gives each column's number by its role.

    ``wide`` is how many columns a text takes that is below a table.
    """

    sheet: str
    header: int
    rows: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    wide: int = 1

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row prepared."""
        return self.header + self.rows

    @property
    def corner(self) -> CellAddress:
        """The first cell of the header."""
        return CellAddress(self.sheet, min(self.columns.values()), self.header)

    def cell_address(self, role: str, index: int) -> CellAddress:
        """The cell of ``role`` in the record ``index``, counted from 0."""
        return CellAddress(self.sheet, self.columns[role], self.first + index)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole lay-out of a workbook. ``sheets`` are the visible ones in order, ``requirements`` what they tell staff
    beside the form."""

    form: Form
    sheets: tuple[str, ...]
    cell_addresses: Mapping[str, CellAddress]
    regions: Mapping[str, Region]
    grids: Mapping[str, Grid] = field(repr=False)
    requirements: tuple[Requirements, ...] = ()

    def at(self, quantity: str) -> CellAddress:
        """The cell of an id; :class:`KeyError` if the workbook has none."""
        return self.cell_addresses[quantity]

    @property
    def stated_sheets(self) -> tuple[str, ...]:
        """The sheets that the cover says the state of: itself and those that staff fill in for the report."""
        return _stated(self.form)

    @property
    def states_top(self) -> int:
        """The row of the cover's heading over them."""
        return COVER_TOP + len(_entries(self.form)) + 1

    @property
    def texts(self) -> Mapping[str, Region]:
        """The regions of paragraphs, by slot."""
        return text_regions(self.form, self.regions)


def text_regions(form: Form, regions: Mapping[str, Region]) -> Mapping[str, Region]:
    """Those of ``regions`` that hold the paragraphs of a text slot, by slot."""
    ids = {slot: str(Slot(Family.TEXT, slot)) for slot in form.text_slots}
    return {slot: regions[key] for slot, key in ids.items() if key in regions}


def plan_of(
    form: Form,
    *,
    rows: Mapping[str, int] = MappingProxyType({}),
    prior: bool = False,
    requirements: tuple[Requirements, ...] = (),
) -> Plan:
    """The plan of ``form``'s blank, held to ``requirements``. ``rows`` asks for more rows in a region than the blank
    has, by region id; with ``prior`` there is a 上年 sheet, and a place to override each figure that it hands on."""
    tables = {section.table: section.sheet for section in form.sections if section.table}
    grids = {table.id: grid_of(table) for table in form.tables}
    cell_addresses = dict(_cover(form))
    for table in form.tables:
        if table.zeros:
            column = sheet_columns(grids[table.id]).label + 1
            cell_addresses[f"zeros.{table.id}"] = CellAddress(tables[table.id], column, NOTE_ROW)
        cell_addresses |= _numbers(grids[table.id], tables[table.id])
    cell_addresses["review.names"] = CellAddress(REVIEW, 2, NOTE_ROW + 1)
    for section in form.sections:
        for index, entry in enumerate(section.fields):
            cell_addresses[entry.id] = CellAddress(
                section.sheet, 1, rows_above_text(section, grids) + FIELDS_TOP + index
            )
    if prior:
        cell_addresses |= dict(_carried(form))
    return Plan(
        form=form,
        sheets=(
            GUIDE,
            *_stated(form),
            *([CHARTS] if form.charts else []),
            INDICATORS,
            CHECKS,
            REVIEW,
            *([PRIOR] if prior else []),
        ),
        cell_addresses=MappingProxyType(cell_addresses),
        regions=MappingProxyType(_regions(form, grids, rows) | ({"prior": _prior(form, rows)} if prior else {})),
        grids=MappingProxyType(grids),
        requirements=requirements,
    )


def rows_above_text(section: Section, grids: Mapping[str, Grid]) -> int:
    """How many rows lower fields and text are than on a sheet of their own: below the section's table, two between."""
    return TABLE_TOP + grids[section.table].rows if section.table else 0


def composed_cells(form: Form) -> Mapping[str, tuple[CellAddress, CellAddress]]:
    """Where each sentence of the form stands as it was composed, by its name, and the figures that it was made of."""
    rows = enumerate(form.sentences, start=COMPOSED_TOP)
    return {name: (CellAddress(META, 2, row), CellAddress(META, 3, row)) for row, name in rows}


def _stated(form: Form) -> tuple[str, ...]:
    preamble = [PREAMBLE] if PREAMBLE_SLOT in form.text_slots else []
    return COVER, *preamble, *(section.sheet for section in form.sections)


def _cover(form: Form) -> Iterator[tuple[str, CellAddress]]:
    """The entries; below how each sheet stands, the headings, which few offices need."""
    entries = _entries(form)
    yield from entries.items()
    top = COVER_TOP + len(entries) + len(_stated(form)) + 4
    for row, section in enumerate(form.sections, start=top):
        yield f"headings.{section.id}", CellAddress(COVER, 2, row)


def _entries(form: Form) -> Mapping[str, CellAddress]:
    slots = [entry.slot for entry in COVER_ENTRIES.values() if entry.belongs_to(form)]
    return {slot: CellAddress(COVER, 2, row) for row, slot in enumerate(slots, start=COVER_TOP)}


def _numbers(grid: Grid, sheet: str) -> Mapping[str, CellAddress]:
    return {
        place.cell: CellAddress(sheet, place.column + 1, place.row + TABLE_TOP) for place in grid.places if place.cell
    }


def _carried(form: Form) -> Iterator[tuple[str, CellAddress]]:
    """On the 上年 sheet: the year, the form, and beside each figure handed on what staff put in its place and why."""
    yield "prior.year", CellAddress(PRIOR, 2, 2)
    yield "prior.form", CellAddress(PRIOR, 4, 2)
    for index, cell in enumerate(form.carried):
        yield f"carried.{cell}", CellAddress(PRIOR, 2, CARRIED_TOP + index)
        yield f"override.{cell}", CellAddress(PRIOR, 3, CARRIED_TOP + index)
        yield f"reason.{cell}", CellAddress(PRIOR, 4, CARRIED_TOP + index)


def _prior(form: Form, rows: Mapping[str, int]) -> Region:
    """Last year's figures, each with its id."""
    return Region(
        sheet=PRIOR,
        header=CARRIED_TOP + len(form.carried) + 1,
        rows=rows.get("prior", 0),
        columns={"label": 1, "value": 2, "id": 5},
        titles={"label": "项目", "value": "上年数", "id": "编号"},
    )


def _regions(form: Form, grids: Mapping[str, Grid], rows: Mapping[str, int]) -> dict[str, Region]:
    regions = {}
    for slot in form.text_slots:
        section = None if slot == PREAMBLE_SLOT else form.section(slot)
        asked = max(TEXT_ROWS, rows.get(f"narrative.{slot}", 0))
        regions[f"narrative.{slot}"] = _text(section, grids, asked)
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
    regions["review"] = Region(
        sheet=REVIEW,
        header=NOTE_ROW + 3,
        rows=max(REVIEW_ROWS, rows.get("review", 0)),
        columns={title: column for column, title in enumerate(REVIEW_TITLES, start=1)},
        titles=REVIEW_TITLES,
    )
    return regions


def _text(section: Section | None, grids: Mapping[str, Grid], rows: int) -> Region:
    """The paragraphs of a section, or of the preamble; below a table a text is as wide as that and one column more."""
    wide = grids[section.table].columns if section and section.table else 1
    header = NOTE_ROW + 1
    if section:
        header = rows_above_text(section, grids) + (FIELDS_TOP + len(section.fields) + 1 if section.fields else header)
    return Region(
        sheet=section.sheet if section else PREAMBLE,
        header=header,
        rows=rows,
        columns={"kind": 1, "text": 2, "preview": wide + 2, "prior": wide + 3, "step": wide + 4},
        titles={"kind": "层级", "text": "正文", "preview": "预览（自动）", "prior": "上年文字（供参考）"},
        wide=wide,
    )
