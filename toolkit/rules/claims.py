"""Figures that a sentence gives for something the tables hold too: what is counted, and which names it can mean.

The patterns are those of published reports. Where a sentence may be about something else (备案, 提案, one
channel's share, what a review organ decided for others) nothing is claimed: a missed slip is better than a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.rules.sentences import clause

Meaning = tuple[str, ...]
"""Names of the form whose sum is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure in a sentence. Any one of ``meanings`` may be the one meant; the first is the usual one."""

    start: int
    end: int
    number: Decimal
    words: str
    meanings: tuple[Meaning, ...]


_DIGITS = r"\d{1,15}(?:\.\d{1,9})?"
_N = rf"(?P<n>{_DIGITS})(?:件|起|宗|例|份)"
_GAP = r"[^，。；：、（）()\d]"

_RECEIVED = re.compile(rf"(?:新收|收到|受理|接收|接到|收办)(?:了|的)?{_GAP}{{0,24}}?{_N}")
_NOT_APPLICATIONS = re.compile(
    r"许可|复议|诉讼|审批|补贴|救助|仲裁|备案|提案|建议|问政|咨询|留言|举报|来信|其中|予以|部分公开|答复|办结"
    r"|网|信函|邮|传真|当面|窗口|微信|平台|自然人|法人|企业|机构|组织|去年|上年|同期"
)
_ANSWERED = re.compile(rf"(?:答复|办结|办理完毕)(?:了|的)?{_GAP}{{0,16}}?{_N}")
_NOT_ANSWERS = re.compile(
    r"提案|建议|问政|咨询|留言|来信|热线|复议|诉讼|其中|结转|顺延|下年|次年|举报|自然人|法人|网|去年|上年"
)
_CARRIED_IN = re.compile(
    rf"上(?:一)?年(?:度)?(?:结转|转入|遗留){_GAP}{{0,12}}{_N}|结转上年{_GAP}{{0,12}}(?P<m>{_DIGITS})件"
)
_CARRIED_OUT = (
    re.compile(rf"{_N}{_GAP}{{0,14}}(?:结转|顺延|转)(?:到|至|入)?(?:下|次|明|\d)"),
    re.compile(rf"(?:结转|顺延|转)(?:到|至|入)?(?:下|次)(?:一)?年(?:度)?{_GAP}{{0,10}}{_N}"),
)
_APPLICANTS = ("自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构")
_APPLICANT = re.compile(rf"(?P<who>{'|'.join(_APPLICANTS)})(?!.{{0,6}}(?:公开|处理|提供)){_GAP}{{0,10}}?{_N}")
_OUTCOMES = r"(?:(?<!不)予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
_OUTCOME = re.compile(rf"(?P<which>{_OUTCOMES}(?:(?:和|及|与|或|以及){_OUTCOMES})*){_GAP}{{0,8}}?{_N}")
_FEES = re.compile(rf"行政事业性收费{_GAP}{{0,12}}?(?P<n>{_DIGITS})万元")


def claims(sentence: str, paragraph: str) -> Iterator[Claim]:
    """What ``sentence`` claims; ``paragraph`` is what it stands in (own words, without blanks, both)."""
    if "申请" in paragraph and "公开" in paragraph:
        yield from _applications(sentence)
    if re.search("信息公开|政务公开", paragraph) and not re.search("备案|审理|代理", sentence):
        yield from _disputes(sentence)
    yield from _documents(sentence)
    yield from (_claim(match, ("行政事业性收费",)) for match in _FEES.finditer(sentence))


def _claim(match: re.Match[str], *meanings: Meaning, number: str = "") -> Claim:
    return Claim(
        start=match.start(),
        end=match.end(),
        number=Decimal(number or match["n"]),
        words=match[0],
        meanings=meanings,
    )


def _applications(sentence: str) -> Iterator[Claim]:
    for match in _RECEIVED.finditer(sentence):
        around = clause(sentence, match.start(), match.end())
        if "申请" in around and not _NOT_APPLICATIONS.search(around):
            both = ("新收申请", "上年结转")
            yield _claim(match, *((both, ("新收申请",)) if "收办" in match[0] else (("新收申请",), both)))
    for match in _ANSWERED.finditer(sentence):
        if not _NOT_ANSWERS.search(clause(sentence, match.start(), match.end())):
            yield _claim(match, ("办理总计",))
    for match in _CARRIED_IN.finditer(sentence):
        yield _claim(match, ("上年结转",), number=match["n"] or match["m"])
    for pattern in _CARRIED_OUT:
        for match in pattern.finditer(sentence):
            yield _claim(match, ("结转下年度",))
    for match in _APPLICANT.finditer(sentence):
        new, carried, handled = (f"{name}_{match['who']}" for name in ("新收申请", "上年结转", "办理总计"))
        yield _claim(match, (new,), (new, carried), (handled,))
    for match in _OUTCOME.finditer(sentence):
        yield _claim(match, tuple(re.findall(_OUTCOMES, match["which"])))


_CASE = re.compile(
    r"(?P<topic>未经复议直接起诉|直接起诉|(?:行政)?复议后(?:再)?(?:提起)?(?:起诉|行政诉讼|诉讼)|行政复议|行政诉讼|诉讼"
    r"|结果维持|结果纠正|其他结果|尚未审结|未审结|维持|纠正)"
    r"(?:(?:(?!复议|诉讼|起诉|维持|纠正|审结|其他)[^，。；、：（）()\d]){0,12}(?P<n>\d{1,15})(?:件|起|宗|例))?"
)
_RESULTS = {"维持": "结果维持", "纠正": "结果纠正", "其他": "其他结果", "审结": "尚未审结"}


def _disputes(sentence: str) -> Iterator[Claim]:
    """Reviews and suits; a result belongs to the kind named last before it. “复议和诉讼共5件” claims nothing."""
    subject, joint, end = "", False, -1
    for match in _CASE.finditer(sentence):
        topic = match["topic"]
        result = next((full for word, full in _RESULTS.items() if word in topic), "")
        if not result:
            joint = bool(subject) and bool(re.fullmatch("(?:案件)?[和及与、或]", sentence[end : match.start()]))
            subject = _subject(topic)
        end = match.end()
        if match["n"] and subject and not joint:
            yield _claim(match, (f"{subject}_{result}" if result else subject,))


def _subject(topic: str) -> str:
    if "直接起诉" in topic:
        return "直接起诉"
    return "复议后起诉" if "复议后" in topic else "行政诉讼" if "诉讼" in topic else "行政复议"


_COUNTED = re.compile(rf"(?P<before>[^，；、：（）()\d]{{0,24}}){_N}")
_KINDS = ("规范性文件", "规章")
_ACTS = {"制发": "制发", "制定": "制发", "出台": "制发", "印发": "制发", "废止": "废止", "现行有效": "现行有效"}
_NOT_OWN = re.compile("备案|审查|审核|清理|解读|修改|修订|起草|公开|征求|评估|制度")


def _documents(sentence: str) -> Iterator[Claim]:
    """“制发行政规范性文件5件，废止2件，现行有效20件”: the kind carries on until another is named."""
    kind = ""
    for match in _COUNTED.finditer(sentence):
        before = match["before"]
        named = [name for name in _KINDS if name in before]
        acts = [act for act in _ACTS if act in before]
        kind = (named[0] if len(named) == 1 else "") if named or not acts else kind
        if kind and len(acts) == 1 and not _NOT_OWN.search(before):
            yield _claim(match, (f"{kind}{_ACTS[acts[0]]}",))
