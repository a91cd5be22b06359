"""From filing to document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from tests.profiles import examples
from tests.render.samples import awkward, zeros
from tests.strategies import filings
from toolkit.characters import ems
from toolkit.document.blocks import PageMark, ReportHeading, ReportParagraph, Role
from toolkit.document.compose import compose
from toolkit.document.number_labels import number_labels
from toolkit.filing import Entry, Filing, Text
from toolkit.filing import Paragraph as FiledParagraph
from toolkit.filing.numerals import number_text


def _figures(filing: Filing, *, draft: bool = False) -> dict[str, str]:
    tables = compose(filing, mark=PageMark.DRAFT if draft else None).tables
    return {cell.cell: cell.text for table in tables for cell in table.cells if cell.role is Role.NUMBER}


@settings(max_examples=examples(20))
@given(filing=filings())
def test_every_cell_prints_its_number_exactly(filing: Filing) -> None:
    assert _figures(filing) == {cell: number_text(filing.number(cell)) for cell in filing.form.cells}


def test_sections_stand_in_the_order_of_the_form_and_as_the_filing_words_them() -> None:
    heads = [head.text for head in compose(awkward()).headings if head.level == 1]
    assert heads == [
        "一、总体情况",
        "二、主动公开政务信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_anchors_are_unique() -> None:
    anchors = [head.anchor for head in compose(awkward()).headings]
    assert len(set(anchors)) == len(anchors)


def test_what_is_no_number_shows_as_it_stands_and_a_blank_as_nothing() -> None:
    inputs = dict(zeros().inputs) | {
        "disclosure.fees.amount": Entry(number=Decimal("96171.60")),
        "disclosure.licensing.decisions": Entry(),
        "disclosure.penalties.decisions": Entry(text="3件"),
    }
    del inputs["applications.granted.business"]
    shown = _figures(replace(zeros(), inputs=inputs))
    assert shown["disclosure.licensing.decisions"] == ""
    assert shown["disclosure.penalties.decisions"] == "3件"
    assert shown["disclosure.fees.amount"] == "96171.60"
    assert shown["applications.granted.business"] == shown["applications.granted.total"] == ""
    assert shown["applications.granted.research"] == "0"


def test_a_line_break_begins_a_paragraph_and_what_cannot_be_printed_shows() -> None:
    text = FiledParagraph(text="甲\r\n\r\n　　乙\x00\ud800丙 \n", literal=True)
    blocks = compose(replace(zeros(), narrative={"other": (text,)})).blocks
    assert blocks[-2:] == (ReportParagraph(text="甲"), ReportParagraph(text="　　乙\ufffd\ufffd丙 "))


def test_a_subhead_of_two_lines_is_a_subhead_and_a_paragraph() -> None:
    text = FiledParagraph(text="（一）主动公开\n正文", heading=True, literal=True)
    blocks = compose(replace(zeros(), narrative={"overview": (text,)})).blocks
    assert blocks[1:3] == (
        ReportHeading(text="（一）主动公开", level=2, anchor="overview-1"),
        ReportParagraph(text="正文"),
    )


def test_text_is_indented_two_characters_once() -> None:
    indents = {
        text: ReportParagraph(text=text).indent for text in ("正文", "　正文", "　　正文", "　　　正文", "    正文")
    }
    assert indents == {"正文": 2, "　正文": 1, "　　正文": 0, "　　　正文": 0, "    正文": 1}


def test_title_is_made_from_the_year_unless_the_cover_has_its_own() -> None:
    assert compose(zeros()).title == "2025年政府信息公开工作年度报告"
    assert compose(replace(zeros(), title=Text(value=" 自拟标题 "))).title == "自拟标题"


def test_date_has_no_padded_zeros() -> None:
    assert compose(zeros()).date == "2026年1月8日"
    assert compose(replace(zeros(), issued_on=None)).date == ""


def test_width_counts_digits_as_half() -> None:
    assert ems("2026年1月8日") == 6


def test_labels_of_a_number_are_those_of_its_row_and_column() -> None:
    tables = {table.id: table for table in compose(awkward()).tables}

    def labels(cell: str) -> tuple[list[str], list[str]]:
        table = tables[cell.partition(".")[0]]
        place = next(place for place in table.cells if place.cell == cell)
        heads = number_labels(table)[place]
        return [head.text for head in heads.row], [head.text for head in heads.column]

    assert labels("disclosure.coercion.decisions") == (["第二十条第（六）项", "行政强制"], ["本年处理决定数量"])
    assert labels("applications.denied.third_party.business") == (
        ["三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"],
        ["申请人情况", "法人或其他组织", "商业企业"],
    )
    assert labels("disputes.litigation_after_reconsideration.total") == ([], ["行政诉讼", "复议后起诉", "总计"])
