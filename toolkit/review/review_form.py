"""The paper that a report is reviewed on: what it is, how its review stands with room to sign, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.document.blocks import Block, Document, ReportHeading, ReportParagraph, ReportTable
from toolkit.document.plain_tables import ListColumn, list_table, pair_table
from toolkit.document.printable import printable_line, printable_lines
from toolkit.filing import Filing, ReviewRound
from toolkit.filing.review import SHOWN_DIGITS
from toolkit.finding import Finding, count_words
from toolkit.form.dates import format_chinese_date
from toolkit.ingest.comparison import YearComparison
from toolkit.review.review_lists import figures, open_findings, round_changes, waived_findings, year_changes
from toolkit.review.round_changes import RoundChange, changes_since_last_round
from toolkit.review.year_changes import changes_since_last_year
from toolkit.rules.review_rounds import passed_words, who_signed
from toolkit.rules.review_standing import ReviewStanding, standing_of

NAME = "审核表"
_SAID = frozenset({"RV-01", "RV-03"})
"""Findings on how far the review is and what changed since, which the paper itself says at more length."""
_SIGNED, _VOID, _BLANK = 14.0, 8.0, 20.0
"""The least heights in mm of a round that was recorded, of one that counts no more, and of one to be written in by
hand."""
_DAY, _DECISION = "　　年\n　月　日", "□ 通过\n□ 退回"
"""What is printed for whoever writes by hand."""
_ROUNDS = (
    ListColumn(head="轮次", width=14, centred=True),
    ListColumn(head="审核人", width=20, centred=True),
    ListColumn(head="职务", width=19, centred=True),
    ListColumn(head="日期", width=26, centred=True),
    ListColumn(head="结论", width=19, centred=True),
    ListColumn(head="意见\n（退回的写明理由）", width=36),
    ListColumn(head="本人签名", width=22, centred=True),
)
_NOTE = (
    "报告的正文另附。已签认的各轮，姓名是签认时输入的，程序不核实身份，请本人在右栏签名。内容码由报告的数字和文字算出，"
    "改动一处就不一样；签认以后，工作簿“审核”表里记的应与它相同。"
)


def review_form(filing: Filing, findings: Sequence[Finding]) -> Document:
    """The paper for ``filing``, in which its check found ``findings``; it is made whatever is wrong with it."""
    findings = [each for each in findings if each.code not in _SAID]
    standing = standing_of(filing)
    since, years = changes_since_last_round(filing), changes_since_last_year(filing)
    facts = (
        ("机关和年度", f"{filing.agency.value or '（没有写明机关）'}，{_year(filing)}"),
        ("所用格式", filing.form.name),
        ("成文日期", format_chinese_date(filing.issued_on) if filing.issued_on else "（没有写明）"),
        ("检查结果", _checked(findings)),
        ("审核进度", _progress(standing)),
        ("上次审核以来", _since(filing, standing, since)),
        ("与上年相比", _years(filing, years)),
        ("内容码", _grouped(standing.digest)),
        ("说明", _NOTE),
    )
    lists: Iterable[tuple[str, Iterable[Block]]] = (
        ("一、检查发现的问题", open_findings(findings)),
        ("二、已经说明理由的问题", waived_findings(findings)),
        (
            "三、上次审核以来的改动",
            (*_corrections(filing), *(round_changes(since) if since else [_said(_since(filing, standing, since))])),
        ),
        ("四、与上年相比的变化", year_changes(years) if years else [_said(_years(filing, years))]),
        ("五、报告的数字", figures(filing)),
    )
    return Document(
        agency=printable_line(filing.agency.value) or "（没有写明机关名称）",
        title=f"{printable_line(filing.title_text)}{filing.edition}{NAME}",
        year=filing.year,
        preamble=(),
        blocks=(
            pair_table("基本情况", facts, (30, 126)),
            _rounds(filing, standing),
            *(block for heading, blocks in lists for block in (_heading(heading), *blocks)),
        ),
        issued_on=None,
        subjects=filing.form.subjects,
        signed=False,
    )


def _year(filing: Filing) -> str:
    return f"{filing.year}年" if filing.year else "（没有写明年度）"


def _checked(findings: Sequence[Finding]) -> str:
    words, waived = count_words(findings), sum(bool(each.waived) for each in findings)
    said = f"有 {'、'.join(words)}，见“一”。" if words else "没有发现问题。"
    said += f"另有 {waived} 项已说明理由，见“二”。" if waived else ""
    return f"{said}改正错误以前，不能生成正式报告。" if any(each.blocks for each in findings) else said


def _progress(standing: ReviewStanding) -> str:
    if not standing.missing:
        return "各轮都已通过。"
    returned = f"“{standing.returned.name}”退回。" if standing.returned else ""
    return f"{returned}{passed_words(standing)}还差：{'、'.join(standing.missing)}。"


def _since(filing: Filing, standing: ReviewStanding, changes: Sequence[RoundChange] | None) -> str:
    if not filing.review.signed:
        return "还没有签认过。"
    last = filing.review.signed[-1]
    named = f"“{last.name}”（{who_signed(last)}）签认以后"
    if last.digest == standing.digest:
        return f"{named}没有改动。"
    if changes is None:
        return f"{named}有改动，以前各轮作废；当时的内容没有保存，说不出改了哪里。"
    return f"{named}有 {len(changes)} 处改动，以前各轮作废，见“三”。"


def _corrections(filing: Filing) -> Iterator[Block]:
    """What a corrected edition says otherwise than the one that was published."""
    for line in filing.correction.lines if filing.correction else ():
        yield from map(_said, printable_lines(line))


def _years(filing: Filing, years: YearComparison | None) -> str:
    if years is None:
        absent = filing.before is not None
        return "上年所用的表式这里没有，不能比较。" if absent else "没有上年的数据，没有比较。"
    changed = sum(each.last != each.this for each in years.changes if None not in (each.last, each.this))
    return f"有 {changed} 格数字不同，见“四”。" if changed else "数字没有变化，见“四”。"


def _rounds(filing: Filing, standing: ReviewStanding) -> ReportTable:
    """The rounds that were recorded, in their order, then an empty row for each that is still to come."""
    recorded = filing.review.rounds
    rows = [_recorded(each, standing) for each in recorded]
    rows += [(name, "", "", _DAY, _DECISION, "", "") for name in standing.missing]
    heights = [_VOID if _is_void(each, standing) else _SIGNED for each in recorded] + [_BLANK] * len(standing.missing)
    return list_table("审核记录", _ROUNDS, rows, heights=heights)


def _is_void(own: ReviewRound, standing: ReviewStanding) -> bool:
    """Whether the report was changed since the round was signed."""
    return bool(own.digest) and own not in standing.valid


def _recorded(own: ReviewRound, standing: ReviewStanding) -> tuple[str, ...]:
    void = _is_void(own, standing)
    state = "已作废" if void else "已签认" if own.digest else "未签认"
    reason = f"退回理由：{own.reason}" if own.reason else ""
    words = "\n".join(filter(None, (own.opinion, reason)))
    return (
        own.name,
        own.reviewer,
        own.role,
        _day(own),
        f"{own.decision or '—'}\n（{state}）",
        words,
        "—" if void else "",
    )


def _day(own: ReviewRound) -> str:
    return format_chinese_date(own.day) if own.day else ""


def _grouped(digest: str) -> str:
    """As much of a digest as the workbook shows, in groups to be compared by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, SHOWN_DIGITS, 4))


def _heading(text: str) -> ReportHeading:
    return ReportHeading(text=text, level=1, anchor=f"review-{text[0]}")


def _said(words: str) -> ReportParagraph:
    return ReportParagraph(text=words)
