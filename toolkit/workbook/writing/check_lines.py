"""The lines of the 校验 sheet for numeric rules: the formulas of each, and what they show for a filing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from toolkit.form import Check
from toolkit.form.excel import LONGEST_FORMULA, blank_formula, state_formula, sum_formula
from toolkit.form.expression import Total
from toolkit.form.model import Rule, Severity
from toolkit.form.relations import Relation, RelationState
from toolkit.form.repeating import NAME
from toolkit.rules.live_checks import BAD, OK, OPEN, CheckLine, FormulaValue, counted
from toolkit.workbook.plan import Plan
from toolkit.workbook.references import cell, column_of, formula_context, level_cell
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.row_conditions import LikeRows

_ROOM = LONGEST_FORMULA - 100


def relation_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """The form's own rules: one line for all repeated rows that a rule holds for."""
    for (rule, repeated), group in groupby(plan.form.rule_instances, lambda check: (check.rule, _repeats(plan, check))):
        checks = list(group)
        if repeated and len(checks) > 1:
            rows = LikeRows(plan, formula_context(plan, values.filing), rule.table, [each.relation for each in checks])
            yield _rows_line(rows, values, rule, _severity(checks[0], plan, values))
            continue
        for check in checks:
            severity = _severity(check, plan, values)
            words = _rule(check, plan)
            yield relation_line(plan, values, check.relation, code=rule.code, rule=words, severity=severity)


def _repeats(plan: Plan, check: Check) -> bool:
    """Whether a rule is held to one of the repeated rows of its table."""
    return check.rule.each == "row" and plan.form.table(check.rule.table).blocks[0].repeats(check.scope)


def _rows_line(rows: LikeRows, values: CachedValues, rule: Rule, severity: FormulaValue) -> CheckLine:
    """A rule on repeated rows: how many break it, and which is the first of these."""
    form, (waiting, violated) = rows.plan.form, rows.conditions()
    states = [values.state(relation) for relation in rows.relations]
    broken = [place for place, state in enumerate(states) if state is RelationState.VIOLATED]
    names = [f"{rule.table}.{form.cells[row[0]].row}.{NAME}" for row in form.repeated_rows[rule.table]]
    own, number = column_of([rows.plan.at(name) for name in names]), rows.number()
    place = f"ROWS({number})+1-SUMPRODUCT(MAX({violated}*(ROWS({number})+ROW(INDEX({number},1))-ROW({number}))))"
    first = f"第{broken[0] + 1}行 {values.filing.entry(names[broken[0]]).text}" if broken else ""
    state = BAD if broken else OPEN if RelationState.NOT_EVALUATED in states else OK
    judged = f'IF(SUMPRODUCT({violated})>0,"{BAD}",IF(SUMPRODUCT({waiting})>0,"{OPEN}","{OK}"))'
    named = f'IFERROR(TRIM("第"&{place}&"行 "&INDEX({own},{place})),"")'
    return CheckLine(
        code=rule.code,
        rule=f"{rule.wording.title}（左边是不符的行数，右边是其中第一行）",
        left=FormulaValue(formula=f"SUMPRODUCT({violated})", shown=len(broken)),
        right=FormulaValue(formula=named, shown=" ".join(first.split())),
        state=FormulaValue(formula=judged, shown=state),
        severity=severity,
        cell_addresses=tuple(rows.cell_addresses),
        marks=False,
        rows=tuple(rows.marks()),
    )


def relation_line(
    plan: Plan, values: CachedValues, relation: Relation, *, code: str, rule: str, severity: FormulaValue
) -> CheckLine:
    """Any relation as a line."""
    left, right = (_side(plan, values, total) for total in relation.sides)
    state = state_formula(relation, plan.at, values.inputs, formula_context(plan, values.filing))
    return CheckLine(
        code=code,
        rule=rule,
        left=left,
        right=right,
        state=FormulaValue(formula=state, shown=values.state(relation).label),
        severity=severity,
        cell_addresses=tuple(plan.at(ref) for ref in relation.refs),
    )


def _side(plan: Plan, values: CachedValues, total: Total) -> FormulaValue:
    """A side of a relation; nothing while a figure is missing to it."""
    added = sum_formula(total, plan.at)
    if not total:
        return FormulaValue(formula=added, shown=total.constant)
    blank = blank_formula(total.refs, plan.at, values.inputs, formula_context(plan, values.filing))
    shown = values.total(total) if values.known(total) else ""
    return FormulaValue(formula=f'IF({blank},"",{added})', shown=shown)


def sum_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """A line for each rule on totals: every locked sum still shows what it adds up."""
    derived = [each for each in plan.form.cells.values() if each.of]  # no ``cell``: Python 3.12.1 loses the function
    for rule in plan.form.sums:
        own = [each.id for each in derived if each.code == rule.code]
        title = f"{rule.wording.title}（左边是不相等的格数）"
        for part in parted({name: f"({cell(plan.at(name))}<>{total_formula(plan, name)})" for name in own}):
            count = FormulaValue(formula="+".join((*part.values(), "0")), shown=0)
            yield counted(rule.code, title, count, Severity.ERROR, tuple(map(plan.at, part)))


def parted(terms: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """``terms`` in as few parts as formulas have room for, each with what is put around them."""
    part: dict[str, str] = {}
    room = _ROOM
    for name, term in terms.items():
        room -= len(term) + 1
        if part and room < 0:
            yield part
            part, room = {}, _ROOM - len(term) - 1
        part[name] = term
    if part:
        yield part


def total_formula(plan: Plan, derived: str, sheet: str = "") -> str:
    """What a derived cell adds up; cells of ``sheet`` without its name."""
    return sum_formula(plan.form.cells[derived].of, plan.at, sheet)


def _rule(check: Check, plan: Plan) -> str:
    """What is held against what, naming the row or column that it is about."""
    if not check.label:
        return check.rule.wording.title
    return f"{check.rule.wording.title}（{check.label}）"


def _severity(check: Check, plan: Plan, values: CachedValues) -> FormulaValue:
    """The rule's severity, by the agency's level where it differs."""
    shown = check.rule.severity_for(values.filing.level if values.level else None).label
    formula = f'"{check.rule.severity.label}"'
    level = level_cell(plan)
    labels = {known.id: known.label for known in plan.form.levels}
    for severity, levels in check.rule.severity_at.items():
        listed = ",".join(f'{level}="{labels[name]}"' for name in levels)
        formula = f'IF(OR({listed}),"{severity.label}",{formula})'
    return FormulaValue(formula=formula, shown=shown)
