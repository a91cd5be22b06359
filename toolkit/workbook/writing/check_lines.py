"""The lines of the 校验 sheet for numeric rules: the formulas of each, and what they show for a filing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.form import Check
from toolkit.form.excel import LONGEST_FORMULA, blank_formula, state_formula, sum_formula
from toolkit.form.expression import Total
from toolkit.form.model import Severity
from toolkit.form.relations import Relation
from toolkit.rules.live_checks import OK, CheckLine, FormulaValue, counted
from toolkit.workbook.plan import Plan
from toolkit.workbook.references import cell, formula_context, level_cell
from toolkit.workbook.writing.cached_values import CachedValues

_ROOM = LONGEST_FORMULA - 100


def relation_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """The form's own rules."""
    for check in plan.form.rule_instances:
        yield relation_line(
            plan,
            values,
            check.relation,
            code=check.rule.code,
            rule=_rule(check, plan),
            severity=_severity(check, plan, values),
        )


def relation_line(
    plan: Plan, values: CachedValues, relation: Relation, *, code: str, rule: str, severity: FormulaValue
) -> CheckLine:
    """Any relation as a line."""
    left, right = (_side(plan, values, total) for total in relation.sides)
    around = formula_context(plan, values.filing)
    state = state_formula(relation, plan.at, values.inputs, around)
    rows = {around.rows.get(name) for ref in relation.refs for name in values.inputs(ref)}
    if repeated := [row for row in rows if row]:
        there = ",".join(sorted(row.exists for row in repeated))
        state = f'IF(OR({there}),{state},"{OK}")' if None not in rows else state
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
