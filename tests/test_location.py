"""Places of what is read: cells, sheets, and places in reports, files and JSON."""

from __future__ import annotations

import pytest

from toolkit.location import NOWHERE, Location


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        (Location("C7", "三 申请办理"), "三 申请办理!C7"),
        (Location("C7", "注意!表"), "注意!表!C7"),
        (Location(sheet="三 申请办理"), "三 申请办理"),
        (Location("第3段"), "第3段"),
        (NOWHERE, ""),
    ],
)
def test_a_place_is_printed(location: Location, printed: str) -> None:
    assert str(location) == printed
    assert bool(location) == bool(printed)
    assert str(Location.parse(printed)) == printed


@pytest.mark.parametrize("text", ["汇总!", "!甲.xlsx", "!", "第3段"])
def test_what_is_no_cell_is_a_place_of_its_own(text: str) -> None:
    assert Location.parse(text) == Location(text)
    assert not Location.parse(text).is_cell


def test_a_cell_knows_its_sheet_whatever_that_is_called() -> None:
    assert Location.parse("注意!表!C7") == Location("C7", "注意!表")
