"""A corrected edition is numbered, says what it corrects, and is read back as the report that it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.command_line import run, succeeds
from tests.ingest.samples import sample
from tests.review.published import FORM, printed, verified
from toolkit import api
from toolkit.document.compose import compose
from toolkit.errors import InvalidRequest
from toolkit.filing import Correction, Entry, Filing, Paragraph, Text
from toolkit.filing.correction import is_correction_line, without_mark
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.review.corrections import correction_of
from toolkit.review.verification import PublicationVerdict
from toolkit.rules.engine import check_filing

GRANTED = "applications.granted.business"
WORKBOOK = Path("examples/hegang-2021/填报工作簿.xlsx")
PAGE = WORKBOOK.with_name("鹤岗市市场监督管理局2021年政府信息公开工作年度报告.html")


def _put_right() -> Filing:
    old = sample(FORM)
    problems = (Paragraph(text="政策解读的形式不够多样，下一步将增加图解、短视频。"),)
    return replace(
        old,
        inputs={**old.inputs, GRANTED: Entry(number=7)},
        narrative={**old.narrative, "problems": problems},
    )


def _published(content: str | bytes, folder: Path, name: str = "网页.html") -> Filing:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_any(path, FORMS)[0]


def test_it_says_what_it_corrects_with_both_figures_and_both_wordings(tmp_path: Path) -> None:
    old = sample(FORM)
    found = correction_of(_put_right(), _published(printed("fragment"), tmp_path))
    assert found.mark == "（更正版）"
    assert found.changes[0] == f"表三“（一）予以公开，商业企业”原为 {old.number(GRANTED)}，更正为 7。"
    assert [each.partition("”")[0] for each in found.changes[1:4]] == [
        "表三“（一）予以公开，总计", "表三“（七）总计，商业企业", "表三“（七）总计，总计",
    ]  # fmt: skip
    assert found.changes[4:] == (
        "“五、存在的主要问题及改进情况”原为“下一步将增加图解。”，更正为“下一步将增加图解、短视频。”",
        "“五、存在的主要问题及改进情况”删去“个别栏目更新不及时，下一步将按月检查。”",
    )


@pytest.mark.parametrize("name", ["docx", "html", "md", "txt", "fragment"])
def test_every_format_is_read_back_without_complaint(name: str, tmp_path: Path) -> None:
    right = _put_right()
    correction = correction_of(right, sample(FORM))
    path = tmp_path / f"更正版.{FORMATS[name].extension}"
    path.write_bytes(FORMATS[name].renderer()(compose(replace(right, correction=correction))))
    back, findings = read_any(path, FORMS)
    assert back.correction == correction
    assert (back.agency.value, back.year, back.title_text) == (right.agency.value, right.year, right.title_text)
    assert [(each.code, each.severity.value) for each in findings] == [("IM-24", "note")]
    first = _published(FORMATS[name].renderer()(compose(right)), tmp_path, f"首版.{FORMATS[name].extension}")
    assert [each.code for each in check_filing(back)] == [each.code for each in check_filing(first)]
    found = verified(path.read_bytes(), path, right)
    assert found.verdict is PublicationVerdict.EQUAL
    assert [each.code for each in found.findings] == ["PB-07"]


def test_the_next_one_is_the_second(tmp_path: Path) -> None:
    first = replace(_put_right(), correction=Correction(number=1, changes=("表三“甲”原为 1，更正为 2。",)))
    published = _published(printed("txt", first), tmp_path, "更正版.txt")
    second = correction_of(sample(FORM), published)
    assert (second.number, second.mark) == (2, "（第2次更正版）")
    again = _published(printed("html", replace(sample(FORM), correction=second)), tmp_path)
    assert again.correction == second


@pytest.mark.parametrize(
    ("title", "plain", "number"),
    [
        ("2024年年度报告（更正版）", "2024年年度报告", 1),
        ("2024年年度报告(第 3 次更正版)", "2024年年度报告", 3),
        ("2024年年度报告（修订）", "2024年年度报告（修订）", 0),
    ],
)
def test_marks_are_known_in_any_width(title: str, plain: str, number: int) -> None:
    assert without_mark(title) == (plain, number)


def test_only_lines_of_a_corrected_edition_are_taken_for_its_own(tmp_path: Path) -> None:
    opening = (Paragraph(text="更正说明：本报告沿用上年格式。"), Paragraph(text="更正了三处。"))
    own = replace(sample(FORM), narrative={**sample(FORM).narrative, "preamble": opening})
    back = _published(printed("txt", own), tmp_path, "报告.txt")
    assert back.correction is None
    assert [each.text for each in back.narrative["preamble"]] == [each.text for each in opening]
    assert not is_correction_line("更正了三处。")


def test_data_keep_it() -> None:
    filing = replace(sample(FORM), correction=Correction(number=2, changes=("表三“甲”原为 1，更正为 2。",)))
    back, _ = filing_from_json(filing_to_json(filing), "数据.json", FORMS)
    assert back.correction == filing.correction


def test_nothing_is_corrected_on_a_guess(tmp_path: Path) -> None:
    right = _put_right()
    with pytest.raises(InvalidRequest, match="没有要更正的"):
        correction_of(right, right)
    with pytest.raises(InvalidRequest, match="2023 年的"):
        correction_of(right, replace(sample(FORM), year=2023))
    number = str(sample(FORM).number(GRANTED))
    page = printed("fragment").replace(f">{number}<", f">约{number}<")
    with pytest.raises(InvalidRequest, match="有 1 格没有读出"):
        correction_of(right, _published(page, tmp_path))


def test_a_title_that_was_not_read_is_none_that_is_corrected(tmp_path: Path) -> None:
    own = replace(_put_right(), title=Text(value="2024年信息公开情况"))
    published = _published(printed("fragment"), tmp_path)
    assert "报告标题（另拟）原为“2024年政府信息公开工作年度报告”，更正为“2024年信息公开情况”。" in (
        correction_of(own, published).changes
    )
    unread = replace(published, title=Text())
    assert correction_of(own, unread).changes == correction_of(own, published).changes[1:]


def test_the_command_makes_it_beside_the_first_one(tmp_path: Path) -> None:
    data = tmp_path / "数据.json"
    changed = replace(api.read(WORKBOOK).filing, agency=Text(value="鹤岗市市场监管局"))
    data.write_text(filing_to_json(changed), encoding="utf-8")
    result = run("render", data, "--to", "txt", "--corrects", PAGE)
    assert result.exit_code == 0, result.output
    assert "更正1：机关全称原为“鹤岗市市场监督管理局”，更正为“鹤岗市市场监管局”。" in result.stderr
    (made,) = tmp_path.glob("*（更正版）.txt")
    assert "公布的内容与工作簿一致" in succeeds("verify", made, "--against", data)
    assert run("render", WORKBOOK, "--to", "txt", "-o", tmp_path, "--corrects", PAGE).exit_code == 2
