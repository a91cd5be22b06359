"""Fields that no check of a form asks for, totals of what does not add up, and long names: over the made-up forms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import run
from tests.forms.made_up import FOLDER, FORMS
from tests.required import require_fonts
from toolkit.document.compose import compose
from toolkit.filing import Filing, Source, Text
from toolkit.filing.json import filing_from_json
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing, missing_figures
from toolkit.workbook.writing.build import build_workbook

LONG = "黑龙江省鹤岗市南山区市场监督管理局综合行政执法大队"


def filing(form: str) -> Filing:
    return filing_from_json((FOLDER / form / "filing.json").read_bytes(), form, FORMS)[0]


def without(base: Filing, *fields: str) -> Filing:
    return replace(base, inputs={name: entry for name, entry in base.inputs.items() if name not in fields})


def coded(base: Filing, code: str) -> list[Finding]:
    return [each for each in check_filing(base) if each.code == code]


def test_a_field_that_is_not_filled_in_is_an_error() -> None:
    base = filing("rexian-2025")
    assert coded(base, "NM-01") == []
    [found] = coded(without(base, "line.rate", "line.opened", "line.mode"), "NM-01")
    assert [ref.id for ref in found.cells] == ["line.rate", "line.opened", "line.mode"]
    assert found.message == "“一、来电受理情况”的数据项还有 3 格没有填写。"
    assert found.blocks


def test_a_published_report_need_not_print_its_fields_and_the_workbook_made_from_it_must_hold_them() -> None:
    base = replace(without(filing("rexian-2025"), "line.rate"), source=Source.REPORT)
    assert coded(base, "NM-01") == []
    assert [each.code for each in missing_figures(base)] == ["NM-01"]


def test_words_may_be_left_out_until_text_uses_them() -> None:
    base = without(filing("records-2025"), "officer.name")
    assert coded(base, "NM-01") == []
    [found] = coded(base, "TX-30")
    assert "“Officer”" in found.message
    assert coded(replace(base, narrative={}), "TX-30") == []


def test_the_workbook_counts_the_fields_that_are_open(tmp_path: Path) -> None:
    base = without(filing("rexian-2025"), "line.rate", "line.opened")
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(base.form, filing=base))
    back, _ = read_any(path, FORMS)
    assert len(coded(back, "NM-01")[0].cells) == 2


def test_words_that_data_leave_out_are_not_unread_figures() -> None:
    base = filing("records-2025")
    assert coded(without(base, "times.expedited.remarks"), "IM-06") == []
    [found] = coded(without(base, "times.expedited.remarks", "times.expedited.longest"), "IM-06")
    assert [ref.id for ref in found.cells] == ["times.expedited.longest"]


def test_a_figure_where_a_total_has_no_cell_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    text = FORMATS["md"].renderer()(compose(filing("rexian-2025"))).decode()
    path = tmp_path / "report.md"
    path.write_text(text.replace("<td>5350</td><td>—</td>", "<td>5350</td><td>99</td>"), encoding="utf-8")
    back, findings = read_any(path, FORMS, form=filing("rexian-2025").form)
    assert [each.message for each in findings] == ["“合计”一行有“99”，表式没有这一格，没有读入。"]
    assert [piece.text for piece in back.unplaced] == ["99"]
    assert back.stated["depts.total.done"].number == 5350


@pytest.mark.parametrize("extension", ["docx", "html", "pdf", "md", "txt"])
def test_a_name_on_two_lines_is_read_whole(extension: str, tmp_path: Path) -> None:
    if extension == "pdf":
        require_fonts()
    base = replace(filing("rexian-2025"), agency=Text(value=LONG))
    path = tmp_path / f"report.{extension}"
    path.write_bytes(FORMATS[extension].renderer()(compose(base)))
    back, findings = read_any(path, FORMS, form=base.form)
    assert (back.agency.value, findings) == (LONG, ())


def test_reports_are_called_by_both_names_with_a_blank_between_in_english() -> None:
    assert compose(filing("records-2025")).name.endswith("Protection Annual Records Request Report 2025")
    assert compose(filing("rexian-2025")).name == "虚构市市民热线服务中心2025年度市民热线办理情况报告"


def test_preview_names_cells_below_one_another_together(tmp_path: Path) -> None:
    base = filing("records-2025")
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(base.form, filing=base))
    lines = run("preview", "--form", FOLDER / "records-2025", path).stdout.splitlines()
    assert "    Processed 12118　II. Requests!E4:E43" in lines
