"""Ledgers filled in as staff would, and requests made up at random."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.at_hand import FORMS
from tests.built import opened
from tests.workbook_reading.surgery import Package, Typed
from toolkit.form import Form
from toolkit.form.excel import column_letters
from toolkit.ledger.book import ledger_book
from toolkit.ledger.columns import FIRST_ROW, NUMBERS, REQUESTS, SUMMARY, TODAY
from toolkit.ledger.declared import applicants_of, outcomes_of, registers_of
from toolkit.ledger.formulas import HANDLER_ROWS
from toolkit.ledger.published_holidays import published

Row = Mapping[str, object]
AGENCY = "某市数据局"
HANDLERS = ("甲科", "乙科")


def form() -> Form:
    return FORMS.form("gkgb-2021")


@cache
def blank(rows: int, *years: int) -> bytes:
    """The ledger of the second of ``years``, which are known."""
    return ledger_book(form(), AGENCY, 2025, published(years or range(2023, 2028)), rows)


def filled(path: Path, rows: Sequence[Row], on: dt.date | None = None, book: bytes = b"") -> Path:
    """A ledger with ``rows``, by the keys of columns, that looks at the day ``on``."""
    package = Package.of(book or blank(max(60, len(rows))))
    for place, name in enumerate(HANDLERS, start=HANDLER_ROWS[0]):
        package.put(f"{TODAY}!K{place}", name)
    package.put(f"{TODAY}!B3", on)
    _put(package, REQUESTS, NUMBERS, rows)
    path.write_bytes(package.to_bytes())
    return path


def registered(
    path: Path, rows: Mapping[str, Sequence[Row]], complete: Collection[str] = (), book: bytes = b""
) -> Path:
    """A ledger with ``rows`` in its registers by their ids, of which what ``complete`` names is marked so."""
    before = book or blank(60)
    package = Package.of(before)
    registers = {register.id: register for register in registers_of(form())}
    for name, own in rows.items():
        _put(package, registers[name].sheet, registers[name].numbers, own)
    for line in opened(before)[SUMMARY].iter_rows(min_row=5, max_col=4) if complete else ():
        if f"{line[0].value}，{line[1].value}" in complete:
            package.put(f"{SUMMARY}!D{line[0].row}", "是")
    path.write_bytes(package.to_bytes())
    return path


def rows_in(path: Path, register: str = "requests") -> list[dict[str, object]]:
    """What is filled in of each row, by the keys of columns."""
    known = next(each for each in registers_of(form()) if each.id == register)
    sheet = opened(path.read_bytes())[known.sheet]
    lines: list[dict[str, object]] = []
    for row in range(FIRST_ROW, FIRST_ROW + 80):
        cells = {column.key: sheet.cell(row, known.numbers[column.key]).value for column in known.filled}
        lines.append({key: value for key, value in cells.items() if value is not None})
    return [line for line in lines if line]


def _put(package: Package, sheet: str, numbers: Mapping[str, int], rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, start=FIRST_ROW):
        for key, value in row.items():
            content = Typed(value) if isinstance(value, str) and value.startswith("=") else value
            package.put(f"{sheet}!{column_letters(numbers[key])}{number}", content)  # type: ignore[arg-type]  # a Value


def made_up(seed: int, count: int, first: dt.date = dt.date(2024, 11, 1), days: int = 420) -> list[Row]:
    """Requests of every kind of course, complete, whose days may be in any order but receipt and answer."""
    chance = random.Random(seed)
    applicants, outcomes = [*applicants_of(form())], outcomes_of(form())
    return [_made_up(chance, number, first, days, applicants, outcomes) for number in range(1, count + 1)]


def _made_up(
    chance: random.Random, number: int, first: dt.date, days: int, applicants: list[str], outcomes: Sequence[object]
) -> Row:
    received = first + dt.timedelta(chance.randrange(days))

    def later(least: int, most: int) -> dt.date:
        return received + dt.timedelta(chance.randint(least, most))

    row: dict[str, object] = {
        "number": f"2025-{number:04}",
        "handler": chance.choice([*HANDLERS, None]),
        "applicant": chance.choice(applicants),
        "received": received,
        "person": "王某某",
        "subject": "某地块的批准文件",
    }
    if chance.random() < 0.3:
        row |= {"correction_asked": later(1, 12), "correct_by": later(15, 30)}
        row |= {"corrected": later(8, 25)} if chance.random() < 0.8 else {}
    if chance.random() < 0.4:
        row |= {"consulted": later(0, 50)}
        row |= {"replied": later(0, 70)} if chance.random() < 0.8 else {}
    if chance.random() < 0.3:
        row |= {"extended": later(5, 50), "extension": chance.choice((1, 5, 20, 20, 21, None))}
    if chance.random() < 0.1:
        row |= {"fee_notified": later(5, 30)}
    if chance.random() < 0.1:
        row |= {"settled_due": later(20, 90)}
    if chance.random() < 0.5:
        outcome = chance.choice(outcomes)
        row |= {"closed": later(0, 90), "kind": outcome.kind, "outcome": outcome.label}  # type: ignore[attr-defined]  # an OutcomeRow
    return row
