"""Rows, columns and cells that were inserted, moved or sorted: figures belong where their words are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.errors import UnreadableFile
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.workbook.reading.read import read_book
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

TABLE = "三 申请办理"
RECEIVED, CARRIED_OUT = "applications.received.natural_person", "applications.carried_out.natural_person"


def weights(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(each.code, each.severity) for each in findings]


def as_it_was(filing: Filing) -> bool:
    return essence(filing)["inputs"] == essence(base())["inputs"]


def test_a_row_with_figures(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 1)
    typed: dict[str, int | str] = {"C10": "自己的一行", "D10": 5, "E10": 0, "F10": "2"}
    for address, value in typed.items():
        package.put(f"{TABLE}!{address}", value)
    package.put(f"{TABLE}!D30", Typed("=SUM(D8:D29)", 35))
    filing, findings = read(package)
    assert weights(findings) == [("WB-16", Severity.ERROR), ("WB-07", Severity.ERROR)]
    assert cells(findings, "WB-16") == [f"{TABLE}!{address}" for address in ("C10", "D10", "E10", "F10")]
    assert findings[0].message == (
        "表里插入了第 10 行，不是表式规定的，填在其中的数不读取，不会进入报告："
        "C10 是“自己的一行”、D10 是“5”、E10 是“0”、F10 是“2”。"
    )
    assert "撤消”" not in findings[0].remedy.replace("撤消工作表保护”", "")
    assert "把插入的行、列也加进去了：D30 是 35（应为 30）" in findings[1].message
    assert as_it_was(filing)
    assert filing.number("applications.total.natural_person") == 30
    assert str(filing.entry(CARRIED_OUT).where) == f"{TABLE}!D31"


@pytest.mark.parametrize("first", [1, 3, 4, 6, 20, 29, 30])
def test_a_row_anywhere_among_those_of_the_form(package: Package, read: Read, first: int) -> None:
    package.move_rows(TABLE, first, 1)
    package.put(f"{TABLE}!E{first}", 7)
    filing, findings = read(package)
    assert (weights(findings), cells(findings, "WB-16")) == ([("WB-16", Severity.ERROR)], [f"{TABLE}!E{first}"])
    assert as_it_was(filing)


@pytest.mark.parametrize("first", [1, 4, 6, 10])
def test_a_column_anywhere_among_those_of_the_form(package: Package, read: Read, first: int) -> None:
    package.move_columns(TABLE, first, 1)
    letter = "ABCDEFGHIJ"[first - 1]
    package.put(f"{TABLE}!{letter}8", 7)
    filing, findings = read(package)
    assert (weights(findings), cells(findings, "WB-16")) == ([("WB-16", Severity.ERROR)], [f"{TABLE}!{letter}8"])
    assert f"插入了 {letter} 列" in findings[0].message
    assert as_it_was(filing)


def test_rows_and_columns_at_once(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 2)
    package.move_columns(TABLE, 5, 1)
    package.move_rows(TABLE, 25, 1)
    for address, value in {"D10": 1, "G11": 2, "F25": 3, "E8": 4, "E26": 5}.items():
        package.put(f"{TABLE}!{address}", value)
    filing, findings = read(package)
    assert codes(findings) == ["WB-16", "WB-16"]
    assert cells(findings, "WB-16") == [f"{TABLE}!{address}" for address in ("D10", "G11", "F25", "E8", "E26")]
    assert "第 10—11、25 行" in findings[0].message
    assert as_it_was(filing)


def test_every_figure_of_many_rows_is_named(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 5)
    places = [f"{TABLE}!{letter}{row}" for row in range(10, 15) for letter in "DEFGHI"]
    for count, place in enumerate(places, start=100):
        package.put(place, count)
    (each,) = read(package)[1]
    assert [str(cell.where) for cell in each.cells] == places
    assert all(f"“{count}”" in each.message for count in range(100, 130))


def test_words_are_a_warning_and_an_empty_row_is_nothing(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 1)
    filing, findings = read(package)
    assert (findings, as_it_was(filing)) == ((), True)
    package.put(f"{TABLE}!D10", "请核对")
    assert weights(read(package)[1]) == [("WB-16", Severity.WARNING)]


def test_a_total_that_takes_in_an_empty_row_is_right(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 1)
    package.put(f"{TABLE}!D30", Typed("=SUM(D8:D29)", 30))
    package.put(f"{TABLE}!E30", Typed("=SUM(E8:E29)"))
    filing, findings = read(package)
    assert (findings, dict(filing.stated)) == ((), {})


def test_a_row_between_the_heads_and_the_figures_that_have_no_label(package: Package, read: Read) -> None:
    package.put("四 复议诉讼!A6", 4)
    package.move_rows("四 复议诉讼", 6, 1)
    package.put("四 复议诉讼!A6", 9)
    for names in (True, False):
        if not names:
            package.forget_names()
        filing, findings = read(package)
        assert cells(findings, "WB-16") == ["四 复议诉讼!A6"]
        assert filing.entry("disputes.reconsideration.upheld").number == 4


def test_a_row_among_the_fee_figures(package: Package, read: Read) -> None:
    package.put("六 其他事项!A5", 70)
    package.move_rows("六 其他事项", 5, 1)
    package.put("六 其他事项!A5", 7)
    filing, findings = read(package)
    assert (codes(findings), cells(findings, "WB-16")) == (["WB-16"], ["六 其他事项!A5"])
    assert filing.entry("processing_fee.charged").number == 70


def test_a_row_and_a_column_on_the_cover(package: Package, read: Read) -> None:
    package.move_rows("封面", 5, 1)
    package.move_columns("封面", 2, 1)
    package.put("封面!A5", "联系人")
    package.put("封面!B4", "张三")
    filing, findings = read(package)
    assert sorted(cells(findings, "WB-16")) == ["封面!A5", "封面!B4"]
    assert essence(filing) == essence(base())


def test_a_program_that_leaves_names_where_they_were(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 1, names=False)
    filing, findings = read(package)
    assert weights(findings) == [("WB-06", Severity.WARNING)]
    assert len(findings[0].cells) == 7 * 21
    assert as_it_was(filing)


def test_a_program_that_forgets_names_after_a_row_was_inserted(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 10, 1)
    package.put(f"{TABLE}!D10", 5)
    package.forget_names()
    filing, findings = read(package)
    assert weights(findings) == [("WB-06", Severity.NOTE), ("WB-16", Severity.ERROR)]
    assert as_it_was(filing)


def test_rows_sorted_with_their_labels(package: Package, read: Read) -> None:
    """Names stay when cells are sorted."""
    for row, label in ((10, "2.其他法律行政法规禁止公开"), (11, "1.属于国家秘密")):
        package.put(f"{TABLE}!C{row}", label)
        for letter in "DEFGHI":
            package.put(f"{TABLE}!{letter}{row}", row)
    filing, findings = read(package)
    assert weights(findings) == [("WB-06", Severity.WARNING)]
    assert len(findings[0].cells) == 14
    assert filing.entry("applications.denied.state_secret.business").number == 11
    assert filing.entry("applications.denied.prohibited_by_law.business").number == 10


def test_a_row_that_was_moved_with_all_it_has(package: Package, read: Read) -> None:
    """Cut and pasted elsewhere: label, figures and names are in a new place."""
    package.put(f"{TABLE}!C10", None)
    package.put(f"{TABLE}!C40", "1.属于国家秘密")
    for column, letter in zip(("natural_person", "business", "research"), "DEF", strict=True):
        package.put(f"{TABLE}!{letter}10", None)
        package.put(f"{TABLE}!{letter}40", 8)
        package.refer(f"applications.denied.state_secret.{column}", f"'{TABLE}'!${letter}$40")
    filing = read(package)[0]
    assert filing.entry("applications.denied.state_secret.research").number == 8


def test_a_row_deleted_and_another_put_in_its_place(package: Package, read: Read) -> None:
    package.move_rows(TABLE, 9, -1)
    package.move_rows(TABLE, 9, 1)
    package.put(f"{TABLE}!C9", "自己的一行")
    package.put(f"{TABLE}!D9", 5)
    with pytest.raises(UnreadableFile, match="找不到“三 申请办理”表的“（二）部分公开"):
        read(package)


def test_a_label_typed_over(package: Package, read: Read) -> None:
    """Its names tell the row; without them it is the plan's if nothing has moved, and lost if something has."""
    package.put(f"{TABLE}!B9", "部分公开的")
    package.put(f"{TABLE}!D9", 4)
    assert read(package)[0].entry("applications.partial.natural_person").number == 4
    package.move_rows(TABLE, 7, 1)
    assert read(package)[0].entry("applications.partial.natural_person").number == 4
    package.forget_names()
    with pytest.raises(UnreadableFile, match="部分公开"):
        read(package)


def test_a_label_typed_over_and_all_names_lost(package: Package, read: Read) -> None:
    package.put(f"{TABLE}!B9", "部分公开的")
    package.put(f"{TABLE}!D9", 4)
    package.forget_names()
    filing, findings = read(package)
    assert filing.entry("applications.partial.natural_person").number == 4
    assert cells(findings, "WB-08") == [f"{TABLE}!B9"]


def test_a_copy_of_a_row_below_the_table(package: Package, read: Read) -> None:
    package.put(f"{TABLE}!C35", "1.属于国家秘密")
    package.put(f"{TABLE}!D35", 6)
    filing, findings = read(package)
    assert (codes(findings), cells(findings, "WB-08")) == (["WB-08"], [f"{TABLE}!D35"])
    assert as_it_was(filing)


def test_cells_shifted_down_beside_their_labels(package: Package, read: Read) -> None:
    """What stands beside a label is its figure, and it is said that cells were moved."""
    for row in range(11, 7, -1):
        package.refer(_cell_at(row), f"'{TABLE}'!$D${row + 1}")
    package.put(f"{TABLE}!D8", 1)
    package.put(f"{TABLE}!D9", 30)
    filing, findings = read(package)
    assert weights(findings) == [("WB-06", Severity.WARNING)]
    assert filing.entry("applications.granted.natural_person").number == 1
    assert filing.entry("applications.partial.natural_person").number == 30


def _cell_at(row: int) -> str:
    rows = {8: "granted", 9: "partial", 10: "denied.state_secret", 11: "denied.prohibited_by_law"}
    return f"applications.{rows[row]}.natural_person"


@settings(max_examples=25)
@given(
    inserted=st.lists(
        st.tuples(
            st.sampled_from(("二 主动公开", TABLE, "四 复议诉讼", "封面", "六 其他事项")),
            st.booleans(),
            st.integers(1, 12),
            st.integers(1, 3),
        ),
        min_size=1,
        max_size=5,
    ),
    names=st.booleans(),
)
def test_any_rows_and_columns_inserted_change_no_figure(
    filled: bytes, inserted: list[tuple[str, bool, int, int]], names: bool
) -> None:
    package = Package.of(filled)
    for sheet, row, first, count in inserted:
        (package.move_rows if row else package.move_columns)(sheet, first if row else min(first, 4), count)
    if not names:
        package.forget_names()
    filing, findings = read_book(XlsxWorkbook(package.to_bytes()), "填报表.xlsx", FORMS)
    assert essence(filing) == essence(base()), inserted
    assert {each.code for each in findings} <= (set() if names else {"WB-06"})
