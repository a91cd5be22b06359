"""The workbooks of a run: one for each government, its form filled in, plain sheets behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import __version__
from toolkit.filing import Entry, Prior
from toolkit.finding import Finding
from toolkit.form import load_form
from toolkit.output import safe_name, write_result
from toolkit.rollup.lastyear import LastYear
from toolkit.rollup.leaves import own_findings
from toolkit.rollup.packing import Numbers
from toolkit.rollup.roster import Unit
from toolkit.rollup.sheets import sheets_of
from toolkit.rollup.standing import Frame
from toolkit.rollup.store import BELOW, Store
from toolkit.workbook.writing.appending import with_sheets
from toolkit.workbook.writing.build import assembled, blank_filing
from toolkit.workbook.writing.plain import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A workbook to make: all that the form's own sheets show."""

    unit: str
    name: str
    level: str | None
    year: int
    form: str
    numbers: Numbers
    prior: Prior | None
    below: bool  # below another government: its workbook lies in the folder


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Writing the workbooks of the governments of a run to ``top`` and, for lower ones, into a folder beside it."""

    store: Store
    frame: Frame
    last: LastYear
    top: Path
    strays: tuple[Finding, ...]

    def orders(self, units: Iterable[Unit]) -> Iterator[Order]:
        """What has to be made anew: all but workbooks that still stand and were made from the same."""
        for unit in units:
            standing = self.store.ledger.get(unit.code)
            if standing.figures is None:
                continue
            order = Order(
                unit=unit.code,
                name=unit.name,
                level=unit.level,
                year=self.frame.year,
                form=self.frame.form,
                numbers=standing.figures,
                prior=self.last.prior(unit),
                below=bool(unit.parent),
            )
            path, key = self.store.output(unit.code)
            if key != self._key(order) or not (self.store.path.parent / path).is_file():
                yield order

    def write(self, order: Order, workbook: bytes) -> Path:
        """The workbook with its plain sheets, where it belongs; beside what staff have edited since."""
        path = write_result(self._target(order), with_sheets(workbook, self._sheets(order)))
        self.store.note_output(order.unit, path.relative_to(self.store.path.parent).as_posix(), self._key(order))
        return path

    def _target(self, order: Order) -> Path:
        if not order.below:
            return self.top
        return self.top.with_name(self.top.stem + BELOW) / f"{safe_name(f'{order.unit} {order.name}')}.xlsx"

    def _sheets(self, order: Order) -> list[Sheet]:
        parent = self.store.ledger.get(order.unit)
        children = list(self.store.ledger.children(order.unit))
        found = {
            child.unit: own_findings(self.store.files.row(child.digest), excused=child.excused)
            for child in children
            if child.digest
        }
        form = load_form(self.frame.form)
        return sheets_of(parent, children, form, found, () if order.below else self.strays)

    def _key(self, order: Order) -> str:
        """What tells a workbook from one made of anything else: all that its sheets are made from."""
        parent = self.store.ledger.get(order.unit)
        made_from = [__version__, load_form(order.form).digest, order, parent, () if order.below else self.strays]
        digest = hashlib.sha256(repr(made_from).encode())
        for child in self.store.ledger.children(order.unit):
            digest.update(repr(child).encode())
        return digest.hexdigest()


def built(orders: list[Order]) -> list[bytes]:
    """The workbooks without their plain sheets: the slow half, made by workers."""
    return [_built(order) for order in orders]


def _built(order: Order) -> bytes:
    form = load_form(order.form)
    blank = blank_filing(form, order.name, order.year, order.level)
    inputs = {quantity: Entry(number=number) for quantity, number in order.numbers.items()}
    return assembled(replace(blank, inputs=inputs, prior=order.prior)).packed()
