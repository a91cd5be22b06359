"""Filling in, breaking and correcting through LibreOffice's own interface, as staff do with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.built import built
from tests.cli.conftest import data, workbook
from tests.command_line import run
from tests.programs.conftest import Edit
from tests.programs.test_resaving import seen
from tests.regenerate import EXAMPLE
from tests.workbook_reading.test_values import essence
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json
from toolkit.rules.live_checks import serial
from toolkit.workbook.plan import BODY, HEADING, plan_of
from toolkit.workbook.reading.read import read_workbook

__all__ = ["data", "run", "workbook"]


@pytest.fixture
def filing() -> Filing:
    """The example's data."""
    return filing_from_json((EXAMPLE / "filing.json").read_bytes(), "filing.json", FORMS)[0]


def typed(filing: Filing) -> dict[str, str | float]:
    """What staff type for ``filing``, cell by cell."""
    plan, put = plan_of(filing.form), dict[str, str | float]()
    for quantity in filing.form.inputs:
        number = filing.number(quantity)
        assert number is not None
        put[str(plan.at(quantity).where)] = float(number)
    level = filing.form.level(filing.level)
    put |= {
        str(plan.at("cover.agency").where): filing.agency.value,
        str(plan.at("cover.level").where): level.label if level else "",
        str(plan.at("cover.year").where): float(filing.year or 0),
        str(plan.at("cover.issued_on").where): float(serial(filing.issued_on)) if filing.issued_on else "",
        str(plan.at("cover.contact").where): filing.contact.value,
    }
    put |= {str(plan.at(f"headings.{section}").where): text.value for section, text in filing.headings.items()}
    for row, own in enumerate(filing.indicators):
        region = plan.regions["indicators"]
        put |= {
            str(region.cell_address("name", row).where): own.name,
            str(region.cell_address("value", row).where): float(own.entry.number or 0),
            str(region.cell_address("unit", row).where): own.unit,
        }
    for slot in ("preamble", "overview", "problems", "other"):
        region, texts = plan.regions[f"narrative.{slot}"], filing.narrative.get(slot, ())
        for row in range(20):
            text = texts[row] if row < len(texts) else None
            put[str(region.cell_address("kind", row).where)] = "" if text is None else HEADING if text.heading else BODY
            put[str(region.cell_address("text", row).where)] = text.text if text else ""
    return put


def test_what_is_typed_is_what_fill_writes(edit: Edit, filing: Filing, tmp_path: Path) -> None:
    blank, filled, made = (tmp_path / name for name in ("空白.xlsx", "手填.xlsx", "生成.xlsx"))
    blank.write_bytes(built(filing.form))
    made.write_bytes(built(filing.form, filing=filing))
    plan = plan_of(filing.form)
    derived = {cell.id: str(plan.at(cell.id).where) for cell in filing.form.cells.values() if cell.of}
    shown = edit(blank, filled, put=typed(filing), show=[*derived.values(), "封面!C1"])
    assert {cell: float(shown[place]) for cell, place in derived.items()} == {
        cell: float(filing.number(cell) or 0) for cell in derived
    }
    assert shown["封面!C1"] == "表格检查通过，文字和数字格式请用检查功能核对"
    assert seen(filled) == seen(made)


def test_rows_put_in_between_and_a_sheet_renamed(edit: Edit, workbook: Path, tmp_path: Path) -> None:
    before, _ = read_workbook(workbook, FORMS)
    after = tmp_path / "改.xlsx"
    insert = {"一 总体情况": [6, 2]}
    edit(workbook, after, insert=insert, put={"一 总体情况!B6": "插入的一段。"}, rename={"四 复议诉讼": "复议"})
    filing, findings = read_workbook(after, FORMS)
    texts = [paragraph.text for paragraph in before.narrative["overview"]]
    assert [paragraph.text for paragraph in filing.narrative["overview"]] == [*texts[:2], "插入的一段。", *texts[2:]]
    assert essence(filing)["inputs"] == essence(before)["inputs"]
    assert {finding.code for finding in findings} <= {"WB-06"}


def test_locks_keep_no_program_out_and_the_reader_tells(edit: Edit, workbook: Path, tmp_path: Path) -> None:
    after = tmp_path / "改.xlsx"
    edit(workbook, after, put={"三 申请办理!J6": 20})
    filing, findings = read_workbook(after, FORMS)
    assert [(each.code, str(each.where)) for each in findings] == [("WB-07", "三 申请办理!J6")]
    assert filing.number("applications.received.total") == 33


def test_from_first_fault_to_finished_report(edit: Edit, workbook: Path, tmp_path: Path) -> None:
    """No word that needs a programmer on the way."""
    whole = read_workbook(workbook, FORMS)[0]
    right = {"三 申请办理!D7": 0, "封面!B5": 2021, "一 总体情况!B5": whole.narrative["overview"][1].text}
    broken, copy, corrected = (tmp_path / name for name in ("填.xlsx", "校验结果.xlsx", "改好.xlsx"))
    edit(workbook, broken, put={"三 申请办理!D7": "两件", "封面!B5": "去年", "一 总体情况!B5": "全年{{ 新收 }}件。"})
    words = []
    for step, code in (
        (run("check", broken), 1),
        (run("render", broken), 1),
        (run("annotate", broken, "-o", copy), 1),
        (edit(copy, corrected, put=right), None),
        (run("check", corrected), 0),
        (run("render", corrected, "-o", tmp_path / "报告"), 0),
    ):
        if not isinstance(step, dict):
            assert step.exit_code == code
            words.append(step.output)
    assert not any(word in "".join(words) for word in ("Traceback", "Error", "Exception", "None", "null", ".py"))
    assert seen(corrected) == seen(workbook)
    assert {path.suffix for path in (tmp_path / "报告").iterdir()} == {".docx", ".html"}
