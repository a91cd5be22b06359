"""Every name that text may use, with its live value: what the 指标 sheet lists, and previews look up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.form.excel import blank_formula, quoted, sum_formula
from toolkit.form.expression import Total
from toolkit.form.kinds import Date, NonNumeric
from toolkit.form.sentence import total_sentence
from toolkit.narrative import BLANK, COVER_NAMES, value_of
from toolkit.narrative.filters import BLANK_DATE, plain
from toolkit.rules.live_checks import FormulaValue
from toolkit.workbook.plan import INDICATORS, Plan, composed_cells
from toolkit.workbook.references import cell, column, formula_context
from toolkit.workbook.writing.cached_values import FIGURES_JOINT, CachedValues
from toolkit.workbook.writing.live_preview import NameLookup

_CHANGED = "（数字已改）"
"""Stands before a sentence that was composed of other figures than the sheets hold now."""
_TEXT = f'IF({{cell}}="","{BLANK}",{{cell}}&"")'


@dataclass(frozen=True, slots=True)
class _Fact:
    """A name for a slot of the cover (or, without one, for something fixed)."""

    meaning: str
    slot: str = ""
    formula: str = _TEXT


_DATE = f'IF({{cell}}="","{BLANK_DATE}",YEAR({{cell}})&"年"&MONTH({{cell}})&"月"&DAY({{cell}})&"日")'
_FACTS: Mapping[str, _Fact] = {
    "年度": _Fact("报告年度", "year"),
    "上年度": _Fact("报告年度的前一年", "year", f'IF({{cell}}="","{BLANK}",{{cell}}-1&"")'),
    "下年度": _Fact("报告年度的后一年", "year", f'IF({{cell}}="","{BLANK}",{{cell}}+1&"")'),
    "机关名称": _Fact("封面上的机关全称", "agency"),
    "单位层级": _Fact("封面上所选的层级", "level"),
    "报告标题": _Fact("封面上的报告标题", "title_shown"),
    "成文日期": _Fact("封面上的成文日期", "issued_on", _DATE),
    "联系方式": _Fact("封面上的联系方式", "contact"),
    "格式通知": _Fact("规定本格式的文件"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """A name of the list."""

    name: str
    live: FormulaValue
    unit: str
    meaning: str


def names_of(plan: Plan, values: CachedValues) -> tuple[ListedName, ...]:
    """Every name but the agency's own, in the order of the sheet."""
    listed = (*_facts(plan, values.filing), *_quantities(plan, values))
    return (*listed, *_sentences(plan, values, listed))


def lookup_of(plan: Plan, listed: tuple[ListedName, ...], filing: Filing) -> NameLookup:
    """What previews look names up in."""
    region = plan.regions["indicators"]
    last = region.header + len(listed)
    own = {one.name: number_text(one.entry.number) or one.entry.text for one in filing.indicators}
    shown = {name.name: str(name.live.shown) for name in listed}
    return NameLookup(
        shown=own | shown,
        own_names=column(region, "name"),
        own_values=column(region, "value"),
        names=f"{quoted(INDICATORS)}!$F${region.first}:$F${last}",
        values=f"{quoted(INDICATORS)}!$G${region.first}:$G${last}",
    )


def _facts(plan: Plan, filing: Filing) -> Iterator[ListedName]:
    """Names of the cover and of the form."""
    for name in COVER_NAMES:
        value, fact = value_of(name, filing), _FACTS[name]
        if fact.slot and f"cover.{fact.slot}" not in plan.cell_addresses:
            continue
        formula = fact.formula.format(cell=cell(plan.at(f"cover.{fact.slot}"))) if fact.slot else ""
        live = FormulaValue(formula=formula, shown=plain(value) if value else "")
        yield ListedName(name=name, live=live, unit="", meaning=fact.meaning)
    for section in plan.form.sections:
        if section.table:
            short, override = plan.form.table(section.table).short, cell(plan.at(f"headings.{section.id}"))
            formula = f'IF({override}="","{section.heading}",{override})'
            live = FormulaValue(formula=formula, shown=filing.heading(section.id))
            yield ListedName(name=short, live=live, unit="", meaning=f"{short}所在部分的标题")


def _quantities(plan: Plan, values: CachedValues) -> Iterator[ListedName]:
    context = formula_context(plan, values.filing)
    for name, total in plan.form.quantities.items():
        first = total.refs[0]
        unit, kind = plan.form.declared(first).unit, plan.form.kind_of(first)
        if isinstance(kind, NonNumeric):
            own = value_of(name, values.filing)
            written = f'IFERROR({_DATE},{{cell}}&"")' if isinstance(kind, Date) else _TEXT
            live = FormulaValue(formula=written.format(cell=cell(plan.at(first))), shown=plain(own) if own else "")
            yield ListedName(name=name, live=live, unit="", meaning=_meaning(plan, total))
            continue
        shown = values.total(total) if values.known(total) else BLANK
        unfilled = blank_formula(total.refs, plan.at, values.inputs, context)  # true while an input behind it is blank
        live = FormulaValue(formula=f'IF({unfilled},"{BLANK}",{sum_formula(total, plan.at)})', shown=shown)
        yield ListedName(name=name, live=live, unit=unit, meaning=_meaning(plan, total))


def _sentences(plan: Plan, values: CachedValues, listed: tuple[ListedName, ...]) -> Iterator[ListedName]:
    """Sentences as they were last composed, said to be of other figures once those that they are made of differ."""
    first = plan.regions["indicators"].first
    rows = {known.name: row for row, known in enumerate(listed, start=first)}
    for name, (text, figures) in composed_cells(plan.form).items():
        own = values.composed[name]
        now = f'&"{FIGURES_JOINT}"&'.join(f"$G${rows[used]}" for used in own.names if used in rows) or '""'
        then = f'IF({cell(figures)}={now},"","{_CHANGED}")&{cell(text)}'
        yield ListedName(
            name=name,
            live=FormulaValue(
                formula=f'IFERROR(IF({cell(text)}="","〔{name}〕",{then}),"〔{name}〕")',
                shown=own.text or f"〔{name}〕",
            ),
            unit="",
            meaning="整句：生成报告、校验时按数字的多少组织文字；数字填全以后，这里是上次写成的样子",
        )


def _meaning(plan: Plan, total: Total) -> str:
    first = total.refs[0]
    cell_ = plan.form.cells.get(first)
    place = f"{plan.form.table(cell_.table).short}：" if cell_ else ""
    return place + total_sentence(total, plan.form.label)
