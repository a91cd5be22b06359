"""The widths of columns and the size of type follow from labels and numbers, for tables of any size."""

from __future__ import annotations

import re

import pytest

from tests.at_hand import FORMS
from tests.tables import form_of, raw_form, shapes
from toolkit.characters import ems
from toolkit.errors import FormError
from toolkit.form.grid import Grid, Role
from toolkit.form.layout import grid_of
from toolkit.form.widths import POINTS_PER_MM, SIZES, TEXT_HEIGHT, TEXT_WIDTH

GRIDS = {name: grid_of(form_of(raw).table("t")) for name, raw in shapes().items()}


@pytest.mark.parametrize("form", FORMS.available)
def test_the_statutory_tables_keep_their_proportions(form: str) -> None:
    grids = {table.id: grid_of(table) for table in FORMS.form(form).tables}
    assert grids["disclosure"].widths == (39,) * 4
    assert grids["applications"].widths == (12, 15, 52, *(11,) * 7)
    assert grids["disputes"].widths == (10.4,) * 15
    assert [grid.size for grid in grids.values()] == [10.5, 9, 9]


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_every_table_fills_the_page_and_no_more(grid: Grid) -> None:
    assert len(grid.widths) == grid.columns
    whole = round(sum(grid.widths), 6)
    page = TEXT_HEIGHT if grid.landscape else TEXT_WIDTH
    assert page - 0.01 * grid.columns <= whole <= page
    assert min(grid.widths) > 5


@pytest.mark.parametrize("most", [1, 2, 12, 20])
def test_words_of_heads_stay_whole(most: int) -> None:
    heads = ["Full Grants", "Fee-Related Reason", "Records Not Described", "Improper Request", "Withdrawn"]
    table = form_of(raw_form("matrix", (heads * 4)[:most], ["A"])).table("t")
    grid = grid_of(table)
    room = [(width - 1) * POINTS_PER_MM / grid.size for width in grid.widths]
    words = {place.column: re.split(r"\s|(?<=-)", place.text) for place in grid.places if place.text in heads}
    assert all(ems(word) <= room[column] + 0.01 for column, own in words.items() for word in own)


def test_type_shrinks_with_the_number_of_columns_and_what_could_not_be_read_is_turned() -> None:
    grids = [grid_of(form_of(raw_form("matrix", ["数量"] * count, ["甲"])).table("t")) for count in range(1, 21)]
    turned = [grid.landscape for grid in grids]
    assert turned == [False] * 18 + [True] * 2
    for way in (False, True):
        sizes = [grid.size for grid in grids if grid.landscape is way]
        assert sizes == sorted(sizes, reverse=True)
    assert [grids[count - 1].size for count in (1, 7, 16, 18, 19)] == [10.5, 10.5, 9, 7.5, 9]


def test_words_break_only_where_a_landscape_page_in_the_least_type_does_not_hold_them() -> None:
    def grid(word: str) -> Grid:
        return grid_of(form_of(raw_form("matrix", [word] * 20, ["A"])).table("t"))

    assert (grid("Received").size, grid("Intergovernmental").size) == (SIZES[-2], SIZES[-1])
    assert grid("Received").landscape
    assert grid("Intergovernmental").landscape


def test_long_labels_take_what_numbers_leave_but_two_thirds_at_most() -> None:
    label = "要求行政机关确认或重新出具已获取信息并且加盖公章作为诉讼证据使用的申请数量合计"
    assert grid_of(form_of(raw_form("matrix", ["数量"], [label])).table("t")).widths == (104, 52)
    assert grid_of(form_of(raw_form("matrix", ["数量"], ["甲"])).table("t")).widths == (78, 78)


def test_the_longest_word_of_a_head_fits() -> None:
    grid = GRIDS["english"]
    assert grid.widths[2:] == (20,) * 4  # "Processed" in 五号 takes 18 mm
    assert grid_of(form_of(raw_form("matrix", ["Intergovernmentally", "A"], ["B"])).table("t")).widths[1] > 36


def test_amounts_have_more_room_than_counts() -> None:
    raw = raw_form("matrix", [f"第{number}" for number in range(10)], ["甲机关各项办理情况合计" * 3])
    raw["tables"][0]["blocks"][0]["columns"][0] |= {"kind": "amount", "unit": "万元"}
    widths = grid_of(form_of(raw).table("t")).widths
    assert widths[1] > widths[2] == widths[10]


def test_labels_run_downwards_only_where_they_are_chinese_and_have_room() -> None:
    def downwards(label: str, rows: int) -> bool:
        below = [f"第{number}项" for number in range(rows)]
        grid = grid_of(form_of(raw_form("matrix", ["数量"], [(label, below), "其他"])).table("t"))
        return any(place.vertical for place in grid.places)

    assert downwards("三、本年度办理结果", 6)
    assert not downwards("三、本年度办理结果", 5)
    assert not downwards("Headquarters", 20)
    assert not downwards("2025年结果", 20)


def test_a_strip_of_more_columns_than_a_page_holds_is_a_mistake() -> None:
    assert grid_of(form_of(raw_form("strip", ["数"] * 13, ["甲", "乙"])).table("t")).columns == 26
    with pytest.raises(FormError) as caught:
        form_of(raw_form("strip", ["数"] * 9, ["甲", "乙", "丙"]))
    assert caught.value.mistakes == ("tables[0]：表有 27 列，最多 26 列",)


def test_widths_of_older_files_are_of_no_use() -> None:
    raw = raw_form("matrix", ["数量"], ["甲"])
    raw["tables"][0]["widths"] = [12, 300, 7]
    assert grid_of(form_of(raw).table("t")).widths == (78, 78)


def test_rows_of_a_filing_stand_in_place_of_the_forms() -> None:
    table = form_of(raw_form("matrix", ["收", "办"], ["机关"], stub="机关")).table("t")
    [row] = table.blocks[0].rows
    many = tuple(type(row)(id=str(number), label=f"第{number}处") for number in range(1, 61))
    grid = grid_of(table, many)
    assert (grid.rows, grid.header_rows) == (61, 1)
    assert [place.cell for place in grid.places if place.role is Role.NUMBER][-1] == "t.60.c2"
