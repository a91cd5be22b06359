"""TX-04: which sentences agree with the tables, which do not, and which speak of something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.cases import filing, found, with_prior, with_text, with_values
from toolkit.filing import Filing, Paragraph
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
        "政府信息公开行政复议3件，占60%；行政诉讼2件，占40%。",
        "行政许可550件，占99.8%。",
        "制发行政规范性文件2件，废止1件，现行有效13件。",
        "现行有效行政规范性文件13件，规章0件现行有效。",
        "行政事业性收费96.5万元。",
        "全年新收政府信息公开申请三十三件，上年结转两件。",
        "新收政府信息公开申请{{ 新收申请 }}件。",
        "新收政府信息公开申请0.0033万件。",
        "新收政府信息公开申请0.003万件。",
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
        "通过信用网站公示行政许可100件，行政处罚50件。",
        "办理食品经营行政许可100件，准予行政许可90件；行政许可事项10项，行政处罚典型案例5件。",
        "全市作出行政许可决定99999件。",
        "截至6月底，累计作出行政处罚决定40件。",
        "上半年，收到政府信息公开申请12件；1月收到政府信息公开申请3件。",
        "2024年收到政府信息公开申请26件，2025年收到政府信息公开申请33件。",
        "制发规范性文件2件，制定工作方案3件，印发通知5份。",
        "未收到网上政府信息公开申请。没有政府信息公开申请被退回重办。",
        "未发生政府信息公开行政复议被纠错、行政诉讼败诉情形，没有因政府信息公开工作被追究责任。",
        "全年办理行政复议案件120件，行政诉讼应诉8件。",
        "对信息公开申请予以公开23件，其中自然人20件。",
        "减免行政事业性收费100万元。",
        "对收到的每一件政府信息公开申请都认真办理，收到政府信息公开申请近百件、九百余件、数十件。",
        "收到政府信息公开申请七八件，收到政府信息公开申请三三件。",
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
        ("收到政府信息公开申请33件，结转上年3件。", "结转上年3件", "2"),
        ("收到政府信息公开申请33件，上年结转2件，合计36件。", "上年结转2件，合计36件", "35"),
        ("2025年，我局作出行政许可决定551件、行政处罚决定0件。", "我局作出行政许可决定551件", "550"),
        ("全年办理行政许可550件，实施行政强制7次。", "实施行政强制7次", "0"),
        ("行政许可550件，行政处罚101起。", "行政处罚101起", "0"),
        ("未作出行政许可、行政处罚决定。", "未作出行政许可、行政处罚决定", "550"),
        ("未收到政府信息公开申请。", "未收到政府信息公开申请", "33"),
        ("信息公开方面，没有收到公民、法人和其他组织申请。", "没有收到公民、法人和其他组织申请", "33"),
        ("2025年，未被申请行政复议，信息公开工作有序。", "未被申请行政复议", "3"),
        ("未制发行政规范性文件，现行有效13件。", "未制发行政规范性文件", "2"),
        ("信息公开工作有序，全年没有收到行政复议申请。", "没有收到行政复议申请", "3"),
        ("无行政事业性收费。", "无行政事业性收费", "96.5"),
        ("收取行政事业性收费9650元。", "行政事业性收费9650元", "96.5"),
        ("全年收到政府信息公开申请九百件。", "收到政府信息公开申请900件", "33 或 35"),
        ("全年收到政府信息公开申请一千零一十件。", "收到政府信息公开申请1010件", "33 或 35"),
        ("收到政府信息公开申请三十三件，答复三十二件。", "答复32件", "33"),
        ("全年收到政府信息公开申请1.2万件。", "收到政府信息公开申请1.2万件", "33 或 35"),
        ("全年收到政府信息公开申请0.0043万件。", "收到政府信息公开申请0.0043万件", "33 或 35"),
        ("行政事业性收费十二万元。", "行政事业性收费12万元", "96.5"),
    ],
)
def test_figures_that_disagree_are_reported_with_both_values(text: str, actual: str, expected: str) -> None:
    [slip] = slips(BASE, text)
    assert (slip.actual, slip.expected) == (actual, expected)
    assert slip.cells[0].id == "narrative.overview"
    assert all(ref.id in BASE.form.cells for ref in slip.cells[1:])


def test_a_list_of_none_is_reported_thing_by_thing() -> None:
    reported = slips(BASE, "未发生因政府信息公开引起的行政复议、行政诉讼。")
    assert [slip.expected for slip in reported] == ["3", "2"]
    assert reported[1].cells[1].id == "disputes.direct_litigation.total"


def test_a_sub_head_tells_what_its_paragraphs_speak_of() -> None:
    head = Paragraph(text="（二）依申请公开", heading=True)
    text = "结转下年度0件。自然人申请29件，企业申请4件。我局被申请行政复议3件，被提起行政诉讼5件。"
    under = replace(BASE, narrative={**BASE.narrative, "overview": (head, Paragraph(text=text))})
    reported = [each.actual for each in found(under) if each.code == "TX-04"]
    assert reported == ["结转下年度0件", "自然人申请29件", "企业申请4件", "行政诉讼5件"]
    assert slips(BASE, text.replace("公开", "")) == []


def test_whose_area_it_is_depends_on_the_level() -> None:
    text = "全县收到政府信息公开申请26件。"
    assert slips(BASE, text) == []
    assert len(slips(replace(BASE, level="county"), text)) == 1


def test_yuan_for_ten_thousand_yuan_is_said_to_be_that() -> None:
    slipped = with_values(BASE, disclosure__fees__amount=125000)
    [slip] = slips(slipped, "行政事业性收费12.5万元。")
    assert "是 125000 万元，正好相差一万倍，应是把元当成了万元" in slip.message
    [slip] = slips(slipped, "行政事业性收费12.6万元。")
    assert slip.message.endswith("“行政事业性收费”是 125000 万元。")


def test_growth_is_recomputed_where_last_year_is_known() -> None:
    known = with_prior(BASE, applications__received__total=30, applications__carried_out__natural_person=2)
    assert slips(known, "新收政府信息公开申请33件，同比增长10%。") == []
    assert slips(known, "新收政府信息公开申请33件，较上年增加3件。") == []
    [slip] = slips(known, "新收政府信息公开申请33件，同比增长10.5%。")
    assert (slip.actual, slip.expected) == ("增长10.5%", "增长10.0%")
    [slip] = slips(known, "新收政府信息公开申请33件，较2024年下降10%。")
    assert (slip.actual, slip.expected) == ("下降10%", "增长10%")
    assert slips(BASE, "新收政府信息公开申请33件，同比增长99%。") == []


def test_growth_of_either_reading_will_do() -> None:
    """33 after 30 were received; 35 after 40 with those carried in."""
    known = with_prior(BASE, applications__received__total=30, applications__carried_in__total=10)
    assert slips(known, "共收到政府信息公开申请33件，同比增长10%。") == []
    assert slips(known, "共收到政府信息公开申请35件，同比下降12.5%。") == []
    [slip] = slips(known, "共收到政府信息公开申请33件，同比增长12.5%。")
    assert slip.expected == "增长10.0%"


def test_only_the_authors_own_figures_are_asked() -> None:
    assert slips(BASE, "收到政府信息公开申请{{ 办理总计 }}件，答复{{ 上年结转 }}件。") == []
    [slip] = slips(BASE, "收到政府信息公开申请{{ 新收申请 }}件，答复20件。")
    assert "“收到政府信息公开申请…件，答复20件”" in slip.message


def test_literal_braces_bind_nothing() -> None:
    report = with_text(BASE, "overview", "收到政府信息公开申请26件{{ 名称 }}。", literal=True)
    assert [each.code for each in found(report)] == ["TX-04", "TX-12"]
