"""Where every id lies in a workbook that staff and other programs have worked on.

What a person sees decides: a figure belongs to the row and the column whose fixed words it stands beside and below
(:mod:`~toolkit.workbook.reading.alignment`). Defined names follow when rows are inserted or sheets renamed, but some
programs destroy them, and a cell that is cut and pasted takes its name along: they help where words are gone. The
addresses in the metadata sheet are only held against all this, and followed nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.excel import Spot, column_number
from toolkit.form.model import Severity
from toolkit.location import Location
from toolkit.patterns import regex
from toolkit.workbook.fixed import FixedSheet, Place, digest_of, fixed_sheets
from toolkit.workbook.meta import Meta
from toolkit.workbook.plan import SHOWN_ONLY, Plan, Region, plan_of, text_regions
from toolkit.workbook.reading.alignment import Alignment, aligned
from toolkit.workbook.reading.identity import Identity
from toolkit.workbook.reading.regions import located
from toolkit.workbook.reading.source import Book
from toolkit.workbook.reading.tabs import present_sheets
from toolkit.workbook.slots import label_of

_REFERENCE = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?")
_MANY = 20
"""Beyond so many damaged names the finding stops listing cells: then a program has lost them, not a person."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """``spots`` and ``regions`` as they lie now, what is lost left out.

    ``sheets`` gives present names by planned ones, ``fixed`` what stands on the planned ones, ``alignments`` where the
    lines of those with spots are now. ``same_words``: this program would write the very same fixed words.
    """

    plan: Plan
    fixed: Mapping[str, FixedSheet]
    sheets: Mapping[str, str]
    alignments: Mapping[str, Alignment]
    spots: Mapping[str, Spot]
    regions: Mapping[str, Region]
    same_words: bool
    findings: tuple[Finding, ...]

    @property
    def texts(self) -> Mapping[str, Region]:
        """The regions of paragraphs, by slot."""
        return text_regions(self.plan.form, self.regions)

    def reads(self, sheet: str) -> Callable[[Place], bool]:
        """Whether a place of a present sheet is read: as a spot, or in a record of a region but for what it shows."""
        spots = {_place(spot) for key, spot in self.spots.items() if spot.sheet == sheet and key not in SHOWN_ONLY}
        regions = [
            (region.first, {number for role, number in region.columns.items() if role not in ("preview", "step")})
            for region in self.regions.values()
            if region.sheet == sheet
        ]
        return lambda place: place in spots or any(place[0] >= top and place[1] in columns for top, columns in regions)


@lru_cache(maxsize=16)
def _planned(form: Form, prior: bool) -> tuple[Plan, Mapping[str, FixedSheet], str]:
    """The same for every workbook of a form."""
    plan = plan_of(form, prior=prior)
    fixed = fixed_sheets(plan)
    return plan, fixed, digest_of(fixed)


def bind(book: Book, identity: Identity) -> Binding:
    """The binding of ``book``; WB-06 tells what is lost (error) and what was found again or moved, WB-17 metadata that
    contradicts the form."""
    known = identity.meta.addresses if identity.meta else {}
    plan, fixed, words = _planned(identity.form, "prior.year" in book.names or "prior.year" in known)
    binder = _Binder(book, plan, fixed, identity.meta)
    spots = binder.spots()
    regions = binder.regions()
    there = {*spots, *regions, *SHOWN_ONLY}
    new = _added_since(plan, identity.meta)
    lost = [key for key in (*plan.spots, *plan.regions) if key not in there and key not in new]
    now = spots | {key: region.corner for key, region in regions.items()}
    return Binding(
        plan=plan,
        fixed=fixed,
        sheets=binder.sheets,
        alignments=binder.alignments,
        spots=spots,
        regions=regions,
        same_words=identity.meta is not None and identity.meta.words == words,
        findings=(
            *_contradicted(plan, identity.meta, now),
            *_lost(plan, binder.sheets, lost),
            *_told(plan, now, "recovered", Severity.NOTE, binder.recovered, most=_MANY),
            *_told(plan, now, "moved", Severity.WARNING, binder.moved),
        ),
    )


def _added_since(plan: Plan, meta: Meta | None) -> Container[str]:
    """What the form has got since the workbook was made, which nothing can be lost of."""
    if meta is None or not meta.addresses or meta.digest == plan.form.digest:
        return ()
    return {key for key in (*plan.spots, *plan.regions) if key not in meta.addresses}


def spot_of(reference: str) -> Spot | None:
    """The (first) cell that a reference names; None for ``#REF!`` and whatever is no cell."""
    match = _REFERENCE.fullmatch(reference.strip().removeprefix("="))
    if not match or "#REF!" in reference:
        return None
    quoted, plain, letters, row = match.groups()
    return Spot(quoted.replace("''", "'") if quoted else plain, column_number(letters), int(row))


@dataclass
class _Binder:
    book: Book
    plan: Plan
    fixed: Mapping[str, FixedSheet]
    meta: Meta | None

    def __post_init__(self) -> None:
        references = {key: spot_of(reference) for key, reference in self.book.names.items()}
        self._named = {key: spot for key, spot in references.items() if spot and spot.sheet in self.book.sheets}
        times = Counter(spot for key, spot in self._named.items() if key in self.plan.spots)
        self._doubled = {spot for spot, count in times.items() if count > 1}
        self._planned = self.plan.spots if self.meta is None or self.meta.of(self.plan.form) else {}
        self.sheets = present_sheets(self.book, self.plan, self.fixed, self._named)
        self.alignments: dict[str, Alignment] = {}
        self.recovered: list[str] = []
        self.moved: list[str] = []

    def spots(self) -> dict[str, Spot]:
        """Where each id lies, for all that can be found."""
        found: dict[str, Spot] = {}
        by_sheet: dict[str, list[str]] = {}
        for key, spot in self.plan.spots.items():
            by_sheet.setdefault(spot.sheet, []).append(key)
        for planned, keys in by_sheet.items():
            if planned in self.sheets:
                found |= self._on_sheet(planned, self.sheets[planned], keys)
        self._compare(found)
        return found

    def _compare(self, found: Mapping[str, Spot]) -> None:
        """Note whose names are elsewhere or nowhere. What is pasted over a cell takes the cell's own name away."""
        astray = {key for key, spot in found.items() if self._named.get(key, spot) != spot}
        pasted = {self._named[key] for key in astray}
        for key, spot in found.items():
            if key in astray or spot in pasted:
                self.moved.append(key)
            elif key not in self._named:
                self.recovered.append(key)

    def _on_sheet(self, planned: str, present: str, keys: list[str]) -> Mapping[str, Spot]:
        """The ids of a sheet: where the words put them, else their names, else the plan if nothing has moved."""
        named = {key: self._named[key] for key in keys if key in self._named}
        named = {key: spot for key, spot in named.items() if spot.sheet == present and spot not in self._doubled}
        moves = [(_place(self.plan.spots[key]), _place(spot)) for key, spot in named.items()]
        alignment = aligned(self.fixed[planned], self.book.cells(present), moves)
        self.alignments[planned] = alignment
        lost_by_program = not any(key in self.book.names for key in keys)
        found = dict[str, Spot]()
        for key in keys:
            own = named.get(key)
            if place := alignment.certain(_place(self.plan.spots[key])):
                found[key] = Spot(present, place[1], place[0])
            elif own and alignment.allows(_place(self.plan.spots[key]), _place(own)):
                found[key] = own
            elif lost_by_program and not alignment.moved and key in self._planned:
                found[key] = replace(self._planned[key], sheet=present)
        return found

    def regions(self) -> dict[str, Region]:
        """Each region at its header as it stands now."""
        found: dict[str, Region] = {}
        for key, region in self.plan.regions.items():
            sheet = self.sheets.get(region.sheet)
            if sheet is None:
                continue
            own = self._named.get(key)
            hint = own.row if own and own.sheet == sheet else region.header if self._planned else 0
            if now := located(region, sheet, self.book.cells(sheet), hint):
                found[key] = now
                if own and own.sheet != sheet:
                    self.moved.append(key)
        return found


def _place(spot: Spot) -> Place:
    return spot.row, spot.column


def _contradicted(plan: Plan, meta: Meta | None, now: Mapping[str, Spot]) -> Iterator[Finding]:
    """WB-17 for ids that the metadata sheet puts elsewhere than the form does, where no cell bears it out."""
    said = meta.addresses if meta and meta.of(plan.form) else {}
    wrong = {}
    for key, spot in (dict(plan.spots) | {key: region.corner for key, region in plan.regions.items()}).items():
        there = spot_of(said.get(key, ""))
        if there and (
            _place(there) not in (_place(spot), _place(now.get(key, spot)))
            or (there.sheet != spot.sheet and there.sheet in plan.sheets)
        ):
            wrong[key] = there
    if wrong:
        where = {key: now[key].where if key in now else Location(sheet=there.sheet) for key, there in wrong.items()}
        cells = [replace(ref, value=str(wrong[ref.id].where)) for ref in _refs(plan, wrong, where)]
        yield finding("WB-17", cells, count=len(cells), actual=cells[0].value, label=cells[0].label)


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
    where = {key: Location(sheet=home[key]) for key in lost}
    yield finding("WB-06", _refs(plan, lost, where), missing=missing)


def _more(keys: list[str]) -> str:
    return f"等 {len(keys)} 处" if len(keys) > 1 else ""


def _told(
    plan: Plan, now: Mapping[str, Spot], variant: str, severity: Severity, keys: list[str], most: int | None = None
) -> Iterator[Finding]:
    if keys:
        listed = _refs(plan, keys, {key: now[key].where for key in keys}) if most is None or len(keys) <= most else ()
        yield finding("WB-06", listed, variant=variant, severity=severity, count=len(keys))


def _refs(plan: Plan, keys: Iterable[str], where: Mapping[str, Location]) -> tuple[CellRef, ...]:
    return tuple(CellRef(id=key, where=where[key], label=label_of(plan.form, key)) for key in keys)
