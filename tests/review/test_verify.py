"""What is published is the workbook's, or is named where it is not, whatever its editor made of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import run, succeeds
from tests.ingest.samples import sample
from tests.review.published import FORM, printed, replaced, verified
from toolkit.document.compose import compose
from toolkit.filing import Entry, Paragraph
from toolkit.filing.json import filing_to_json
from toolkit.form import Severity
from toolkit.render import FORMATS
from toolkit.review.verification import PublicationVerdict

GRANTED = "applications.granted.business"
WORKBOOK = Path("examples/hegang-2021/填报工作簿.xlsx")
PAGE = WORKBOOK.with_name("鹤岗市市场监督管理局2021年政府信息公开工作年度报告.html")


def _cell(text: str) -> str:
    """The one cell of the fragment that holds ``text``."""
    found = re.findall(rf"<td[^>]*>{text}</td>", printed("fragment"))
    assert len(found) == 1, found
    return str(found[0])


@pytest.mark.parametrize("name", ["docx", "html", "fragment", "md", "txt"])
def test_every_format_says_what_the_filing_says(name: str, tmp_path: Path) -> None:
    content = FORMATS[name].renderer()(compose(sample(FORM)))
    found = verified(content, tmp_path / f"报告.{FORMATS[name].extension}")
    assert (found.verdict, found.findings) == (PublicationVerdict.EQUAL, ())
    assert found.figures.all == found.figures.same == len(sample(FORM).form.cells)
    assert found.passages.all == found.passages.same > 15


def test_what_editors_change_of_looks_is_no_difference(tmp_path: Path) -> None:
    page = re.sub(r' (?:style|class|width|align|scope)="[^"]*"', "", printed("fragment"))
    page = page.replace("，", ",&nbsp;").replace("《", "\u200b《").replace("120 条", "１２０条")
    page = replaced(page, "优化专栏,&nbsp;便于检索。", "优化专栏，</p><p>便于检索。")
    assert verified(page, tmp_path / "网页.html").findings == ()


def test_a_figure_that_is_another_is_named_with_both(tmp_path: Path) -> None:
    number = str(sample(FORM).number(GRANTED))
    cell = _cell(number)
    page = printed("fragment").replace(cell, cell.replace(f">{number}<", ">9999<"))
    found = verified(page, tmp_path / "网页.html")
    assert [(each.code, each.cells[0].id, each.expected, each.actual) for each in found.differences] == [
        ("PB-01", GRANTED, number, "9999")
    ]
    assert found.verdict is PublicationVerdict.DIFFERENT
    assert found.figures.all - found.figures.same == 1


def test_a_sum_that_is_printed_otherwise_is_named_though_its_parts_are_right(tmp_path: Path) -> None:
    total = "applications.total.total"
    number = str(sample(FORM).number(total))
    page = printed("txt")
    assert page.count(f"\t{number}\n") == 1
    found = verified(page.replace(f"\t{number}\n", "\t1\n"), tmp_path / "报告.txt")
    assert [(each.code, each.cells[0].id, each.actual) for each in found.differences] == [("PB-01", total, "1")]


def test_a_table_that_cannot_be_read_is_not_verified_and_never_equal(tmp_path: Path) -> None:
    page = re.sub(r"<table.*?</table>", '<img src="表.png">', printed("fragment"), flags=re.DOTALL)
    found = verified(page, tmp_path / "网页.html")
    assert found.verdict is PublicationVerdict.UNVERIFIED
    assert {each.code for each in found.unverified} == {"PB-02"}
    assert sum(len(each.cells) for each in found.unverified) == found.figures.all
    assert found.figures.same == 0
    assert "表三在公布的文件里整张没有读出，没有核对。" in [each.message for each in found.unverified]


def test_a_figure_of_which_the_digits_are_not_certain_is_not_verified(tmp_path: Path) -> None:
    number = str(sample(FORM).number(GRANTED))
    cell = _cell(number)
    page = printed("fragment").replace(cell, cell.replace(f">{number}<", f">约{number}件<"))
    found = verified(page, tmp_path / "网页.html")
    assert [(each.code, each.actual) for each in found.unverified] == [("PB-02", f"约{number}件")]
    assert found.verdict is PublicationVerdict.UNVERIFIED


def test_a_blank_in_place_of_a_figure_differs_and_in_place_of_0_is_a_reminder(tmp_path: Path) -> None:
    filing = sample(FORM)
    zero = replace(filing, inputs={**filing.inputs, "disputes.reconsideration.other": Entry(number=0)})
    page = printed("fragment", zero)
    assert page.count(">0<") > 1
    found = verified(page.replace(">0<", "><"), tmp_path / "网页.html", zero)
    assert found.verdict is PublicationVerdict.EQUAL
    assert {(each.code, each.severity.value) for each in found.findings} == {("PB-01", "warning")}
    number = str(filing.number(GRANTED))
    cell = _cell(number)
    found = verified(printed("fragment").replace(cell, cell.replace(f">{number}<", "><")), tmp_path / "空白.html")
    assert found.verdict is not PublicationVerdict.EQUAL
    assert [ref.id for each in found.findings for ref in each.cells if ref.id == GRANTED] == [GRANTED]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("通过政府网站公开政府信息 120 条。", "通过政府网站公开政府信息 210 条。", "210 条。”"),
        ("畅通渠道，依法答复。", "畅通渠道。", "“畅通渠道，依法答复。”成了“畅通渠道。”"),
        ("畅通渠道，依法答复。", "畅通渠道，依法答复，加强指导。", "加强指导"),
        ("2024年没有收取信息处理费。", "2024 1年没有收取信息处理费。", "2024 1年"),
    ],
)  # fmt: skip
def test_a_paragraph_that_is_another_is_named_with_what_changed(old: str, new: str, said: str, tmp_path: Path) -> None:
    found = verified(replaced(printed("txt"), old, new), tmp_path / "报告.txt")
    (each,) = found.findings
    assert each.code == "PB-03"
    assert said in each.message
    assert each.cells[0].label.endswith("段")


def test_paragraphs_that_are_missing_or_more_are_named_whole(tmp_path: Path) -> None:
    page = replaced(printed("txt"), "定期清理和更新。\n", "")
    page = replaced(page, "优化专栏，便于检索。\n", "优化专栏，便于检索。\n本局已全部整改到位。\n")
    found = verified(page, tmp_path / "报告.txt")
    assert [each.message for each in found.findings] == [
        "公布的文件里没有这一段：“定期清理和更新。”。",
        "公布的文件里多出一段：“本局已全部整改到位。”。",
    ]


def test_a_heading_that_is_another_is_named(tmp_path: Path) -> None:
    page = replaced(printed("txt"), "（二）依申请公开", "（二）依申请公开办理")
    (each,) = verified(page, tmp_path / "报告.txt").findings
    assert (each.code, "“（二）依申请公开”成了“（二）依申请公开办理”" in each.message) == ("PB-03", True)


def test_the_cover_is_compared_and_what_of_it_is_gone_is_not_verified(tmp_path: Path) -> None:
    page = printed("txt")
    day = "2025年1月18日"
    assert day in page
    (each,) = verified(page.replace(day, "2025年1月8日"), tmp_path / "日期.txt").findings
    assert (each.code, each.cells[0].id, each.expected, each.actual) == (
        "PB-04",
        "cover.issued_on",
        day,
        "2025年1月8日",
    )
    found = verified("\n".join(page.splitlines()[2:-2]), tmp_path / "无头尾.txt")
    assert {each.cells[0].id for each in found.unverified} == {"cover.agency", "cover.title", "cover.issued_on"}
    assert found.verdict is PublicationVerdict.UNVERIFIED


def test_what_stands_behind_the_report_is_shown(tmp_path: Path) -> None:
    found = verified(f"{printed('txt')}本页由办公室上传\n", tmp_path / "报告.txt")
    assert found.verdict is PublicationVerdict.EQUAL
    assert [(each.code, each.cells[0].value) for each in found.beside] == [("PB-05", "本页由办公室上传")]


def test_another_table_with_other_figures_behind_the_report_is_not_passed_over(tmp_path: Path) -> None:
    page = printed("html")
    table = page[page.rindex("<table") : page.rindex("</table>") + len("</table>")]
    again, other = (
        page.replace("</main>", f"<p>附件</p>{each}</main>") for each in (table, table.replace(">0<", ">7<"))
    )
    assert verified(again, tmp_path / "重印.html").verdict is PublicationVerdict.EQUAL
    found = verified(other, tmp_path / "另一张.html")
    assert found.verdict is PublicationVerdict.UNVERIFIED
    assert [(each.code, each.severity) for each in found.unverified] == [("PB-05", Severity.ERROR)]


def test_text_of_the_workbook_is_compared_with_its_figures_filled_in(tmp_path: Path) -> None:
    filing = sample(FORM)
    own = replace(filing, narrative={**filing.narrative, "other": (Paragraph(text="共收到{{ 新收申请 }}件。"),)})
    page = printed("txt", own)
    assert verified(page, tmp_path / "报告.txt", own).findings == ()
    received = str(own.number("applications.received.total"))
    page = replaced(page, f"共收到{received}件。", "共收到3件。")
    assert verified(page, tmp_path / "改过.txt", own).verdict is PublicationVerdict.DIFFERENT


def test_the_command_says_so_and_ends_accordingly(tmp_path: Path) -> None:
    assert "公布的内容与工作簿一致" in succeeds("verify", PAGE, "--against", WORKBOOK)
    page = PAGE.read_text(encoding="utf-8")
    changed = tmp_path / "网页.html"
    changed.write_text(page.replace("鹤岗市市场监督管理局", "某市市场监督管理局"), encoding="utf-8")
    result = run("verify", changed, "--against", WORKBOOK)
    assert result.exit_code == 1
    assert "公布的内容与工作簿不一致" in result.output
    assert "封面!" in result.output
    assert run("verify", tmp_path / "没有.html", "--against", WORKBOOK).exit_code == 2
    data = succeeds("verify", PAGE, "--against", WORKBOOK, "--format", "json")
    assert '"verdict": "equal"' in data


def test_another_report_altogether_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "别的.html"
    page.write_text(printed("html"), encoding="utf-8")
    result = run("verify", page, "--against", WORKBOOK)
    assert result.exit_code == 2
    assert "不是同一份" in result.output


def test_data_on_another_form_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "数据.json"
    data.write_text(filing_to_json(sample("gkgb-2019")), encoding="utf-8")
    result = run("verify", data, "--against", WORKBOOK)
    assert result.exit_code == 2
    assert "不能逐格对照" in result.output
