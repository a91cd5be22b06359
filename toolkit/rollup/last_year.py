"""Last year's figures of each unit, from the store of last year's roll-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.filing import Prior
from toolkit.rollup.common_rows import name_cell
from toolkit.rollup.file_store import FileStore
from toolkit.rollup.roster import NAMELESS, Roster, Unit, plain_name
from toolkit.rollup.run_results import FinishedRun, RunResults, UnitResult
from toolkit.rollup.store import past_runs, store_next_to
from toolkit.rollup.unit_status import RollupScope


@dataclass(frozen=True, slots=True)
class LastYear:
    """A finished run of the year before; or none, and then nothing is known."""

    run: FinishedRun | None = None
    results: RunResults | None = None
    files: FileStore | None = None
    same_codes: bool = False  # both years come from one roster, so that a code alone identifies a unit

    def prior(self, unit: Unit) -> Prior | None:
        """The unit's figures; None where it did not count last year, or nothing is known of it."""
        found = self._result_of(unit)
        if self.run is None or self.results is None or found is None or found.figures is None:
            return None
        form = self.results.at_hand.form(found.form)
        whole = {quantity: n for quantity, n in found.figures.items() if quantity not in found.lacking}
        names = {cell: text for cell, text in found.words.items() if cell in form.repeated and cell == name_cell(cell)}
        return Prior(form=form, year=self.run.year, numbers=whole, names=names)

    def sentences(self, unit: Unit) -> Mapping[str, str]:
        """Those of the file that counted for the unit, by their letters; nothing where there is none."""
        found = self._result_of(unit)
        return self.files.sentences(found.digest) if self.files and found and found.digest else {}

    def is_new(self, unit: Unit) -> bool:
        """Whether last year is known and had no such unit."""
        return self.run is not None and self._result_of(unit) is None

    def _result_of(self, unit: Unit) -> UnitResult | None:
        """By code and name; else by the only one of its names; else by the code, if codes still mean the same."""
        if self.results is None:
            return None
        names = (unit.name, *unit.former_names)
        coded = self.results.find(unit.code)
        if coded and plain_name(coded.name) in {plain_name(name) for name in names}:
            return coded
        named = [each for name in names for each in self.results.named(name)]
        if len(named) == 1:
            return named[0]
        return coded if self.same_codes else None


@contextmanager
def last_year(path: Path | None, scope: RollupScope, roster: Roster) -> Iterator[LastYear]:
    """What the store beside ``path`` (last year's output, or the store itself) knows of the year before ``scope``'s.

    :class:`UnreadableFile` if it is of other years, or of a government that has nothing to do with ``roster``.
    """
    if path is None:
        yield LastYear()
        return
    with past_runs(store_next_to(path), scope.forms) as runs:
        fit = [past for past in runs if past.run.year == scope.year - 1]
        if not fit:
            had = "、".join(sorted({f"{past.run.year} 年" for past in runs}))
            raise UnreadableFile(
                f"“{path}”里是 {had}的数据，不是 {scope.year - 1} 年的。", "请用 --prior 指明上年的汇总工作簿。"
            )
        run, results = fit[-1].run, fit[-1].results
        top, last_top = roster.top, results.get(run.top).name
        known = bool(roster.named(last_top)) or any(results.named(name) for name in (top.name, *top.former_names))
        if not known and NAMELESS not in (top.name, last_top):
            raise UnreadableFile(
                f"“{path}”是“{last_top}”的汇总，里面没有“{top.name}”。",
                "请用 --prior 指明同一单位上年的汇总工作簿；已经更名的，请在名册中填写曾用名。",
            )
        yield LastYear(run, results, fit[-1].files, same_codes=known)
