"""The roster: the units that must report, as a tree, with what changed among them within the year.

Leaves file; a unit with others below it is added up from them. Figures of a government's own office therefore stand
under it as a leaf: an organ's own report and a government's added-up one never mix.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from toolkit.characters import compact
from toolkit.form import Form

SHEET = "名册"
NAMELESS = "汇总单位"
"""What a government is called that adds up without a roster and without being named."""
NO_KIND = "其他"
"""The kind of a unit of which neither the roster nor its level says one."""


class UnitChange(StrEnum):
    """What became of a unit within the year: it files no more, and what it carried over moves to its successors."""

    MERGED = "合并"
    SPLIT = "拆分"
    ABOLISHED = "撤销"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One line of the roster. ``parent`` is empty for the top; ``deadline`` None means the level's own.

    ``kind`` is what it is to the government above it, whose sheet 分类合计 has a column for each.
    """

    code: str
    name: str
    level: str | None = None
    kind: str = NO_KIND
    parent: str = ""
    deadline: dt.date | None = None
    received: dt.date | None = None  # when the office got it; None: the filing's own date decides whether it is late
    change: UnitChange | None = None
    successors: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    file: str = ""  # the one that counts, by name or path, where the unit has handed in several
    contact: str = ""
    telephone: str = ""
    row: int = 0  # of the roster's sheet

    @property
    def where(self) -> str:
        """The unit's first cell."""
        return f"{SHEET}!A{self.row}"


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A sound roster: one top, no circle, every code known (:func:`toolkit.rollup.roster_validation.faults`)."""

    year: int
    units: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Every unit by its code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def top(self) -> Unit:
        """The unit that all others are below."""
        return next(unit for unit in self.units if not unit.parent)

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly below, in the roster's order."""
        return self._children.get(code, ())

    def is_leaf(self, code: str) -> bool:
        """Whether the unit files itself."""
        return code not in self._children

    def named(self, name: str) -> tuple[Unit, ...]:
        """The units that have that name, else those that had it; several where two places have such an office."""
        plain = plain_name(name)
        return self._by_name.get(plain) or self._by_former_name.get(plain, ())

    def label(self, unit: Unit) -> str:
        """The unit's name, with its code where it is not the only one of that name."""
        return unit.name if len(self.named(unit.name)) == 1 else f"{unit.name}（{unit.code}）"

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units above, nearest first."""
        found = []
        while above := self.by_code[code].parent:
            found.append(self.by_code[above])
            code = above
        return tuple(found)

    def parents_upwards(self) -> Iterator[Unit]:
        """Every unit that is added up, each after all below it."""
        stack = [(self.top, False)]
        while stack:
            unit, visited = stack.pop()
            if self.is_leaf(unit.code):
                continue
            if visited:
                yield unit
            else:
                stack.append((unit, True))
                stack += [(child, False) for child in reversed(self.children(unit.code))]

    def below(self, code: str) -> Roster:
        """The roster of the unit and all below it. Successors outside are kept by code only."""
        wanted, stack = [], [self.by_code[code]]
        while stack:
            unit = stack.pop()
            wanted.append(unit)
            stack += reversed(self.children(unit.code))
        top, *others = wanted
        return Roster(year=self.year, units=(replace(top, parent=""), *others))

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        found = defaultdict(list)
        for unit in self.units:
            if unit.parent:
                found[unit.parent].append(unit)
        return {code: tuple(units) for code, units in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        return _grouped((unit.name, unit) for unit in self.units)

    @cached_property
    def _by_former_name(self) -> Mapping[str, tuple[Unit, ...]]:
        return _grouped((name, unit) for unit in self.units for name in unit.former_names)


def _grouped(pairs: Iterable[tuple[str, Unit]]) -> Mapping[str, tuple[Unit, ...]]:
    found = defaultdict(list)
    for name, unit in pairs:
        found[plain_name(name)].append(unit)
    return {name: tuple(units) for name, units in found.items()}


def plain_name(name: str) -> str:
    """A name without spaces, widths and kinds of brackets, in which no two units differ."""
    plain = compact(name)
    return name if plain == name else plain  # one string for both: rosters are long


def shown_code(code: str, name: str) -> str:
    """The code as people see it: nothing where, without a roster, the name stands for it."""
    return "" if code == plain_name(name) else code


def kinds_by_level(forms: Iterable[Form]) -> Mapping[str, str]:
    """What kind a unit of each level is, as the first of ``forms`` says that has the level."""
    kinds: dict[str, str] = {}
    for form in forms:
        for level in form.levels:
            kinds.setdefault(level.id, form.unit_kind(level))
    return kinds
