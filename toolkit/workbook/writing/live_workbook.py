"""The workbook of a filing as the live lines of checks see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from toolkit.filing import Filing
from toolkit.form.excel import CellAddress, FormulaContext, quoted
from toolkit.form.expression import Number
from toolkit.form.relations import Relation
from toolkit.rules.live_checks import CheckLine, FormulaValue, RegionRows
from toolkit.workbook.plan import HEADING, Plan
from toolkit.workbook.references import cell, column, column_of, formula_context, rectangles
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_lines import relation_line
from toolkit.workbook.writing.dates import date_formula, year_formula
from toolkit.workbook.writing.listed_names import lookup_of, names_of
from toolkit.workbook.writing.live_preview import NameLookup, previewed


class LiveWorkbook:
    """A :class:`.CheckWorkbook`: where its cells are by the plan, what they show by the values."""

    subhead = HEADING

    def __init__(self, plan: Plan, values: CachedValues) -> None:
        self._plan = plan
        self._values = values

    @property
    def filing(self) -> Filing:
        """What the workbook holds."""
        return self._values.filing

    @cached_property
    def formula_context(self) -> FormulaContext:
        """What relations read beside their own cells."""
        return formula_context(self._plan, self.filing)

    @cached_property
    def _names(self) -> NameLookup:
        return lookup_of(self._plan, names_of(self._plan, self._values), self.filing)

    def at(self, place: str) -> CellAddress:
        """The cell of an id; :class:`KeyError` if the workbook has none."""
        return self._plan.at(place)

    def cell(self, place: str) -> str:
        """The cell of an id as formulas name it."""
        return cell(self.at(place))

    def column(self, places: Sequence[str]) -> str:
        """Cells one below the other as formulas name them."""
        return column_of([self.at(place) for place in places])

    def areas(self, places: Sequence[str]) -> list[str]:
        """Cells of one sheet as few areas."""
        cell_addresses = [self.at(place) for place in places]
        return [f"{quoted(cell_addresses[0].sheet)}!{box}" for box in rectangles(cell_addresses)]

    def rows(self, region: str) -> RegionRows | None:
        """The rows of a region, if the workbook has it."""
        found = self._plan.regions.get(region)
        if found is None:
            return None
        first = "text" if "text" in found.columns else next(iter(found.columns))
        return RegionRows(
            areas={role: column(found, role) for role in found.columns}, first=found.cell_address(first, 0)
        )

    def previews(self, slot: str) -> tuple[str, ...]:
        """What the previews of a text show."""
        own = self.filing.narrative.get(slot, ())
        return tuple(each.text if each.literal else previewed(each.text, self._names) for each in own)

    def day(self, place: str) -> str:
        """A formula of the date in a cell, as spreadsheets count it."""
        return date_formula(self.cell(place))

    def year(self, place: str) -> str:
        """A formula of the year in a cell."""
        return year_formula(self.cell(place))

    def written(self, quantity: str) -> Number | str | None:
        """What stands in an input's cell."""
        return self._values.written(quantity)

    def counted(self, quantity: str) -> Number | str | None:
        """What an input counts as."""
        return self._values.counted(quantity)

    def number(self, quantity: str) -> Number | None:
        """The number of a quantity, if all behind it hold one."""
        return self._values.number(quantity)

    def carried(self, quantity: str) -> Number | None:
        """What last year hands on to an input."""
        return self._values.carried.get(quantity)

    def relation(self, relation: Relation, *, code: str, rule: str, severity: FormulaValue) -> CheckLine:
        """A relation as a line."""
        return relation_line(self._plan, self._values, relation, code=code, rule=rule, severity=severity)
