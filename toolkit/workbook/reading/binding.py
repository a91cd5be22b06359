"""Where every id lies in a workbook that staff and other programs have worked on.

Defined names follow when rows are inserted or sheets renamed, but some programs destroy them, and a cell that is cut
and pasted takes its name along. The metadata sheet says where everything once lay. So, sheet by sheet: where a table's
printed labels still stand in their places, the metadata holds; elsewhere the names do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from toolkit.characters import without_hidden
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import load_form
from toolkit.form.excel import Spot
from toolkit.form.layout import Role
from toolkit.form.model import Severity
from toolkit.workbook.meta import addresses
from toolkit.workbook.plan import TABLE_TOP, Plan, Region, plan_of
from toolkit.workbook.reading.identity import Identity
from toolkit.workbook.reading.regions import located
from toolkit.workbook.reading.source import Book, Cells
from toolkit.workbook.slots import label_of

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?")
SHOWN_ONLY = frozenset({"cover.form", "cover.title_shown"})
"""Places that show something and are never read."""
_MANY = 20
"""Beyond so many damaged names the finding stops listing cells: then a program has lost them, not a person."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """``spots`` and ``regions`` as they lie now, what is lost left out; ``sheets`` gives present names by planned."""

    plan: Plan
    sheets: Mapping[str, str]
    spots: Mapping[str, Spot]
    regions: Mapping[str, Region]
    findings: tuple[Finding, ...]


@cache
def _plan(form: str, prior: bool) -> Plan:
    """The same for every workbook of a form."""
    return plan_of(load_form(form), prior=prior)


def bind(book: Book, identity: Identity) -> Binding:
    """The binding of ``book``; WB-06 tells what is lost (error) and what was found again without its name (note)."""
    named = {key: spot for key, ref in book.names.items() if (spot := spot_of(ref)) and spot.sheet in book.sheets}
    known = identity.meta.addresses if identity.meta else {}
    plan = _plan(identity.form.id, "prior.year" in named or "prior.year" in known)
    mapped = {key: spot for key, ref in (known or dict(addresses(plan))).items() if (spot := spot_of(ref))}
    sheets = _present_sheets(book, plan, named)
    binder = _Binder(book, plan, sheets, named, mapped)
    spots = binder.spots()
    regions = binder.regions()
    there = {*spots, *regions, *SHOWN_ONLY}
    lost = [key for key in (*plan.spots, *plan.regions) if key not in there]
    findings = (*_lost(plan, sheets, lost), *_recovered(plan, spots, binder.recovered))
    return Binding(plan=plan, sheets=sheets, spots=spots, regions=regions, findings=findings)


def spot_of(reference: str) -> Spot | None:
    """The (first) cell that a reference names; None for ``#REF!`` and whatever is no cell."""
    match = _REFERENCE.fullmatch(reference.strip().removeprefix("="))
    if not match or "#REF!" in reference:
        return None
    quoted, plain, letters, row = match.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Spot(quoted.replace("''", "'") if quoted else plain, column, int(row))


def plain(text: object) -> str:
    """Text without white space, which programs and staff change at will, and hidden characters; nothing for None."""
    return "" if text is None else "".join(without_hidden(str(text)).split())


@dataclass
class _Binder:
    book: Book
    plan: Plan
    sheets: Mapping[str, str]
    named: Mapping[str, Spot]
    mapped: Mapping[str, Spot]

    def __post_init__(self) -> None:
        self.recovered: list[str] = []
        times = Counter(spot for key, spot in self.named.items() if key in self.plan.spots)
        self._doubled = {spot for spot, count in times.items() if count > 1}

    def spots(self) -> dict[str, Spot]:
        """Where each id lies, for all that can be found."""
        found: dict[str, Spot] = {}
        by_sheet: dict[str, list[str]] = {}
        for key, spot in self.plan.spots.items():
            by_sheet.setdefault(spot.sheet, []).append(key)
        for planned, keys in by_sheet.items():
            if planned in self.sheets:
                found |= self._on_sheet(planned, self.sheets[planned], keys)
        return found

    def _on_sheet(self, planned: str, present: str, keys: list[str]) -> Mapping[str, Spot]:
        named = {key: self.named[key] for key in keys if key in self.named}
        named = {key: spot for key, spot in named.items() if spot.sheet == present and spot not in self._doubled}
        mapped = {key: replace(self.mapped[key], sheet=present) for key in keys if key in self.mapped}
        if not self._steady(planned, present, named, mapped):
            return named
        self.recovered += [key for key in keys if key in mapped and named.get(key) != mapped[key]]
        return named | mapped

    def _steady(self, planned: str, present: str, named: Mapping[str, Spot], mapped: Mapping[str, Spot]) -> bool:
        """Whether nothing has moved on the sheet: its table's labels stand, or, without a table, its names agree."""
        table = next((s.table for s in self.plan.form.sections if s.table and s.sheet == planned), "")
        if not table:
            return all(mapped.get(key) == spot for key, spot in named.items())
        return _bears(self.book.cells(present), self.plan, table)

    def regions(self) -> dict[str, Region]:
        """Each region at its header as it stands now."""
        found: dict[str, Region] = {}
        for key, region in self.plan.regions.items():
            hint = self.named.get(key) or self.mapped.get(key)
            sheet = hint.sheet if hint and hint.sheet in self.book.sheets else self.sheets.get(region.sheet)
            if sheet is not None and (now := located(region, sheet, self.book.cells(sheet), hint.row if hint else 0)):
                found[key] = now
        return found


def _present_sheets(book: Book, plan: Plan, named: Mapping[str, Spot]) -> dict[str, str]:
    """Each planned sheet's present name: where most of its names point, else the same, else by a table's labels."""
    votes: dict[str, Counter[str]] = {}
    for key, spot in (*plan.spots.items(), *((k, Spot(r.sheet, 1, 1)) for k, r in plan.regions.items())):
        if key in named:
            votes.setdefault(spot.sheet, Counter())[named[key].sheet] += 1
    present = {sheet: count.most_common(1)[0][0] for sheet, count in votes.items()}
    for sheet in plan.sheets:
        if sheet not in present and sheet in book.sheets:
            present[sheet] = sheet
    for section in plan.form.sections:
        if section.table and section.sheet not in present:
            free = [sheet for sheet in book.sheets if sheet not in present.values()]
            alike = [sheet for sheet in free if _bears(book.cells(sheet), plan, section.table)]
            present |= {section.sheet: alike[0]} if len(alike) == 1 else {}
    return present


def _bears(cells: Cells, plan: Plan, table: str) -> bool:
    """Whether all of the table's printed labels stand where the blank has them."""
    labels = (place for place in plan.grids[table].places if place.role is not Role.NUMBER)
    return all(plain(cells.get((p.row + TABLE_TOP, p.column + 1))) == plain(p.text) for p in labels)


def _lost(plan: Plan, sheets: Mapping[str, str], lost: list[str]) -> Iterator[Finding]:
    """One error for all that is missing: whole sheets by name, the rest by place and label."""
    if not lost:
        return
    home = {key: spot.sheet for key, spot in plan.spots.items()} | {k: r.sheet for k, r in plan.regions.items()}
    by_sheet: dict[str, list[str]] = {}
    for key in lost:
        by_sheet.setdefault(home[key], []).append(key)
    missing = "、".join(
        f"“{sheet}”表" + ("" if sheet not in sheets else f"的“{label_of(plan.form, keys[0])}”{_more(keys)}")
        for sheet, keys in by_sheet.items()
    )
    yield finding("WB-06", _refs(plan, lost, home), missing=missing)


def _more(keys: list[str]) -> str:
    return f"等 {len(keys)} 处" if len(keys) > 1 else ""


def _recovered(plan: Plan, spots: Mapping[str, Spot], recovered: list[str]) -> Iterator[Finding]:
    if recovered:
        cells = _refs(plan, recovered, {key: spot.where for key, spot in spots.items()})
        listed = cells if len(recovered) <= _MANY else ()
        yield finding("WB-06", listed, variant="recovered", severity=Severity.NOTE, count=len(recovered))


def _refs(plan: Plan, keys: Iterable[str], where: Mapping[str, str]) -> tuple[CellRef, ...]:
    return tuple(CellRef(id=key, where=where[key], label=label_of(plan.form, key)) for key in keys)
