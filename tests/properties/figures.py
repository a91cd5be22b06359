"""The figures that a result shows, by cell, and whether each may be there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.properties.damage import Damaged
from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.ingest import read_any
from toolkit.workbook.plan import Plan, plan_of

Figures = Mapping[str, Decimal]


def invented(figures: Figures, source: Damaged, form: Form) -> list[str]:
    """The cells whose figure nobody stated for them, no printed blank counts as, and no such figures add up to."""
    return [
        f"{cell} is {number}, where the source shows {source.shown.get(cell, ())}"
        for cell, number in figures.items()
        if number not in source.may_be(cell) and number != _computed(cell, figures, source, form)
    ]


def _computed(cell: str, figures: Figures, source: Damaged, form: Form) -> Decimal | None:
    """The sum of the figures that a derived cell adds up; a part that is not shown may be a zero printed as a blank."""
    of = form.cells[cell].of.refs if cell in form.cells else ()
    parts = [figures[part] if part in figures else _blank(part, source, form) for part in of]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if of and len(known) == len(of) else None


def _blank(cell: str, source: Damaged, form: Form) -> Decimal | None:
    if form.cells[cell].of:
        return _computed(cell, {}, source, form)
    return Decimal(0) if 0 in source.may_be(cell) else None


def of_filing(path: Path) -> Figures:
    """What a report, workbook or JSON reads as."""
    filing, _ = read_any(path)
    numbers = ((cell, filing.number(cell)) for cell in filing.form.cells)
    return {cell: Decimal(number) for cell, number in numbers if number is not None}


def of_json(text: str) -> Figures:
    """What stands in the tables of a Filing JSON."""
    tables = json.loads(text)["tables"]
    return dict(
        _numbers(
            (f"{table}.{row}.{column}", value)
            for table, rows in tables.items()
            for row, columns in rows.items()
            for column, value in columns.items()
        )
    )


def of_workbook(path: Path, form: Form) -> Figures:
    """What the cells of the tables hold, totals as any program shows them that does not compute."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    plan = plan_of(form, prior="上年" in book.sheetnames)
    return dict(_numbers(_held(book, plan)))


def of_last_year(path: Path, form: Form) -> Figures:
    """What the workbook of the next year holds as last year's: the list, and what is handed on."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    rows = list(book["上年"].iter_rows(values_only=True))
    listed = dict(_numbers((str(row[4]), row[1]) for row in rows if len(row) > 4 and row[4] in form.cells))
    handed = dict(_numbers(_held(book, plan_of(form, prior=True))))
    return listed | {form.carried[cell]: number for cell, number in handed.items() if cell in form.carried}


def _held(book: openpyxl.Workbook, plan: Plan) -> Iterator[tuple[str, object]]:
    sheets: dict[str, list[tuple[object, ...]]] = {}
    for cell in plan.form.cells:
        spot = plan.at(cell)
        rows = sheets.setdefault(spot.sheet, list(book[spot.sheet].iter_rows(values_only=True)))
        row = rows[spot.row - 1] if spot.row <= len(rows) else ()
        yield cell, row[spot.column - 1] if spot.column <= len(row) else None


def _numbers(values: Iterator[tuple[str, object]]) -> Iterator[tuple[str, Decimal]]:
    for cell, value in values:
        number = entry_of(value, "").number
        if number is not None:
            yield cell, Decimal(number)
