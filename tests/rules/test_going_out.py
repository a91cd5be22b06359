"""Text that should not go out: each check on planted faults, with their cells, and on text that only looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.rules.cases import codes, filing, found, with_prior, with_text, with_values
from toolkit.filing import Filing, Indicator, Paragraph, Prior, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.location import Location

BASE = filing()
REPORT = filing(Source.REPORT)
TOWN = replace(BASE, level="township", agency=Text(value="某县民主镇人民政府", where=Location.parse("封面!B3")))
COUNTY = replace(BASE, level="county", agency=Text(value="某县人民政府", where=Location.parse("封面!B3")))
SCHOOLS = replace(BASE, level="county_department", agency=Text(value="某县教育局", where=Location.parse("封面!B3")))
PLANNED = "一是建立信息更新的提醒和通报制度，每月由办公室检查一次并公布结果"


def of(code: str, base: Filing) -> list[Finding]:
    return [each for each in found(base) if each.code == code]


def headed(base: Filing, slot: str, *texts: str) -> Filing:
    """``base`` with these paragraphs in a slot; those in （） or with a number are headings."""
    new = tuple(
        Paragraph(text=text, heading=text.startswith("（"), where=Location.parse(f"{slot}!B{row}"))
        for row, text in enumerate(texts, 1)
    )
    return replace(base, narrative={**base.narrative, slot: new})


# --- TX-11, TX-12: what was not filled in -------------------------------------------------------------


@pytest.mark.parametrize(
    "shown",
    [
        "{新收申请}",
        "｛ 新收申请 ｝",
        "[新收申请]",
        "［新收申请］",
        "《 新收申请 》",
        "<新收申请>",
        "＜机关名称＞",
        "{依申请公开概述}",
        "{新收申请|同比}",
    ],
)
def test_a_name_in_other_brackets_is_an_error(shown: str) -> None:
    (own,) = of("TX-11", with_text(BASE, "problems", f"新收申请{shown}件，将改进。"))
    assert (own.severity, own.actual, str(own.where)) == (Severity.ERROR, shown, "problems!B80")


def test_all_of_a_paragraph_are_one_finding() -> None:
    (own,) = of("TX-11", with_text(BASE, "problems", "{年度}年、[新收申请]件、｛办理总计｝件、<上年结转>件，将改进。"))
    assert "“{年度}”、“[新收申请]”、“｛办理总计｝”等 4 处" in own.message
    assert "{{ 年度 }}" in own.remedy
    (published,) = of("TX-11", with_text(REPORT, "problems", "{年度}年将改进。"))
    assert published.severity is Severity.WARNING


def test_a_name_and_another_word_in_braces_are_reported() -> None:
    reported = found(with_text(BASE, "problems", "{年度}年公开信息{数量}条，将改进。"))
    assert {each.code: each.actual for each in reported} == {"TX-11": "{年度}", "TX-12": "{数量}"}


def test_names_are_looked_for_on_the_cover_too() -> None:
    (own,) = of(
        "TX-11", replace(BASE, title=Text(value="{年度}年政府信息公开工作年度报告", where=Location.parse("封面!B8")))
    )
    assert own.cells[0].id == "cover.title"


@pytest.mark.parametrize(
    "text",
    ["《政府信息公开条例》", "新收申请（行政许可类）33件", "新收{{ 新收申请 }}件", "（新收申请）", "【第一批】", "[1]"],
)
def test_other_words_in_brackets(text: str) -> None:
    assert of("TX-11", with_text(BASE, "problems", f"{text}，将改进。")) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("公开信息{数量}条", "{数量}"),
        ("公开信息｛ 条", "｛"),
        ("由[单位名称]负责", "[单位名称]"),
        ("<请填写联系电话>", "<请填写联系电话>"),
        ("收到申请X件", "X件"),
        ("收到申请×件", "×件"),
        ("公开信息**条", "**条"),
        ("公开信息  条，将改进", "公开信息 条"),
        ("202X年", "202X年"),
        ("20 年", "20 年"),
        ("    年  月  日", "年 月 日"),
        ("2026年 月 日", "年 月 日"),
        ("2026年1月 日", "1月 日"),
        ("见错误！未找到引用源。", "错误！未找到引用源"),
        ("增长#DIV/0!", "#DIV/0!"),
        ("公开&nbsp;信息", "&nbsp;"),
        ("{{ 年度 }}年公开信息{数量}条", "{数量}"),
        ("由X局负责", "X局"),
        ("公开信息_条", "_条"),
        ("公开信息( )条", "( )"),
    ],
)
def test_what_nobody_filled_in(text: str, shown: str) -> None:
    (own,) = of("TX-12", with_text(BASE, "problems", f"{text}，将改进。"))
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, shown, "problems!B80")


@pytest.mark.parametrize(
    "text",
    [
        "政务新媒体2个，X光机1台",
        "3×5项",
        "2025年1月18日",
        "2025年 1 月 18 日",
        "按年、月、日统计",
        "（单位：万元）",
        "[2021]30号",
        "20年来",
        "公开  信息",
        "{{ 新收申请 }}件",
        "通过APP、WPS公开",
        "每月1日、15日更新",
        "自5月 日常监测以来",
    ],
)
def test_what_is_filled_in(text: str) -> None:
    assert of("TX-12", with_text(BASE, "problems", f"{text}，将改进。")) == []


def test_blanks_of_a_published_report_are_its_typesetting() -> None:
    assert of("TX-12", with_text(REPORT, "problems", "公开信息  条，将改进。")) == []
    assert len(of("TX-12", with_text(REPORT, "problems", "公开信息{数量}条，将改进。"))) == 1


def test_a_faulty_expression_is_not_blamed_twice() -> None:
    assert {each.code for each in found(with_text(BASE, "problems", "收到{{新收申请}件，将改进。"))} == {"TX-10"}


# --- TX-13: twice ---------------------------------------------------------------------------------------


def test_the_same_paragraph_twice() -> None:
    text = "通过政府网站主动公开政府信息，重点公开民生领域信息"
    twice = with_text(
        with_text(BASE, "preamble", f"{text}，统计期限为全年。"), "problems", f"一是{text}， 统计期限为全年；"
    )
    (own,) = of("TX-13", with_text(twice, "other", "未收取信息处理费。"))
    assert (own.severity, own.actual) == (Severity.WARNING, f"一是{text}， 统计期限为全年；")
    assert [str(ref.where) for ref in own.cells] == ["problems!B80", "preamble!B80"]


def test_what_an_expression_prints_counts() -> None:
    (own,) = of("TX-13", with_text(BASE, "overview", "{{ 复议诉讼概述 }}", "{{ 复议诉讼概述 }}"))
    assert "出现了 2 次" in own.message


def test_short_or_different_paragraphs() -> None:
    assert of("TX-13", with_text(BASE, "other", "未收取信息处理费。", "未收取信息处理费。")) == []
    other = with_text(
        BASE, "problems", "2025年共公开政府信息一百二十条，将改进。", "2025年共公开政府信息一百三十条，将改进。"
    )
    assert of("TX-13", other) == []


# --- TX-14, TX-15: numbers -------------------------------------------------------------------------------

HEADS = BASE.form.section("overview").subheads


def numbered(*numbers: str) -> Filing:
    """Section one with its official sub-heads under other numbers."""
    words = (head.partition("）")[2] for head in HEADS)
    heads = (f"（{number}）{word}" for number, word in zip(numbers, words, strict=False))
    return headed(BASE, "overview", *(text for head in heads for text in (head, f"{head[3:]}的做法依次说明。")))


@pytest.mark.parametrize(
    ("numbers", "faults", "rows"),
    [
        ("一二三三五", "“（三）”用了两次，“（三）”后面是“（五）”", [7, 9]),
        ("一二二三四", "“（二）”用了两次", [5]),
        ("一一二三四", "“（一）”用了两次", [3]),
        ("一二四三五", "“（二）”后面是“（四）”，“（四）”后面是“（三）”，“（三）”后面是“（五）”", [5, 7, 9]),
        ("二三四五六", "从“（二）”开始", [1]),
    ],
)
def test_numbers_of_sub_heads(numbers: str, faults: str, rows: Sequence[int]) -> None:
    (own,) = of("TX-14", numbered(*numbers))
    assert faults in own.message
    assert [str(ref.where) for ref in own.cells] == [f"overview!B{row}" for row in rows]
    assert own.severity is Severity.WARNING


def test_sub_heads_in_order() -> None:
    assert of("TX-14", numbered(*"一二三四五")) == []


def test_a_sub_head_that_is_missing_is_reported_as_missing() -> None:
    overview = tuple(part for part in BASE.narrative["overview"] if "平台" not in part.text)
    assert {each.code for each in found(replace(BASE, narrative={**BASE.narrative, "overview": overview}))} == {"TX-02"}


def test_lists_may_begin_again() -> None:
    texts = ("问题：", "（一）更新不及时。", "（二）解读不够。", "措施：", "（一）明确专人。", "（二）增加图解。")
    assert of("TX-14", headed(BASE, "problems", *texts)) == []
    items = ("（一）主动公开", "1.公开信息。", "2.发布解读。", "（二）依申请公开", "1.畅通渠道。", "1.5万件信息。")
    assert of("TX-14", headed(REPORT, "problems", *items)) == []


def test_items_below_a_sub_head() -> None:
    (own,) = of("TX-14", headed(BASE, "problems", "1.更新不及时。", "3、解读不够，将改进。"))
    assert "“1.”后面是“3.”" in own.message


def test_numbers_of_a_published_report_weigh_less() -> None:
    broken = replace(numbered(*"一二二四五"), source=Source.REPORT)
    assert [each.severity for each in of("TX-14", broken)] == [Severity.NOTE]


@pytest.mark.parametrize("text", ["一、存在的问题", "七、附件", "十一、其他"])
def test_a_line_numbered_like_a_section(text: str) -> None:
    (own,) = of("TX-15", with_text(BASE, "problems", text, "更新不及时，将改进。"))
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, text, "problems!B80")
    assert "请改用“（一）”或“1.”" in own.remedy


def test_a_section_heading_typed_into_its_text() -> None:
    (own,) = of("TX-15", with_text(BASE, "problems", "五、存在的主要问题及改进情况", "更新不及时，将改进。"))
    assert "正文里又写了一遍" in own.message


@pytest.mark.parametrize("text", ["六、七月份集中开展自查，将改进。", "一是更新不及时，将改进。", "一般情况，将改进。"])
def test_a_line_that_only_begins_with_a_numeral(text: str) -> None:
    assert of("TX-15", with_text(BASE, "problems", text)) == []


def test_lines_of_a_published_report_are_its_readers_matter() -> None:
    assert of("TX-15", with_text(REPORT, "problems", "一、存在的问题。将改进。")) == []


# --- TX-16, TX-17: who acts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "text", "other"),
    [
        (BASE, "2025年，某市教育局举办政府信息公开培训3次。", "某市教育局"),
        (BASE, "市教育局成立政务公开领导小组。", "市教育局"),
        (BASE, "工作扎实。县发展和改革局高度重视政府信息公开工作。", "县发展和改革局"),
        (BASE, "{{ 年度 }}年，市住建局共收到政府信息公开申请33件。", "市住建局"),
        (BASE, "市卫生健康委员会党组认真贯彻落实条例。", "市卫生健康委员会"),
        (BASE, "市财政局2025年认真落实条例。", "市财政局"),
        (BASE, "某市教育局通过政府网站公开政府信息120条。", "某市教育局"),
        (BASE, "市财政局本年主动公开信息12条。", "市财政局"),
        (BASE, "市公安局交警支队全年公开信息12条。", "市公安局交警支队"),
        (TOWN, "2025年，东风镇认真贯彻落实条例。", "东风镇"),
        (TOWN, "某县东风镇人民政府严格执行审查制度。", "某县东风镇人民政府"),
    ],
)
def test_another_agency_acts(base: Filing, text: str, other: str) -> None:
    (own,) = of("TX-16", with_text(base, "problems", f"{text}将改进。"))
    assert (own.severity, own.actual, own.expected) == (Severity.WARNING, other, base.agency.value)
    assert [ref.id for ref in own.cells] == ["narrative.problems", "cover.agency"]


@pytest.mark.parametrize(
    "text",
    [
        "如有疑问，请与某市教育局办公室联系。",
        "本报告由某市教育局根据《中华人民共和国政府信息公开条例》编制。",
        "本报告可在某市教育局门户网站查阅。",
    ],
)
def test_another_agency_answers_for_the_report(text: str) -> None:
    (own,) = of("TX-16", with_text(BASE, "preamble", text))
    assert own.actual == "某市教育局"


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("某市市场监督管理局", "2025年，市市场监管局按照统一部署，认真落实条例。市局坚持以公开为常态。"),
        ("某市市场监督管理局", "省市场监督管理局高度重视，统一部署。各县市场监管局认真落实。"),
        ("某市发展和改革委员会", "市发改委严格执行保密审查制度。市发展改革委始终坚持公开。"),
        ("某县人力资源和社会保障局", "2025年，县人社局坚持以公开为常态，共收到申请3件。"),
        ("某市城市管理局", "市城市管理局认真落实条例。市城管局不断提升质量。"),
        ("某县教育局", "县司法局对我局制发的文件进行审查。县纪委监委严格监督。县政府办公室组织培训。"),
        ("某县教育局", "市教育局举办全市教育系统培训，我局3人参加。局办公室积极做好协调，全局认真落实。"),
        ("某县教育局", "县教育局会同县公安局开展检查。根据县财政局要求公开预算。"),
        ("某县民主镇人民政府", "2025年，民主镇认真贯彻落实条例。我镇坚持公开。全镇积极推进。镇政府高度重视。"),
        ("民主镇人民政府", "某县民主镇认真落实条例。各乡镇积极配合。"),
        ("某区经纬街道办事处", "街道高度重视。经纬街道认真落实。2025年，经纬街道办事处未收到申请。"),
        ("某县人民政府", "县教育局积极公开招生信息。东风镇坚持每月更新。"),
        ("", "县教育局积极公开招生信息。"),
    ],
)
def test_the_agency_itself_in_other_words_and_those_that_may_act(agency: str, text: str) -> None:
    for source in (Source.WORKBOOK, Source.REPORT):
        own = replace(filing(source), agency=Text(value=agency))
        assert of("TX-16", with_text(own, "problems", f"{text}将改进。")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("多数部门能在法定时限内答复。", "多数部门"),
        ("公开渠道不断拓展，部分地区还通过在线平台受理申请。", "部分地区"),
        ("一些地区运用大数据优化检索。", "一些地区"),
        ("各级政府部门通过网站公开信息。", "各级政府部门"),
    ],
)
def test_agencies_and_areas_in_general(text: str, words: str) -> None:
    for base in (SCHOOLS, TOWN, replace(REPORT, level=None, agency=Text(value="某县教育局"))):
        (own,) = of("TX-17", with_text(base, "problems", f"{text}将改进。"))
        assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, words, "problems!B80")


@pytest.mark.parametrize("text", ["及时发布部分地区强降雨预警信息。", "在全国部分地区试点，部分地区成效明显。"])
def test_areas_that_an_agency_may_speak_of(text: str) -> None:
    assert of("TX-17", with_text(SCHOOLS, "problems", f"{text}将改进。")) == []


@pytest.mark.parametrize(
    ("level", "agency"),
    [
        ("county", "某县人民政府"),
        ("province_department", "某省教育厅"),
        (None, "某省市场监督管理局"),
        (None, "某市人民政府"),
    ],
)
def test_agencies_that_are_over_others(level: str | None, agency: str) -> None:
    over = replace(BASE, level=level, agency=Text(value=agency))
    assert of("TX-17", with_text(over, "problems", "多数部门按时答复，部分地区还需改进。")) == []


# --- TX-18, TX-19: section five -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2025年主要存在以下问题：一是信息更新不够及时；二是答复口径把握不够准确。",
        "政务公开队伍建设有待加强，解读质量还需进一步提升。",
        "一是内容较为单一；二是发布量还有待提高；三是制度落实不到位。",
    ],
)
def test_problems_without_measures(text: str) -> None:
    (own,) = of("TX-18", with_text(BASE, "problems", text))
    assert (own.severity, own.cells[0].id) == (Severity.WARNING, "narrative.problems")


@pytest.mark.parametrize(
    "text",
    [
        "信息更新不够及时，下一步明确专人负责。",
        "内容单一。一是加强解读；二是完善栏目。",
        "（一）存在的问题。解读不够。（二）整改措施。增加图解。",
        "解读形式不够丰富，2026年将增加图解。",
        "更新不及时。进一步健全制度。",
        "对上年度提出的问题，已全部整改。",
        "全年工作有序开展。",
    ],
)
def test_problems_with_measures(text: str) -> None:
    assert of("TX-18", with_text(BASE, "problems", text)) == []


def test_a_heading_without_text_is_no_measure() -> None:
    assert len(of("TX-18", headed(BASE, "problems", "（一）主要问题", "更新不够及时。", "（二）改进措施"))) == 1


def test_a_section_without_problems_is_reported_as_such() -> None:
    assert {each.code for each in found(with_text(BASE, "problems", "经自查，未发现问题。"))} == {"TX-01"}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年，将从以下方面改进：一是丰富解读形式。", "2025"),
        ("{{ 年度 }}年，我局将进一步加强解读。", "2025"),
        ("2024年将继续加大公开力度。", "2024"),
    ],
)
def test_a_plan_for_a_year_that_is_over(text: str, year: str) -> None:
    (own,) = of("TX-19", with_text(BASE, "problems", f"解读不够。{text}"))
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, year, "problems!B80")
    assert "打算应从 2026 年起" in own.remedy


@pytest.mark.parametrize(
    "text",
    [
        "2026年，将从以下方面改进：一是丰富解读形式。",
        "{{ 下年度 }}年，将进一步加强解读。",
        "2025年将政策解读与文件同步起草。",
        "落实《2025年将继续推进的事项清单》，予以改进。",
        "2025年将持续推进的事项，2026年将全部完成。",
        "下一步，我局将进一步加强解读。",
    ],
)
def test_plans_that_are_none_for_a_past_year(text: str) -> None:
    assert of("TX-19", with_text(BASE, "problems", f"解读不够。{text}")) == []


def test_plans_are_looked_for_in_section_five_alone() -> None:
    assert of("TX-19", with_text(BASE, "overview", "2025年将进一步明确的事项均已公开。")) == []


def test_last_years_plan_in_nearly_the_same_words() -> None:
    plan = f"2025年将做好以下工作：{PLANNED}；二是组织两次培训。"
    last = Prior(year=2024, numbers={}, narrative={"problems": (plan,)})
    other = "解读不够。今年的问题与上年不同，主要是检索不便、栏目偏多、更新偏慢，将逐项改进。"
    new = f"{other}2026年将做好以下工作：{PLANNED}；二是整合栏目，方便检索。"
    (own,) = of("TX-19", with_text(replace(BASE, prior=last), "problems", new))
    assert (own.severity, str(own.where)) == (Severity.WARNING, "problems!B80")
    assert "与上年报告里的几乎一样" in own.message
    assert of("TX-19", with_text(replace(BASE, prior=last), "problems", "二是组织两次培训，改进解读。")) == []


def test_what_became_of_last_years_plan_may_quote_it() -> None:
    last = Prior(year=2024, numbers={}, narrative={"problems": (f"解读不够。{PLANNED}。",)})
    for opening in ("对2024年度报告中提出的", "对{{ 上年度 }}年度报告中提出的", "对上年提出的"):
        text = f"栏目偏多，更新偏慢，检索不便，将逐项改进。{opening}{PLANNED}的打算，已经完成。"
        assert of("TX-19", with_text(replace(BASE, prior=last), "problems", text)) == []


def test_a_section_copied_as_a_whole_is_one_finding() -> None:
    text = f"解读不够，检索不便，栏目偏多，更新偏慢。{PLANNED}；二是组织两次答复口径的专题培训，请法制机构授课。"
    copied = replace(BASE, prior=Prior(year=2024, numbers={}, narrative={"problems": (text,)}))
    assert {each.code for each in found(with_text(copied, "problems", text))} == {"TX-08"}


def test_a_section_of_which_half_is_new_is_not_copied() -> None:
    old = "解读不够，检索不便，栏目偏多，更新偏慢，各单位报送的材料质量不一，"
    old += "答复口径也不尽一致，群众查找政策不便，公开的目录有待细化。"
    new = "今年新设的窗口人手偏少，排队时间较长，部分街道公开栏内容陈旧，"
    new += "对申请人的电话咨询回应不及时，将逐一改进。"
    last = replace(BASE, prior=Prior(year=2024, numbers={}, narrative={"problems": (old,)}))
    assert [each.actual for each in of("TX-08", with_text(last, "problems", old))] == ["100%"]
    assert of("TX-08", with_text(last, "problems", old + new)) == []


@pytest.mark.parametrize("text", ["同上", "详见附件。", " 略 ", "同去年"])
def test_a_paragraph_that_says_nothing(text: str) -> None:
    (own,) = of("TX-12", with_text(BASE, "problems", text, "解读不够，将改进。"))
    assert (own.actual, str(own.where)) == (text.strip(), "problems!B80")


@pytest.mark.parametrize("text", ["具体数据详见附件。", "情况同上年，未收取费用。", "省略。", "策略。"])
def test_a_paragraph_that_says_something(text: str) -> None:
    assert of("TX-12", with_text(BASE, "problems", text, "解读不够，将改进。")) == []


# --- TX-20 to TX-23 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("小王，这里再核一下。", "小王，"),
        ("注：小李请补数据。", "小李请"),
        ("收到申请33件（老张：这个数对吗）。", "老张："),
        ("王主任，请审核。", "王主任，请"),
        ("数据见附件。", "数据见附件"),
        ("此处需领导确认。", "此处需"),
        ("收到申请？？件。", "？？"),
        ("收到申请33（?）件。", "（?）"),
        ("这个数核对一下。", "核对一下"),
        ("收费12.6万元（待财务科核实）。", "（待财务科核实）"),
        ("公开信息33条。请业务科室补充案例。", "请业务科室补充"),
        ("@张三 收到申请33件。", "@张三"),
        ("收到申请33件（@李科长）。", "@李科长"),
    ],
)
def test_a_note_to_a_colleague(text: str, shown: str) -> None:
    (own,) = of("TX-20", with_text(BASE, "problems", f"{text}将改进。"))
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, shown, "problems!B80")


@pytest.mark.parametrize(
    "text",
    [
        "小学、小区、小微企业的信息公开。老年人，残疾人的信息。小程序，公众号同步发布。",
        "经分管领导审定后发布，报请领导审批。申请待补正3件。",
        "公开征求意见稿12件，详见附件1，具体数据见下表。",
        "怎么办？请拨打热线。办理流程是什么？",
        "张局长主持会议，王主任审核把关。",
        "与申请人核实情况，请申请人补充材料。（请与政策法规科联系）（需业务科室会签的除外）",
        "请各单位于每月5日前报送。各科室提供的信息由办公室审核。",
        "微博@江门发布、@平安鹤岗，邮箱wang@example.gov.cn，在抖音（@金山融媒）发布。",
    ],
)
def test_no_note_to_a_colleague(text: str) -> None:
    assert of("TX-20", with_text(BASE, "problems", f"{text}将改进。")) == []


@pytest.mark.parametrize(
    ("agency", "alone"),
    [
        ("某市市场监督管理局2025年政府信息公开工作年度报告", "某市市场监督管理局"),
        ("2025年度某市市场监督管理局政务公开年报", "某市市场监督管理局"),
        ("年度报告", ""),
    ],
)
def test_the_title_where_the_name_belongs(agency: str, alone: str) -> None:
    (own,) = of("TX-21", replace(BASE, agency=Text(value=agency, where=Location.parse("封面!B3"))))
    assert (own.severity, own.expected, str(own.where)) == (Severity.ERROR, alone, "封面!B3")


@pytest.mark.parametrize(
    "agency",
    [
        "单位：某市某局",
        "填报单位:某市某局",
        "某市某局（盖章）",
        "某市某局。",
        "单位名称：某市某局（公章）。",
        "2025年某市某局",
    ],
)
def test_more_than_the_name(agency: str) -> None:
    (own,) = of("TX-21", replace(BASE, agency=Text(value=agency, where=Location.parse("封面!B3"))))
    assert (own.severity, own.actual, own.expected) == (Severity.ERROR, agency, "某市某局")
    assert "“某市某局”" in own.remedy


@pytest.mark.parametrize("agency", ["某市市场监督管理局", "某县融媒体中心（某日报社）", "某省统计局"])
def test_a_name_alone(agency: str) -> None:
    assert of("TX-21", replace(BASE, agency=Text(value=agency, where=Location.parse("封面!B3")))) == []


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("http：//scjg.example.gov.cn", "http://scjg.example.gov.cn"),
        ("https:／／scjg．example.gov.cn", "https://scjg.example.gov.cn"),
        ("http:/scjg.example.gov.cn", "http://scjg.example.gov.cn"),
        ("http;//scjg.example.gov.cn", "http://scjg.example.gov.cn"),
        ("www。example。gov。cn", "www.example.gov.cn"),
        ("www.example。gov.cn", "www.example.gov.cn"),
        ("http:// scjg.example.gov.cn", "http://scjg.example.gov.cn"),
        ("scjg＠example.gov.cn", "scjg@example.gov.cn"),
        ("scjg@example。gov.cn", "scjg@example.gov.cn"),
    ],
)
def test_an_address_that_leads_nowhere(shown: str, meant: str) -> None:
    (own,) = of("TX-22", with_text(BASE, "preamble", f"本报告的电子版可查阅（网址：{shown}），或来信索取。"))
    assert (own.severity, own.actual, own.expected) == (Severity.WARNING, shown, meant)
    (contact,) = of(
        "TX-22", replace(BASE, contact=Text(value=f"邮箱或网址：{shown}", where=Location.parse("封面!B10")))
    )
    assert contact.cells[0].id == "cover.contact"


@pytest.mark.parametrize(
    "text",
    [
        "网址为：http://www.example.gov.cn。如有疑问，请来信（邮箱：abc@example.com）。",
        "下载：https://www.example.gov.cn/a/b.shtml?id=1&c=2，电话：0000-1234567。E-mail:abc@163.com；QQ:12345。",
        "见www.a.gov.cn、www.b.gov.cn，www.c.gov.cn；http://d.gov.cn/。联系人：王某",
        "采用HTTPS协议，http和https均可。",
        "比例3：2，时间8：30，WWW服务。",
    ],
)
def test_addresses_that_lead_somewhere(text: str) -> None:
    assert of("TX-22", with_text(BASE, "preamble", text)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("根据国办公开办函〔2019〕60号要求编制。", "国办公开办函〔2019〕60号"),
        ("按照《通知》（国办公开办函[2019] 60号）要求编制。", "国办公开办函[2019]60号"),
        ("依据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", "国务院令第492号"),
    ],
)
def test_a_repealed_basis(text: str, shown: str) -> None:
    (own,) = of("TX-23", with_text(BASE, "preamble", text))
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, shown, "preamble!B80")


@pytest.mark.parametrize(
    "text",
    [
        "根据国办公开办函〔2021〕30号要求编制。",
        "按照国办公开办函〔2021〕30号（国办公开办函〔2019〕60号同时停止执行）编制。",
        "根据《条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）编制。",
        "公开了国办公开办函〔2019〕60号的解读。",
        "按照《某省关于做好2025年政府信息公开工作年度报告有关事项的通知》编制。",
    ],
)
def test_a_basis_that_holds(text: str) -> None:
    assert of("TX-23", with_text(BASE, "preamble", text)) == []


def test_a_basis_that_still_held_in_its_year() -> None:
    early = replace(REPORT, form=FORMS.form("gkgb-2019"), year=2020, level=None)
    assert of("TX-23", with_text(early, "preamble", "根据国办公开办函〔2019〕60号要求编制。")) == []
    assert len(of("TX-23", with_text(early, "preamble", "根据国务院令第492号编制。"))) == 1


# --- TX-24 to TX-26: figures --------------------------------------------------------------------------------

GLUED = {"applications__received__natural_person": 202530, "applications__granted__natural_person": 202520}


def test_a_year_before_figures() -> None:
    (own,) = of("TX-24", with_values(BASE, **GLUED))
    assert own.severity is Severity.WARNING
    assert [ref.id for ref in own.cells] == [name.replace("__", ".") for name in GLUED]
    assert (own.actual, own.expected) == ("202530；202520", "30；20")


def test_a_year_before_a_fee() -> None:
    (own,) = of("TX-24", with_values(BASE, disclosure__fees__amount="202512.6"))
    assert own.expected == "12.6"


@pytest.mark.parametrize("figure", [2025, 20251 - 10_000, 12025, 120253, 33, 0])
def test_figures_without_a_year_before_them(figure: int) -> None:
    assert of("TX-24", with_values(BASE, disclosure__licensing__decisions=figure)) == []


def test_last_years_figure_decides_whether_a_year_stands_before_it() -> None:
    large = with_values(BASE, disclosure__licensing__decisions=202533)
    assert len(of("TX-24", with_prior(large, disclosure__licensing__decisions=33))) == 1
    assert of("TX-24", with_prior(large, disclosure__licensing__decisions=198_000)) == []


@pytest.mark.parametrize(
    ("level", "amount", "reported"),
    [
        ("city_department", "126000", True),
        ("city_department", "12.6", False),
        ("county_department", "96171.6", True),
        ("township", "5873", True),
        ("county", "96171.6", False),
        ("city", "316441", False),
        (None, "126000", False),
    ],
)
def test_an_amount_for_its_level(level: str | None, amount: str, reported: bool) -> None:
    own = of("TX-25", with_values(replace(BASE, level=level), disclosure__fees__amount=amount))
    assert [each.cells[0].id for each in own] == (["disclosure.fees.amount"] if reported else [])


def test_an_amount_that_last_year_explains() -> None:
    same = with_prior(with_values(BASE, disclosure__fees__amount=126_000), disclosure__fees__amount=118_000)
    assert {each.code for each in found(same)} == set()


FEE = "disclosure__fees__amount"


@pytest.mark.parametrize(
    "text",
    [
        "全年收费126000元。",
        "全年收费12.6万元。",
        "不动产登记费126,000.00元，均已上缴。",
        "行政事业性收费项目3项，共收取12.6万元。",
    ],
)
def test_an_amount_that_the_text_gives_in_yuan(text: str) -> None:
    (own,) = of("TX-27", with_text(with_values(BASE, **{FEE: 126_000}), "overview", text))
    assert (own.severity, own.actual, own.expected) == (Severity.WARNING, "126000", "12.6")
    assert [ref.id for ref in own.cells] == ["disclosure.fees.amount", "narrative.overview"]


@pytest.mark.parametrize(
    "text",
    [
        "全年收费126000万元。",
        "全年收费126000万元，其中登记费126000元。",
        "全年收费1.26亿元。",
        "安排资金126000元。",
        "全年收费1126000元，退费0.126000元，减免26000元。",
    ],
)
def test_an_amount_that_the_text_gives_otherwise(text: str) -> None:
    assert of("TX-27", with_text(with_values(BASE, **{FEE: 126_000}), "overview", text)) == []


def test_an_amount_that_is_compared_with_the_text_anyway_is_one_finding() -> None:
    said = with_text(with_values(BASE, **{FEE: 45_000}), "overview", "行政事业性收费45000元。")
    assert codes(said) == ["TX-04"]


def test_the_processing_fee_where_the_other_one_belongs() -> None:
    charged = {"processing_fee__notices": 3, "processing_fee__charged": 4950}
    (own,) = of("TX-27", with_values(BASE, **charged, **{FEE: 4950}))
    assert [ref.id for ref in own.cells] == ["disclosure.fees.amount", "processing_fee.charged"]
    assert "“通知收费总金额”" in own.message
    for fee in ("0.495", 495, 4951):
        assert of("TX-27", with_values(BASE, **charged, **{FEE: fee})) == []


@pytest.mark.parametrize(("unit", "value", "found"), [("元", 126_000, 1), ("万元", "12.6", 1), ("万元", 126_000, 0)])
def test_an_indicator_that_gives_an_amount_in_yuan(unit: str, value: object, found: int) -> None:
    own = Indicator(name="收费", entry=entry_of(value, Location.parse("指标!B5")), unit=unit)
    reported = of("TX-27", replace(with_values(BASE, **{FEE: 126_000}), indicators=(own,)))
    assert [str(each.cells[1].where) for each in reported] == ["指标!B5"] * found


def test_a_jump_from_last_year() -> None:
    jumped = with_values(BASE, disclosure__penalties__decisions=3300)
    (own,) = of("TX-26", with_prior(jumped, disclosure__penalties__decisions=33))
    assert (own.severity, own.actual, own.expected) == (Severity.WARNING, "3300", "33")
    assert own.cells[0].id == "disclosure.penalties.decisions"
    for before in (34, 9, 0):
        assert of("TX-26", with_prior(jumped, disclosure__penalties__decisions=before)) == []


def test_a_jump_that_a_year_explains_is_one_finding() -> None:
    glued = with_prior(with_values(BASE, disclosure__penalties__decisions=202533), disclosure__penalties__decisions=30)
    assert {each.code for each in found(glued)} == {"TX-24"}
