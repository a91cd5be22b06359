"""The ledger of a form, blank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.authoring.trial_remarks import Remark
from toolkit.authoring.workbooks import remark_of
from toolkit.filing import Filing
from toolkit.form import Forms
from toolkit.ledger.book import ledger_book
from toolkit.ledger.declared import registers_of
from toolkit.ledger.reading import read_ledger
from toolkit.ledger.working_days import WorkingDays
from toolkit.workbook.package_faults import faults

_ROWS = 3


def ledger_remarks(blank: Filing, forms: Forms, folder: Path) -> Iterator[Remark]:
    """What is wrong with the ledger that the form of ``blank`` declares: as a file, and as what is read from it."""
    form = blank.form
    path = folder / "台账.xlsx"
    path.write_bytes(ledger_book(form, blank.agency.value, form.years.first, WorkingDays(), _ROWS))
    for fault in faults(path.read_bytes()):
        yield Remark(where="ledger", message=f"Excel 打开时会要求修复：{fault}")
    ledger, findings = read_ledger(path, forms)
    yield from (remark_of("ledger", finding) for finding in findings)
    for register in registers_of(form):
        if ledger.registers.get(register) != ():
            yield Remark(where="ledger", message=f"空白的“{register.sheet}”读回来不是空白的")
