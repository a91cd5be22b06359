"""Lines of the 校验 sheet about the cover, the text, the fee and last year: what is there, the year, the deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from toolkit.form.excel import dashes_formula
from toolkit.form.model import Severity
from toolkit.rules.deadline import deadline_of
from toolkit.rules.fees import ANNOUNCED, NO_MORE_THAN_CHARGED, NOTICES
from toolkit.rules.places import NOTICE_YEAR
from toolkit.rules.prior import CARRY_RULE
from toolkit.workbook.plan import HEADING, Plan
from toolkit.workbook.writing.checklist import BAD, JUDGED, OK, OPEN, Line, Live, constant, counted, relation_line
from toolkit.workbook.writing.dates import date_formula, year_formula
from toolkit.workbook.writing.references import cell, column, column_of, level_cell
from toolkit.workbook.writing.values import Values

_DAY_ZERO = dt.date(1899, 12, 30)  # from which spreadsheets count days
_NOTHING = ("无", "无。")
GAP = "【"
_NEEDED = ("overview", "problems")  # sections that may not say that there is nothing to say


def serial(day: dt.date) -> int:
    """A date as spreadsheets count it."""
    return (day - _DAY_ZERO).days


def cover_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """What the cover must hold (FM-01, FM-02, DL-01)."""
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
    yield _deadline(plan, values)


def text_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """Each section of text holds at least one paragraph (TX-01)."""
    for section in plan.form.sections:
        region = plan.regions.get(f"narrative.{section.id}")
        if not region:
            continue
        text, kind = column(region, "text"), column(region, "kind")
        formula = f'SUMPRODUCT((LEN(TRIM({text}))>0)*ISERROR(FIND("{HEADING}",{kind}))'
        formula += "".join(f'*({text}<>"{nothing}")' for nothing in _NOTHING if section.id in _NEEDED) + ")"
        paragraphs = [p.text.strip() for p in values.filing.narrative.get(section.id, ()) if not p.heading]
        count = sum(1 for text in paragraphs if text and (section.id not in _NEEDED or text not in _NOTHING))
        nothing_written = f"SUMPRODUCT(LEN(TRIM({text}))*1)=0"
        wrong = f'IF({nothing_written},"{OPEN}","{BAD}")'
        written = any(own.text.strip() for own in values.filing.narrative.get(section.id, ()))
        yield Line(
            code="TX-01",
            rule=f"“{section.heading}”应有正文" + ("，不能只写“无”" if section.id in _NEEDED else ""),
            left=Live(formula=formula, shown=count),
            right=constant("至少 1 段"),
            state=Live(formula=f'IF({formula}>0,"{OK}",{wrong})', shown=OK if count else BAD if written else OPEN),
            severity=constant(Severity.ERROR.label),
            spots=(region.spot("text", 0),),
            marks=False,
            unwritten=Live(formula=f"IF({nothing_written},1,0)", shown=int(not written)),
        )


def draft_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """No 【】 of the form's drafts is left on a text sheet (TX-05). What is left is not filled in yet."""
    for key, region in plan.regions.items():
        kind, _, slot = key.partition(".")
        if kind != "narrative" or not plan.form.gaps:
            continue
        text, gaps = column(region, "text"), plan.form.gaps
        found = "+".join(f"ISNUMBER(FIND({_literal(gap)},{text}))" for gap in gaps)
        left = sum(gap in own.text for own in values.filing.narrative.get(slot, ()) for gap in gaps)
        count = Live(formula=f"SUMPRODUCT({found}+0)", shown=left)
        rule = "草稿里的【】都应改写（左边是还没改写的处数）"
        spots = (region.spot("text", 0),)
        yield counted("TX-05", rule, count, Severity.ERROR, spots, wrong=constant(OPEN), unwritten=count)


def _literal(text: str) -> str:
    """Text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'


def fee_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """The figures on the fee are there and fit one another (TX-06), on forms of the years that have the fee."""
    years = plan.form.years
    if NOTICES not in plan.form.fields or (years.last and years.last < NOTICE_YEAR):
        return
    fields = list(plan.form.fields)
    listed = ",".join(cell(plan.at(name)) for name in fields)
    blank = sum(1 for name in fields if values.written(name) is None)
    count = Live(formula=f"{len(fields)}-COUNTA({listed})", shown=blank)
    rule = "信息处理费三个数都应填写，没有的填 0（左边是空着的格数）"
    spots = tuple(plan.at(name) for name in fields)
    yield counted("TX-06", rule, count, Severity.WARNING, spots, wrong=constant(OPEN), unfilled=count)
    for relation, told in (
        (NO_MORE_THAN_CHARGED, "实际收取的信息处理费不应多于通知收费的总金额"),
        (ANNOUNCED, "有通知收费金额，就应有收费通知（右边是通知收费总金额）"),
    ):
        yield relation_line(plan, values, relation, code="TX-06", rule=told, severity=constant(Severity.WARNING.label))


def carried_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """Every figure put in the place of one handed on has its reason, beside it or on this sheet (T3-40)."""
    if not values.carried:
        return
    own, last, why = (
        column_of([plan.at(f"{kind}.{name}") for name in values.carried]) for kind in ("override", "carried", "reason")
    )
    answers = plan.regions["waivers"]
    answered = f'SUMPRODUCT(({column(answers, "code")}="{CARRY_RULE}")*(LEN(TRIM({column(answers, "reason")}))>0))'
    differs = f"(ISNUMBER({own})*({own}<>{last})+{dashes_formula(own)}*({last}<>0))"
    changed = f"SUMPRODUCT({differs}*ISNUMBER({last})*(LEN(TRIM({why}))=0))"
    given = any(waiver.code == CARRY_RULE and waiver.reason.strip() for waiver in values.filing.waivers)
    others = [name for name, handed in values.carried.items() if handed not in (None, values.counted(name))]
    shown = 0 if given else sum(isinstance(values.counted(name), int | Decimal) for name in others)
    count = Live(formula=f"IF({answered}>0,0,{changed})", shown=shown)
    rule = "上年结转与上年报告不同的，应写明原因（左边是没写原因的格数）"
    spots = tuple(plan.at(f"reason.{name}") for name in values.carried)
    yield counted(CARRY_RULE, rule, count, Severity.ERROR, spots)


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


def _deadline(plan: Plan, values: Values) -> Line:
    """The date of issue lies after the year and within the level's time limit, where there is one (DL-01)."""
    filing = values.filing
    issued, limit = filing.issued_on, deadline_of(filing)
    level = level_cell(plan)
    day, year = date_formula(cell(plan.at("cover.issued_on"))), year_formula(cell(plan.at("cover.year")))
    due = '""'
    for date, labels in _deadlines(plan).items():
        listed = ",".join(f'{level}="{label}"' for label in labels)
        month, _, day_of_month = date.partition("-")
        due = f"IF(OR({listed}),DATE({year}+1,{int(month)},{int(day_of_month)}),{due})"
    due = f'IF(ISNUMBER({year}),{due},"")'
    within = f"YEAR({day})={year}+1,{day}<={due}"  # text is above every number, so no limit lets every date pass
    held = f'IF(AND(ISNUMBER({day}),ISNUMBER({year})),IF(AND({within}),"{OK}","{BAD}"),"{JUDGED}")'
    state = OPEN
    if issued and filing.year is not None:
        state = OK if issued.year == filing.year + 1 and (limit is None or issued <= limit) else BAD
    return Line(
        code="DL-01",
        rule="成文日期应在年度结束之后、期限之前（右边是本层级的期限）",
        left=Live(formula=day, shown=serial(issued) if issued else ""),
        right=Live(formula=due, shown=serial(limit) if limit else ""),
        state=Live(formula=f'IF(OR({day}="",{year}=""),"{OPEN}",{held})', shown=state),
        severity=constant(Severity.WARNING.label),
        spots=(plan.at("cover.issued_on"),),
        dates=True,
    )


def _deadlines(plan: Plan) -> dict[str, list[str]]:
    """The labels of the levels that share a deadline."""
    found: dict[str, list[str]] = {}
    for level in plan.form.levels:
        if level.deadline:
            found.setdefault(level.deadline, []).append(level.label)
    return found
