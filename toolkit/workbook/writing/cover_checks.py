"""Lines of the 校验 sheet about the cover: what must be there, and the year that the form is for."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form.model import Severity
from toolkit.rules.live_checks import BAD, JUDGED, OK, OPEN, CheckLine, FormulaValue, constant, serial
from toolkit.workbook.plan import Plan
from toolkit.workbook.references import cell
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.dates import date_formula, year_formula


def cover_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """What the cover must hold (FM-01, FM-02, WB-10)."""
    filing = values.filing
    for slot, rule, there, severity in (
        ("agency", "机关全称应当填写", bool(filing.agency.value), Severity.ERROR),
        ("year", "报告年度应当填写", filing.year is not None, Severity.ERROR),
        ("level", "单位层级应当选择，有的规则因层级而异", bool(values.level), Severity.NOTE),
    ):
        cell_address = plan.cell_addresses.get(f"cover.{slot}")
        if cell_address is None:
            continue
        yield CheckLine(
            code="FM-02",
            rule=rule,
            left=FormulaValue(formula=f'IF({cell(cell_address)}="","空白","已填")', shown="已填" if there else "空白"),
            right=constant("已填"),
            state=FormulaValue(formula=f'IF({cell(cell_address)}="","{OPEN}","{OK}")', shown=OK if there else OPEN),
            severity=constant(severity.label),
            cell_addresses=(cell_address,),
            unfilled=FormulaValue(formula=f'IF({cell(cell_address)}="",1,0)', shown=int(not there)),
        )
    yield _edition(plan, values)
    yield _is_date(plan, values)


def _edition(plan: Plan, values: CachedValues) -> CheckLine:
    """The form is in force for the year (FM-01)."""
    cell_address, years, year = plan.at("cover.year"), plan.form.years, values.filing.year
    read = year_formula(cell(cell_address))
    inside = f"{read}>={years.first}" + (f",{read}<={years.last}" if years.last else "")
    shown = OPEN if year is None else OK if year in years else BAD
    held = f'IF(ISNUMBER({read}),IF(AND({inside}),"{OK}","{BAD}"),"{JUDGED}")'
    return CheckLine(
        code="FM-01",
        rule="所用格式应适用于报告年度",
        left=FormulaValue(formula=read, shown="" if year is None else year),
        right=constant(f"{years.first}—{years.last} 年" if years.last else f"{years.first} 年起"),
        state=FormulaValue(formula=f'IF({cell(cell_address)}="","{OPEN}",{held})', shown=shown),
        severity=constant(Severity.ERROR.label),
        cell_addresses=(cell_address,),
    )


def _is_date(plan: Plan, values: CachedValues) -> CheckLine:
    """What stands as the date of issue is one (WB-10)."""
    cell_address, issued = plan.at("cover.issued_on"), values.filing.issued_on
    day = date_formula(cell(cell_address))
    return CheckLine(
        code="WB-10",
        rule="成文日期应是日期，如 2026-01-18",
        left=FormulaValue(formula=day, shown=serial(issued) if issued else ""),
        right=constant(""),
        state=FormulaValue(formula=f'IF({day}="{JUDGED}","{JUDGED}","{OK}")', shown=OK),
        severity=constant(Severity.ERROR.label),
        cell_addresses=(cell_address,),
        dates=True,
    )
