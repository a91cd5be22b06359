"""The lines of 校验 that count cells which hold no number of their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from toolkit.form import Kind, Severity
from toolkit.form.excel import needed_formula, numbers_formula
from toolkit.form.expression import Number
from toolkit.form.kinds import Numeric
from toolkit.form.model import Table
from toolkit.rules.checks.base import ScopedCheck
from toolkit.rules.live_checks import BAD, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant, counted

_EVERY = "数据项每项都应填写（左边是空着的项数）"
_POINT = "MID(1/2,2,1)"  # the decimal point of whatever locale computes the formula


def table_line(book: CheckWorkbook, listing: ScopedCheck, table: Table) -> Iterator[CheckLine]:
    """No cell for numbers in the table is left blank, and none holds anything but a number of its kind."""
    form, context = book.filing.form, book.formula_context
    inputs = [name for name in form.numeric_inputs if form.table_of(name) == table.id]
    if not inputs:
        return
    zeros = context.zeros(inputs[0])
    needed = needed_formula(inputs, context, lambda names: ",".join(book.areas(names)))
    filled = f'IF({zeros}="{context.zeros_text}",COUNTA({{listed}}),{needed})' if zeros else needed
    asked = [name for name in inputs if book.number(name) is None or book.written(name) is not None]
    faulty = [name for name in asked if _faulty(book.counted(name), form.kind_of(name))]
    count = FormulaValue(formula=_faulty_formula(book, inputs, filled), shown=len(faulty))
    rule = f"{table.short}每格都应填数，不得为负，件数须是整数（左边是不合要求的格数）"
    listed, empty = ",".join(book.areas(inputs)), [name for name in faulty if book.written(name) is None]
    unfilled = FormulaValue(formula=f"{_with_cells(filled, listed)}-COUNTA({listed})", shown=len(empty))
    only = f'IF({count.formula}={unfilled.formula},"{OPEN}","{BAD}")'
    state = FormulaValue(formula=only, shown=OPEN if empty == faulty else BAD)
    cell_addresses = (book.at(inputs[0]),)
    yield counted(listing.listed.code, rule, count, Severity.ERROR, cell_addresses, wrong=state, unfilled=unfilled)


def word_line(book: CheckWorkbook, listing: ScopedCheck, table: Table) -> Iterator[CheckLine]:
    """No cell of the table that asks for words is left blank; whether they are right is another line's to say."""
    form = book.filing.form
    asked = [
        name
        for name in form.inputs
        if form.table_of(name) == table.id and form.kind_of(name).required and not form.kind_of(name).numeric
    ]
    if asked:
        filled = "+".join(f"SUMPRODUCT((LEN(TRIM({box}))>0)*1)" for box in book.areas(asked))
        empty = [name for name in asked if book.written(name) is None and name not in book.filing.absent]
        needed = needed_formula(asked, book.formula_context, lambda names: ",".join(book.areas(names)))
        count = FormulaValue(formula=f"{needed}-({filled})", shown=len(empty))
        rule = f"{table.short}选择和日期各格都应填（左边是空着的格数）"
        cell_addresses, state = (book.at(asked[0]),), constant(OPEN)
        yield counted(listing.listed.code, rule, count, Severity.ERROR, cell_addresses, wrong=state, unfilled=count)


def field_line(book: CheckWorkbook, listing: ScopedCheck, fields: Sequence[str]) -> CheckLine:
    """What stands in the fields is numbers of their kind."""
    form = book.filing.form
    written = {name: book.written(name) for name in fields}
    faulty = [
        name for name, value in written.items() if value is not None and _faulty(book.counted(name), form.kind_of(name))
    ]
    count = FormulaValue(formula=_faulty_formula(book, fields, "COUNTA({listed})"), shown=len(faulty))
    return counted(listing.listed.code, listing.live("fields"), count, Severity.ERROR, (book.at(fields[0]),))


def blank_line(book: CheckWorkbook, listing: ScopedCheck, fields: Sequence[str]) -> CheckLine:
    """No field is left blank."""
    empty = sum(book.written(name) is None for name in fields)
    listed = ",".join(book.cell(name) for name in fields)
    count = FormulaValue(formula=f"{len(fields)}-COUNTA({listed})", shown=empty)
    cell_addresses, state = (book.at(fields[0]),), constant(OPEN)
    return counted(listing.listed.code, _EVERY, count, Severity.ERROR, cell_addresses, wrong=state, unfilled=count)


def _faulty_formula(book: CheckWorkbook, inputs: Sequence[str], filled: str) -> str:
    """How many input cells hold no number (of those that ``filled`` counts), a negative one, or a wrong fraction."""
    areas = book.areas(inputs)
    parts = [f"{_with_cells(filled, ','.join(areas))}-({numbers_formula(areas)})"]
    parts += [f'COUNTIF({box},"<0")' for box in _where(book, inputs, lambda kind: not kind.signed)]
    parts += [
        f"SUMPRODUCT(ISNUMBER({box})*ISNUMBER(FIND({_POINT},{box})))"
        for box in _where(book, inputs, lambda kind: kind.whole)
    ]
    return "+".join(parts)


def _with_cells(filled: str, listed: str) -> str:
    """``filled`` about the cells ``listed``; it may hold other braces, of arrays."""
    return filled.replace("{listed}", listed)


def _where(book: CheckWorkbook, inputs: Sequence[str], wanted: Callable[[Numeric], bool]) -> list[str]:
    """The areas of the inputs whose kind is ``wanted``."""
    kinds = ((name, book.filing.form.kind_of(name)) for name in inputs)
    own = [name for name, kind in kinds if isinstance(kind, Numeric) and wanted(kind)]
    return book.areas(own) if own else []


def _faulty(value: Number | str | None, kind: Kind) -> bool:
    return not isinstance(value, int | Decimal) or (isinstance(kind, Numeric) and kind.fault(value) != "")
