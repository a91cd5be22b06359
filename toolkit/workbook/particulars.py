"""Lines of the 校验 sheet about the cover and the text: what is there, the year, the deadline, empty sections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit.form.model import Level, Severity
from toolkit.workbook.checklist import BAD, OK, OPEN, Line, Live, constant
from toolkit.workbook.plan import COVER, HEADING, Plan
from toolkit.workbook.references import cell, column
from toolkit.workbook.values import Values

_DAY_ZERO = dt.date(1899, 12, 30)  # from which spreadsheets count days
_NOTHING = ("无", "无。")


def serial(day: dt.date) -> int:
    """A date as spreadsheets count it."""
    return (day - _DAY_ZERO).days


def cover_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """What the cover must hold."""
    filing = values.filing
    for slot, rule, there, severity in (
        ("agency", "机关全称应当填写", bool(filing.agency.value), Severity.ERROR),
        ("year", "报告年度应当填写", filing.year is not None, Severity.ERROR),
        ("level", "单位层级应当选择，有的规则因层级而异", bool(values.level), Severity.WARNING),
        ("issued_on", "成文日期应当填写", filing.issued_on is not None, Severity.WARNING),
    ):
        spot = plan.at(f"cover.{slot}")
        yield Line(
            code=COVER,
            rule=rule,
            left=Live(formula=f'IF({cell(spot)}="","空白","已填")', shown="已填" if there else "空白"),
            right=constant("已填"),
            state=Live(formula=f'IF({cell(spot)}="","{OPEN}","{OK}")', shown=OK if there else OPEN),
            severity=constant(severity.label),
            spots=(spot,),
        )
    yield _edition(plan, values)
    yield _deadline(plan, values)


def text_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """Each section of text holds at least one paragraph (TX-01)."""
    for section in plan.form.sections:
        region = plan.regions.get(f"narrative.{section.id}")
        if not region:
            continue
        text, kind = column(region, "text"), column(region, "kind")
        formula = f'SUMPRODUCT((LEN(TRIM({text}))>0)*ISERROR(FIND("{HEADING}",{kind}))'
        formula += "".join(f'*({text}<>"{nothing}")' for nothing in _NOTHING if section.id == "problems") + ")"
        paragraphs = [p.text.strip() for p in values.filing.narrative.get(section.id, ()) if not p.heading]
        count = sum(1 for text in paragraphs if text and (section.id != "problems" or text not in _NOTHING))
        yield Line(
            code="TX-01",
            rule=f"“{section.heading}”应有正文" + ("，不能只写“无”" if section.id == "problems" else ""),
            left=Live(formula=formula, shown=count),
            right=constant("至少 1 段"),
            state=Live(formula=f'IF({formula}>0,"{OK}","{BAD}")', shown=OK if count else BAD),
            severity=constant(Severity.ERROR.label),
            spots=(region.spot("text", 0),),
        )


def _edition(plan: Plan, values: Values) -> Line:
    """The form is in force for the year (FM-01)."""
    spot, years, year = plan.at("cover.year"), plan.form.years, values.filing.year
    inside = f"{cell(spot)}>={years.first}" + (f",{cell(spot)}<={years.last}" if years.last else "")
    shown = OPEN if year is None else OK if year in years else BAD
    return Line(
        code="FM-01",
        rule="所用格式应适用于报告年度",
        left=Live(formula=f'IF({cell(spot)}="","",{cell(spot)})', shown="" if year is None else year),
        right=constant(f"{years.first}—{years.last} 年" if years.last else f"{years.first} 年起"),
        state=Live(formula=f'IF({cell(spot)}="","{OPEN}",IF(AND({inside}),"{OK}","{BAD}"))', shown=shown),
        severity=constant(Severity.ERROR.label),
        spots=(spot,),
    )


def _deadline(plan: Plan, values: Values) -> Line:
    """The date of issue lies within the level's time limit (DL-01); not evaluated where there is none."""
    filing = values.filing
    day, year, level = (cell(plan.at(f"cover.{slot}")) for slot in ("issued_on", "year", "level"))
    limit = _limit(filing.form.level(filing.level), filing.year)
    formula = '""'
    for date, labels in _deadlines(plan).items():
        listed = ",".join(f'{level}="{label}"' for label in labels)
        month, _, day_of_month = date.partition("-")
        formula = f"IF(OR({listed}),DATE({year}+1,{int(month)},{int(day_of_month)}),{formula})"
    formula = f'IF({year}="","",{formula})'
    state = OPEN
    if limit and filing.issued_on:
        state = OK if filing.issued_on <= limit else BAD
    return Line(
        code="DL-01",
        rule="成文日期应在法定期限之内（右边是本层级的期限，空白为没有统一期限）",
        left=Live(formula=f'IF({day}="","",{day})', shown=serial(filing.issued_on) if filing.issued_on else ""),
        right=Live(formula=formula, shown=serial(limit) if limit else ""),
        state=Live(formula=f'IF(OR({day}="",{formula}=""),"{OPEN}",IF({day}<={formula},"{OK}","{BAD}"))', shown=state),
        severity=constant(Severity.WARNING.label),
        spots=(plan.at("cover.issued_on"),),
        dates=True,
    )


def _deadlines(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for level in plan.form.levels:
        if level.deadline:
            found.setdefault(level.deadline, []).append(level.label)
    return found


def _limit(level: Level | None, year: int | None) -> dt.date | None:
    if not (level and level.deadline and year):
        return None
    month, _, day = level.deadline.partition("-")
    return dt.date(year + 1, int(month), int(day))
