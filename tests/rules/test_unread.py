"""What was not read is neither blank nor zero: it is named, and no other rule says anything of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.rules.cases import (
    codes,
    filing,
    found,
    only,
    with_printed_blanks,
    with_stated,
    with_text,
    with_values,
    without,
)
from toolkit.filing import Entry, Source
from toolkit.finding import CellRef
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.model import BlankMeaning
from toolkit.location import Location

SOURCES = list(Source)
BASE = filing()


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("lost", "message"),
    [
        (("disputes.",), "表四整张没有读出。"),
        (("disputes.reconsideration.",), "表四有 1 行没有读出：“行政复议”。"),
        (("disputes.reconsideration.upheld",), "表四有 1 格没有读出：“行政复议，结果维持”。"),
        (
            ("disclosure.licensing.", "disclosure.fees."),
            "表二有 2 行没有读出：“行政许可”、“行政事业性收费”。",
        ),
    ],
)
def test_it_is_named_table_row_or_cell(source: Source, lost: tuple[str, ...], message: str) -> None:
    each = only(without(filing(source), *lost))
    assert (each.code, each.severity, each.message) == ("IM-06", Severity.ERROR, message)
    assert {ref.id for ref in each.cells} == {cell for cell in BASE.inputs if cell.startswith(lost)}
    assert "空白" not in each.text


@pytest.mark.parametrize(
    ("source", "code"), [(Source.REPORT, "IM-06"), (Source.DATA, "T3-47"), (Source.WORKBOOK, "T3-47")]
)
def test_neither_is_text_that_is_no_number(source: Source, code: str) -> None:
    cell = "disputes.reconsideration.upheld"
    unclear = with_values(filing(source), disputes__reconsideration__upheld="4?2")
    assert unclear.unread == {cell, "disputes.reconsideration.total"}
    assert unclear.number("disputes.reconsideration.total") is None
    seen = finding("IM-03", [CellRef(id=cell, where=Location.parse("表四 第3行第2列"), value="4?2")], actual="4?2")
    reading = (seen,) if source is Source.REPORT else ()
    assert [(e.code, e.severity) for e in found(unclear, reading) if e not in reading] == [(code, Severity.ERROR)]


def test_a_whole_row_and_a_cell_are_two_findings() -> None:
    found_ = found(without(BASE, "applications.granted.", "applications.received.business"))
    assert [each.message for each in found_] == [
        "表三有 1 行没有读出：“（一）予以公开”。",
        "表三有 1 格没有读出：“一、本年新收政府信息公开申请数量，商业企业”。",
    ]


def test_no_rule_counts_it_as_zero() -> None:
    """Neither the balance of 表三 nor the figures of the text are held against what is not there."""
    lost = without(
        with_text(BASE, "overview", "收到公开申请5件，予以公开3件。"), "applications.granted.", "applications.received."
    )
    assert {each.code for each in found(lost)} == {"IM-06"}


def test_a_required_figure_that_was_not_read_is_not_a_missing_one() -> None:
    unpaid = with_values(
        BASE, applications__other__fee_unpaid__natural_person=2, applications__granted__natural_person=18
    )
    assert "T3-49" in codes(unpaid)
    assert codes(without(unpaid, "processing_fee.notices")) == ["TX-06"]
    assert "没有从来源读出" in next(e for e in found(without(unpaid, "processing_fee.notices"))).text


def test_a_total_states_its_number_while_its_parts_are_not_read() -> None:
    """And rules hold it against other totals; a total whose parts are read is computed."""
    cell = "applications.granted.total"
    lost = with_stated(without(BASE, "applications.granted."), cell, 20)
    assert lost.number(cell) == 20
    assert "（印有合计 20）" in only(lost).text
    assert with_stated(BASE, cell, 99).number(cell) == BASE.number(cell)


def test_a_printed_blank_is_zero_where_the_form_says_so() -> None:
    cell = "applications.received.research"
    blank = with_printed_blanks(BASE, cell)
    assert blank.number(cell) == 0
    assert [(each.code, each.severity) for each in found(blank)] == [("T3-47", Severity.NOTE)]
    left = replace(BASE, inputs={**BASE.inputs, cell: Entry()})
    assert left.number(cell) is None
    assert "还有 1 格没有填写" in only(left).text


def test_in_another_table_it_is_not() -> None:
    form = FORMS.form("gkgb-2021")
    tables = tuple(replace(table, blank_counts_as=BlankMeaning.NOTHING) for table in form.tables)
    own = replace(BASE, form=replace(form, tables=tables))
    blank = with_printed_blanks(own, "applications.received.research")
    assert blank.number("applications.received.research") is None
    assert (only(blank).severity, only(blank).message) == (Severity.ERROR, "表三有 1 格印的是空白，不能当作 0。")


def test_a_blank_total_is_computed() -> None:
    note = only(with_printed_blanks(filing(Source.REPORT), "applications.partial.total"))
    assert (note.severity, note.message) == (Severity.NOTE, "表三有 1 格合计印的是空白，按各项之和计算。")


def test_an_empty_form_is_no_report_of_zeros() -> None:
    report = filing(Source.REPORT)
    empty = with_printed_blanks(report, *report.form.cells)
    assert not [cell for cell in report.form.cells if empty.number(cell) is not None]
    assert [each.message for each in found(empty) if each.severity is Severity.ERROR] == [
        "表二有 10 格印的是空白，不能当作 0。",
        "表三有 144 格印的是空白，不能当作 0。",
        "表四有 12 格印的是空白，不能当作 0。",
    ]


def test_a_figure_of_the_text_is_not_held_against_one_reading_while_another_is_not_known() -> None:
    """New applications, or with those carried over: which is meant, nobody can say while one is missing."""
    worded = with_text(BASE, "overview", "全年收到政府信息公开申请40件。")
    assert codes(worded) == ["TX-04"]
    assert codes(without(worded, "applications.carried_in.natural_person")) == ["IM-06"]


def test_a_blank_is_not_quoted_as_a_printed_zero() -> None:
    blank = with_printed_blanks(with_text(BASE, "overview", "全年实施行政强制5件。"), "disclosure.coercion.decisions")
    [each] = [each for each in found(blank) if each.code == "TX-04"]
    assert "空白（计为 0）" in each.message
    assert {ref.id: ref.value for ref in each.cells}["disclosure.coercion.decisions"] == ""
