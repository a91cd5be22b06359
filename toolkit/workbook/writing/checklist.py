"""The numeric rules that formulas hold, one line of the 校验 sheet each, with what each formula shows for a filing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.form import Check
from toolkit.form.excel import Spot, needed_formula, numbers_formula, quoted, side_formulas, state_formula, sum_formula
from toolkit.form.expression import Comparison, Number, Relation, RequiredIf, State, Total
from toolkit.form.model import Kind, Severity
from toolkit.rules.entries import code_of
from toolkit.workbook.plan import ZEROS_ALL, Plan
from toolkit.workbook.writing.pages import Shown
from toolkit.workbook.writing.references import cell, level_cell, rectangles, surroundings
from toolkit.workbook.writing.values import Values

_POINT = "MID(1/2,2,1)"  # the decimal point of whatever locale computes the formula
JUDGED = "由检查判断"
"""The state of a line about text that formulas cannot read, and that ``check`` may."""
OK, BAD, OPEN = (state.label for state in (State.SATISFIED, State.VIOLATED, State.NOT_EVALUATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A formula and what it shows."""

    formula: str
    shown: Shown


NONE = Live(formula="0", shown=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of 校验. It leads to the first of ``spots``; all of them turn red when it fails, if it ``marks``.

    ``unfilled`` is how many cells it finds empty that must be filled, ``unwritten`` how many places of text.
    """

    code: str
    rule: str
    left: Live
    right: Live
    state: Live
    severity: Live
    spots: tuple[Spot, ...]
    dates: bool = False
    marks: bool = True
    unfilled: Live = NONE
    unwritten: Live = NONE

    @property
    def sheet(self) -> str:
        """The sheet that it is about."""
        return self.spots[0].sheet


def constant(text: str) -> Live:
    """Text as a formula."""
    return Live(formula=f'"{text}"', shown=text)


FAILED = constant(BAD)


def relation_lines(plan: Plan, values: Values) -> Iterator[Line]:
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


def relation_line(plan: Plan, values: Values, relation: Relation, *, code: str, rule: str, severity: Live) -> Line:
    """Any relation as a line."""
    left, right = side_formulas(relation, plan.at)
    totals = _sides(relation)
    state = state_formula(relation, plan.at, values.inputs, surroundings(plan, values.filing))
    return Line(
        code=code,
        rule=rule,
        left=Live(formula=left, shown=values.total(totals[0])),
        right=Live(formula=right, shown=values.total(totals[1])),
        state=Live(formula=state, shown=values.state(relation).label),
        severity=severity,
        spots=tuple(plan.at(ref) for ref in relation.refs),
    )


def counted(
    code: str,
    rule: str,
    count: Live,
    severity: Severity,
    spots: tuple[Spot, ...],
    *,
    wrong: Live = FAILED,
    unfilled: Live = NONE,
    unwritten: Live = NONE,
) -> Line:
    """A line whose left side counts faulty cells, each marked where it stands; ``wrong`` is the state while any is."""
    return Line(
        code=code,
        rule=rule,
        left=count,
        right=Live(formula="0", shown=0),
        state=Live(formula=f'IF({count.formula}=0,"{OK}",{wrong.formula})', shown=wrong.shown if count.shown else OK),
        severity=constant(severity.label),
        spots=spots,
        marks=False,
        unfilled=unfilled,
        unwritten=unwritten,
    )


def count_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """A line a table: no cell left blank, nothing but numbers of the right kind in it (T2-01, T3-47); one for fees."""
    form, around = plan.form, surroundings(plan, values.filing)
    for table in form.tables:
        inputs = [name for name in form.inputs if name.partition(".")[0] == table.id]
        zeros = around.zeros(table.id)
        needed = needed_formula(inputs, around, lambda names: ",".join(_boxes(plan, names)))
        filled = f'IF({zeros}="{ZEROS_ALL}",COUNTA({{listed}}),{needed})' if zeros else needed
        asked = [name for name in inputs if values.number(name) is None or values.written(name) is not None]
        faulty = [name for name in asked if _faulty(values.counted(name), form.cells[name].kind)]
        count = Live(formula=_faulty_formula(plan, inputs, filled), shown=len(faulty))
        rule = f"{table.short}每格都应填数，不得为负，件数须是整数（左边是不合要求的格数）"
        listed, empty = ",".join(_boxes(plan, inputs)), [name for name in faulty if values.written(name) is None]
        unfilled = Live(formula=f"{filled.format(listed=listed)}-COUNTA({listed})", shown=len(empty))
        only = f'IF({count.formula}={unfilled.formula},"{OPEN}","{BAD}")'
        state = Live(formula=only, shown=OPEN if empty == faulty else BAD)
        spots = (plan.at(inputs[0]),)
        yield counted(code_of(table.id), rule, count, Severity.ERROR, spots, wrong=state, unfilled=unfilled)
    if form.fields:
        fees = list(form.fields)
        written = {name: values.written(name) for name in fees}
        faulty = [
            name
            for name, value in written.items()
            if value is not None and _faulty(values.counted(name), form.fields[name].kind)
        ]
        count = Live(formula=_faulty_formula(plan, fees, "COUNTA({listed})"), shown=len(faulty))
        rule = "信息处理费各格应填数，不得为负，件数须是整数（左边是不合要求的格数）"
        yield counted(code_of(""), rule, count, Severity.ERROR, (plan.at(fees[0]),))


def sum_lines(plan: Plan, values: Values) -> Iterator[Line]:
    """A line for each rule on totals: every locked sum still shows what it adds up (T3-08, T3-15, T4-01)."""
    derived = [cell for cell in plan.form.cells.values() if cell.of]
    for rule in plan.form.sums:
        own = [cell.id for cell in derived if cell.code == rule.code]
        formula = "+".join(f"({cell(plan.at(name))}<>{total_formula(plan, name)})" for name in own) + "+0"
        spots = tuple(plan.at(name) for name in own)
        title = f"{rule.wording.title}（左边是不相等的格数）"
        yield counted(rule.code, title, Live(formula=formula, shown=0), Severity.ERROR, spots)


def total_formula(plan: Plan, derived: str, sheet: str = "") -> str:
    """What a derived cell adds up; cells of ``sheet`` without its name."""
    return sum_formula(plan.form.cells[derived].of, plan.at, sheet)


def _faulty_formula(plan: Plan, inputs: list[str], filled: str) -> str:
    """How many input cells hold no number (of those that ``filled`` counts), a negative one, or a wrong fraction."""
    kinds = {name: (plan.form.cells.get(name) or plan.form.fields[name]).kind for name in inputs}
    listed = ",".join(_boxes(plan, inputs))
    parts = [f"{filled.format(listed=listed)}-({numbers_formula(_boxes(plan, inputs))})"]
    unsigned = _boxes(plan, [name for name in inputs if kinds[name] is not Kind.CHANGE])
    parts += [f'COUNTIF({box},"<0")' for box in unsigned]
    whole = _boxes(plan, [name for name in inputs if kinds[name] is not Kind.AMOUNT])
    parts += [f"SUMPRODUCT(ISNUMBER({box})*ISNUMBER(FIND({_POINT},{box})))" for box in whole]
    return "+".join(parts)


def _boxes(plan: Plan, names: Sequence[str]) -> list[str]:
    spots = [plan.at(name) for name in names]
    return [f"{quoted(spots[0].sheet)}!{box}" for box in rectangles(spots)]


def _faulty(value: Number | str | None, kind: Kind) -> bool:
    if not isinstance(value, int | Decimal):
        return True
    return (value < 0 and kind is not Kind.CHANGE) or (value != int(value) and kind is not Kind.AMOUNT)


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
    level = level_cell(plan)
    labels = {known.id: known.label for known in plan.form.levels}
    for severity, levels in check.rule.severity_at.items():
        listed = ",".join(f'{level}="{labels[name]}"' for name in levels)
        formula = f'IF(OR({listed}),"{severity.label}",{formula})'
    return Live(formula=formula, shown=shown)
