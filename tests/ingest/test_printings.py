"""Tables that stand in a source twice, have a namesake there, or are drawn otherwise than the form draws them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.printed import Cell, Line, Printed, Table, map_cells, printed, to_docx, to_html
from tests.ingest.samples import sample
from tests.ingest.test_tables import Rows, changed
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.ingest.blocks import Block
from toolkit.ingest.docx import docx_blocks
from toolkit.ingest.html import html_blocks
from toolkit.ingest.recogniser import filing_of

FORM = "gkgb-2021"


def as_page(report: Printed) -> tuple[Block, ...]:
    return tuple(html_blocks(to_html(report).decode()))


def as_word(report: Printed) -> tuple[Block, ...]:
    return tuple(block for block in docx_blocks(to_docx(report), "a.docx") if not isinstance(block, Finding))


WRITTEN = {"html": as_page, "docx": as_word}


def with_items(below: str, *more: Line | Table) -> Printed:
    """The sample's report with ``more`` right below the line that begins with ``below``."""
    report = printed(sample(FORM))
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Line) and item.text.startswith(below))
    return replace(report, items=(*report.items[: place + 1], *more, *report.items[place + 1 :]))


def table_of(name: str, report: Printed | None = None) -> Table:
    items = (report or printed(sample(FORM))).items
    return next(item for item in items if isinstance(item, Table) and item.id == name)


def table(*rows: tuple[str, ...]) -> Table:
    return Table(id="", rows=tuple(tuple(Cell(text=text) for text in row) for row in rows))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


NAMESAKE = table(("信息内容", "本年处理决定数量"), ("行政许可", "999"), ("行政处罚", "888"))


@pytest.mark.parametrize("below", ["（一）主动公开", "二、"])
def test_a_namesake_does_not_stand_for_the_statutory_table(below: str) -> None:
    back, findings = filing_of(as_page(with_items(below, NAMESAKE)), FORMS)
    assert_same(sample(FORM), back)
    assert codes(findings) == ["IM-18"]
    assert findings[0].severity is Severity.WARNING
    assert "行政许可 999" in findings[0].message
    assert "表二以本部分里完整的那一张为准" in findings[0].message
    assert "行政许可 999" in back.unplaced[0].text


def test_of_two_tables_neither_of_which_is_whole_none_is_called_whole() -> None:
    rows = [row for row in table_of("disclosure").rows if all(cell.text != "行政强制" for cell in row)]
    report = with_items("（一）主动公开", NAMESAKE)
    items = tuple(
        replace(i, rows=tuple(rows)) if isinstance(i, Table) and i.id == "disclosure" else i for i in report.items
    )
    _, findings = filing_of(as_page(replace(report, items=items)), FORMS)
    assert codes(findings) == ["IM-02", "IM-18"]
    assert "表二以本部分里的那一张为准" in findings[1].message


def test_two_whole_tables_that_differ_are_both_left_unread() -> None:
    filing = sample(FORM)
    other = map_cells(
        printed(filing), "disclosure", lambda cell: replace(cell, text=f"{cell.text}1") if cell.id else cell
    )
    back, findings = filing_of(as_page(with_items("二、", table_of("disclosure", other))), FORMS)
    assert not any(cell.startswith("disclosure.") for cell in (*back.inputs, *back.stated))
    assert codes(findings) == ["IM-02"]
    assert "有 2 张，数字不同" in findings[0].message
    assert len(back.unplaced) == 2


def test_the_same_table_twice_is_a_note() -> None:
    back, findings = filing_of(as_page(with_items("三、", table_of("applications"))), FORMS)
    assert_same(sample(FORM), back)
    assert codes(findings) == ["IM-19"]
    assert findings[0].severity is Severity.NOTE


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_the_whole_report_twice_is_one_note(write: Callable[[Printed], tuple[Block, ...]]) -> None:
    report = printed(sample(FORM))
    back, findings = filing_of((*write(report), *write(report)), FORMS)
    assert_same(sample(FORM), back)
    assert codes(findings) == ["IM-19"]
    assert back.unplaced == ()


def test_a_second_report_that_differs_is_no_copy() -> None:
    filing = sample(FORM)
    other = map_cells(printed(filing), "", lambda cell: replace(cell, text="7") if cell.text == "0" else cell)
    back, findings = filing_of((*as_page(printed(filing)), *as_page(other)), FORMS, FORMS.form(FORM))
    assert {cell for cell in filing.form.cells if cell in back.inputs or cell in back.stated} == set()
    assert codes(findings).count("IM-02") == 3


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_an_empty_last_column_is_no_number(write: Callable[[Printed], tuple[Block, ...]]) -> None:
    report = printed(sample(FORM))
    wider = [
        replace(item, rows=tuple((*row, Cell(text="")) for row in item.rows)) if isinstance(item, Table) else item
        for item in report.items
    ]
    back, findings = filing_of(write(replace(report, items=tuple(wider))), FORMS)
    assert_same(sample(FORM), back)
    assert findings == ()


def test_serial_numbers_are_no_figures() -> None:
    def number(rows: Rows) -> None:
        rows[0].insert(0, Cell(text="序号", rows=3))
        for place, row in enumerate(rows[3:], start=1):
            row.insert(0, Cell(text=str(place)))

    back, findings = filing_of(as_page(changed("applications", number)), FORMS)
    assert_same(sample(FORM), back)
    assert findings == ()


def test_numbers_before_the_labels_that_do_not_count_up_are_not_left_out() -> None:
    def number(rows: Rows) -> None:
        for place, row in enumerate(rows[3:], start=1):
            row.insert(0, Cell(text=str(place + (place > 4))))

    back, _ = filing_of(as_page(changed("applications", number)), FORMS, FORMS.form(FORM))
    assert not any(cell.startswith("applications.") for cell in (*back.inputs, *back.stated))


def test_heads_cut_over_two_rows_are_put_together() -> None:
    def cut(rows: Rows) -> None:
        below = []
        for place, cell in enumerate(rows[2]):
            if len(cell.text) == 4:
                rows[2][place] = replace(cell, text=cell.text[:2], rows=1)
                below.append(Cell(text=cell.text[2:]))
            else:
                rows[2][place] = replace(cell, rows=2)
        rows[0][0] = replace(rows[0][0], rows=4)
        rows[1] = [replace(cell, rows=cell.rows + 1) if cell.columns == 1 else cell for cell in rows[1]]
        rows.insert(3, below)

    back, findings = filing_of(as_page(changed("applications", cut)), FORMS)
    assert_same(sample(FORM), back)
    assert findings == ()


def disputes() -> tuple[list[str], dict[str, list[str]]]:
    """The heads and rows of 表四 with a row for each kind of case."""
    filing = sample(FORM)
    columns = ["upheld", "corrected", "other", "pending", "total"]
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = {
        label: [str(filing.number(f"disputes.{row}.{column}")) for column in columns]
        for label, row in (
            ("行政复议", "reconsideration"),
            ("未经复议直接起诉", "direct_litigation"),
            ("复议后起诉", "litigation_after_reconsideration"),
        )
    }
    return heads, rows


@pytest.mark.parametrize("grouped", [True, False])
def test_table_four_may_have_a_row_for_each_kind(grouped: bool) -> None:
    heads, rows = disputes()

    def unfold(old: Rows) -> None:
        group = {"未经复议直接起诉": ["行政诉讼"]} if grouped else {}
        old[:] = [[Cell(text=text) for text in ["类别", *heads]]]
        old += [[Cell(text=text) for text in [*group.get(label, []), label, *row]] for label, row in rows.items()]

    back, findings = filing_of(as_page(changed("disputes", unfold)), FORMS)
    assert_same(sample(FORM), back)
    assert findings == ()


def test_table_four_without_totals_is_read_with_a_note() -> None:
    def drop(rows: Rows) -> None:
        rows[1] = [cell for cell in rows[1] if cell.text != "总计"]
        rows[2] = [cell for cell in rows[2] if cell.text != "总计"]
        rows[3] = [cell for cell in rows[3] if not cell.id.endswith(".total")]

    back, findings = filing_of(as_page(changed("disputes", drop)), FORMS)
    filing = sample(FORM)
    assert {cell: back.number(cell) for cell in filing.form.cells} == {c: filing.number(c) for c in filing.form.cells}
    assert codes(findings) == ["IM-20"]
    assert not any(cell.startswith("disputes.") for cell in back.stated)


def test_a_head_that_is_not_there_does_not_shift_the_figures_beside_a_blank() -> None:
    """Two heads over three cells, one of them blank: nobody can tell which."""

    def drop(rows: Rows) -> None:
        rows[1] = [cell for cell in rows[1] if cell.text != "本年废止件数"]
        rows[2][1] = replace(rows[2][1], text="")

    back, findings = filing_of(as_page(changed("disclosure", drop)), FORMS, FORMS.form(FORM))
    assert not any(cell.startswith("disclosure.regulations.") for cell in back.inputs)
    assert "IM-02" in codes(findings)


def test_a_row_two_times_with_other_figures_is_left_unread() -> None:
    def add(rows: Rows) -> None:
        rows.append([replace(cell, text="5" if cell.id else cell.text) for cell in rows[-1]])

    back, findings = filing_of(as_page(changed("applications", add)), FORMS, FORMS.form(FORM))
    assert not any(cell.startswith("applications.carried_out.") for cell in back.inputs)
    assert "出现了两次，数字不同" in next(f.message for f in findings if f.code == "IM-02")
