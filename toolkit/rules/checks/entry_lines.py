"""The lines of 校验 that count cells which hold no number of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from toolkit.form import Form, Kind, Severity
from toolkit.form.excel import needed_formula, numbers_formula
from toolkit.form.expression import Number
from toolkit.form.model import Table
from toolkit.rules.checks.listing import Listing
from toolkit.rules.live import BAD, OPEN, Book, Line, Live, counted

_POINT = "MID(1/2,2,1)"  # the decimal point of whatever locale computes the formula


def table_line(book: Book, listing: Listing, table: Table) -> Line:
    """No cell of the table is left blank, and none holds anything but a number of its kind."""
    form, around = book.filing.form, book.around
    inputs = [name for name in form.inputs if name.partition(".")[0] == table.id]
    zeros = around.zeros(table.id)
    needed = needed_formula(inputs, around, lambda names: ",".join(book.boxes(names)))
    filled = f'IF({zeros}="{around.zeros_text}",COUNTA({{listed}}),{needed})' if zeros else needed
    asked = [name for name in inputs if book.number(name) is None or book.written(name) is not None]
    faulty = [name for name in asked if _faulty(book.counted(name), form.cells[name].kind)]
    count = Live(formula=_faulty_formula(book, inputs, filled), shown=len(faulty))
    rule = f"{table.short}每格都应填数，不得为负，件数须是整数（左边是不合要求的格数）"
    listed, empty = ",".join(book.boxes(inputs)), [name for name in faulty if book.written(name) is None]
    unfilled = Live(formula=f"{filled.format(listed=listed)}-COUNTA({listed})", shown=len(empty))
    only = f'IF({count.formula}={unfilled.formula},"{OPEN}","{BAD}")'
    state = Live(formula=only, shown=OPEN if empty == faulty else BAD)
    spots = (book.at(inputs[0]),)
    return counted(listing.listed.code, rule, count, Severity.ERROR, spots, wrong=state, unfilled=unfilled)


def field_line(book: Book, listing: Listing, fields: Sequence[str]) -> Line:
    """What stands in the fields is numbers of their kind."""
    form = book.filing.form
    written = {name: book.written(name) for name in fields}
    faulty = [
        name
        for name, value in written.items()
        if value is not None and _faulty(book.counted(name), form.fields[name].kind)
    ]
    count = Live(formula=_faulty_formula(book, fields, "COUNTA({listed})"), shown=len(faulty))
    return counted(listing.listed.code, listing.live("fields"), count, Severity.ERROR, (book.at(fields[0]),))


def _faulty_formula(book: Book, inputs: Sequence[str], filled: str) -> str:
    """How many input cells hold no number (of those that ``filled`` counts), a negative one, or a wrong fraction."""
    boxes = book.boxes(inputs)
    parts = [f"{filled.format(listed=','.join(boxes))}-({numbers_formula(boxes)})"]
    parts += [f'COUNTIF({box},"<0")' for box in _of_kinds(book, inputs, but=Kind.CHANGE)]
    parts += [
        f"SUMPRODUCT(ISNUMBER({box})*ISNUMBER(FIND({_POINT},{box})))"
        for box in _of_kinds(book, inputs, but=Kind.AMOUNT)
    ]
    return "+".join(parts)


def _of_kinds(book: Book, inputs: Sequence[str], *, but: Kind) -> list[str]:
    """The areas of the inputs of any other kind."""
    own = [name for name in inputs if _kind(book.filing.form, name) is not but]
    return book.boxes(own) if own else []


def _kind(form: Form, quantity: str) -> Kind:
    return (form.cells.get(quantity) or form.fields[quantity]).kind


def _faulty(value: Number | str | None, kind: Kind) -> bool:
    if not isinstance(value, int | Decimal):
        return True
    return (value < 0 and kind is not Kind.CHANGE) or (value != int(value) and kind is not Kind.AMOUNT)
