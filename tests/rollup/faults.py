"""Faults planted in a province, one to a unit, each with exactly what must be reported of it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.rollup.province import APPLICANTS, LATE, YEAR, Leaf, Province
from toolkit.rollup.roster import Unit, UnitChange

LEVEL_OF_ANOTHER = "township"


def plant(made: Province, folder: Path, last: Mapping[str, Mapping[str, int]], each: int) -> None:
    """Write the province with ``each`` faults of every kind; ``last`` are figures of the units known last year."""
    free = _free(made, known=set(last))
    with_last = _free(made, known=set(made.reporting_units) - set(last))
    for _ in range(each):
        _before_writing(made, free)
    for _ in range(each):
        _across_years(made, with_last, last)
    made.write(folder)
    for number in range(each):
        _after_writing(made, folder, free, number)
    _strangers(made, folder)
    _governments(made, folder)
    made.expected.update((code, "RU-07") for code in made.coarse())


def last_year_of(made: Province, known: set[str]) -> dict[str, dict[str, int]]:
    """Figures of last year for the units ``known``, from which this year's follow."""
    found = {}
    for code in known:
        now = made.reporting_units[code].numbers
        before = dict(now)
        for applicant in APPLICANTS:
            before[f"applications.carried_out.{applicant}"] = now[f"applications.carried_in.{applicant}"]
            whole = now[f"applications.received.{applicant}"] + now[f"applications.carried_in.{applicant}"]
            handled = whole - now[f"applications.carried_out.{applicant}"]
            before[f"applications.carried_in.{applicant}"] = 0
            before[f"applications.received.{applicant}"] = handled + before[f"applications.carried_out.{applicant}"]
        issued = "disclosure.normative_documents.issued"
        in_force = "disclosure.normative_documents.in_force"
        before[in_force] = now[in_force] - now[issued]
        before[issued] = 0
        found[code] = before
    return found


def _before_writing(made: Province, free: Iterator[Leaf]) -> None:
    missing = next(free)
    made.expected[missing.unit.code, "RU-03"] += 1
    made.reporting_units.pop(missing.unit.code)

    late = next(free)
    late.issued_on = LATE
    made.expected[late.unit.code, "RU-04"] += 1

    received_late = next(free)
    made.change(received_late.unit.code, received=dt.date(YEAR + 1, 2, 3))
    made.expected[received_late.unit.code, "RU-04"] += 1

    wrong_year = next(free)
    wrong_year.year, wrong_year.counts, wrong_year.issued_on = YEAR - 1, False, dt.date(YEAR, 1, 12)
    made.expected[wrong_year.unit.code, "RU-06"] += 1

    wrong_form = next(free)
    wrong_form.form, wrong_form.counts = "gkgb-2019", False
    made.expected[wrong_form.unit.code, "RU-07"] += 1
    made.inside[wrong_form.unit.code, "FM-01"] += 1

    inconsistent = next(free)
    inconsistent.numbers["applications.received.business"] += 1
    inconsistent.counts = False
    made.expected[inconsistent.unit.code, "RU-10"] += 1
    made.inside[inconsistent.unit.code, "T3-01"] += 1

    other_level = next(leaf for leaf in free if leaf.unit.level != LEVEL_OF_ANOTHER)
    other_level.level = LEVEL_OF_ANOTHER
    made.expected[other_level.unit.code, "RU-13"] += 1


def _across_years(made: Province, with_last: Iterator[Leaf], last: Mapping[str, Mapping[str, int]]) -> None:
    broken = next(with_last)
    _take_over(broken, "natural_person", 4)
    broken.counts = False
    made.expected[broken.unit.code, "RU-10"] += 1

    jumped = next(with_last)
    jumped.numbers["disclosure.penalties.decisions"] = 5_000
    made.expected[jumped.unit.code, "RU-11"] += 1

    merged, into = _siblings(with_last)
    _leave(made, merged, UnitChange.MERGED, into)
    _take_over(into, "natural_person", last[merged.unit.code]["applications.carried_out.natural_person"])
    for applicant in APPLICANTS[1:]:
        _take_over(into, applicant, last[merged.unit.code][f"applications.carried_out.{applicant}"])

    lost, wrong = _siblings(with_last)
    _leave(made, lost, UnitChange.ABOLISHED, wrong)
    for applicant in APPLICANTS:
        _take_over(wrong, applicant, last[lost.unit.code][f"applications.carried_out.{applicant}"] + 1)
    made.expected[wrong.unit.code, "RU-02"] += 1
    for above in made.roster.ancestors(wrong.unit.code):
        made.expected[above.code, "RU-02"] = 1


def _after_writing(made: Province, folder: Path, free: Iterator[Leaf], number: int) -> None:
    same = next(free)
    shutil.copyfile(folder / same.path, folder / same.path.with_stem(f"副本{number}"))
    made.expected[same.unit.code, "RU-05"] += 1

    newer = next(free)
    newer.numbers["applications.received.natural_person"] += 5
    newer.numbers["applications.granted.natural_person"] += 5
    newer.issued_on += dt.timedelta(days=1)
    again = folder / newer.path.with_stem(f"改正{number}")
    again.write_bytes(newer.content())
    made.expected[newer.unit.code, "RU-05"] += 1

    damaged = next(leaf for leaf in free if not leaf.as_json)
    path = folder / damaged.path
    path.write_bytes(path.read_bytes()[:9_000])
    damaged.counts = False
    made.expected[damaged.unit.code, "RU-09"] += 1

    gone = next(free)
    heir = next(leaf for leaf in free if leaf.unit.parent == gone.unit.parent)
    made.change(gone.unit.code, change=UnitChange.MERGED, successors=(heir.unit.code,))
    gone.counts = False
    made.expected[gone.unit.code, "RU-12"] += 1


def _strangers(made: Province, folder: Path) -> None:
    """Files of nobody on the roster, or of one of many."""
    any_leaf = next(iter(made.reporting_units.values()))
    unknown = replace(any_leaf, unit=Unit(code="x", name="某国某局"), level="township", counts=False, folder="")
    town = replace(unknown, unit=Unit(code="y", name="第1镇人民政府"))
    for leaf in (unknown, town):
        (folder / leaf.path).write_bytes(leaf.content())
        made.expected["", "RU-08"] += 1
    (folder / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    made.expected["", "RU-09"] += 1


def _governments(made: Province, folder: Path) -> None:
    """Two counties hand in a sum of their own; one of them is wrong."""
    counties = [unit for unit in made.units if unit.level == "county"]
    for county, off in zip(counties[-2:], (0, 3), strict=True):
        total: Counter[str] = Counter()
        for leaf in made.reporting_units.values():
            if leaf.counts and leaf.unit.parent == county.code:
                total.update(leaf.numbers)
        total["disclosure.licensing.decisions"] += off
        own = Leaf(unit=county, folder=made.folder_of(county), numbers=dict(total), issued_on=LATE)
        (folder / own.path).write_bytes(own.content())
        if off:
            made.expected[county.code, "RU-01"] += 1


def _free(made: Province, known: set[str]) -> Iterator[Leaf]:
    """Units that nothing was planted in yet, none of ``known``."""
    return iter([leaf for code, leaf in made.reporting_units.items() if code not in known])


def _siblings(reporting_units: Iterator[Leaf]) -> tuple[Leaf, Leaf]:
    first = next(reporting_units)
    return first, next(leaf for leaf in reporting_units if leaf.unit.parent == first.unit.parent)


def _leave(made: Province, leaf: Leaf, change: UnitChange, heir: Leaf) -> None:
    """Off the list of those who file."""
    made.change(leaf.unit.code, change=change, successors=(heir.unit.code,))
    del made.reporting_units[leaf.unit.code]


def _take_over(leaf: Leaf, applicant: str, more: int) -> None:
    """More brought in from last year, all of it handled."""
    leaf.numbers[f"applications.carried_in.{applicant}"] += more
    leaf.numbers[f"applications.granted.{applicant}"] += more
