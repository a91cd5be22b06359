"""Roll-ups that chose, merged or published what they should not."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from toolkit import api
from toolkit.filing.numerals import number_text
from toolkit.ingest import read_any
from toolkit.rollup.run import RunOutcome
from toolkit.rules.engine import check_filing
from toolkit.workbook.writing.build import build_workbook

_COUNTED = "已计入"
_RECEIVED, _TOTAL = "applications.received.natural_person", "applications.received.total"


@dataclass(frozen=True, kw_only=True)
class RolledUp:
    """What a roll-up of the folder comes to: each unit's state, the findings by code (with how many places), the form
    and figures of the sum, which has no error of its own. ``before`` does to a copy of the folder what made it so."""

    states: Mapping[str, int]
    findings: Mapping[str, int] = field(default_factory=dict)
    form: str = "gkgb-2021"
    figures: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Path], None] = lambda folder: None

    def holds(self, folder: Path) -> None:
        self.before(folder)
        outcome = rolled_up(folder)
        assert {state.value: count for state, count in outcome.states.items()} == self.states
        found = [each.finding.code for each in outcome.reported for _ in each.finding.cells]
        assert Counter(found) == self.findings
        assert outcome.counted == bool(self.figures)
        if self.figures:
            filing, reported = read_any(outcome.output, FORMS)
            assert filing.form.id == self.form
            assert {cell: number_text(filing.number(cell)) for cell in self.figures} == self.figures
            assert not [
                each for each in check_filing(filing, reported) if each.blocks and each.code[:2] in ("T2", "T3")
            ]


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The workbook as the roll-up of today would have left it, ``was`` in that cell: the change is an error."""

    cell: str
    was: int
    became: int

    def holds(self, folder: Path) -> None:
        (path,) = folder.glob("*.xlsx")
        filing, _ = read_any(path, FORMS)
        assert filing.number(self.cell) == self.became
        entry = filing.entry(self.cell)
        sums = {**filing.inputs, self.cell: replace(entry, number=self.was, added_up=self.was)}
        book = openpyxl.load_workbook(io.BytesIO(build_workbook(filing.form, filing=replace(filing, inputs=sums))))
        book[entry.where.sheet][entry.where.place] = self.became
        book.save(path)
        (finding,) = (each for each in check_filing(*read_any(path, FORMS)) if each.code == "RU-17")
        assert finding.blocks
        assert [str(ref.where) for ref in finding.cells] == [str(entry.where)]
        assert f"{self.was}，改成了 {self.became}" in finding.message


def rolled_up(folder: Path) -> RunOutcome:
    return api.rollup([folder], folder.parent / "汇总.xlsx", agency="青山县人民政府", level="county", forms=FORMS)


def _under_a_wrong_name(folder: Path) -> None:
    """A run reads the workbook while it is called ``.xls``; then somebody gives it its name back."""
    right = folder / "2025" / "人社局.xlsx"
    wrong = right.rename(right.with_suffix(".xls"))
    rolled_up(folder)
    wrong.rename(right)


def _touched(folder: Path) -> None:
    """The older file is the one that was copied last."""
    os.utime(folder / "a旧.xlsx", (2_000_000_000, 2_000_000_000))


def _of_two_units(folder: Path) -> None:
    (file,) = folder.iterdir()
    data = json.loads(file.read_text(encoding="utf-8"))
    data["agency"] = "某市乙局"
    file.with_stem("乙").write_text(json.dumps(data), encoding="utf-8")


RIGHT: Mapping[str, RolledUp | Sealed] = {
    "condensed-all-zero": RolledUp(states={_COUNTED: 2}, figures={_RECEIVED: "6"}),
    "fee-trailing-zero.json": RolledUp(
        before=_of_two_units,
        states={_COUNTED: 2},
        findings={"RU-20": 2},
        form="gkgb-2021-condensed",
        figures={"disclosure.fees.amount": "2469", _RECEIVED: "66"},
    ),
    "hand-changed-sum": Sealed(cell="disclosure.licensing.decisions", was=1584, became=99999),
    "mtime-decides": RolledUp(before=_touched, states={_COUNTED: 1}, findings={"RU-05": 1}, figures={_TOTAL: "83"}),
    "renamed-xls": RolledUp(
        before=_under_a_wrong_name, states={_COUNTED: 2}, findings={"RU-04": 1}, figures={_TOTAL: "180"}
    ),
    "same-text": RolledUp(
        states={_COUNTED: 2}, findings={"RU-05": 3, "RU-20": 2}, form="gkgb-2021-condensed", figures={_RECEIVED: "66"}
    ),
    "same-town-two-counties": RolledUp(states={"无法确定采用哪一份": 1}, findings={"RU-16": 2}),
    "xls-twin": RolledUp(states={_COUNTED: 2}, findings={"RU-05": 1, "RU-04": 1}, figures={_TOTAL: "180"}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_rollup(corpus: Path, tmp_path: Path, name: str) -> None:
    case, folder = corpus / "cases" / "rollup" / name, tmp_path / "报送"
    if case.is_dir():
        shutil.copytree(case, folder)
    else:
        folder.mkdir()
        shutil.copy(case, folder)
    RIGHT[name].holds(folder)


def test_every_case_has_what_is_right(corpus: Path) -> None:
    assert {path.name for path in (corpus / "cases" / "rollup").iterdir()} == set(RIGHT)
