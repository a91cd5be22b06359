"""TX-04: which sentences agree with the tables, which do not, and which speak of something else."""

from __future__ import annotations

import pytest

from tests.rules.cases import filing, found, with_prior, with_text, with_values
from toolkit.filing import Filing
from toolkit.finding import Finding

# 新收 33（自然人 30、商业企业 3），上年结转 2，办结 33（予以公开 23、不予公开 4、不予处理 6），结转下年度 2；
# 复议 3（维持 3），直接起诉 1（未审结），复议后起诉 1（纠正）；规范性文件制发 2、废止 1、现行有效 13。
BASE = with_values(filing(), disclosure__fees__amount="96.5")


def slips(base: Filing, text: str) -> list[Finding]:
    return [each for each in found(with_text(base, "overview", text)) if each.code == "TX-04"]


@pytest.mark.parametrize(
    "text",
    [
        "全年新收政府信息公开申请33件。",
        "全年收到政府信息公开申请 33 件，其中自然人申请30件，商业企业3件。",
        "全年共收办政府信息公开申请35件，均按时答复。",
        "受理政府信息公开申请35件，答复33件（含上年度结转申请2件，另有2件顺延到下年度答复）。",
        "收到政府信息公开申请33件，自然人30件，法人或其他组织3件，结转下年度办理2件。",
        "对信息公开申请予以公开23件，占69.7%；不予公开4件，占12.1%；不予处理6件，约占18%。",
        "对信息公开申请予以公开及部分公开23件，不予公开4件，无法提供0件。",
        "政府信息公开行政复议3件，其中结果维持3件，结果纠正0件；行政诉讼2件，其中结果纠正1件，尚未审结1件。",
        "因政府信息公开被申请行政复议3件、提起行政诉讼2件，其中未经复议直接起诉1件，复议后起诉1件。",
        "政府信息公开行政复议3件，诉讼2件，均获维持。",
        "制发行政规范性文件2件，废止1件，现行有效13件。",
        "现行有效行政规范性文件13件，规章0件现行有效。",
        "行政事业性收费96.5万元。",
        "新收政府信息公开申请{{ 新收申请 }}件。",
    ],
)
def test_figures_that_agree(text: str) -> None:
    assert slips(BASE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "对全市报送的规范性文件备案134件，审查规范性文件12件。",
        "全市备案政府信息公开行政复议案件134件、诉讼57件。",
        "政府信息公开专栏受理网络问政182件，答复咨询申请类留言99件。",
        "办理行政许可申请5000件，均公开结果。",
        "收到政府信息公开申请后，其中通过网站收到申请12件，信函收到申请9件。",
        "作为复议机关审理政府信息公开行政复议案件15件，驳回维持9件。",
        "政府信息公开行政复议和行政诉讼共9件。",
        "网站公开政府信息5500余条，制作政策解读21个，公开规章13件。",
        "去年收到政府信息公开申请80件。",
        "清理行政规范性文件40件，修改3件。",
        "2025年5月1日，第12次会议研究政府信息公开工作。",
    ],
)
def test_figures_of_something_else_are_left_alone(text: str) -> None:
    assert slips(BASE, text) == []


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        ("全年收到政府信息公开申请26件。", "收到政府信息公开申请26件", "33 或 35"),
        ("收到政府信息公开申请33件，答复32件。", "答复32件", "33"),
        ("收到政府信息公开申请33件，其中自然人31件。", "自然人31件", "30 或 32"),
        ("收到申请后予以公开及部分公开20件，信息公开有力。", "予以公开及部分公开20件", "23"),
        ("对信息公开申请予以公开23件，占69.8%。", "69.8%", "69.7%"),
        ("收到政府信息公开申请33件，另有3件结转下年度继续办理。", "3件结转下", "2"),
        ("政府信息公开行政复议5件。", "行政复议5件", "3"),
        ("政府信息公开行政复议3件，行政诉讼2件，其中结果维持1件。", "结果维持1件", "0"),
        ("制发行政规范性文件2件，废止3件。", "废止3件", "1"),
        ("行政事业性收费97万元。", "行政事业性收费97万元", "96.5"),
        ("收到政府信息公开申请１，０００件。", "收到政府信息公开申请1000件", "33 或 35"),
    ],
)
def test_figures_that_disagree_are_told_with_both_values(text: str, actual: str, expected: str) -> None:
    [slip] = slips(BASE, text)
    assert (slip.actual, slip.expected) == (actual, expected)
    assert slip.cells[0].id == "narrative.overview"
    assert all(ref.id in BASE.form.cells for ref in slip.cells[1:])


def test_growth_is_recomputed_where_last_year_is_known() -> None:
    known = with_prior(BASE, applications__received__total=30, applications__carried_out__natural_person=2)
    assert slips(known, "新收政府信息公开申请33件，同比增长10%。") == []
    assert slips(known, "新收政府信息公开申请33件，较上年增加3件。") == []
    [slip] = slips(known, "新收政府信息公开申请33件，同比增长10.5%。")
    assert (slip.actual, slip.expected) == ("增长10.5%", "增长10.0%")
    [slip] = slips(known, "新收政府信息公开申请33件，较2024年下降10%。")
    assert (slip.actual, slip.expected) == ("下降10%", "增长10%")
    assert slips(BASE, "新收政府信息公开申请33件，同比增长99%。") == []


def test_only_the_authors_own_figures_are_asked() -> None:
    assert slips(BASE, "收到政府信息公开申请{{ 办理总计 }}件，答复{{ 上年结转 }}件。") == []
    [slip] = slips(BASE, "收到政府信息公开申请{{ 新收申请 }}件，答复20件。")
    assert "“收到政府信息公开申请…件，答复20件”" in slip.message


def test_literal_braces_bind_nothing() -> None:
    report = with_text(BASE, "overview", "收到政府信息公开申请26件{{ 名称 }}。", literal=True)
    assert [each.code for each in found(report)] == ["TX-04"]
