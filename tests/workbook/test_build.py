"""What a blank workbook is, and what a filled one holds."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.rules.cases import filing as consistent
from tests.rules.cases import with_prior
from tests.sizes import sampled
from tests.tables import form_of, raw_form
from toolkit.characters import ems
from toolkit.errors import OutputError
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Prior, Source, Text, Waiver
from toolkit.form.grid import Role
from toolkit.workbook.plan import KINDS, META, TABLE_TOP, plan_of
from toolkit.workbook.writing.build import build_workbook
from toolkit.workbook.writing.pages import Tint
from toolkit.workbook.writing.styles import TINTS
from toolkit.workbook.writing.text_sheets import drafts_of

FULL = FORMS.form("gkgb-2021")


def filled(**parts: object) -> Filing:
    """A small filing."""
    return Filing(
        **{"form": FULL, "source": Source.DATA, "agency": Text(value="某市教育局"), "year": 2025} | parts  # type: ignore[arg-type]
    )


def test_sheets_stand_in_the_order_of_work(blank_book: Workbook) -> None:
    assert tuple(blank_book.sheetnames) == (*plan_of(FULL).sheets, META)
    assert blank_book[META].sheet_state == "veryHidden"


def test_only_inputs_are_open(blank_book: Workbook) -> None:
    drafts = {slot: len(drafts_of(FULL.drafts(slot), government=False)) for slot in FULL.text_slots}
    plan = plan_of(FULL, rows={f"narrative.{slot}": count + 10 for slot, count in drafts.items()})
    inputs = {plan.at(name).where for name in FULL.inputs}
    inputs |= {
        cell_address.where
        for name, cell_address in plan.cell_addresses.items()
        if name.startswith(("zeros.", "headings.", "review."))
    }
    slots = ("agency", "level", "year", "title", "issued_on", "contact", "charts", "for_review")
    inputs |= {plan.at(f"cover.{slot}").where for slot in slots}
    typed = {
        "kind",
        "text",
        "name",
        "value",
        "unit",
        "code",
        "cells",
        "reason",
        *("reviewer", "role", "day", "decision", "opinion"),
    }
    for name, region in plan.regions.items():
        roles = [role for role in region.columns if role in typed or (name, role) == ("indicators", "prior")]
        inputs |= {region.cell_address(role, index).where for role in roles for index in range(region.rows)}
    open_ = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in blank_book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    assert open_ == set(map(str, inputs))


def test_protection_guards_against_accidents_only(blank_book: Workbook) -> None:
    assert blank_book.security.lockStructure
    for sheet in blank_book.worksheets:
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        assert not (protection.formatColumns or protection.formatRows or protection.autoFilter)
        assert not (protection.selectLockedCells or protection.selectUnlockedCells)
        text_sheet = sheet.title in {r.sheet for n, r in plan_of(FULL).regions.items() if n.startswith("narrative.")}
        assert protection.insertRows is not text_sheet


@pytest.mark.parametrize("form_id", sampled(FORMS.available[::-1], 1))
def test_tables_have_the_statutory_shape(form_id: str) -> None:
    form = FORMS.form(form_id)
    plan, book = plan_of(form), opened(built(form))
    for section in form.sections:
        if not section.table:
            continue
        sheet = book[section.sheet]
        areas = {area.coord for area in sheet.merged_cells.ranges if area.min_row >= TABLE_TOP}
        expected = set()
        for place in plan.grids[section.table].places:
            corner = sheet.cell(place.row + TABLE_TOP, place.column + 1)
            if place.role is not Role.NUMBER:
                assert corner.value == place.text
            if place.rowspan * place.colspan > 1:
                end = sheet.cell(place.row + TABLE_TOP + place.rowspan - 1, place.column + place.colspan)
                expected.add(f"{corner.coordinate}:{end.coordinate}")
        assert areas == expected


def test_tables_print_on_a4_one_page_each(blank_book: Workbook) -> None:
    for sheet in blank_book.worksheets[:-1]:
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    table = blank_book["三 申请办理"]
    assert table.page_setup.fitToHeight == 1
    assert table.print_title_rows == "$1:$5"
    assert table.freeze_panes == "D6"


def test_a_long_heading_has_lines_enough_beside_how_its_sheet_stands() -> None:
    raw = raw_form("matrix", ["数量"], ["甲", "乙"], stub="事项")
    heading = "二、Requests and Consultations Received, Processed and Pending by Component, and Their Outcomes"
    raw["sections"][1]["heading"] = heading
    sheet = opened(build_workbook(form_of(raw)))["二 统计"]
    area = next(area for area in sheet.merged_cells.ranges if (area.min_row, area.min_col) == (1, 1))
    room = sum(sheet.column_dimensions[get_column_letter(each)].width for each in range(1, area.max_col + 1))
    title = sheet["A1"]
    assert title.alignment.wrap_text
    lines = sheet.row_dimensions[1].height / (1.3 * title.font.size)
    assert lines * room > ems(heading) * 2 * title.font.size / 11


@pytest.mark.parametrize(("rows", "whole"), [(20, 1), (40, 0)])
def test_a_table_of_twenty_columns_prints_across(rows: int, whole: int) -> None:
    columns = [f"第{number}类情况" for number in range(1, 21)]
    labels = [f"第{number}项" for number in range(1, rows + 1)]
    form = form_of(raw_form("matrix", columns, labels, stub="事项"))
    setup = opened(build_workbook(form))["二 统计"].page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, whole)


def test_every_id_is_a_defined_name(blank_book: Workbook) -> None:
    plan = plan_of(FULL)
    assert set(blank_book.defined_names) == {*plan.cell_addresses, *plan.regions}
    assert blank_book.defined_names["cover.agency"].attr_text == "'封面'!$B$3"


def test_prompts_tell_what_goes_in_and_why(blank_book: Workbook) -> None:
    rules = blank_book["三 申请办理"].data_validations.dataValidation
    rule = next(rule for rule in rules if "D10" in rule.sqref)
    assert "属于国家秘密" in rule.promptTitle
    assert rule.prompt.startswith("填不小于 0 的整数（件），没有的填 0。")
    assert "依据：《条例》第十四条" in rule.prompt
    assert rule.type == "whole"
    assert rule.error.startswith("请填不小于 0 的整数")


def test_every_input_is_validated(blank_book: Workbook) -> None:
    plan = plan_of(FULL)
    for name in (*FULL.inputs, "cover.level", "cover.year", "cover.issued_on", "zeros.applications"):
        cell_address = plan.at(name)
        rules = blank_book[cell_address.sheet].data_validations.dataValidation
        own = [rule for rule in rules if cell_address.address in rule.sqref]
        assert len(own) == 1, name
        assert own[0].prompt
        assert own[0].error
        assert own[0].showErrorMessage


def test_each_section_says_what_it_asks_for(blank_book: Workbook) -> None:
    for section in FULL.sections:
        notes = [str(cell.value) for cell in blank_book[section.sheet][2] if cell.value]
        assert any(section.guidance in note and section.basis in note for note in notes), section.id


def test_registers_have_prompts(blank_book: Workbook) -> None:
    for sheet, address, word in (("指标", "A5", "名称"), ("校验", "I5", "T3-40"), ("校验", "K5", "理由")):
        rules = blank_book[sheet].data_validations.dataValidation
        assert any(address in rule.sqref and word in rule.prompt for rule in rules)


@pytest.mark.scale
def test_drafts_fit_the_level() -> None:
    def texts(level: str | None) -> str:
        book = opened(built(FULL, level=level))
        return "\n".join(str(row[1]) for row in book["一 总体情况"].iter_rows(values_only=True) if row[1])

    government = [d.text for s in FULL.sections for d in s.drafts if d.government]
    assert government
    county, unknown, department = texts("county"), texts(None), texts("county_department")
    assert all(text in county and text in unknown for text in government)
    assert not any(text in department for text in government)


def test_the_state_says_what_is_left(blank: bytes) -> None:
    book = opened(blank, values=True)
    assert book["封面"]["C1"].value == "还有 166 格没填、17 处没写"
    assert book["三 申请办理"]["G1"].value == "本表 144 格没填"
    assert "不通过" not in {cell.value for row in book["校验"].iter_rows(min_row=5) for cell in row}
    whole = filled(
        inputs={name: Entry(number=0) for name in FULL.inputs},
        narrative={s.id: (Paragraph(text="有内容。"),) for s in FULL.sections if not s.table},
    )
    ready = opened(built(FULL, filing=whole), values=True)
    assert ready["封面"]["C1"].value == "还有 1 项没有核对"  # without a level
    assert ready["三 申请办理"]["G1"].value == "本表检查通过"


def test_text_stays_what_it_is() -> None:
    paragraphs = (
        Paragraph(text="=1+1 不是公式"),
        Paragraph(text="{{ 不换 }}", literal=True),
        Paragraph(text="标题", heading=True),
        Paragraph(text="标题", heading=True, literal=True),
    )
    sheet = opened(built(FULL, filing=filled(narrative={"overview": paragraphs})))["一 总体情况"]
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=1+1 不是公式", "s")
    assert sheet["B4"].quotePrefix
    assert [sheet[f"A{row}"].value for row in range(4, 8)] == ["正文", "正文（原文）", "小标题", "小标题（原文）"]
    assert set(KINDS) == {sheet[f"A{row}"].value for row in range(4, 8)}


def test_the_preview_shows_figures_but_not_in_literal_text() -> None:
    paragraphs = (
        Paragraph(text="{{年度}}年新收{{ 新收申请 }}件，{{  网站条数 }}条，{{ 新收申请 | 同比 }}。"),
        Paragraph(text="{{ 年度 }}", literal=True),
    )
    inputs = {name: Entry(number=2) for name in FULL.inputs if name.startswith("applications.received.")}
    own = Indicator(name="网站条数", entry=Entry(number=Decimal("6.5")))
    filing = filled(inputs=inputs, narrative={"overview": paragraphs}, indicators=(own,))
    sheet = opened(built(FULL, filing=filing), values=True)["一 总体情况"]
    assert sheet["C4"].value == "2025年新收12件，6.5条，〔新收申请 | 同比〕。"
    assert sheet["C5"].value == "{{ 年度 }}"


def test_as_many_text_rows_as_needed() -> None:
    many = tuple(Paragraph(text=f"第{number}段。") for number in range(300))
    sheet = opened(built(FULL, filing=filled(narrative={"problems": many})))["五 问题改进"]
    assert sheet["B303"].value == "第299段。"


def test_what_no_cell_can_hold_is_said() -> None:
    with pytest.raises(OutputError, match="放不下"):
        built(FULL, filing=filled(narrative={"other": (Paragraph(text="长" * 32_768),)}))
    book = opened(built(FULL, agency="某\x0b局\ud800"))
    assert book["封面"]["B3"].value == "某局"


def test_numbers_are_written_as_they_are() -> None:
    entries = {
        "disclosure.fees.amount": Entry(number=Decimal("59237.2449")),
        "processing_fee.charged": Entry(number=Decimal("12.50")),
        "processing_fee.received": Entry(number=Decimal("12345678901234567.89")),
        "applications.received.business": Entry(text="3件"),
        "applications.received.research": Entry(number=1_234_567),
    }
    plan, book = plan_of(FULL), opened(built(FULL, filing=filled(inputs=entries)))
    held = {name: book[plan.at(name).sheet][plan.at(name).address].value for name in entries}
    assert held == {
        "disclosure.fees.amount": 59237.2449,
        "processing_fee.charged": 12.5,
        "processing_fee.received": "12345678901234567.89",
        "applications.received.business": "3件",
        "applications.received.research": 1_234_567,
    }


def test_the_rest_of_a_filing_is_there_too() -> None:
    filing = filled(
        level="county",
        issued_on=dt.date(2026, 1, 18),
        title=Text(value="2025年年度报告"),
        contact=Text(value="013800000000"),
        headings={"problems": Text(value="五、问题")},
        waivers=(Waiver(code="T3-40", reason="机构调整", cells=("applications.carried_in.total",)),),
        indicators=(Indicator(name="公开专区", entry=Entry(number=3), unit="个", prior=2),),
    )
    book = opened(built(FULL, filing=filing))
    cover = book["封面"]
    assert [cover[f"B{row}"].value for row in (3, 4, 5, 8, 10)] == [
        "某市教育局",
        "县级政府",
        2025,
        "2025年年度报告",
        "013800000000",
    ]
    assert cover["B9"].value == dt.datetime(2026, 1, 18)  # noqa: DTZ001  # a cell has no time zone
    assert cover[plan_of(FULL).at("headings.problems").address].value == "五、问题"
    assert [book["校验"].cell(5, column).value for column in (9, 10, 11)] == [
        "T3-40",
        "applications.carried_in.total",
        "机构调整",
    ]
    assert [book["指标"].cell(5, column).value for column in (1, 2, 3, 4)] == ["公开专区", 3, "个", 2]


def test_last_year_is_handed_on_locked_with_a_place_to_answer() -> None:
    prior = Prior(
        form=FORMS.form("gkgb-2021"),
        year=2024,
        numbers={"applications.carried_out.natural_person": 7, "applications.received.business": 5},
        narrative={"overview": ("去年的话。",)},
    )
    plan = plan_of(FULL, rows={"prior": 2}, prior=True)
    book = opened(built(FULL, year=2025, prior=prior))
    values = opened(built(FULL, year=2025, prior=prior), values=True)
    carried = plan.at("applications.carried_in.natural_person")
    assert book[carried.sheet][carried.address].protection.locked
    assert values[carried.sheet][carried.address].value == 7
    assert not book["上年"][plan.at("override.applications.carried_in.natural_person").address].protection.locked
    business = plan.at("applications.carried_in.business")
    assert not book[business.sheet][business.address].protection.locked  # last year's is not known
    assert book["一 总体情况"]["D4"].value == "去年的话。"
    assert not book["一 总体情况"].column_dimensions["D"].hidden


def test_last_year_on_a_form_that_is_not_known_keeps_its_labels() -> None:
    old = Prior(year=2024, numbers={"old.row.column": 3, "old.row.other": 4}, labels={"old.row.column": "旧的一项"})
    lines = opened(built(FULL, year=2025, prior=old))["上年"].iter_rows(values_only=True)
    assert [line[0] for line in lines if 3 in line[1:]] == ["旧的一项"]


@pytest.mark.parametrize(
    ("code", "reason", "unanswered"),
    sampled([("T3-40", "机构改革", 0), ("T3-40", " ", 1), ("PD-01", "机构改革", 1)], 1),
)
def test_what_differs_from_last_year_wants_a_reason_of_its_own(code: str, reason: str, unanswered: int) -> None:
    differing = with_prior(consistent(), applications__carried_out__natural_person=3)
    filing = replace(differing, waivers=(Waiver(code=code, reason=reason),))
    sheet = opened(built(filing.form, filing=filing), values=True)["校验"]
    lines = [line for line in sheet.iter_rows(max_col=5, values_only=True) if line[0] == "T3-40"]
    assert [(line[2], line[4]) for line in lines] == [(unanswered, "不通过" if unanswered else "通过")]


def test_the_same_content_is_the_same_file(blank: bytes) -> None:
    again = build_workbook(FULL, agency="某市市场监督管理局", year=2025, level="city_department")
    assert again == blank
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"openpyxl" not in b"".join(package.read(name) for name in package.namelist()).lower()


def test_every_state_of_a_cell_has_a_look_of_its_own() -> None:
    looks = {tint: (repr(style.fill), style.numFmt is None) for tint, style in TINTS.items()}
    assert [tint for tint, style in TINTS.items() if style.fill is None] == [Tint.SUBHEAD, Tint.OPEN_SUM]
    assert len({*looks.values()}) == len(Tint)


def test_cells_turn_red_where_they_stand(blank_book: Workbook) -> None:
    def rules(sheet: str, address: str) -> list[str]:
        found = blank_book[sheet].conditional_formatting
        return [rule.formula[0] for area in found if address in area.sqref for rule in area.rules]

    received = rules("三 申请办理", "D6")
    assert any(formula.startswith('IF(ISNUMBER(D6),OR(D6<0,D6<>INT(D6)),AND(D6<>"",') for formula in received)
    assert "J6<>SUM(D6:I6)" in rules("三 申请办理", "J6")
    check = next(row for row in blank_book["校验"].iter_rows(5) if row[0].value == "T3-01")[4]
    assert f"'校验'!$E${check.row}=\"不通过\"" in received
    assert not [formula for formula in rules("三 申请办理", "D10") if "校验" in formula]
