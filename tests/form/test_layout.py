"""The statutory shape of each table: rows, spans and labels."""

from __future__ import annotations

from itertools import product

import pytest

from tests.at_hand import FORMS
from tests.tables import form_of, shapes
from toolkit.form.grid import Grid, Role
from toolkit.form.layout import grid_of
from toolkit.form.model import Table

TABLES = [table for form in FORMS.available for table in FORMS.form(form).tables]
ODD = [form_of(raw).table("t") for raw in shapes().values()]


@pytest.mark.parametrize("tables", [TABLES, ODD], ids=["statutory", "odd"])
def test_places_tile_the_grid(tables: list[Table]) -> None:
    for table in tables:
        grid = grid_of(table)
        covered = [
            (row, column)
            for place in grid.places
            for row, column in product(
                range(place.row, place.row + place.rowspan), range(place.column, place.column + place.colspan)
            )
        ]
        assert sorted(covered) == sorted(product(range(grid.rows), range(grid.columns)))


def spans(grid: Grid, text: str) -> list[tuple[int, int, int, int]]:
    """(row, column, rowspan, colspan) of each place with that text."""
    return [(p.row, p.column, p.rowspan, p.colspan) for p in grid.places if p.text == text]


def test_applications_table_of_2021() -> None:
    grid = grid_of(FORMS.form("gkgb-2021").table("applications"))
    assert (grid.rows, grid.columns, grid.header_rows, grid.label_columns) == (28, 10, 3, 3)
    assert spans(grid, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）") == [(0, 0, 3, 3)]
    assert spans(grid, "申请人情况") == [(0, 3, 1, 7)]
    assert spans(grid, "自然人") == [(1, 3, 2, 1)]
    assert spans(grid, "法人或其他组织") == [(1, 4, 1, 5)]
    assert spans(grid, "总计") == [(1, 9, 2, 1)]
    assert spans(grid, "一、本年新收政府信息公开申请数量") == [(3, 0, 1, 3)]
    assert spans(grid, "三、本年度办理结果") == [(5, 0, 22, 1)]
    assert spans(grid, "（三）不予公开") == [(7, 1, 8, 1)]
    assert spans(grid, "（七）总计") == [(26, 1, 1, 2)]
    assert spans(grid, "四、结转下年度继续办理") == [(27, 0, 1, 3)]
    assert [p.text for p in grid.places if p.vertical] == ["三、本年度办理结果"]


def test_disclosure_and_disputes_tables_of_2021() -> None:
    form = FORMS.form("gkgb-2021")
    disclosure = grid_of(form.table("disclosure"))
    assert (disclosure.rows, disclosure.columns) == (14, 4)
    assert spans(disclosure, "第二十条第（八）项") == [(11, 0, 1, 4)]
    assert spans(disclosure, "本年处理决定数量") == [(5, 1, 1, 3), (8, 1, 1, 3)]
    disputes = grid_of(form.table("disputes"))
    assert (disputes.rows, disputes.columns, disputes.header_rows) == (4, 15, 3)
    assert spans(disputes, "行政复议") == [(0, 0, 1, 5)]
    assert spans(disputes, "行政诉讼") == [(0, 5, 1, 10)]
    assert spans(disputes, "复议后起诉") == [(1, 10, 1, 5)]
    assert spans(disputes, "结果维持") == [(1, 0, 2, 1), (2, 5, 1, 1), (2, 10, 1, 1)]
    assert [p.cell for p in disputes.places if p.role is Role.NUMBER][9] == "disputes.direct_litigation.total"


def test_groups_of_columns_and_rows_in_blocks() -> None:
    grid = grid_of(form_of(shapes()["groups-in-blocks"]).table("t"))
    assert (grid.rows, grid.columns, grid.header_rows, grid.label_columns) == (6, 7, 3, 2)
    assert spans(grid, "甲") == [(0, 0, 1, 7)]
    assert spans(grid, "项目") == [(1, 0, 2, 2)]
    assert spans(grid, "其他文件") == [(1, 4, 1, 3)]
    assert spans(grid, "现行有效") == [(2, 6, 1, 1)]
    assert spans(grid, "本级") == [(3, 0, 2, 1)]
    assert spans(grid, "下级") == [(5, 0, 1, 2)]
    assert [place.cell for place in grid.places if place.role is Role.NUMBER][5] == "t.r1.r2.c1.c1"


def test_groups_of_columns_in_a_strip() -> None:
    grid = grid_of(form_of(shapes()["groups-in-strip"]).table("t"))
    assert (grid.rows, grid.columns, grid.header_rows, grid.label_columns) == (5, 15, 4, 0)
    assert spans(grid, "规范性文件") == [(1, 0, 1, 2), (2, 5, 1, 2), (2, 10, 1, 2)]
    assert [place.cell for place in grid.places if place.role is Role.NUMBER][5] == "t.r2.r1.c1.c1"


def test_the_last_column_of_a_narrower_block_takes_what_is_left() -> None:
    form = form_of(shapes()["long-blocks"])
    grid = grid_of(form.table("t"))
    assert spans(grid, "金额") == [(63, 1, 1, 3)]
    assert grid.header_rows == 0
