"""What a roll-up of two units says of their figures and sums: one lacks nothing, the other is a damaged source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl

from tests.command_line import run
from tests.properties.figures import Figures
from toolkit.filing import Filing
from toolkit.form import Form
from toolkit.form.expression import Term, Total
from toolkit.rollup.sheets import KINDS
from toolkit.rollup.unit_sheet import UNITS

_UNITS, _ABOUT = 5, 5
"""On the sheet of units: the first row of units, counted from 0; the columns before figures."""
_PARTIAL = "（不全）"
_SUM = "合计"
ShownSum = tuple[Decimal | None, bool]
"""A number, and whether it is said to be whole."""
NOTHING: ShownSum = (None, True)


@dataclass(frozen=True, kw_only=True)
class RolledUp:
    """The workbook of ``known`` and another unit, ``counted`` or not, which was ``before`` in the run before."""

    book: Path
    parent: str
    known: Filing
    before: Filing
    counted: bool

    @property
    def form(self) -> Form:
        """The form of the sums."""
        return self.known.form

    @cached_property
    def figures(self) -> Figures:
        """What the other unit is said to have; nothing if it does not count, or nobody knows that the file is its."""
        own = ((quantity, _shown(value)) for name in self._unit for quantity, value in self._rows[name].items())
        return {quantity: number for quantity, (number, whole) in own if whole and number is not None}

    def wrong(self, names: Iterable[str]) -> list[str]:
        """What sheets, ``rollup diff`` and, of ``names``, ``rollup explain`` say otherwise than the units do."""
        return [*self._wrong_sums(), *self._wrong_changes(), *filter(self._misexplained, names)]

    @cached_property
    def _rows(self) -> dict[str, dict[str, object]]:
        """What stands at each cell, in the order of the form, by the names of the units, and of the sum."""
        rows = _rows_of(self.book, UNITS)
        columns = [quantity for quantity in self.form.input_sums if quantity not in self.form.repeated]
        return {str(row[1]): dict(zip(columns, row[_ABOUT:], strict=True)) for row in rows[_UNITS:]}

    @cached_property
    def _unit(self) -> Set[str]:
        """The name of the unit that is not ``known``, if the file says it."""
        others = self._rows.keys() - {self.known.agency.value, _SUM}
        assert len(others) == 1 or not (others or self.counted)
        return others

    def _wrong_sums(self) -> Iterator[str]:
        labels = {self.form.label(quantity): quantity for quantity in self._rows[_SUM]}
        kinds = {labels[row[0]]: row[-1] for row in _rows_of(self.book, KINDS) if row[0] in labels}
        for sheet, sums in ((UNITS, self._rows[_SUM]), (KINDS, kinds)):
            for quantity, value in sums.items():
                if _shown(value) != self._due(self.form.input_sums[quantity]):
                    yield f"{sheet}: {quantity} is {value}"

    def _due(self, inputs: Total) -> ShownSum:
        """The sum of both units, not whole where a figure of the other is missing to it."""
        theirs = [term.sign * self.figures[term.ref] for term in inputs.terms if term.ref in self.figures]
        number = _added(_number(inputs.value(self.known.number)), *theirs)
        return number, number is None or not self.counted or len(theirs) == len(inputs.terms)

    def _misexplained(self, name: str) -> bool:
        total = self.form.quantities[name].spread(self.form.input_sums.__getitem__)
        top, *units = self._said("explain", name)["parts"]
        said = {unit["name"]: _number(unit["number"]) for unit in units}
        due = {self.known.agency.value: total.value(self.known.number)}
        due |= dict.fromkeys(self._unit, total.value(self.figures.get))
        return said != due or (_number(top["number"]), top["whole"]) != self._due(total)

    def _wrong_changes(self) -> Iterator[str]:
        due = self._due_changes()
        for change in self._said("diff")["changes"]:
            said = {
                each["label"]: tuple((_number(each[time]), each[f"{time}_whole"]) for time in ("before", "now"))
                for each in change["figures"]
            }
            if said != due.pop(change["name"], {}):
                yield f"the changes of {change['name']} are {said}"
        yield from due

    def _due_changes(self) -> dict[str, dict[str, tuple[ShownSum, ShownSum]]]:
        """What each input was and is, by unit and label, where that is not the same."""
        changes: dict[str, dict[str, tuple[ShownSum, ShownSum]]] = {}
        for quantity in self.form.inputs:
            was = _number(self.before.number(quantity))
            before = {
                str(self.before.agency.value): was,
                self.parent: _added(_number(self.known.number(quantity)), was),
            }
            now = dict.fromkeys(self._unit, (self.figures.get(quantity), True))
            now[self.parent] = self._due(Total((Term(quantity),)))
            for name in before.keys() | now.keys():
                pair = ((before.get(name), True), now.get(name, NOTHING))
                if pair[0] != pair[1]:
                    changes.setdefault(name, {})[self.form.label(quantity)] = pair
        return changes

    def _said(self, command: str, *arguments: str) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(run("rollup", command, self.book, *arguments, "--format", "json").stdout)
        return said


def _added(*numbers: Decimal | None) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known else None


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _shown(value: object) -> ShownSum:
    """What a cell of a plain sheet says."""
    text = "" if value is None else str(value)
    return _number(text.removesuffix(_PARTIAL) or None), not text.endswith(_PARTIAL)


def _rows_of(book: Path, sheet: str) -> list[tuple[Any, ...]]:
    opened = openpyxl.load_workbook(book, data_only=True, read_only=True)
    return list(opened[sheet].iter_rows(values_only=True))
