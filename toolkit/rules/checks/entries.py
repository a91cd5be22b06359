"""Whether each cell holds what it should: a figure of its kind, and not nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.characters import compact_visible
from toolkit.filing import Entry, Filing, Source
from toolkit.filing.numerals import as_integer, entry_of, number_text
from toolkit.filing.values import entry_fault
from toolkit.finding import Finding
from toolkit.form import Form, Kind, Severity
from toolkit.form.cells import unknown
from toolkit.form.kinds import Numeric
from toolkit.form.model import Section, Table
from toolkit.rules.cell_refs import cell_ref, cell_refs, clipped, source_text
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, unknown_levels, unknown_sections
from toolkit.rules.checks.entry_lines import blank_line, field_line, table_line, word_line
from toolkit.rules.checks.section_figures import SectionFigures
from toolkit.rules.live_checks import CheckLine, CheckWorkbook
from toolkit.rules.unread_inputs import is_reported

_WORDS = ("default", "text_amount")
_TEN_THOUSANDS, _POWER = "万", 4
LARGEST = 10**9
"""Above this a figure is a slip of the hand: no country reaches it."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The most that a figure in ``unit`` can be for agencies of ``levels``."""

    unit: str
    levels: tuple[str, ...]
    most: int


@dataclass(frozen=True, kw_only=True)
class Entries(FormCheck):
    """Each cell of ``tables`` and each field of ``sections`` holds what is of its kind, and no blank is forgotten."""

    tables: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()

    stage = Stage.ENTRIES
    variants = (
        "text_amount",
        "with_unit",
        "smaller_unit",
        "digits",
        "decimal",
        "negative",
        "large",
        "large_amount",
        "blank",
        "blank_printed",
        "blank_unknown",
        "blank_total",
        "dash",
    )
    values = ("unit", "table", "zeros", "or_zeros", "count", "meant")
    live = ("fields",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """A finding for each cell that holds no figure of its kind, one a table for blanks and for dashes.

        Nothing is said of a cell whose reader has reported what it holds.
        """
        for table in filing.form.tables:
            if table.id in self.tables:
                entries = _entries(filing, table)
                unreported = {cell: entry for cell, entry in entries.items() if cell not in listing.reported}
                yield from self._bad_cells(filing, listing, unreported)
                yield from _blanks(filing, listing, table, unreported)
                yield from _dashes(filing, listing, table, [cell for cell, entry in entries.items() if entry.dash])
        fields = {field: filing.entry(field) for field in self._fields(filing.form) if field not in listing.reported}
        yield from self._bad_cells(filing, listing, fields)
        if filing.source is not Source.REPORT:
            yield from self.blanks(filing, listing)

    def blanks(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """The fields that are not filled in. A published report need not print them; the workbook made from it must."""
        for section in self._asked(filing.form, listing):
            missing = [own.id for own in section.fields if own.holds.required and filing.entry(own.id).blank]
            if missing:
                refs, whole = cell_refs(filing, missing), f"“{section.heading}”的数据项"
                yield listing.with_severity(Severity.ERROR).finding(
                    filing, refs, variant="blank", table=whole, count=len(missing), zeros="", or_zeros=""
                )

    def mistakes(self, form: Form) -> Iterator[str]:
        """Tables, sections and levels that the form does not have."""
        yield from unknown("tables：没有表", self.tables, (table.id for table in form.tables))
        yield from unknown_sections("sections", self.sections, form)
        for index, bound in enumerate(self.bounds):
            yield from unknown_levels(f"bounds[{index}].levels", bound.levels, form)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """A line a table, one for the fields: no cell is left blank, none holds anything but a number of its kind."""
        form = book.filing.form
        for table in form.tables:
            if table.id in self.tables:
                yield from table_line(book, listing, table)
                yield from word_line(book, listing, table)
        asked = [own.id for section in self._asked(form, listing) for own in section.fields if own.holds.required]
        if numbers := [field for field in self._fields(form) if form.kind_of(field).numeric]:
            yield field_line(book, listing, numbers)
        if asked:
            yield blank_line(book, listing, asked)

    def largest(self, filing: Filing, unit: str) -> int:
        """Above this a figure in ``unit`` is reported as too large."""
        own = (bound.most for bound in self.bounds if bound.unit == unit and filing.level in bound.levels)
        return min(own, default=LARGEST)

    def _asked(self, form: Form, listing: ScopedCheck) -> Iterator[Section]:
        """The sections whose fields must be filled, but for those whose own check says whether they must."""
        own = {slot for _, other in listing.peers(SectionFigures) for slot in other.slots}
        return (section for section in form.sections if section.id in self.sections and section.id not in own)

    def _fields(self, form: Form) -> list[str]:
        return [entry.id for section in form.sections if section.id in self.sections for entry in section.fields]

    def _bad_cells(self, filing: Filing, listing: ScopedCheck, entries: Mapping[str, Entry]) -> Iterator[Finding]:
        for cell, entry in entries.items():
            declared = filing.form.declared(cell)
            variant = _fault(entry, declared.holds, self.largest(filing, declared.unit))
            meant = _meant(entry, declared.holds, declared.unit) if variant in _WORDS else ("", "")
            variant = meant[0] or variant
            if variant and not (entry.unclear and is_reported(filing, cell)):
                yield listing.with_severity(_weight(filing, variant)).finding(
                    filing,
                    [cell_ref(filing, cell)],
                    variant=variant,
                    actual=clipped(source_text(filing, cell)),
                    meant=meant[1],
                    unit=declared.unit,
                )


def largest_of(filing: Filing, listing: ScopedCheck, unit: str) -> int:
    """Above this a figure in ``unit`` is reported as too large by what the form lists beside ``listing``."""
    return min((check.largest(filing, unit) for check, _ in listing.peers(Entries)), default=LARGEST)


def _entries(filing: Filing, table: Table) -> dict[str, Entry]:
    """What the source shows for each cell of the table that it has: inputs, and totals that it writes itself."""
    own = filing.inputs if filing.source is Source.WORKBOOK else {**filing.inputs, **filing.stated}
    return {cell.id: own[cell.id] for cell in filing.form.cells.values() if cell.table == table.id and cell.id in own}


def _dashes(filing: Filing, listing: ScopedCheck, table: Table, cells: list[str]) -> Iterator[Finding]:
    if cells:
        actual, refs, note = (
            source_text(filing, cells[0]).strip(),
            cell_refs(filing, cells),
            listing.with_severity(Severity.NOTE),
        )
        yield note.finding(filing, refs, variant="dash", actual=actual, table=table.short, count=len(cells))


def _weight(filing: Filing, variant: str) -> Severity:
    published = filing.source is Source.REPORT
    return Severity.WARNING if published or variant.startswith("large") else Severity.ERROR


def _fault(entry: Entry, kind: Kind, largest: int) -> str:
    """The variant of the wording that fits, or nothing; what is wrong with words is the same in every form."""
    if not isinstance(kind, Numeric):
        return ""
    variant = entry_fault(kind, entry)
    if variant == "default" and kind.money:
        return "text_amount"
    if variant or entry.number is None or -largest <= entry.number <= largest:
        return variant
    return "large_amount" if kind.money else "large"


def _meant(entry: Entry, kind: Kind, unit: str) -> tuple[str, str]:
    """The variant for a figure with its unit behind it, or the unit of which that counts 万; and the figure meant."""
    plain = compact_visible(entry.text)
    for variant, behind, power in (
        ("with_unit", unit, 0),
        ("smaller_unit", unit.removeprefix(_TEN_THOUSANDS), -_POWER),
    ):
        bare = entry_of(plain.removesuffix(behind)) if behind and plain.endswith(behind) else Entry()
        if bare.number is not None and not bare.dash and isinstance(kind, Numeric):
            number = as_integer(Decimal(bare.number).scaleb(power).normalize())
            return ("", "") if number is None or kind.fault(number) else (variant, number_text(number))
    return "", ""


def _blanks(filing: Filing, listing: ScopedCheck, table: Table, entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """A blank may be one forgotten; one that a published report prints is a zero printed badly, if the form says so.

    Nothing is said of a blank total that cannot be computed: its parts are.
    """
    groups: dict[str, list[str]] = {}
    for cell, entry in entries.items():
        declared = filing.form.cells[cell]
        if (
            entry.blank
            and cell not in filing.absent
            and declared.holds.required
            and not (declared.of and filing.number(cell) is None)
        ):
            groups.setdefault(_kind_of_blank(filing, cell, entry), []).append(cell)
    for variant, cells in groups.items():
        weight = Severity.ERROR if variant in ("blank", "blank_unknown") else Severity.NOTE
        yield listing.with_severity(weight).finding(
            filing,
            cell_refs(filing, cells),
            variant=variant,
            table=table.short,
            zeros=table.zeros,
            or_zeros=f"；如果空白格都是 0，请在“{table.zeros}”处选“均为 0”" if table.zeros else "",
            count=len(cells),
        )


def _kind_of_blank(filing: Filing, cell: str, entry: Entry) -> str:
    """The variant of the wording that fits."""
    if filing.form.cells[cell].of:
        return "blank_total"
    if not entry.printed_blank:
        return "blank"
    return "blank_printed" if cell in filing.blank_zeros else "blank_unknown"
