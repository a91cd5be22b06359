"""What can be wrong with the registers that a form declares for its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.bounds import LEDGER_ROWS
from toolkit.form.cells import did_you_mean, row_leaves
from toolkit.form.kinds import Count
from toolkit.form.ledger import LedgerDeclaration
from toolkit.form.model import Cell, Table
from toolkit.form.name_faults import duplicates, odd_id, sheet_faults
from toolkit.form.registers import (
    LEDGER_SHEETS,
    ColumnHolds,
    CountedWhen,
    Decides,
    RegisterColumn,
    RegisterCount,
    RegisterDeclaration,
)

REQUESTS = "requests"
"""The register that every ledger has."""
_OF_CHOICES = ("of", "besides", "within", "each")
_SUMMED = (ColumnHolds.COUNT, ColumnHolds.AMOUNT)


def register_faults(
    ledger: LedgerDeclaration,
    tables: Mapping[str, Table],
    cells: Mapping[str, Cell],
    taken: Collection[str],
) -> Iterator[str]:
    """Every mistake with its path, in a form whose tables are sound; ``taken``: names that no indicator may have."""
    registers = ledger.registers
    yield from duplicates("ledger.registers[].id", (REQUESTS, *(each.id for each in registers)))
    yield from duplicates("ledger.registers[].sheet", (*LEDGER_SHEETS, *(each.sheet for each in registers)))
    counted = {cell.id: "ledger" for cell in cells.values() if cell.table == ledger.table and not cell.of}
    for at, register in enumerate(registers):
        path = f"ledger.registers[{at}]"
        if register.table not in tables or tables[register.table].repeat:
            near = did_you_mean(register.table, tables)
            yield f"{path}.table：没有表“{register.table}”，或者它有几行填几行{near}"
            continue
        checked = _Register(path, register, tables[register.table], cells, taken)
        faults = tuple(checked.faults())
        yield from faults
        for cell in () if faults else checked.cells():
            if counted.setdefault(cell, path) != path:
                yield f"{path}.counts：{cell} 已由 {counted[cell]} 计数"


@dataclass(frozen=True)
class _Register:
    """A register to be checked, the table that it is counted into, and the cells that the form has."""

    path: str
    register: RegisterDeclaration
    table: Table
    known: Mapping[str, Cell]
    taken: Collection[str]

    def faults(self) -> Iterator[str]:
        register, path = self.register, self.path
        yield from odd_id(f"{path}.id", register.id)
        yield from (f"{path}.sheet：{fault}" for fault in sheet_faults(register.sheet))
        if not 1 <= register.rows <= LEDGER_ROWS:
            yield f"{path}.rows：应在 1 到 {LEDGER_ROWS} 之间"
        ids = [column.id for column in register.columns]
        yield from duplicates(f"{path}.columns[].id", ids)
        yield from duplicates(f"{path}.columns[].label", (column.label for column in register.columns))
        if [column.kind for column in register.columns].count(ColumnHolds.NUMBER) != 1:
            yield f"{path}.columns：应有一栏，也只有一栏的 kind 是 {ColumnHolds.NUMBER}"
        for decides in (Decides.ROW, Decides.COLUMN):
            if [column.decides for column in register.columns].count(decides) > 1:
                yield f"{path}.columns：只能有一栏的 decides 是 {decides}"
        odd = []
        for at, column in enumerate(register.columns):
            odd += [f"{path}.columns[{at}].{fault}" for fault in self._column(column)]
        yield from odd
        if not register.counts:
            yield f"{path}.counts：不能空着"
        if odd or len(set(ids)) < len(ids):
            return
        yield from self._whole()
        wrong = []
        for at, count in enumerate(register.counts):
            wrong += [f"{path}.counts[{at}]{fault}" for fault in self._count(count)]
        yield from wrong
        if not wrong:
            twice = [cell for cell, times in Counter(self.cells()).items() if times > 1]
            yield from (f"{path}.counts：{cell} 计了不止一次" for cell in twice)

    def cells(self) -> Iterator[str]:
        """Every cell that a sound register is counted into."""
        for count in self.register.counts:
            if not count.indicator:
                yield from (f"{self.table.id}.{row}.{column}" for row, column in self._into(count))

    @cached_property
    def _columns(self) -> dict[str, RegisterColumn]:
        return {column.id: column for column in self.register.columns}

    def _options(self, decides: Decides) -> tuple[str, ...]:
        """What the choice that decides so has to choose from; nothing where there is none."""
        for column in self.register.columns:
            if column.decides is decides:
                return column.of or tuple(option for options in column.each.values() for option in options)
        return ()

    def _into(self, count: RegisterCount) -> Iterator[tuple[str, str]]:
        rows = (count.row,) if count.row else count.rows or self._options(Decides.ROW)
        columns = (count.column,) if count.column else self._options(Decides.COLUMN)
        return ((row, column) for row in rows for column in columns)

    def _column(self, column: RegisterColumn) -> Iterator[str]:
        yield from odd_id("id", column.id)
        yield from (f"{key}：不能空着" for key in ("label", "group") if not getattr(column, key).strip())
        for key, kind in (("not_before", ColumnHolds.DATE), ("together", None), ("within", ColumnHolds.CHOICE)):
            name = getattr(column, key)
            other = self._columns.get(name)
            if name and (other is None or other is column or (kind and other.kind is not kind)):
                yield f"{key}：没有这样的另一栏“{name}”{did_you_mean(name, self._columns)}"
                return
        if column.not_before and column.kind is not ColumnHolds.DATE:
            yield f"not_before：只用于 {ColumnHolds.DATE}"
        if column.kind is not ColumnHolds.CHOICE:
            yield from (f"{key}：只用于 {ColumnHolds.CHOICE}" for key in _OF_CHOICES if getattr(column, key))
            if column.decides is not Decides.NOTHING:
                yield f"decides：只用于 {ColumnHolds.CHOICE}"
            return
        yield from self._choice(column)

    def _choice(self, column: RegisterColumn) -> Iterator[str]:
        if column.within:
            over = self._columns[column.within].of
            if column.of or column.besides:
                yield "of：写了 within 的，选项写在 each 里"
            if not over or set(column.each) != set(over):
                yield f"each：应逐一写“{column.within}”的各个选项（{'、'.join(over)}）"
        elif column.each or not column.of:
            yield "of：不能空着；选项随另一栏变化的，写 within 和 each"
        options = [*column.of, *(option for options in column.each.values() for option in options)]
        yield from duplicates("of" if column.of else "each", [*options, *column.besides])
        known: Collection[str] = options
        if column.decides is Decides.ROW:
            known = [name for name, _ in row_leaves(self.table)]
        elif column.decides is Decides.COLUMN:
            known = [name for block in self.table.blocks for node in block.columns for name, _ in node.leaves()]
        for option in options:
            if option not in known:
                yield f"of：表 {self.table.id} 中没有“{option}”{did_you_mean(option, known)}"
            elif column.decides is Decides.INDICATOR and (option in self.taken or not option.isidentifier()):
                yield f"of：“{option}”不能作为指标的名称（只用汉字、字母、数字和下划线，不与别的名称相同）"

    def _whole(self) -> Iterator[str]:
        """What the register says of a column of its own."""
        by, left_out = self.register.complete_by, self.register.left_out
        if by and (by not in self._columns or self._columns[by].decides is not Decides.ROW):
            yield f"{self.path}.complete_by：“{by}”不是决定行的一栏"
        if left_out and left_out.word not in getattr(self._columns.get(left_out.column), "of", ()):
            yield f"{self.path}.left_out：“{left_out.column}”一栏没有选项“{left_out.word}”"

    def _count(self, count: RegisterCount) -> Iterator[str]:
        for key in ("day", "until"):
            name = getattr(count, key)
            if name and getattr(self._columns.get(name), "kind", None) is not ColumnHolds.DATE:
                yield f".{key}：没有日期栏“{name}”{did_you_mean(name, self._columns)}"
        if bool(count.until) is (count.when is CountedWhen.IN_YEAR):
            yield f".until：{count.when} 的{'不写' if count.until else '应写明到哪一天为止'}"
        summed = self._columns.get(count.sum)
        if count.sum and (summed is None or summed.kind not in _SUMMED):
            yield f".sum：没有数字栏“{count.sum}”{did_you_mean(count.sum, self._columns)}"
            return
        if count.indicator:
            yield from self._indicator(count)
            return
        if count.unit:
            yield ".unit：只用于 indicator"
        for key, decides in (("row", Decides.ROW), ("column", Decides.COLUMN)):
            if not getattr(count, key) and not self._options(decides):
                yield f".{key}：应写明，或者有一栏的 decides 是 {decides}"
                return
        for row in count.rows:
            if count.row or row not in self._options(Decides.ROW):
                yield f".rows：“{row}”不在可选的行里{did_you_mean(row, self._options(Decides.ROW))}"
                return
        for row, column in self._into(count):
            cell = self.known.get(f"{self.table.id}.{row}.{column}")
            if cell is None or cell.of:
                why = "没有这一格" if cell is None else "由其他格算出，不能计数"
                yield f"：{self.table.id}.{row}.{column} {why}"
            elif not cell.holds.numeric:
                yield f"：{cell.id} 不是数"
            elif summed and summed.kind is ColumnHolds.AMOUNT and isinstance(cell.holds, Count):
                yield f".sum：{cell.id} 是个数，不能由金额相加得出"

    def _indicator(self, count: RegisterCount) -> Iterator[str]:
        column = self._columns.get(count.indicator)
        if column is None or column.decides is not Decides.INDICATOR:
            yield f".indicator：“{count.indicator}”不是决定指标的一栏"
        yield from (f".{key}：不与 indicator 同写" for key in ("row", "rows", "column") if getattr(count, key))
