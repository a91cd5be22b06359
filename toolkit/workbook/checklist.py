"""The numeric rules that formulas hold, one line of the 校验 sheet each, with what each formula shows for a filing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.form import Check
from toolkit.form.excel import Spot, quoted, side_formulas, state_formula
from toolkit.form.expression import Comparison, Number, Relation, RequiredIf, State, Total
from toolkit.form.model import Kind, Severity, Table
from toolkit.rules.entries import code_of
from toolkit.workbook.canvas import Shown
from toolkit.workbook.plan import ZEROS_ALL, Plan
from toolkit.workbook.references import cell, rectangles, surroundings
from toolkit.workbook.values import Values

_POINT = "MID(1/2,2,1)"  # the decimal point of whatever locale computes the formula
OK, BAD, OPEN = (state.label for state in (State.SATISFIED, State.VIOLATED, State.NOT_EVALUATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A formula and what it shows."""

    formula: str
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of 校验. ``spots`` are the cells that turn red when it fails; the first of them is where it leads."""

    code: str
    rule: str
    left: Live
    right: Live
    state: Live
    severity: Live
    spots: tuple[Spot, ...]
    dates: bool = False

    @property
    def sheet(self) -> str:
        """The sheet that it is about."""
        return self.spots[0].sheet


def constant(text: str) -> Live:
    """Text as a formula."""
    return Live(formula=f'"{text}"', shown=text)


def relation_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """The form's own rules."""
    around = surroundings(plan)
    for check in plan.form.checks:
        relation = check.relation
        left, right = side_formulas(relation, plan.at)
        totals = _sides(relation)
        yield Line(
            code=check.rule.code,
            rule=_rule(check, plan),
            left=Live(formula=left, shown=values.total(totals[0])),
            right=Live(formula=right, shown=values.total(totals[1])),
            state=Live(
                formula=state_formula(relation, plan.at, values.inputs, around), shown=values.state(relation).label
            ),
            severity=_severity(check, plan, values),
            spots=tuple(plan.at(ref) for ref in relation.refs),
        )


def count_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """One line a table: no cell left blank, nothing but numbers of the right kind in it (T2-01, T3-47)."""
    for table in plan.form.tables:
        inputs = [name for name in plan.form.inputs if name.partition(".")[0] == table.id]
        faulty = sum(_faulty(values.written(name), plan.form.cells[name].kind) for name in inputs)
        formula = _faulty_formula(plan, table, inputs)
        yield Line(
            code=code_of(table.id),
            rule=f"{table.short}每格都应填数，不得为负，件数须是整数（左边是不合要求的格数）",
            left=Live(formula=formula, shown=faulty),
            right=Live(formula="0", shown=0),
            state=Live(formula=f'IF({formula}=0,"{OK}","{BAD}")', shown=BAD if faulty else OK),
            severity=constant(Severity.ERROR.label),
            spots=(plan.at(inputs[0]),),
        )


def _faulty_formula(plan: Plan, table: Table, inputs: list[str]) -> str:
    """How many input cells hold no number (or a blank not declared zero), a negative one, or a wrong fraction."""
    boxes = _boxes(plan, inputs)
    unsigned = _boxes(plan, [name for name in inputs if plan.form.cells[name].kind is not Kind.CHANGE])
    whole = _boxes(plan, [name for name in inputs if plan.form.cells[name].kind is not Kind.AMOUNT])
    listed = ",".join(boxes)
    zeros = cell(plan.at(f"zeros.{table.id}"))
    parts = [f'IF({zeros}="{ZEROS_ALL}",COUNTA({listed}),{len(inputs)})-COUNT({listed})']
    parts += [f'COUNTIF({box},"<0")' for box in unsigned]
    parts += [f"SUMPRODUCT(ISNUMBER({box})*ISNUMBER(FIND({_POINT},{box})))" for box in whole]
    return "+".join(parts)


def _boxes(plan: Plan, names: list[str]) -> list[str]:
    spots = [plan.at(name) for name in names]
    return [f"{quoted(spots[0].sheet)}!{box}" for box in rectangles(spots)]


def _faulty(written: Number | str | None, kind: Kind) -> bool:
    if not isinstance(written, int | Decimal):
        return True
    return (written < 0 and kind is not Kind.CHANGE) or (written != int(written) and kind is not Kind.AMOUNT)


def _sides(relation: Relation) -> tuple[Total, Total]:
    if isinstance(relation, Comparison):
        return relation.left, relation.right
    if isinstance(relation, RequiredIf):
        return relation.target, relation.condition
    return relation.total, Total(())


def _rule(check: Check, plan: Plan) -> str:
    """What is held against what, naming the row or column that it is about."""
    if not check.label:
        return check.rule.wording.title
    return f"{check.rule.wording.title}（{check.label}）"


def _severity(check: Check, plan: Plan, values: Values) -> Live:
    """The rule's severity, by the agency's level where it differs."""
    shown = check.rule.severity_for(values.filing.level if values.level else None).label
    formula = f'"{check.rule.severity.label}"'
    level = cell(plan.at("cover.level"))
    labels = {known.id: known.label for known in plan.form.levels}
    for severity, levels in check.rule.severity_at.items():
        listed = ",".join(f'{level}="{labels[name]}"' for name in levels)
        formula = f'IF(OR({listed}),"{severity.label}",{formula})'
    return Live(formula=formula, shown=shown)
