"""What the installed forms say: statutory labels character for character, and help for every input within a prompt."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from toolkit.form import Cell, Field, Form
from toolkit.form.grid import Role
from toolkit.form.kinds import Amount, Count, SignedCount
from toolkit.form.layout import grid_of

PROMPT = 230
"""Characters of basis and guidance together: an Excel input prompt holds 255 with its frame of words."""

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
SUBHEADS = ("（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障")
BEFORE_OTHER = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "（四）无法提供",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "（五）不予处理",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理",
)
OTHER = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)
AFTER_OTHER = ("（七）总计", "四、结转下年度继续办理")
DISCLOSURE_2021 = (
    "第二十条第（一）项",
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "规章",
    "行政规范性文件",
    "第二十条第（五）项",
    "信息内容",
    "本年处理决定数量",
    "行政许可",
    "第二十条第（六）项",
    "信息内容",
    "本年处理决定数量",
    "行政处罚",
    "行政强制",
    "第二十条第（八）项",
    "信息内容",
    "本年收费金额（单位：万元）",
    "行政事业性收费",
)
DISCLOSURE_2019 = (
    "第二十条第（一）项",
    "信息内容",
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "规章",
    "规范性文件",
    "第二十条第（五）项",
    "信息内容",
    "上一年项目数量",
    "本年增/减",
    "处理决定数量",
    "行政许可",
    "其他对外管理服务事项",
    "第二十条第（六）项",
    "信息内容",
    "上一年项目数量",
    "本年增/减",
    "处理决定数量",
    "行政处罚",
    "行政强制",
    "第二十条第（八）项",
    "信息内容",
    "上一年项目数量",
    "本年增/减",
    "行政事业性收费",
    "第二十条第（九）项",
    "信息内容",
    "采购项目数量",
    "采购总金额",
    "政府集中采购",
)


def labels(form: Form, table: str, *roles: Role) -> tuple[str, ...]:
    """The labels of a table in reading order."""
    places = sorted(grid_of(form.table(table)).places, key=lambda place: (place.row, place.column))
    return tuple(place.text for place in places if place.role in roles)


@pytest.mark.parametrize(
    ("form_id", "disclosure", "other"),
    [
        ("gkgb-2021", DISCLOSURE_2021, OTHER),
        ("gkgb-2021-condensed", DISCLOSURE_2021, ()),
        ("gkgb-2019", DISCLOSURE_2019, ()),
    ],
)
def test_labels_are_verbatim(form_id: str, disclosure: tuple[str, ...], other: tuple[str, ...]) -> None:
    form = FORMS.form(form_id)
    assert tuple(section.heading for section in form.sections) == SECTIONS
    assert form.section("overview").subheads == SUBHEADS
    assert labels(form, "disclosure", Role.TITLE, Role.STUB, Role.HEAD, Role.ROW) == disclosure
    assert labels(form, "applications", Role.ROW) == (*BEFORE_OTHER, *other, *AFTER_OTHER)
    assert labels(form, "applications", Role.STUB) == (
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    )
    assert labels(form, "applications", Role.HEAD) == (
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计",
        *APPLICANTS[1:-1],
    )
    assert labels(form, "disputes", Role.HEAD) == (
        "行政复议",
        "行政诉讼",
        *OUTCOMES,
        "未经复议直接起诉",
        "复议后起诉",
        *OUTCOMES,
        *OUTCOMES,
    )


@pytest.mark.parametrize("form_id", FORMS.available)
def test_every_number_has_its_basis_and_guidance_within_a_prompt(form_id: str) -> None:
    form = FORMS.form(form_id)
    entries: list[Cell | Field] = [*form.cells.values(), *form.fields.values()]
    for entry in entries:
        assert entry.basis, entry.id
        assert len(entry.guidance) >= 8, entry.id
        assert len(entry.basis) + len(entry.guidance) <= PROMPT, entry.id
        assert "\n" not in entry.basis + entry.guidance
    for section in form.sections:
        assert section.basis
        assert section.guidance
        assert len(section.basis) + len(section.guidance) <= PROMPT


def test_rows_without_an_express_article_say_so() -> None:
    cells = FORMS.form("gkgb-2021").cells
    for row in ("not_processed.reissue", "other.remaining"):
        assert cells[f"applications.{row}.natural_person"].basis.startswith("无明文规定，参照")


def test_the_2019_form_is_the_2021_form_but_for_what_the_notice_changed() -> None:
    old, new = FORMS.form("gkgb-2019"), FORMS.form("gkgb-2021")
    assert (2018 in old.years, 2019 in old.years, 2020 in old.years, 2021 in old.years) == (False, True, True, False)
    assert 2020 not in new.years
    assert 2026 in new.years
    assert old.notice.number == "国办公开办函〔2019〕60号"
    assert {rule.code for rule in new.rules} - {rule.code for rule in old.rules} == {"T2-04", "T3-49"}
    assert old.section("applications") == new.section("applications")
    assert old.table("disputes") == new.table("disputes")
    assert old.sentences["复议诉讼概述"] == new.sentences["复议诉讼概述"]
    assert old.sentences["主动公开概述"] != new.sentences["主动公开概述"]
    assert old.names["收办申请"] == new.names["收办申请"]


def test_kinds_of_the_2019_disclosure() -> None:
    cells = FORMS.form("gkgb-2019").cells
    kinds = {cell.id: (cell.holds, cell.unit) for cell in cells.values() if cell.table == "disclosure"}
    assert kinds["disclosure.penalties.change"] == (SignedCount(), "项")
    assert kinds["disclosure.fees.change"] == (SignedCount(), "项")
    assert kinds["disclosure.procurement.amount"] == (Amount(), "万元")
    assert kinds["disclosure.licensing.decisions"] == (Count(), "件")
    assert len(kinds) == 3 * 2 + 3 * 2 + 3 * 2 + 2 + 2


def test_what_is_handed_on_is_entered_and_no_total() -> None:
    columns = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
    assert dict(FORMS.form("gkgb-2021").carried) == {
        f"applications.carried_in.{column}": f"applications.carried_out.{column}" for column in columns
    }
