"""A section with a table and text: one sheet, one part of the report, and both come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.forms.made_up import FOLDER, FORMS
from toolkit.document.blocks import ReportHeading, ReportTable
from toolkit.document.blocks import ReportParagraph as Body
from toolkit.document.compose import compose
from toolkit.filing import Filing, Paragraph
from toolkit.filing.json import filing_from_json
from toolkit.form.loader import parse_form
from toolkit.ingest import read_any
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.recogniser import filing_of
from toolkit.location import Location
from toolkit.render import FORMATS
from toolkit.workbook.plan import TABLE_TOP, plan_of

TOOLS, WINDOWS = "gongju-2024", "kanban-2022"


def example() -> Filing:
    return filing_from_json((FOLDER / TOOLS / "filing.json").read_bytes(), TOOLS, FORMS)[0]


def test_the_text_lies_two_rows_below_the_table() -> None:
    plan = plan_of(FORMS.form(TOOLS))
    rows, region = plan.grids["stock"].rows, plan.regions["narrative.stock"]
    assert region.sheet == plan.at("stock.hammers.bought").sheet
    assert region.header == TABLE_TOP + rows + 3  # two rows free, then what the text asks for
    fields = [plan.at(field.id) for field in plan.form.section("lending").fields]
    below = plan.regions["narrative.lending"]
    assert {cell_address.sheet for cell_address in fields} == {below.sheet}
    assert TABLE_TOP + plan.grids["lending"].rows + 2 < fields[0].row < fields[1].row < below.header


def test_the_report_prints_the_table_first() -> None:
    blocks = compose(example()).blocks
    kinds = [type(block) for block in blocks[: blocks.index(next(b for b in blocks if b == section("lending")))]]
    assert kinds == [ReportHeading, ReportTable, ReportHeading, Body, ReportHeading, Body]


def section(section_id: str) -> ReportHeading:
    return ReportHeading(text=FORMS.form(TOOLS).section(section_id).heading, level=1, anchor=section_id)


@pytest.mark.parametrize(
    "texts",
    [
        ["无"],
        ["锤子"],
        ["（一）锤子", "锤子不够用。"],
        ["本年共有工具12把", "短句没有句号"],
        ["2025年1月3日盘点"],
        ["1480"],
        ["名目", "手锯"],
        ["单位：把"],
        ["工具的增减"],
    ],
)
@pytest.mark.parametrize("extension", ["docx", "html", "md", "txt"])
def test_text_like_a_label_is_text(extension: str, texts: list[str], tmp_path: Path) -> None:
    paragraphs = tuple(Paragraph(text=text, heading=text.startswith("（")) for text in texts)
    filing = replace(example(), narrative={**example().narrative, "stock": paragraphs})
    path = tmp_path / f"报告.{extension}"
    path.write_bytes(FORMATS[extension].renderer()(compose(filing)))
    back, findings = read_any(path, FORMS)
    assert [(part.heading, part.text) for part in back.narrative["stock"]] == [
        (part.heading, part.text) for part in paragraphs
    ]
    assert [back.number(cell) for cell in back.form.cells] == [filing.number(cell) for cell in filing.form.cells]
    assert (findings, back.unplaced) == ((), ())


def test_a_form_without_preamble_keeps_what_stands_above_aside() -> None:
    lines = ("某街道便民服务中心", "橱窗更新年报表（2024年度）", "各位居民，请看一年的数字。", "橱窗更新数量")
    filing, findings = filing_of(
        [SourceLine(text=text, where=Location(text)) for text in lines], FORMS, FORMS.form(WINDOWS)
    )
    assert (filing.agency.value, filing.year, dict(filing.narrative)) == ("某街道便民服务中心", 2024, {})
    assert [piece.text for piece in filing.unplaced] == ["各位居民，请看一年的数字。"]
    assert "IM-04" in [found.code for found in findings]


def test_a_filing_has_no_text_where_its_form_has_none() -> None:
    raw = (FOLDER / WINDOWS / "filing.json").read_text(encoding="utf-8")
    added = raw.rstrip().removesuffix("}") + ', "narrative": {"windows": [{"text": "好看。"}]}}'
    filing, findings = filing_from_json(added, WINDOWS, FORMS)
    assert dict(filing.narrative) == {}
    assert [(found.code, str(found.cells[0].where)) for found in findings] == [("IM-02", "narrative.windows")]


@pytest.mark.parametrize(
    ("form_id", "preamble", "slots"),
    [
        (WINDOWS, "", ()),
        (WINDOWS, "preamble: [{text: 现报告如下。}]\n", ("preamble",)),
        (TOOLS, "", ("preamble", "stock", "lending", "repairs")),
        (TOOLS, "preamble: null\n", ("stock", "lending", "repairs")),
    ],
)
def test_text_has_a_preamble_unless_the_form_says_no(form_id: str, preamble: str, slots: tuple[str, ...]) -> None:
    source = (FOLDER / form_id / "form.yaml").read_text(encoding="utf-8")
    head, sections = source.index("preamble:"), source.index("sections:")
    form = parse_form((source[:head] + preamble + source[sections:]).encode(), form_id)
    assert form.text_slots == slots


@pytest.mark.parametrize(
    ("change", "slots"),
    [
        ("text: true", ("preamble", "stock", "lending", "repairs")),
        ("text: false", ("preamble", "lending", "repairs")),
    ],
)
def test_a_form_says_which_sections_hold_text(change: str, slots: tuple[str, ...]) -> None:
    source = (FOLDER / TOOLS / "form.yaml").read_text(encoding="utf-8")
    head, drafts = source.index("    drafts:"), source.index("  - id: lending")
    form = parse_form((source[:head] + source[drafts:]).replace("text: true", change).encode(), TOOLS)
    assert form.text_slots == slots
