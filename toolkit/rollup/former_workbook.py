"""The workbook of an earlier run: whether it is the program's own, and what staff wrote in it that goes on.

It is known by the marks of its plain sheets. What staff changed that has no place in the next workbook is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import ReportError
from toolkit.filing import Filing, Paragraph
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.form import Form, Forms
from toolkit.output import is_untouched
from toolkit.rollup.form_conversion import related
from toolkit.rollup.serialization import Numbers
from toolkit.workbook.reading.adjustments import ADJUSTMENTS
from toolkit.workbook.reading.binding import bind
from toolkit.workbook.reading.identity import identify
from toolkit.workbook.reading.plain_sheets import PlainContent, WrittenRow, plain_sheet, plain_sheets
from toolkit.workbook.reading.read import read_book
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.unread_cells import further_sheets
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.writing.build import blank_filing

_OUTSIDE = frozenset({"WB-07", "WB-08", "WB-16", "WB-18"})
"""Findings of reading on content outside of the cells that staff fill in."""
_UNREAD = frozenset({"RV-07", "WB-10", "WB-11"})
"""Those on what staff wrote where they may, but which is none of what may stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerWorkbook:
    """``sheets`` are its plain ones; ``outside`` lists what was changed where staff do not write, ``unread`` what they
    wrote that could not be made out."""

    filing: Filing
    sheets: tuple[PlainContent, ...]
    edited: bool
    outside: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def sums(self) -> Numbers:
        """What was added up, as it was then."""
        entries = ((quantity, self.filing.entry(quantity).added_up) for quantity in self.filing.form.inputs)
        return {quantity: number for quantity, number in entries if number is not None}


def read_former(path: Path, forms: Forms) -> FormerWorkbook | None:
    """The workbook at ``path``; None where no roll-up wrote it, or it cannot be read."""
    try:
        data = checked_bytes(path)
        with refusing(path.name):
            book = XlsxWorkbook(data)
            sheets = tuple(plain_sheets(book))
            if not sheets:
                return None
            filing, found = read_book(book, path.name, forms)
            edited = not is_untouched(data)
            outside = tuple(_outside(book, path.name, forms, sheets, found)) if edited else ()
            unread = tuple(map(_listed, (each for each in found if each.code in _UNREAD))) if edited else ()
    except ReportError:
        return None
    return FormerWorkbook(filing=filing, sheets=sheets, edited=edited, outside=outside, unread=unread)


def written_adjustments(path: Path, form: Form, year: int, forms: Forms) -> tuple[WrittenRow, ...]:
    """The lines on the sheet of adjustments of the workbook at ``path``; nothing where that cannot be read, or is not
    of the report of that year on ``form``."""
    try:
        with refusing(path.name):
            content = plain_sheet(XlsxWorkbook(checked_bytes(path)), ADJUSTMENTS)
    except ReportError:
        return ()
    if content is None or not content.rows:  # as in most, which need not be read as a whole
        return ()
    former = read_former(path, forms)
    return content.rows if former and same_report(former.filing, form, year) else ()


def _outside(
    book: XlsxWorkbook, name: str, forms: Forms, sheets: Sequence[PlainContent], found: Sequence[Finding]
) -> Iterator[str]:
    for each in found:
        if each.code in _OUTSIDE:
            yield _listed(each)
    own = {sheet.sheet for sheet in sheets}
    for sheet in sheets:
        if sheet.changed:
            yield f"“{sheet.sheet}”表填写栏以外的格"
    for further, _ in further_sheets(book, bind(book, identify(book, name, forms))):
        if further not in own:
            yield f"另外加的工作表“{further}”"


def _listed(found: Finding) -> str:
    return f"{found.where}（{found.message.rstrip('。')}）"


def same_report(former: Filing, form: Form, year: int) -> bool:
    """Whether a government's earlier workbook is of the same report, if on another form."""
    return related(former.form, form) and former.year == year


def continued(former: Filing, blank: Filing) -> Filing:
    """What staff wrote in ``former`` on the form of ``blank``: cover, text, indicators, reasons, and figures that are
    no sums. Whose report it is and of which level, ``blank`` says.

    A text that is still the draft of its form gives way to that of ``blank``.
    """
    form = blank.form
    drafts = blank_filing(former.form, former.agency.value, former.year, former.level).narrative
    texts = {slot: text for slot, text in former.narrative.items() if _words(text) != _words(drafts.get(slot, ()))}
    return replace(
        former,
        form=form,
        agency=blank.agency,
        level=blank.level or former.level,
        inputs={quantity: former.entry(quantity) for quantity in form.inputs},
        stated={},
        narrative={slot: texts.get(slot, draft) for slot, draft in blank.narrative.items()},
        prior=former.prior and replace(former.prior, form=former.prior.known_form(former.form)),
    )


def left_behind(former: Filing, blank: Filing, sums: Sequence[str]) -> Iterator[str]:
    """What staff wrote in ``former`` that :func:`continued` does not take over; ``sums`` are added up again."""
    if former.agency.value != blank.agency.value:
        yield f"{former.agency.where}的机关全称“{former.agency}”"
    if blank.level and former.level != blank.level:
        known = former.form.level(former.level)
        yield f"{former.level_where}的单位层级“{known.label if known else ''}”"
    titles = {section.id: section.heading for section in former.form.sections}
    for slot, text in former.narrative.items():
        if slot not in blank.narrative and text:
            yield f"“{titles.get(slot, slot)}”的文字"
    for quantity in sums:
        entry = former.entry(quantity)
        completed = entry.number is not None and entry.added_up is None and not entry.partial
        if completed and quantity in former.form.inputs:
            yield f"{entry.where}（{former.form.label(quantity)}）补填的 {number_text(entry.number)}"


def _words(text: Sequence[Paragraph]) -> list[tuple[str, bool]]:
    return [(each.text, each.heading) for each in text]
