"""This year's figures against last year's: not evaluated where last year's are not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.excel import dashes_formula
from toolkit.form.expression import Number
from toolkit.form.form import CARRY_OVER
from toolkit.form.references import root_of
from toolkit.rules.cell_refs import cell_refs, in_words, row_words
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, unknown_cells, unknown_rows
from toolkit.rules.live_checks import CheckLine, CheckWorkbook, FormulaValue, counted


class YearOnYear(FormCheck):
    """A check that last year's figures suffice for: the roll-up makes it too, with what it kept of last year."""

    stage = Stage.FIGURES


class _Stock(NamedTuple):
    """A row's stock at the end of both years, with what came and went between."""

    row: str
    before: Number
    plus: Number
    minus: Number
    now: Number

    @property
    def expected(self) -> Number:
        """The stock that last year's, with what came and went, comes to."""
        return self.before + self.plus - self.minus


@dataclass(frozen=True, kw_only=True)
class _Stocks(YearOnYear):
    """Rows whose column ``stock`` is last year's with ``plus`` added and ``minus`` taken off.

    ``rows`` are ``table.row``; a group of rows, or what stands for those that repeat, is all of them.
    """

    rows: tuple[str, ...]
    stock: str
    plus: str
    minus: str

    def mistakes(self, form: Form) -> Iterator[str]:
        """Cells that the form does not have, or that hold no numbers, and one column in two parts."""
        columns = {"stock": self.stock, "plus": self.plus, "minus": self.minus}
        for option, column in columns.items():
            cells = [f"{row}.{column}" for row in self._each(form)]
            yield from unknown_cells(option, cells, form)
            if words := [cell for cell in cells if cell in form.cells and not form.kind_of(cell).numeric]:
                yield f"{option}：“{words[0]}”不是数"
        if len(set(columns.values())) < len(columns):
            yield "stock、plus、minus：应是三个不同的栏目"

    def _each(self, form: Form) -> Iterator[str]:
        """The single rows that :attr:`rows` are."""
        for row in self.rows:
            known = form.directories.get(root_of(row), {}).get(f"{row}.{self.stock}", (f"{row}.{self.stock}",))
            yield from (cell.removesuffix(f".{self.stock}") for cell in known)

    def _known(self, filing: Filing) -> Iterator[_Stock]:
        """The rows of which all is known."""
        for row in self._each(filing.form):
            before = filing.last_year(f"{row}.{self.stock}")
            plus, minus, now = (filing.number(f"{row}.{column}") for column in (self.plus, self.minus, self.stock))
            if before is not None and plus is not None and minus is not None and now is not None:
                yield _Stock(row, before, plus, minus, now)

    def _values(self, filing: Filing, each: _Stock) -> dict[str, Any]:
        return {
            "row": row_words(filing, f"{each.row}.{self.stock}"),
            "before": number_text(each.before),
            "plus": in_words(filing, [f"{each.row}.{self.plus}"], each.plus),
            "minus": in_words(filing, [f"{each.row}.{self.minus}"], each.minus),
        }


@dataclass(frozen=True, kw_only=True)
class StockFlow(_Stocks):
    """The stock at the year's end is what follows from last year's. More gone than there was is for ``outflow``."""

    values = ("row", "before", "plus", "minus")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a row."""
        for each in self._known(filing):
            if 0 <= each.expected != each.now:
                cells = cell_refs(filing, (f"{each.row}.{column}" for column in (self.stock, self.plus, self.minus)))
                actual = in_words(filing, [f"{each.row}.{self.stock}"], each.now)
                values = self._values(filing, each)
                yield listing.finding(filing, cells, actual=actual, expected=number_text(each.expected), **values)


@dataclass(frozen=True, kw_only=True)
class Outflow(_Stocks):
    """No more went in the year than there was, and came."""

    values = ("row", "before", "plus", "minus")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a row."""
        for each in self._known(filing):
            if each.expected < 0:
                cells = cell_refs(filing, (f"{each.row}.{self.minus}", f"{each.row}.{self.plus}"))
                most = number_text(each.before + each.plus)
                values = self._values(filing, each)
                yield listing.finding(filing, cells, actual=number_text(each.minus), expected=most, **values)


@dataclass(frozen=True, kw_only=True)
class AmountJump(YearOnYear):
    """An amount in ``unit`` that is more than ``factor`` times last year's, or last year's that many times this."""

    unit: str
    factor: int

    values = ("label", "unit")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a cell."""
        for quantity, cell in filing.form.cells.items():
            now, before = filing.number(quantity), filing.last_year(quantity)
            if cell.unit != self.unit or not now or not before or now < 0 or before < 0:
                continue
            if now > before * self.factor or before > now * self.factor:
                cells, values = cell_refs(filing, [quantity]), {"label": cell.label, "unit": cell.unit}
                yield listing.finding(filing, cells, actual=number_text(now), expected=number_text(before), **values)


@dataclass(frozen=True, kw_only=True)
class CarryOver(YearOnYear):
    """The row ``into`` holds what last year's row ``out_of`` handed on; both are ``table.row``.

    The form's :attr:`~toolkit.form.form.Form.carried` follows from it.
    """

    into: str
    out_of: str

    values = ("column",)
    live = ("reasons",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a column; a total is reported only where no column explains it."""
        broken = {}
        for quantity, cell in filing.form.cells.items():
            if f"{cell.table}.{cell.row}" != self.into:
                continue
            now, before = filing.number(quantity), filing.last_year(f"{self.out_of}.{cell.column}")
            if now is not None and before is not None and now != before:
                broken[quantity] = (in_words(filing, [quantity], now), number_text(before))
        for quantity, (now_text, before_text) in broken.items():
            cell = filing.form.cells[quantity]
            if not broken.keys() & set(cell.of.refs):
                cells = cell_refs(filing, [quantity])
                yield listing.finding(filing, cells, column=cell.column_label, actual=now_text, expected=before_text)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Rows that the form does not have."""
        yield from unknown_rows("into", [self.into], form)
        same = (own for _, _, own in form.listed_checks if own.use == CARRY_OVER)
        if sum(own.options.get("into") == self.into for own in same) > 1:
            yield f"into：不止一处 {CARRY_OVER} 写了“{self.into}”，分不清用哪一处的上年数"
        yield from unknown_rows("out_of", [self.out_of], form)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """Every figure put in the place of one handed on has its reason, beside it or on the 校验 sheet."""
        filing, code = book.filing, listing.listed.code
        answers = book.rows("waivers")
        handed = [name for name, source in filing.form.carried.items() if source.startswith(f"{self.out_of}.")]
        if filing.prior is None or answers is None or not handed:
            return
        kinds = ("override", "carried", "reason")
        own, last, why = (book.column([f"{kind}.{name}" for name in handed]) for kind in kinds)
        answered = f'SUMPRODUCT(({answers.areas["code"]}="{code}")*(LEN(TRIM({answers.areas["reason"]}))>0))'
        differs = f"(ISNUMBER({own})*({own}<>{last})+{dashes_formula(own)}*({last}<>0))"
        changed = f"SUMPRODUCT({differs}*ISNUMBER({last})*(LEN(TRIM({why}))=0))"
        given = any(waiver.code == code and waiver.reason.strip() for waiver in filing.waivers)
        others = [name for name in handed if book.carried(name) not in (None, book.counted(name))]
        shown = 0 if given else sum(isinstance(book.counted(name), int | Decimal) for name in others)
        count = FormulaValue(formula=f"IF({answered}>0,0,{changed})", shown=shown)
        cell_addresses = tuple(book.at(f"reason.{name}") for name in handed)
        yield counted(code, listing.live("reasons"), count, listing.listed.severity, cell_addresses)


@dataclass(frozen=True, kw_only=True)
class Presupposes(YearOnYear):
    """Where there is any of ``these``, there was some of ``those`` this year or last."""

    these: str
    those: str

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding at most."""
        number = filing.number(self.these)
        if number and filing.number(self.those) == filing.last_year(self.those) == 0:
            own = [cell for cell in filing.form.cells[self.these].of.refs if filing.number(cell)]
            yield listing.finding(filing, cell_refs(filing, (*own, self.these, self.those)), actual=number_text(number))

    def mistakes(self, form: Form) -> Iterator[str]:
        """Cells that the form does not have."""
        yield from unknown_cells("these", [self.these], form)
        yield from unknown_cells("those", [self.those], form)
