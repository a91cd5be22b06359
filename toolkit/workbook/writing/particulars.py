"""Lines of the 校验 sheet about the cover: what must be there, and the year that the form is for."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form.model import Severity
from toolkit.rules.live import BAD, JUDGED, OK, OPEN, Line, Live, constant, serial
from toolkit.workbook.plan import Plan
from toolkit.workbook.writing.dates import date_formula, year_formula
from toolkit.workbook.writing.references import cell
from toolkit.workbook.writing.values import Values


def cover_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """What the cover must hold (FM-01, FM-02, WB-10)."""
    filing = values.filing
    for slot, rule, there, severity in (
        ("agency", "机关全称应当填写", bool(filing.agency.value), Severity.ERROR),
        ("year", "报告年度应当填写", filing.year is not None, Severity.ERROR),
        ("level", "单位层级应当选择，有的规则因层级而异", bool(values.level), Severity.NOTE),
    ):
        spot = plan.spots.get(f"cover.{slot}")
        if spot is None:
            continue
        yield Line(
            code="FM-02",
            rule=rule,
            left=Live(formula=f'IF({cell(spot)}="","空白","已填")', shown="已填" if there else "空白"),
            right=constant("已填"),
            state=Live(formula=f'IF({cell(spot)}="","{OPEN}","{OK}")', shown=OK if there else OPEN),
            severity=constant(severity.label),
            spots=(spot,),
            unfilled=Live(formula=f'IF({cell(spot)}="",1,0)', shown=int(not there)),
        )
    yield _edition(plan, values)
    yield _is_date(plan, values)


def _edition(plan: Plan, values: Values) -> Line:
    """The form is in force for the year (FM-01)."""
    spot, years, year = plan.at("cover.year"), plan.form.years, values.filing.year
    read = year_formula(cell(spot))
    inside = f"{read}>={years.first}" + (f",{read}<={years.last}" if years.last else "")
    shown = OPEN if year is None else OK if year in years else BAD
    held = f'IF(ISNUMBER({read}),IF(AND({inside}),"{OK}","{BAD}"),"{JUDGED}")'
    return Line(
        code="FM-01",
        rule="所用格式应适用于报告年度",
        left=Live(formula=read, shown="" if year is None else year),
        right=constant(f"{years.first}—{years.last} 年" if years.last else f"{years.first} 年起"),
        state=Live(formula=f'IF({cell(spot)}="","{OPEN}",{held})', shown=shown),
        severity=constant(Severity.ERROR.label),
        spots=(spot,),
    )


def _is_date(plan: Plan, values: Values) -> Line:
    """What stands as the date of issue is one (WB-10)."""
    spot, issued = plan.at("cover.issued_on"), values.filing.issued_on
    day = date_formula(cell(spot))
    return Line(
        code="WB-10",
        rule="成文日期应是日期，如 2026-01-18",
        left=Live(formula=day, shown=serial(issued) if issued else ""),
        right=constant(""),
        state=Live(formula=f'IF({day}="{JUDGED}","{JUDGED}","{OK}")', shown=OK),
        severity=constant(Severity.ERROR.label),
        spots=(spot,),
        dates=True,
    )
