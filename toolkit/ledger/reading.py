"""Reading a ledger: every row of its registers and of holidays, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form, Forms
from toolkit.form.excel import CellAddress, column_number
from toolkit.ledger.columns import FIRST_ROW, HEADER, HOLIDAYS, LISTS, REQUESTS, SUMMARY, TODAY
from toolkit.ledger.contents import shown_content
from toolkit.ledger.declared import declaration_of, registers_of
from toolkit.ledger.faults import Faults
from toolkit.ledger.formulas import (
    COMPLETE,
    HANDLER_COLUMN,
    HANDLER_ROWS,
    HOLIDAY_ROWS,
    OFF,
    WORKED,
    YEAR_ROWS,
    RowFormulas,
)
from toolkit.ledger.list_sheet import LAYOUT, MARK
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.published_holidays import published
from toolkit.ledger.register import Register, Scope
from toolkit.ledger.register_rows import YEARS, Line, RowReader, is_there
from toolkit.ledger.summary_sheet import MARK as MARK_COLUMN
from toolkit.ledger.summary_sheet import scope_marks
from toolkit.ledger.working_days import Arrangement, WorkingDays
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.dates import date_of, year_of
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.source_workbook import in_rows
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

_REQUESTS_ALONE = 1
"""The layout of ledgers that had no other register."""


def read_ledger(path: Path, forms: Forms) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger in ``path``, with what could not be read of it (RQ-01, RQ-02, RQ-08, RQ-14, RQ-18).

    :class:`~toolkit.errors.UnreadableFile` if it is no workbook, or no ledger of this program's.
    """
    with refusing(path.name):
        book = XlsxWorkbook(checked_bytes(path))
        form, year, agency, registers = _identity(book, path.name, forms)
        _require_sheets(book, path.name, registers)
        faults = Faults()
        _report_lacking(book, registers, faults)
        sheet = _holidays(book, faults)
        handlers = tuple(_handlers(book))
        readers = [RowReader(each, faults, handlers) for each in registers]
        rows = {each.register: tuple(_rows(book, path.name, form, each)) for each in readers}
        complete = frozenset(_marked(book, form, faults))
    ledger = Ledger(
        source=path,
        form=form,
        agency=agency,
        year=year,
        registers=rows,
        calendar=_completed(sheet),
        handlers=handlers,
        completed=sheet.years,
        complete=complete,
    )
    return ledger, faults.findings()


def is_ledger(path: Path) -> bool:
    """Whether ``path`` is a workbook with a ledger's mark, of whatever version; the file is sound or not.

    >>> from pathlib import Path
    >>> is_ledger(Path("examples/hegang-2021/填报工作簿.xlsx"))
    False
    """
    try:
        with refusing(path.name):
            facts = next(XlsxWorkbook(checked_bytes(path)).rows(LISTS), None)
    except UnreadableFile:
        return False
    return facts is not None and cell_text(facts[1].get(1)) == MARK


def _identity(book: XlsxWorkbook, name: str, forms: Forms) -> tuple[Form, int, str, tuple[Register, ...]]:
    """Its form, year and agency, and the registers that it was made with."""
    facts = [cell_text(line.get(1)) for _, line in islice(book.rows(LISTS), 5)]
    year = year_of(facts[3]) if len(facts) > 4 else None
    if len(facts) < 5 or facts[0] != MARK or year is None:
        raise UnreadableFile(f"“{name}”不是台账。", "请用 xl-report ledger new 生成台账，把内容登记在里面。")
    if facts[1] not in (str(_REQUESTS_ALONE), str(LAYOUT)):
        raise UnreadableFile(f"“{name}”是更新版本的程序生成的台账。", "请升级本程序。")
    form = forms.form(facts[2])
    declaration_of(form)
    registers = registers_of(form)
    return form, year, facts[4], registers[:1] if facts[1] == str(_REQUESTS_ALONE) else registers


def _require_sheets(book: XlsxWorkbook, name: str, registers: tuple[Register, ...]) -> None:
    """:class:`UnreadableFile` where a sheet of ``registers`` was renamed or deleted: its rows would be neither counted
    nor carried over."""
    if lacking := [each.sheet for each in registers if each.sheet not in book.sheets]:
        listed = "、".join(f"“{sheet}”" for sheet in lacking)
        raise UnreadableFile(f"“{name}”没有{listed}表，可能改了名称或者删去了。", "请改回原来的名称，或用备份的台账。")


def _report_lacking(book: XlsxWorkbook, registers: tuple[Register, ...], faults: Faults) -> None:
    """The other sheets that staff fill in and that are not there; ledgers of requests alone have no summary."""
    wanted = {TODAY: "default", HOLIDAYS: "holidays"} | ({SUMMARY: "summary"} if len(registers) > 1 else {})
    for sheet, variant in wanted.items():
        if sheet not in book.sheets:
            faults.add("RQ-18", variant=variant, sheet=sheet)


def _handlers(book: XlsxWorkbook) -> Iterator[str]:
    """The names that are listed, in order."""
    cells, column = book.cells(TODAY) if TODAY in book.sheets else {}, column_number(HANDLER_COLUMN)
    texts = (cell_text(cells.get((row, column))) for row in range(HANDLER_ROWS[0], HANDLER_ROWS[1] + 1))
    return filter(None, texts)


def _completed(sheet: WorkingDays) -> WorkingDays:
    """The calendar of the sheet, with the years that it lacks, as far as the program knows them."""
    others = published(set(YEARS) - sheet.years)
    return WorkingDays((*sheet.arrangements, *others.arrangements), sheet.years | others.years)


def _holidays(book: XlsxWorkbook, faults: Faults) -> WorkingDays:
    """The years that staff completed."""
    found: list[Arrangement] = []
    years: set[int] = set()
    for row, line in book.rows(HOLIDAYS):
        if HOLIDAY_ROWS[0] <= row <= HOLIDAY_ROWS[1]:
            found += _arrangement(row, line, faults)
        year = year_of(line.get(6)) if YEAR_ROWS[0] <= row <= YEAR_ROWS[1] else None
        mark = cell_text(line.get(7))
        if year and mark == COMPLETE:
            years.add(year)
        elif year and mark:
            _report_mark(CellAddress(HOLIDAYS, 7, row), str(year), mark, faults)
    found.sort(key=lambda each: not each.works)  # as the formulas have it: what is worked goes before what is off
    return WorkingDays(tuple(found), frozenset(years))


def _arrangement(row: int, line: Line, faults: Faults) -> Iterator[Arrangement]:
    texts = [cell_text(line.get(column)) for column in range(1, 5)]
    if not any(texts[1:]):
        return
    first, last = date_of(line.get(2)), date_of(line.get(3))
    whole = first and last and first <= last and first.year in YEARS and last.year in YEARS
    if whole and first and last and texts[3] in (OFF, WORKED):
        yield Arrangement(first=first, last=last, works=texts[3] == WORKED, name=texts[0])
        return
    place = CellAddress(HOLIDAYS, 2, row).where
    faults.add("RQ-08", CellRef(id=f"holidays.{row}", where=place, label=texts[0]))


def _marked(book: XlsxWorkbook, form: Form, faults: Faults) -> Iterator[Scope]:
    """What staff marked as complete; nothing in a ledger made before there was a sheet for it."""
    lines = in_rows(book.cells(SUMMARY)) if SUMMARY in book.sheets else ()
    texts = {row: {column: cell_text(content) for column, content in line.items()} for row, line in lines}
    for row, (scope, mark) in scope_marks(form, texts).items():
        if mark == COMPLETE:
            yield scope
        elif mark:
            _report_mark(CellAddress(SUMMARY, MARK_COLUMN, row), scope.title, mark, faults)


def _report_mark(at: CellAddress, label: str, mark: str, faults: Faults) -> None:
    """Of what does not say that all is entered, though something stands there."""
    where = CellRef(id=f"{at.sheet}.{at.row}", where=at.where, label=label, value=mark)
    faults.add("RQ-01", where, variant="mark", expected=COMPLETE)


def _rows(book: XlsxWorkbook, name: str, form: Form, reader: RowReader) -> Iterator[RegisterRow]:
    register, beyond = reader.register, []
    lines = dict(in_rows(book.cells(register.sheet)))
    head, numbers = lines.get(HEADER, {}), register.numbers
    if [cell_text(head.get(number)) for number in numbers.values()] != [*register.titles.values()]:
        raise UnreadableFile(f"“{name}”的“{register.sheet}”表的栏目变动过，无法读取。", "请把内容移到新生成的台账里。")
    filled = [numbers[column.key] for column in register.filled]
    formulas = RowFormulas(declaration_of(form).limits) if register.sheet == REQUESTS else None
    for row, line in lines.items():
        if row < FIRST_ROW or not any(is_there(line.get(number)) for number in filled):
            continue
        if row > register.last:
            beyond.append(row)
            continue
        shown = {column: shown_content(book, register.sheet, row, column, content) for column, content in line.items()}
        found = reader.row(row, shown)
        reader.report_formulas(found, line, formulas.of(row) if formulas else {})
        yield found
    if beyond:
        reader.report_beyond(beyond)
