"""How reports word a figure that the tables hold too: one table of wordings, each with the names it can mean.

A name is one of the form's; ``+`` adds names; what stands in braces is a named part of the pattern in the form's words
(:data:`CALLED`), ``{subject}`` what the sentence named last. Wordings are those of published reports and of the form's
own sentences. Where a sentence may be about something else the wording is left out: a missed slip is better than a
false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.patterns import regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A pattern with its figure as ``n`` (none: the words say zero) and its readings, the usual one first.

    A part called ``each`` lists things that are counted apart, one called ``all`` things that are counted together.
    """

    words: re.Pattern[str]
    means: tuple[str, ...]
    about: str = ""  # what the paragraph, or the sub-head over it, must speak of
    needs: str = ""  # what the clause must speak of
    unless: str = ""  # what the clause must not speak of
    after: str = ""  # what the sentence must not have said just before
    silent: str = ""  # what the sentence must not speak of at all


DIGITS = r"(?<![\d.约近超逾过])\d{1,15}(?:\.\d{1,9})?"
_CASES = "(?:件|起|宗|例|份)"
_N = rf"(?P<n>{DIGITS}){_CASES}"
_GAP = r"[^，。；：、（）()\d]"
_END = r"(?:案件|事项|案|件)?(?:的)?(?:情况|情形|案件|申请)?(?=[，；：）)]|$)"
_YEAR_END = r"(?:结转|顺延|转)(?:到|至|入)?(?:下|次)(?:一)?年(?:度)?"
_WE = "[我本](?:局|委|办|厅|镇|乡|街道|县|市|区|机关|单位)"
_LAST_YEARS = r"上(?:一)?年(?:度)?(?:结转|转入|遗留)"
_AND = "(?:[、和及与或]|以及|或者)"

_APPLICATIONS = r"(?s)^(?=.*申请)(?=.*公开)"
_NOT_APPLICATIONS = (
    "许可|处罚|复议|诉讼|审批|补贴|救助|仲裁|备案|提案|建议|问政|咨询|留言|举报|来信|其中|予以|部分公开|答复|办结"
    "|网|信函|邮|传真|当面|窗口|微信|平台|自然人|法人|企业|机构|组织|去年|上年|同期"
    "|^(?!.*公开).*(?:登记|业务|认定|项目|资金|证)"
)
_NOT_ANSWERS = (
    "提案|建议|问政|咨询|留言|来信|热线|复议|诉讼|其中|结转|顺延|下年|次年|举报|自然人|法人|网|去年|上年"
    "|许可|处罚|强制|登记|业务|案件|模板|文书|范本"
)
_APPLICANTS = "自然人|公民|法人[和或及与、]其他组织|商业企业|企业|科研机构|社会公益组织|法律服务机构"
_EVERYBODY = "公民、?法人(?:和|或者?|及|以及|、)其他组织"
_OUTCOMES = r"(?:(?<!不)予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
_NEW, _ALL = "新收申请", "新收申请+上年结转"

_DISPUTES = "信息公开|政务公开|依申请公开"
_CASE = r"未经复议直接起诉|直接起诉|(?:行政)?复议后(?:再)?(?:提起)?(?:起诉|行政诉讼|诉讼)|行政复议|行政诉讼|诉讼"
_RESULT = "结果维持|结果纠正|其他结果|尚未审结|未审结|维持|纠正"
_CASE_GAP = r"(?:(?!复议|诉讼|起诉|维持|纠正|审结|其他)[^，。；、：（）()\d]){0,12}"
# What an organ of review does for others, in words or without naming 公开.
_NOT_DISPUTES = "备案|审理|代理|^(?!.*(?:信息|政务)公开)(?!.*被).*(?:办理|受理|(?<!未)(?<!没有)收到|承办|应诉)"
_BROUGHT = (
    f"(?:发生|出现|产生|收到|涉及|因|由|有关|关于|{_WE}"
    "|政府|政务|信息|公开|工作|答复|行为|引起|引发|导致|而|一[起件]|被|申请|提起|提出|的)*"
)
_BROUGHT_CASE = "(?:被)?(?:申请|提起|提出)?(?:行政复议|行政诉讼|诉讼)(?:案件)?"

_KIND = "行政规范性文件|规范性文件|规章"
_ACT = "新制作|新公开|对外公开总数(?:量)?|制发|制定|出台|印发|废止|现行有效"
_NOT_DOCUMENTS = "备案|审查|审核|清理|解读|修改|修订|起草|(?<!新)(?<!对外)公开(?!的)|征求|评估|制度|《"

_OWN = rf"(?:(?:\d{{4}}|\ue000)年(?:度)?|全年|年内|本年度?|{_WE}|共计?|合计|依法)*"
_DECISION = "行政许可|行政处罚|行政强制|其他对外管理服务(?:事项)?"
_DECIDED = rf"(?:处理)?(?:决定|案件|措施)*(?:书)?(?:共计?|合计|为)?(?P<n>{DIGITS})(?:件|起|宗|例|份|次|个)(?!人)"
_NOT_DECISIONS = "公开|公示|公布|发布|录入|上传|归集|推送|抽查|评查|复核|复议|诉讼|其中|备案|申请|涉及|不予|减|免"
_MONEY = rf"(?P<n>{DIGITS})(?P<unit>万?元)"


def _wording(words: str, *means: str, **conditions: str) -> Wording:
    return Wording(words=regex(words), means=means, **conditions)


def _applications() -> Iterator[Wording]:
    about = _APPLICATIONS
    received = "(?:新收|新增|收到|受理|接收|接到)"
    own = {"about": about, "needs": "申请", "unless": _NOT_APPLICATIONS}
    yield _wording(rf"收办(?:了|的)?{_GAP}{{0,24}}?{_N}", _ALL, _NEW, **own)
    yield _wording(rf"{received}(?:了|的)?{_GAP}{{0,24}}?{_N}", _NEW, _ALL, **own)
    asked = rf"(?:任何|过|一件|{_EVERYBODY}|提出|提交|的|依|政府|政务|信息|公开)*申请(?:公开)?(?:政府信息)?"
    none = rf"(?:(?:未|没有){received}|没有|(?<!有)无|(?:未|没有)(?:发生|产生))"
    yield _wording(rf"{none}{asked}{_END}", _NEW, about=about)
    yield _wording(rf"{_LAST_YEARS}{_GAP}{{0,12}}{DIGITS}件，(?:合计|共计|总计){_GAP}{{0,6}}?{_N}", _ALL, about=about)
    yield _wording(
        rf"(?:答复|办结|办理完毕)(?:了|的)?{_GAP}{{0,16}}?{_N}", "办理总计", about=about, unless=_NOT_ANSWERS
    )
    for carried in (rf"{_LAST_YEARS}{_GAP}{{0,12}}{_N}", rf"结转上年{_GAP}{{0,12}}(?P<n>{DIGITS})件"):
        yield _wording(carried, "上年结转", about=about)
    yield _wording(rf"(?:没有|(?<!有)无){_LAST_YEARS}(?:的)?(?:政府信息公开)?(?:申请)?{_END}", "上年结转", about=about)
    yield _wording(rf"{_N}{_GAP}{{0,14}}(?:结转|顺延|转)(?:到|至|入)?(?:下|次|明|\d)", "结转下年度", about=about)
    yield _wording(rf"{_YEAR_END}{_GAP}{{0,10}}{_N}", "结转下年度", about=about)
    yield _wording(
        rf"(?:没有|(?<!有)无)(?:需要?)?{_YEAR_END}(?:继续)?(?:办理|答复)?(?:的)?(?:申请)?{_END}",
        "结转下年度",
        about=about,
    )
    yield _wording(
        rf"(?P<who>{_APPLICANTS})(?!{_GAP}{{0,6}}(?:公开|处理|提供)){_GAP}{{0,10}}?{_N}",
        *("新收申请_{who}", "新收申请_{who}+上年结转_{who}", "办理总计_{who}"),
        about=about,
        after=rf"(?:{_OUTCOMES}|答复|办结|结转)[^；。]*$",
    )
    outcomes = rf"(?P<all>{_OUTCOMES}(?:(?:和|及|与|或|以及){_OUTCOMES}){{0,9}})"
    yield _wording(rf"{outcomes}{_GAP}{{0,8}}?{_N}", "{all}", about=about)


def _disputes() -> Iterator[Wording]:
    own = {"about": _DISPUTES, "silent": _NOT_DISPUTES}
    joint = rf"(?:{_CASE})(?:案件)?[和及与、或](?:被)?(?:提起)?$"
    yield _wording(rf"(?P<case>{_CASE}){_CASE_GAP}(?P<n>{DIGITS})(?:件|起|宗|例)", "{case}", after=joint, **own)
    yield _wording(rf"(?P<result>{_RESULT}){_CASE_GAP}(?P<n>{DIGITS})(?:件|起|宗|例)", "{subject}_{result}", **own)
    cases = rf"(?P<each>{_BROUGHT_CASE}(?:{_AND}{_BROUGHT_CASE}){{0,9}})"
    yield _wording(rf"(?:未|没有|(?<!有)无){_BROUGHT}?{cases}{_END}", "{each}", **own)


def _documents() -> Iterator[Wording]:
    own = {"unless": _NOT_DOCUMENTS}
    act, kind = rf"(?<![^件][、和及与])(?P<act>{_ACT})(?:了|的)?", rf"(?P<subject>{_KIND})"
    yield _wording(rf"{act}(?:(?!规章|规范性){_GAP}){{0,10}}?{kind}(?:共计?)?{_N}", "{subject}{act}", **own)
    yield _wording(rf"{act}(?:件数|数量|总数|为|共计?)?{_N}", "{subject}{act}", **own)
    acts = rf"(?P<each>(?:{_ACT}|对外公开)(?:、(?:{_ACT}))*)"
    yield _wording(rf"(?:未|没有|(?<!有)无){acts}(?:的)?{kind}{_END}", "{subject}{each}", **own)


def _decisions() -> Iterator[Wording]:
    listed = rf"(?P<each>{_DECISION}){_DECIDED}"
    yield _wording(
        rf"(?:^|(?<=[，；：])){_OWN}(?:作出|做出|办理|实施|查处){_OWN}{listed}", "{each}", unless=_NOT_DECISIONS
    )
    yield _wording(
        rf"(?:^|(?<=[，；：、])){_OWN}{listed}", "{each}", unless=_NOT_DECISIONS, after=rf"(?:{_NOT_DECISIONS})[^；]*$"
    )
    every = rf"(?P<each>(?:{_DECISION})(?:决定)?(?:{_AND}(?:{_DECISION})(?:决定)?)*)"
    yield _wording(rf"(?:未|没有)(?:作出|做出|实施|办理|发生){every}{_END}", "{each}", unless="不予|其中")


def _money() -> Iterator[Wording]:
    own = {"unless": "减免|减征|免征|优惠|退还|缓"}
    yield _wording(rf"行政事业性收费(?:(?!项目){_GAP}){{0,12}}?{_MONEY}", "行政事业性收费", **own)
    yield _wording(rf"行政事业性收费项目(?:共计?)?(?P<n>{DIGITS})项", "行政事业性收费项目", **own)
    none = rf"(?:(?<!有)无|没有|未收取|未发生|未产生)行政事业性收费(?:项目)?{_END}"
    yield _wording(none, "行政事业性收费", "行政事业性收费项目", **own)
    yield _wording(rf"政府集中采购(?:项目)?(?:共计?)?(?P<n>{DIGITS})(?:项|个)", "政府集中采购")
    yield _wording(rf"采购总金额(?:为|共计?)?{_MONEY}", "采购总金额")
    yield _wording(rf"(?:(?<!有)无|没有|未)(?:实施|开展)?政府集中采购(?:项目)?{_END}", "政府集中采购")


WORDINGS: tuple[Wording, ...] = (*_applications(), *_disputes(), *_documents(), *_decisions(), *_money())
"""Every wording; of two that read the same figure, the first is meant."""

CALLED: Mapping[str, str] = {
    "公民": "自然人",
    "企业": "商业企业",
    **{f"法人{joint}其他组织": "法人或其他组织" for joint in "和或及与、"},
    "维持": "结果维持",
    "纠正": "结果纠正",
    "未审结": "尚未审结",
    "诉讼": "行政诉讼",
    "未经复议直接起诉": "直接起诉",
    **{
        f"{review}后{again}{suit}": "复议后起诉"
        for review in ("复议", "行政复议")
        for again in ("", "再", "提起", "再提起")
        for suit in ("起诉", "行政诉讼", "诉讼")
    },
    "行政规范性文件": "规范性文件",
    "制定": "制发",
    "出台": "制发",
    "印发": "制发",
    "对外公开": "公开总数",
    "对外公开总数": "公开总数",
    "对外公开总数量": "公开总数",
    "其他对外管理服务": "其他管理服务",
    "其他对外管理服务事项": "其他管理服务",
}
"""The form's word for what reports call otherwise."""
LISTED = regex(rf"{_OUTCOMES}|行政复议|行政诉讼|诉讼|{_ACT}|对外公开|{_DECISION}")
"""The things that a list may hold."""
SUBJECTS = regex(rf"(?P<named>{_CASE}|{_KIND})|[（(；）)]")
"""What later figures of a sentence belong to, and the marks that end its reach."""
JOINT = regex("(?:案件)?[和及与、或](?:被)?(?:提起)?")
"""Two subjects joined so share what follows, and nobody knows in which parts."""
WIDER: Mapping[str, str] = {"直接起诉": "行政诉讼", "复议后起诉": "行政诉讼"}
"""What a result may belong to where it is not said of which of the two kinds."""
ELSEWHERE = regex(
    r"(?<![较比与])(?P<year>(?:19|20)\d\d)年|(?P<own>全年|年内|本年)|(?:上|下)半年|[一二三四]季度"
    r"|(?<!\d)(?!12月(?:31日|底|末))(?!1月1日)\d{1,2}月"
    r"|(?<![较比与同])(?:去年|上年(?!度?(?:结转|转入|遗留)))|(?<!全年)(?<!年内)累计|近[两三四五\d]年|例如|比如"
)
"""Of which time a sentence speaks: the last of these before a figure decides."""
AREA = regex("全[省市县区国镇乡]|全系统|各(?:省|市|县|区|镇|乡|部门|单位)")
"""Words for a whole area, of which only its government's report gives the figures."""
