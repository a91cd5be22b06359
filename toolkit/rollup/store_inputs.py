"""Stores among what is to be added up: a county's into its province's, a province's into the nation's.

Where the roster lists units below the government whose store it is, the rows of its files are taken as if they had been
read here. Where it lists that government alone, or there is no roster, its sum is: it was added up already, and what
is kept here does not grow with the units below it. Either way no file is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.form import Form, Forms
from toolkit.places import Place, brought_here
from toolkit.rollup.form_conversion import conversion
from toolkit.rollup.judgement import held_to_other_requirements, still_holds
from toolkit.rollup.roster import NAMELESS, Roster, Unit, plain_name
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import SUFFIX, Store, past_runs
from toolkit.rollup.store_soundness import is_sound
from toolkit.rollup.unit_forms import on_form
from toolkit.rollup.unit_status import RollupScope


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedUpStore:
    """What a store comes to: the result of its top government on the form that it was added up on."""

    shown: str
    year: int
    form: Form
    top: UnitResult

    def on(self, form: Form, forms: Forms) -> UnitResult | None:
        """The sum on another form, its adjustments in the figures; None where one would be lost, or there are none."""
        result = on_form(replace(self.top, adjustments=()), form, forms)
        return result if result.figures is not None else None


Sums = Mapping[str, AddedUpStore]


def is_store(place: Place) -> bool:
    """Whether it is one by its ending."""
    return place.suffix.lower() == SUFFIX


def take_stores(places: Iterable[tuple[Place, str]], store: Store, roster: Roster | None) -> Sums:
    """Take in the stores at ``places``, each with how it is shown; those taken as sums by the name of their government.

    :class:`~toolkit.errors.UnreadableFile` for one without a finished run, or whose files were not all read by the code
    and on the forms that are here, or not by the local requirements of this run: they might be judged otherwise. Where
    this run has none, those of theirs stay.
    """
    sums: dict[str, AddedUpStore] = {}
    for place, shown in places:
        with brought_here(place) as path:
            if path.resolve() == store.path.resolve():
                raise UnreadableFile(f"“{shown}”就是本次的汇总库。", "请换一个输出位置，或不写它。")
            added = _added_up(path, shown, store.forms)
            if not _is_sum(added.top, roster):
                _require_whole(path, shown, store.forms)
                store.files.take(path, shown)
            elif (other := sums.setdefault(added.top.name, added)) is not added:
                raise UnreadableFile(f"“{other.shown}”和“{shown}”都是“{added.top.name}”的汇总。", "请只写其中一个。")
    return sums


def results_of_sums(sums: Sums, roster: Roster, scope: RollupScope) -> dict[str, UnitResult]:
    """By the unit of the roster that each is of, the sums on the form of the run, or on their own if it is coarser."""
    found: dict[str, UnitResult] = {}
    for name, added in sums.items():
        units = [unit for unit in roster.named(name) if roster.is_leaf(unit.code)]
        unit = next((each for each in units if each.code == added.top.unit), units[0] if len(units) == 1 else None)
        if unit is None:
            what = "有多个" if units else "没有"
            raise UnreadableFile(f"名册中{what}“{name}”，“{added.shown}”没有归属。", "请核对名册中的单位名称和代码。")
        if added.year != scope.year:
            raise UnreadableFile(f"“{added.shown}”是 {added.year} 年的汇总，本次汇总 {scope.year} 年。", "请核对年度。")
        coarser = not scope.one_form and conversion(scope.form, added.form) is not None
        result = added.on(scope.form, scope.forms) or (added.on(added.form, scope.forms) if coarser else None)
        if result is None:
            message = f"“{added.shown}”用的“{added.form.name}”并不进本次的“{scope.form.name}”，或者其中没有数字。"
            raise UnreadableFile(message, "请用 --form 写明各单位都能并入的表式。")
        found[unit.code] = replace(result, shown=added.shown)
    return found


def _is_sum(top: UnitResult, roster: Roster | None) -> bool:
    if roster is None:
        return top.name != NAMELESS
    units = roster.named(top.name)
    return bool(units) and all(roster.is_leaf(unit.code) for unit in units)


def _added_up(path: Path, shown: str, forms: Forms) -> AddedUpStore:
    with past_runs(path, forms) as runs:
        if not is_sound(runs[-1].results.database, forms):
            raise UnreadableFile(f"“{shown}”里的数据已损坏。", "请送它来的单位重新汇总后再送一份。")
        top = runs[-1].results.get(runs[-1].run.top)
        return AddedUpStore(shown=shown, year=runs[-1].run.year, form=runs[-1].form_of(top), top=top)


def _require_whole(path: Path, shown: str, forms: Forms) -> None:
    with past_runs(path, forms) as runs:
        files = runs[-1].files
        if adjusted := runs[-1].results.adjusted():
            message = f"“{shown}”里调整过“{adjusted}”的合计，逐个单位重新相加会漏掉。"
            raise UnreadableFile(
                message, "请在名册里只列它的汇总单位、不列其下级，按合计计入；或请它撤去调整后重新汇总。"
            )
        if unread := files.unread()[0]:
            raise UnreadableFile(f"“{shown}”里还有 {unread} 份文件没有读完。", "请先把它汇总完。")
        others = [judged for judged in files.judgements() if not still_holds(judged, forms)]
        of_requirements = [judged for judged in others if held_to_other_requirements(judged, forms)]
        if of_requirements and forms.requirements:
            message = f"“{shown}”里的文件没有按这次的本地要求检查过。"
            raise UnreadableFile(message, "请它用同样的 --requirements 重新汇总，再来汇总；或者这次不写。")
        if len(others) > len(of_requirements):
            message = f"“{shown}”里的文件是用另一版本的程序或表式读取的。"
            raise UnreadableFile(message, "请用与本机相同的版本重新汇总它，再来汇总。")


def units_of_sums(sums: Sums, whole: Roster) -> Iterator[Unit]:
    """What a roster made of what was found lacks for the sums."""
    for name, added in sums.items():
        if not whole.named(name):
            yield Unit(code=plain_name(name), name=name, kind=added.top.kind, parent=whole.top.code)
