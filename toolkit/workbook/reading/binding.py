"""Where every id is in a workbook that staff and other programs have worked on.

What a person sees decides: a figure belongs to the row and the column whose fixed words it stands beside and below
(:mod:`~toolkit.workbook.reading.alignment`). Defined names follow when rows are inserted or sheets renamed, but some
programs destroy them, and a cell that is cut and pasted takes its name along: they help where words are gone. The
addresses in the metadata sheet are only held against all this, and followed nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeGuard

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.excel import CellAddress, column_number
from toolkit.form.model import Severity
from toolkit.form.requirements import Requirements
from toolkit.location import Location
from toolkit.patterns import regex
from toolkit.workbook.fixed_cells import FixedSheet, Place, digest_of
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.plan import SHOWN_ONLY, Plan, Region, plan_of, text_regions
from toolkit.workbook.planned_cells import fixed_sheets
from toolkit.workbook.reading.alignment import Alignment, align
from toolkit.workbook.reading.identity import Identity
from toolkit.workbook.reading.regions import locate_region
from toolkit.workbook.reading.sheet_names import present_sheets
from toolkit.workbook.reading.source_workbook import SourceWorkbook
from toolkit.workbook.slot_labels import label_of

_REFERENCE = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?")
_MANY = 20
"""Beyond so many damaged names the finding stops listing cells: then a program has lost them, not a person."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """``cell_addresses`` and ``regions`` as they are now, what is lost left out.

    ``sheets`` gives present names by planned ones, ``fixed`` what stands on the planned ones, ``alignments`` where
    the lines of the sheets with inputs are now. ``same_words``: this program would write the very same fixed words.
    ``revised``: the form has changed since the workbook was made. ``former`` is where ids stand that the form has no
    more, or that are of a supplement that is not at hand.
    """

    plan: Plan
    fixed: Mapping[str, FixedSheet]
    sheets: Mapping[str, str]
    alignments: Mapping[str, Alignment]
    cell_addresses: Mapping[str, CellAddress]
    regions: Mapping[str, Region]
    same_words: bool
    revised: bool
    former: Mapping[str, CellAddress]
    findings: tuple[Finding, ...]

    @property
    def texts(self) -> Mapping[str, Region]:
        """The regions of paragraphs, by slot."""
        return text_regions(self.plan.form, self.regions)

    def reads(self, sheet: str) -> Callable[[Place], bool]:
        """Whether a place of a present sheet is read: by its address, or in a region, but for what that only shows."""
        cells = self._read_cells.get(sheet, set())
        regions = [
            (region.first, {number for role, number in region.columns.items() if role not in ("preview", "step")})
            for region in self.regions.values()
            if region.sheet == sheet
        ]
        return lambda place: place in cells or any(place[0] >= top and place[1] in columns for top, columns in regions)

    @cached_property
    def _read_cells(self) -> Mapping[str, set[Place]]:
        """The places that are read by their addresses, by sheet."""
        found: dict[str, set[Place]] = {}
        for key, cell_address in self.cell_addresses.items():
            if key not in SHOWN_ONLY:
                found.setdefault(cell_address.sheet, set()).add(_place(cell_address))
        return found


def _planned(
    form: Form, *, prior: bool, requirements: tuple[Requirements, ...] = ()
) -> tuple[Plan, Mapping[str, FixedSheet], str]:
    """The same for every workbook of a form that is held to the same."""
    plan = plan_of(form, prior=prior, requirements=requirements)
    fixed = fixed_sheets(plan)
    return plan, fixed, digest_of(fixed)


_held_to = lru_cache(maxsize=16)(_planned)
"""That of workbooks with local requirements, of which every one might bring its own."""


def bind(book: SourceWorkbook, identity: Identity) -> Binding:
    """The binding of ``book``; WB-06 reports what is lost (error) and what was found again or moved, WB-17
    metadata that contradicts the form."""
    known = identity.meta.addresses if identity.meta else {}
    prior = "prior.year" in book.names or "prior.year" in known
    if identity.requirements:
        plan, fixed, words = _held_to(identity.form, prior=prior, requirements=identity.requirements)
    else:
        plan, fixed, words = identity.form.once(_planned, prior=prior)
    binder = _Binder(book, plan, fixed, identity.meta)
    cell_addresses = binder.cell_addresses()
    regions = binder.regions()
    there = {*cell_addresses, *regions, *SHOWN_ONLY}
    new = _added_since(plan, identity.meta, words)
    lost = [key for key in (*plan.cell_addresses, *plan.regions) if key not in there and key not in new]
    now = cell_addresses | {key: region.corner for key, region in regions.items()}
    return Binding(
        plan=plan,
        fixed=fixed,
        sheets=binder.sheets,
        alignments=binder.alignments,
        cell_addresses=cell_addresses,
        regions=regions,
        same_words=identity.meta is not None and identity.meta.words == words,
        revised=_is_other(identity.meta, plan) and len(identity.meta.supplements) == len(identity.form.additions),
        former=dict(_former(book, plan, binder.sheets, identity.meta)),
        findings=(
            *_contradicted(plan, identity.meta, now),
            *_lost(plan, binder.sheets, lost),
            *_reported(plan, now, "recovered", Severity.NOTE, binder.recovered, most=_MANY),
            *_reported(plan, now, "moved", Severity.WARNING, binder.moved),
        ),
    )


def _is_other(meta: Metadata | None, plan: Plan) -> TypeGuard[Metadata]:
    """Whether the workbook was made of another form: as it was then, or with supplements that are not at hand."""
    return meta is not None and bool(meta.addresses) and meta.digest != plan.form.digest


def _former(
    book: SourceWorkbook, plan: Plan, sheets: Mapping[str, str], meta: Metadata | None
) -> Iterator[tuple[str, CellAddress]]:
    """Where its names say they are, or else where the metadata sheet has them."""
    for key, then in meta.addresses.items() if _is_other(meta, plan) else ():
        if key not in plan.cell_addresses and key not in plan.regions:
            named, written = address_of(book.names.get(key, "")), address_of(then)
            if named:
                yield key, named
            elif written:
                yield key, replace(written, sheet=sheets.get(written.sheet, written.sheet))


def _added_since(plan: Plan, meta: Metadata | None, words: str) -> Container[str]:
    """What the form, or the program, has got since the workbook was made, which nothing can be lost of."""
    if meta is None or not meta.addresses or (meta.digest == plan.form.digest and meta.words == words):
        return ()
    return {key for key in (*plan.cell_addresses, *plan.regions) if key not in meta.addresses}


def address_of(reference: str) -> CellAddress | None:
    """The (first) cell that a reference names; None for ``#REF!`` and whatever is no cell."""
    match = _REFERENCE.fullmatch(reference.strip().removeprefix("="))
    if not match or "#REF!" in reference:
        return None
    quoted, plain, letters, row = match.groups()
    return CellAddress(quoted.replace("''", "'") if quoted else plain, column_number(letters), int(row))


@dataclass
class _Binder:
    book: SourceWorkbook
    plan: Plan
    fixed: Mapping[str, FixedSheet]
    meta: Metadata | None

    def __post_init__(self) -> None:
        references = {key: address_of(reference) for key, reference in self.book.names.items()}
        self._named = {
            key: cell_address
            for key, cell_address in references.items()
            if cell_address and cell_address.sheet in self.book.sheets
        }
        times = Counter(cell_address for key, cell_address in self._named.items() if key in self.plan.cell_addresses)
        self._doubled = {cell_address for cell_address, count in times.items() if count > 1}
        self._planned = self.plan.cell_addresses if self.meta is None or self.meta.of(self.plan.form) else {}
        self.sheets = present_sheets(self.book, self.plan, self.fixed, self._named)
        self.alignments: dict[str, Alignment] = {}
        self.recovered: list[str] = []
        self.moved: list[str] = []

    def cell_addresses(self) -> dict[str, CellAddress]:
        """Where each id is, for all that can be found."""
        found: dict[str, CellAddress] = {}
        by_sheet: dict[str, list[str]] = {}
        for key, cell_address in self.plan.cell_addresses.items():
            by_sheet.setdefault(cell_address.sheet, []).append(key)
        for planned, keys in by_sheet.items():
            if planned in self.sheets:
                found |= self._on_sheet(planned, self.sheets[planned], keys)
        self._compare(found)
        return found

    def _compare(self, found: Mapping[str, CellAddress]) -> None:
        """Note whose names are elsewhere or nowhere. What is pasted over a cell takes the cell's own name away."""
        astray = {key for key, cell_address in found.items() if self._named.get(key, cell_address) != cell_address}
        pasted = {self._named[key] for key in astray}
        for key, cell_address in found.items():
            if key in astray or cell_address in pasted:
                self.moved.append(key)
            elif key not in self._named:
                self.recovered.append(key)

    def _on_sheet(self, planned: str, present: str, keys: list[str]) -> Mapping[str, CellAddress]:
        """The ids of a sheet: where the words put them, else their names, else the plan if nothing has moved."""
        named = {key: self._named[key] for key in keys if key in self._named}
        named = {
            key: cell_address
            for key, cell_address in named.items()
            if cell_address.sheet == present and cell_address not in self._doubled
        }
        moves = [(_place(self.plan.cell_addresses[key]), _place(cell_address)) for key, cell_address in named.items()]
        alignment = align(self.fixed[planned], self.book.cells(present), moves)
        self.alignments[planned] = alignment
        lost_by_program = not any(key in self.book.names for key in keys)
        found = dict[str, CellAddress]()
        for key in keys:
            own = named.get(key)
            if place := alignment.certain(_place(self.plan.cell_addresses[key])):
                found[key] = CellAddress(present, place[1], place[0])
            elif own and alignment.allows(_place(self.plan.cell_addresses[key]), _place(own)):
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
            if now := locate_region(region, sheet, self.book.cells(sheet), hint):
                found[key] = now
                if own and own.sheet != sheet:
                    self.moved.append(key)
        return found


def _place(cell_address: CellAddress) -> Place:
    return cell_address.row, cell_address.column


def _contradicted(plan: Plan, meta: Metadata | None, now: Mapping[str, CellAddress]) -> Iterator[Finding]:
    """WB-17 for ids that the metadata sheet puts elsewhere than the form does, where no cell confirms it."""
    said = meta.addresses if meta and meta.of(plan.form) else {}
    wrong = {}
    for key, cell_address in (
        dict(plan.cell_addresses) | {key: region.corner for key, region in plan.regions.items()}
    ).items():
        there = address_of(said.get(key, ""))
        if there and (
            _place(there) not in (_place(cell_address), _place(now.get(key, cell_address)))
            or (there.sheet != cell_address.sheet and there.sheet in plan.sheets)
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
    home = {key: cell_address.sheet for key, cell_address in plan.cell_addresses.items()} | {
        k: r.sheet for k, r in plan.regions.items()
    }
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


def _reported(
    plan: Plan,
    now: Mapping[str, CellAddress],
    variant: str,
    severity: Severity,
    keys: list[str],
    most: int | None = None,
) -> Iterator[Finding]:
    if keys:
        listed = _refs(plan, keys, {key: now[key].where for key in keys}) if most is None or len(keys) <= most else ()
        yield finding("WB-06", listed, variant=variant, severity=severity, count=len(keys))


def _refs(plan: Plan, keys: Iterable[str], where: Mapping[str, Location]) -> tuple[CellRef, ...]:
    return tuple(CellRef(id=key, where=where[key], label=label_of(plan.form, key)) for key in keys)
