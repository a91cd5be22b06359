"""A province: every planted fault is reported, no other, and every government's figures are an independent sum.

It has 300 units, and 3,000 under the marker ``scale``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.faults import last_year_of, plant
from tests.rollup.province import COARSE, YEAR, Leaf, Province, condensed, province
from toolkit.form.model import Severity
from toolkit.progress import quiet
from toolkit.rollup.difference import diff
from toolkit.rollup.executors import processes
from toolkit.rollup.form_conversion import every_number
from toolkit.rollup.request import Request
from toolkit.rollup.roster import Roster
from toolkit.rollup.roster_book import read_roster, roster_book
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.serialization import findings_of
from toolkit.rollup.store import past_runs
from toolkit.rollup.sum_explanation import explain
from toolkit.workbook.plan import plan_of

EACH = 5
SMALL = {"cities": 2, "counties": 2, "units": 50, "workbooks": 0.1}
LARGE = {"cities": 5, "counties": 5, "units": 100, "workbooks": 0.4}


@dataclass
class World:
    """The province, the folder that all is in, and what the first run came to."""

    made: Province
    folder: Path
    request: Request
    outcome: RunOutcome

    def hashes(self) -> Mapping[str, str]:
        """Every output by name."""
        written = [self.request.output, *sorted((self.folder / "汇总_下级").glob("*.xlsx"))]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written}


@pytest.fixture(scope="module", params=[SMALL, pytest.param(LARGE, marks=pytest.mark.scale)], ids=["300", "3000"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("province")
    made = province(**request.param)
    city = next(unit for unit in made.units if unit.level == "city")
    last = last_year_of(made, {code for code in made.reporting_units if code.startswith(city.code)})
    _roll_up_last_year(made, city.code, last, folder)
    plant(made, folder / "2025", last, EACH)
    (folder / "名册.xlsx").write_bytes(roster_book(YEAR, FORMS, made.units))
    wanted = Request(
        places=(folder / "2025",),
        output=folder / "汇总.xlsx",
        forms=FORMS,
        roster=read_roster(folder / "名册.xlsx", FORMS),
        prior=folder / "上年.xlsx",
    )
    return World(made, folder, wanted, run(wanted, processes(2), quiet))


def test_every_planted_fault_is_reported_and_no_other(world: World) -> None:
    reported = Counter((reported.unit, reported.finding.code) for reported in world.outcome.reported)
    assert reported == world.made.expected


def test_findings_inside_the_files(world: World) -> None:
    """Errors where they were planted, and nothing whatever in a file without a fault."""
    errors: Counter[tuple[str, str]] = Counter()
    with past_runs(world.folder / "汇总.sqlite", FORMS) as runs:
        faulty = {unit for unit, _ in world.made.expected}
        for result in runs[-1].results.all():
            if result.digest:
                inside = findings_of(runs[-1].files.row(result.digest).findings)
                errors.update((result.unit, each.code) for each in inside if each.severity is Severity.ERROR)
                assert result.unit in faulty or not inside, [each.text for each in inside]
    counted_out = {pair: count for pair, count in world.made.inside.items() if pair[1] != "FM-01"}
    assert errors == Counter(counted_out)


def test_figures_are_independent_sums(world: World) -> None:
    sums = world.made.sums()
    with past_runs(world.folder / "汇总.sqlite", FORMS) as runs:
        coarse = world.made.coarse()
        for code, expected in sums.items():
            result = runs[-1].results.get(code)
            assert result is not None
            assert result.figures is not None
            assert (result.form == COARSE) == (code in coarse), code
            whole = {quantity: int(number) for quantity, number in result.figures.items()}
            whole = whole if code in coarse else condensed(whole)
            found = every_number(FORMS.form(COARSE), whole)
            assert {quantity: value for quantity, value in found.items() if value} == expected, code


def test_the_workbook_shows_the_sums(world: World) -> None:
    """By another reader, cached values and all."""
    form = FORMS.form(world.outcome.form)
    book = openpyxl.load_workbook(world.request.output, data_only=True)
    plan = plan_of(form, prior=False)
    expected = world.made.sums()["33"]
    for quantity in form.cells:
        cell_address = plan.at(quantity)
        assert book[cell_address.sheet].cell(cell_address.row, cell_address.column).value == expected.get(
            quantity, 0
        ), quantity


def test_sums_trace_to_files(world: World) -> None:
    _, parts = explain(world.request.output, "新收申请", FORMS)
    reporting_units = [part for part in parts if part.number is not None and part.file]
    assert sum(part.number or 0 for part in reporting_units) == parts[0].number
    assert len(reporting_units) == sum(leaf.counts for leaf in world.made.reporting_units.values())


def test_a_corrected_figure_changes_its_parents_and_nothing_else(world: World) -> None:
    before = world.hashes()
    again = run(world.request, processes(2), quiet)
    assert (again.read, again.written, world.hashes()) == (0, [], before)
    assert diff(world.request.output, FORMS) == []

    leaf = [leaf for leaf in world.made.reporting_units.values() if leaf.counts and leaf.unit.level == "township"][-1]
    _grant_one_more(leaf)
    (world.folder / "2025" / leaf.path).write_bytes(leaf.content())
    corrected = run(world.request, processes(2), quiet)
    above = [unit.code for unit in world.made.roster.ancestors(leaf.unit.code)]
    assert corrected.read == 1
    after = world.hashes()
    changed = {name.partition(" ")[0] for name in after if after[name] != before[name]}
    assert changed == {"汇总.xlsx", *above[:-1]}
    changes = diff(world.request.output, FORMS)
    assert {change.unit for change in changes} == {leaf.unit.code, *above}
    assert all(len(change.figures) == 2 for change in changes)
    test_figures_are_independent_sums(world)


def _grant_one_more(leaf: Leaf) -> None:
    leaf.numbers["applications.received.natural_person"] += 1
    leaf.numbers["applications.granted.natural_person"] += 1


def _roll_up_last_year(made: Province, city: str, last: Mapping[str, Mapping[str, int]], folder: Path) -> None:
    for code, numbers in last.items():
        now = made.reporting_units[code]
        leaf = replace(now, numbers=dict(numbers), year=YEAR - 1, as_json=True, issued_on=now.issued_on.replace(YEAR))
        path = folder / "2024" / leaf.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(leaf.content())
    roster = Roster(year=YEAR - 1, units=made.roster.below(city).units)
    request = Request(places=(folder / "2024",), output=folder / "上年.xlsx", forms=FORMS, roster=roster)
    outcome = run(request, processes(2), quiet)
    assert not [reported for reported in outcome.reported if reported.finding.code != "RU-07"]
