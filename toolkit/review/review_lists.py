"""What whoever reviews a report looks through: findings, waivers, changes, and the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.clickable import clickable
from toolkit.document.blocks import Block, ReportHeading, ReportParagraph
from toolkit.document.compose import table_blocks
from toolkit.document.plain_tables import ListColumn, list_table
from toolkit.filing import Filing
from toolkit.filing.numerals import value_text
from toolkit.filing.values import displayed_value, reported_text
from toolkit.finding import Finding
from toolkit.ingest.comparison import YearComparison
from toolkit.review.round_changes import RoundChange

_MOST_PLACES = 5
_CODE, _PLACE, _FAULT = (
    ListColumn(head="程度和编号", width=20, centred=True),
    ListColumn(head="位置", width=38),
    ListColumn(head="问题", width=54),
)
_REMEDY, _REASON = (ListColumn(head=head, width=44) for head in ("怎么办", "理由"))
_CHANGES = (
    ListColumn(head="位置", width=42),
    ListColumn(head="审核时", width=57),
    ListColumn(head="现在", width=57),
)
_LIKENESS = (ListColumn(head="文字", width=116), ListColumn(head="与上年相同", width=40, centred=True))
_OTHERS = (
    ListColumn(head="项目", width=100),
    ListColumn(head="数值", width=32, centred=True),
    ListColumn(head="单位", width=24, centred=True),
)


def open_findings(findings: Iterable[Finding]) -> Iterator[Block]:
    """Those that nobody answered for, the most severe first, with their places and what to do."""
    rows = [
        (f"{each.severity.label}\n{each.code}", _places(each), each.message, clickable(each.remedy))
        for each in sorted(findings, key=lambda each: each.severity.rank)
        if not each.waived
    ]
    yield list_table("检查发现的问题", (_CODE, _PLACE, _FAULT, _REMEDY), rows) if rows else _said("没有发现问题。")


def waived_findings(findings: Iterable[Finding]) -> Iterator[Block]:
    """Those that staff answered for, with their reasons."""
    rows = [
        (f"{each.severity.label}\n{each.code}", _places(each), each.message, each.waived)
        for each in findings
        if each.waived
    ]
    yield list_table("已经说明理由的问题", (_CODE, _PLACE, _FAULT, _REASON), rows) if rows else _said("没有。")


def round_changes(changes: Sequence[RoundChange]) -> Iterator[Block]:
    """Each change as it was and as it is."""
    rows = [(f"{each.label}\n{each.where}", each.before or "（没有）", each.after or "（没有）") for each in changes]
    yield list_table("上次审核以来的改动", _CHANGES, rows)


def year_changes(years: YearComparison) -> Iterator[Block]:
    """The figures that are others than last year, how many are not, and how alike the text is."""
    known = [each for each in years.changes if each.last is not None and each.this is not None]
    rows = [
        (each.table, each.label, value_text(each.last), value_text(each.this), value_text(each.difference), each.rate)
        for each in known
        if each.last != each.this
    ]
    if rows:
        yield list_table("与上年相比的变化", _year_columns(years), rows)
    left = [f"另有 {len(known) - len(rows)} 格没有变化。" if rows else "各格都没有变化。"]
    unknown = len(years.changes) - len(known)
    left += [f"{unknown} 格有一年没有数字，没有比较。"] if unknown else []
    left += [f"{'、'.join(years.left_out)}有口径不同的格，没有比较。"] if years.left_out else []
    yield _said("".join(left))
    alike = [(each.heading, f"{each.share:.0%}") for each in years.texts if each.share is not None]
    if alike:
        yield list_table("文字与上年相同的程度", _LIKENESS, alike)


def figures(filing: Filing) -> Iterator[Block]:
    """Every table as the report prints it, then the figures outside of tables."""
    for table in filing.form.tables:
        yield ReportHeading(text=table.caption, level=2, anchor=f"review-{table.id}")
        yield from table_blocks(filing, table.id)
    rows = [*_others(filing)]
    if rows:
        yield ReportHeading(text="表格以外的数字", level=2, anchor="review-others")
        yield list_table("表格以外的数字", _OTHERS, rows)


def _others(filing: Filing) -> Iterator[tuple[str, str, str]]:
    for field in filing.form.fields.values():
        yield field.label, reported_text(filing, field.id), field.unit
    for own in filing.indicators:
        yield own.name, displayed_value(own.entry), own.unit


def _year_columns(years: YearComparison) -> tuple[ListColumn, ...]:
    last, this = (f"{filing.year}年" for filing in (years.last, years.this))
    return (
        ListColumn(head="表", width=14, centred=True),
        ListColumn(head="项目", width=66),
        ListColumn(head=last, width=20, number=True),
        ListColumn(head=this, width=20, number=True),
        ListColumn(head="增减", width=18, number=True),
        ListColumn(head="幅度", width=18, centred=True),
    )


def _places(finding: Finding) -> str:
    """The first place with what it is called, then the others."""
    if not finding.cells:
        return "整份报告"
    head = finding.cells[0]
    others = [*finding.other_places()]
    more = f" 等 {len(others)} 处" if len(others) > _MOST_PLACES else ""
    also = f"另见 {'、'.join(others[:_MOST_PLACES])}{more}" if others else ""
    return "\n".join(filter(None, (str(head.where), head.label, also)))


def _said(words: str) -> ReportParagraph:
    return ReportParagraph(text=words)
