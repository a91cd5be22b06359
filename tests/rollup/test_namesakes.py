"""Many units of one name: the one that a path means most of, at a cost that does not grow with the others."""

from __future__ import annotations

import random
from pathlib import PurePosixPath

import pytest

from tests.conftest import Stopwatch
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.unit_matching import UnitMatcher

NAMES = ("甲", "乙", "丙", "丁")


def test_it_is_the_one_that_the_path_means_most_governments_of() -> None:
    """As counted for every one of them, on rosters at random, with more and with fewer than are looked at alone."""
    rng = random.Random(3)
    for size in (5, 40, 300):
        units = [Unit(code="0", name="省")]
        for number in range(1, size):
            units.append(Unit(code=str(number), name=rng.choice(NAMES), parent=rng.choice(units).code))
        roster = Roster(year=2025, units=tuple(units))
        matcher = UnitMatcher(roster)
        for _ in range(100):
            words = [rng.choice((*NAMES, "省", str(rng.randrange(size)))) for _ in range(rng.randrange(1, 5))]
            name, shown = rng.choice(NAMES), f"{'/'.join(words)}.xlsx"
            found = {unit.code for unit in matcher.by_name(name, shown)}
            assert found == _counted_one_by_one(roster, name, PurePosixPath(shown).with_suffix("").parts), (name, shown)


def _counted_one_by_one(roster: Roster, name: str, words: tuple[str, ...]) -> set[str]:
    def score(unit: Unit) -> tuple[int, bool]:
        above = roster.ancestors(unit.code)
        return sum(each.code in words or each.name in words for each in above), unit.code in words

    named = roster.named(name)
    best = max(map(score, named), default=None)
    return {unit.code for unit in named if score(unit) == best}


@pytest.mark.parametrize("folder", ["{county}", "某省人民政府/{county}", ""])
def test_thirty_thousand_units_of_ten_names(folder: str, stopwatch: Stopwatch) -> None:
    def match(counties: int) -> None:
        units = [Unit(code="33", name="某省人民政府")]
        for county in range(counties):
            units.append(Unit(code=f"33-{county}", name=f"第{county}县人民政府", parent="33"))
            units += [Unit(code=f"33-{county}-{n}", name=f"第{n}镇人民政府", parent=f"33-{county}") for n in range(9)]
        matcher = UnitMatcher(Roster(year=2025, units=tuple(units)))
        for unit in units[2:]:
            place = folder.format(county=f"第{unit.parent.removeprefix('33-')}县人民政府")
            matcher.by_name(unit.name, f"{place}/{unit.name}.xlsx".lstrip("/"))

    assert stopwatch(lambda: match(3_000)) < 20 * max(stopwatch(lambda: match(300)), 0.01)
