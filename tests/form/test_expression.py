"""One declaration, three uses: Python value, Excel formula, Chinese sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.form.formula import Value, calculate
from tests.form.sentences import relation_sentence
from toolkit.errors import ExpressionError
from toolkit.form import Check, Form
from toolkit.form.excel import (
    CellAddress,
    FormulaContext,
    Locate,
    areas,
    column_letters,
    state_formula,
    sum_formula,
)
from toolkit.form.expression import Term, Total
from toolkit.form.relations import Comparison, Relation, RelationState, parse_relation

IDS = ("gkgb-2021", "gkgb-2021-condensed")
LEVEL = CellAddress("封面", 3, 5)
ZEROS = "均为 0"


def addresses_of(form: Form) -> dict[str, CellAddress]:
    """Every quantity in a place of its own: tables side by side on one sheet each, columns kept together."""
    rows: dict[str, dict[str, int]] = {}
    columns: dict[str, dict[str, int]] = {}
    cell_addresses = {}
    for cell in form.cells.values():
        row = rows.setdefault(cell.table, {}).setdefault(cell.row, len(rows[cell.table]) + 4)
        column = columns.setdefault(cell.table, {}).setdefault(cell.column, len(columns[cell.table]) + 25)
        cell_addresses[cell.id] = CellAddress(f"表 {cell.table}", column, row)
    return cell_addresses | {field: CellAddress("其他", 2, row) for row, field in enumerate(form.fields, start=3)}


def inputs_behind(form: Form, quantity: str) -> tuple[str, ...]:
    """The input cells that a quantity adds up in the end."""
    cell = form.cells.get(quantity)
    if cell is None or not cell.of:
        return (quantity,)
    return tuple(dict.fromkeys(part for of in cell.of.refs for part in inputs_behind(form, of)))


def zeros_address(table: str) -> CellAddress:
    """The address of the cell that declares a table's blanks to be zeros."""
    return CellAddress(f"表 {table}", 30, 2)


def formula_context(form: Form) -> FormulaContext:
    """A level cell and one zeros cell a table."""

    def zeros(quantity: str) -> str | None:
        table = form.table_of(quantity)
        return f"'表 {table}'!{zeros_address(table).address}" if table else None

    return FormulaContext(
        level=f"'封面'!{LEVEL.address}",
        level_labels=lambda level: str(getattr(form.level(level), "label", "")),
        zeros=zeros,
        zeros_text=ZEROS,
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Form, Check, dict[str, int | None], set[str], str | None]:
    """A check of a form with random inputs, some blank, tables whose blanks are zero, and a level or none."""
    form = FORMS.form(draw(st.sampled_from(IDS)))
    check = draw(st.sampled_from(form.rule_instances))
    behind = dict.fromkeys(part for ref in check.relation.refs for part in inputs_behind(form, ref))
    blanks = draw(st.sampled_from([0, 0, 0, 1, 3]))
    values: dict[str, int | None] = {name: draw(st.sampled_from([0, 0, 0, 1, 2])) for name in behind}
    for _ in range(blanks):
        values[draw(st.sampled_from(list(behind)))] = None
    zeros = {table.id for table in form.tables if draw(st.booleans())}
    level = draw(st.sampled_from([None, *(level.id for level in form.levels)]))
    return form, check, values, zeros, level


@given(situations())
def test_state_formula_gives_what_python_gives(
    situation: tuple[Form, Check, dict[str, int | None], set[str], str | None],
) -> None:
    form, check, values, zeros, level = situation

    def number(quantity: str) -> int | None:
        cell = form.cells.get(quantity)
        if cell and cell.of:
            parts = [number(part) for part in cell.of.refs]
            return None if None in parts else sum(part for part in parts if part is not None)
        value = values[quantity]
        return 0 if value is None and quantity.partition(".")[0] in zeros else value

    def shown(quantity: str) -> Value:
        cell = form.cells.get(quantity)
        return sum(int(shown(part) or 0) for part in cell.of.refs) if cell and cell.of else values.get(quantity)

    cell_addresses = addresses_of(form)
    cells: dict[tuple[str, str], Value] = {
        (cell_addresses[name].sheet, cell_addresses[name].address): shown(name)
        for name in (*values, *check.relation.refs)
    }
    cells |= {(zeros_address(table).sheet, zeros_address(table).address): ZEROS for table in zeros}
    cells[LEVEL.sheet, LEVEL.address] = getattr(form.level(level), "label", None)

    outcome = check.relation.evaluate(number, level)
    formula = state_formula(
        check.relation, cell_addresses.__getitem__, lambda name: inputs_behind(form, name), formula_context(form)
    )
    assert calculate(formula, cells) == outcome.state.label
    for side, value in zip(
        side_formulas(check.relation, cell_addresses.__getitem__), (outcome.left, outcome.right), strict=True
    ):
        if value is not None:
            assert calculate(side, cells) == value


def side_formulas(relation: Relation, at: Locate, sheet: str = "") -> tuple[str, str]:
    """The formulas of the two sides: what is there, and what it is held against."""
    left, right = relation.sides
    return sum_formula(left, at, sheet), sum_formula(right, at, sheet)


def test_sums_of_a_column_become_one_range() -> None:
    form = FORMS.form("gkgb-2021")
    cell_addresses = addresses_of(form)
    total = form.cells["applications.total.natural_person"].of
    assert sum_formula(total, cell_addresses.__getitem__, "表 applications") == "SUM(Y6:Y26)"
    assert sum_formula(
        Total((Term("a"), Term("b", -1))), {"a": CellAddress("甲", 1, 1), "b": CellAddress("乙", 1, 1)}.__getitem__
    ) == ("SUM('甲'!A1)-SUM('乙'!A1)")


def test_integers_in_formulas_and_sentences() -> None:
    relation = parse_relation("a - b + 2 >= 5 - c", lambda ref: (ref,))
    cell_addresses = {"a": CellAddress("甲", 1, 1), "b": CellAddress("甲", 2, 1), "c": CellAddress("甲", 3, 1)}
    assert side_formulas(relation, cell_addresses.__getitem__, "甲") == ("SUM(A1)-SUM(B1)+2", "SUM(0)-SUM(C1)+5")
    assert relation_sentence(relation, str, str) == "a − b + 2 不应小于 − c + 5"
    bare = parse_relation("a > 0", lambda ref: (ref,))
    assert side_formulas(bare, cell_addresses.__getitem__, "甲") == ("SUM(A1)", "0")
    assert relation_sentence(bare, str, str) == "a 应大于 0"


def test_areas_never_join_across_sheets_or_gaps() -> None:
    cell_addresses = [
        CellAddress("甲", 1, 1),
        CellAddress("甲", 2, 1),
        CellAddress("甲", 4, 1),
        CellAddress("甲", 4, 2),
        CellAddress("乙", 4, 3),
    ]
    assert areas(cell_addresses, "甲") == ["A1:B1", "D1:D2", "'乙'!D3"]
    assert [column_letters(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_states_of_each_relation() -> None:
    def state(text: str, values: dict[str, int | Decimal | None], level: str | None = None) -> RelationState:
        return parse_relation(text, lambda ref: (ref,)).evaluate(values.get, level).state

    assert state("a + b = c", {"a": 1, "b": 2, "c": 3}) is RelationState.SATISFIED
    assert state("a - b = c", {"a": 1, "b": 2, "c": 3}) is RelationState.VIOLATED
    assert state("a = c", {"a": Decimal("0.30"), "c": Decimal("0.3")}) is RelationState.SATISFIED
    assert state("a <= c", {"a": 3, "c": 3}) is RelationState.SATISFIED
    assert state("a <= c", {"a": 4, "c": 3}) is RelationState.VIOLATED
    assert state("a = c", {"a": 4}) is RelationState.NOT_EVALUATED
    assert [state(f"a {sign} 3", {"a": 3}) for sign in ("=", "<=", ">=", "<", ">")] == [
        *3 * [RelationState.SATISFIED], *2 * [RelationState.VIOLATED]
    ]  # fmt: skip
    assert state("a + b - 12 >= 2 - c", {"a": 10, "b": 3, "c": 1}) is RelationState.SATISFIED
    assert state("a + b - 13 >= 2 - c", {"a": 10, "b": 3, "c": 1}) is RelationState.VIOLATED
    assert state("a > 100", {}) is RelationState.NOT_EVALUATED
    assert state("zero a unless level in level2", {"a": 4}, "level2") is RelationState.SATISFIED
    assert state("zero a unless level in x, y", {"a": 4}, "y") is RelationState.SATISFIED
    assert state("zero a unless level in x, y", {"a": 4}, "z") is RelationState.VIOLATED
    assert state("zero a unless level in x, y", {"a": 0}, "z") is RelationState.SATISFIED
    assert state("zero a unless level in x, y", {"a": 4}) is RelationState.NOT_EVALUATED
    assert state("required a if b > 0", {"a": None, "b": 1}) is RelationState.VIOLATED
    assert state("required a if b > 0", {"a": None, "b": 0}) is RelationState.SATISFIED
    assert state("required a if b > 0", {"a": 1, "b": None}) is RelationState.NOT_EVALUATED


@pytest.mark.parametrize(
    "text",
    ["a == b", "a => b", "a + = b", "a = 3.5", "a <= 2 * b", "1 < 2", "zero a", "required a if b", "", "a = b; import"],
)
def test_what_is_no_relation_is_reported(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_relation(text, lambda ref: (ref,))


def test_sentences() -> None:
    form = FORMS.form("gkgb-2021")

    def label(quantity: str) -> str:
        return form.label(quantity)

    def level_label(level: str) -> str:
        return str(getattr(form.level(level), "label", ""))

    sentences = [
        f"{check.rule.code} {relation_sentence(check.relation, label, level_label)}"
        for check in form.rule_instances
        if check.scope in ("", "normative_documents", "natural_person")
    ]
    assert sentences == [
        "T2-02 除国务院部门、省级政府、设区的市/自治州政府外，"
        "规章，本年制发件数 + 规章，本年废止件数 + 规章，现行有效件数 应为 0",
        "T2-04 行政规范性文件，本年制发件数 不应大于 行政规范性文件，现行有效件数 + 行政规范性文件，本年废止件数",
        "T3-01 一、本年新收政府信息公开申请数量，自然人 + 二、上年结转政府信息公开申请数量，自然人"
        " 应等于 （七）总计，自然人 + 四、结转下年度继续办理，自然人",
        "T3-49 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请，总计"
        " 大于 0 时，发出收费通知 也应大于 0",
    ]


def test_refs_resolve_to_whole_groups() -> None:
    form = FORMS.form("gkgb-2021")
    assert form.quantities["不予公开"].refs == tuple(
        f"applications.denied.{row}.total"
        for row in (
            "state_secret", "prohibited_by_law", "public_security", "third_party",
            "internal_affairs", "deliberative", "enforcement_file", "registry_query",
        )
    )  # fmt: skip
    (first, *_) = [check.relation for check in form.rule_instances if check.rule.code == "T3-01"]
    assert isinstance(first, Comparison)
    assert first.refs == tuple(
        f"applications.{row}.natural_person" for row in ("received", "carried_in", "total", "carried_out")
    )
