"""Values where nothing is read (WB-08; in inserted rows and columns WB-16), copies of sheets too, and formulas other
than totals that are gone (WB-07).

What a cell should hold follows from the form and from what this program would write there. Words of the program's own
that another version may have put otherwise (notes, hints, lists of names and rules) are not held against a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from toolkit.finding.catalogue import finding
from toolkit.finding.model import Finding
from toolkit.form import Form
from toolkit.form.cells import named_nodes
from toolkit.form.excel import CellAddress
from toolkit.form.model import Severity
from toolkit.workbook.fixed_cells import FixedSheet, Place
from toolkit.workbook.metadata import is_meta
from toolkit.workbook.plan import RESULTS, SHOWN_ONLY, Plan, Region
from toolkit.workbook.reading.alignment import Alignment, LineAlignment, align, plain
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import written
from toolkit.workbook.reading.inserted_lines import FormerLines, inserted_line_findings
from toolkit.workbook.reading.listed_cells import MOST_LISTED, listed_cell
from toolkit.workbook.reading.source_workbook import Cells, Content, Formula, RichText, SourceWorkbook

_TITLE = (1, 1)
_NOWHERE = Alignment(LineAlignment({}), LineAlignment({}))


def unread_cells(book: SourceWorkbook, binding: Binding) -> Iterator[Finding]:
    """One finding a sheet and kind."""
    for further, original in further_sheets(book, binding):
        if original:
            yield finding("WB-08", variant="copy", actual=further, original=original)
    texts = {region.sheet: region for region in binding.texts.values()}
    tables = {section.sheet for section in binding.plan.form.sections if section.table}
    of_form = frozenset(map(plain, _words_of_form(binding.plan)))
    for planned, present in binding.sheets.items():
        known = binding.same_words or planned in tables
        own = None if binding.same_words else of_form
        cells, fixed = book.cells(present), binding.fixed[planned]
        alignment = binding.alignments.get(planned) or (align(fixed, cells, ()) if known else _NOWHERE)
        former = FormerLines.on(present, binding)
        renamed = binding.plan.form.once(_renamed) if binding.revised else {}
        sheet = _Sheet(fixed, alignment, known, own, texts.get(present), former, binding.revised, renamed)
        reads = binding.reads(present)
        for place, content in cells.items():
            if not sheet.as_planned(place, content) and not reads(place):
                sheet.take(place, content)
        yield from _reported("WB-08", "default", present, sheet.unread_cell)
        misplaced = list(_other_section(binding, planned, sheet.changed))
        yield from misplaced
        if misplaced:
            del sheet.changed[_TITLE]
        figures = {place: content for place, content in sheet.changed.items() if _is_figure(content)}
        words = {place: content for place, content in sheet.changed.items() if place not in figures}
        yield from _reported("WB-08", "label", present, figures if binding.revised else sheet.changed)
        yield from _reported("WB-08", "revised", present, words if binding.revised else {}, Severity.NOTE)
        yield from inserted_line_findings(book, present, alignment, sheet.inserted, former)
        yield from _reported("WB-07", "formula", present, dict(sheet.gone(cells, _displayed_places(binding, planned))))


def further_sheets(book: SourceWorkbook, binding: Binding) -> Iterator[tuple[str, str]]:
    """Sheets that staff added and that hold something, each with the sheet that it has its title from, or nothing."""
    titles = {plain(book.cells(sheet).get(_TITLE)): sheet for sheet in binding.sheets.values()}
    for sheet in book.sheets:
        cells = book.cells(sheet)
        if sheet not in binding.sheets.values() and sheet != RESULTS and cells and not is_meta(cells):
            yield sheet, titles.get(plain(cells.get(_TITLE)), "") if cells.get(_TITLE) else ""


def _other_section(binding: Binding, planned: str, changed: Cells) -> Iterator[Finding]:
    """An error where the title of a sheet has become that of another: what was pasted here belongs elsewhere."""
    others = {plain(section.heading) for section in binding.plan.form.sections if section.sheet != planned}
    title = changed.get(_TITLE)
    if title is not None and plain(title) in others:
        ref = listed_cell(binding.sheets[planned], *_TITLE, title)
        own = binding.fixed[planned].words.get(_TITLE, planned)
        yield finding("WB-08", [ref], variant="section", severity=Severity.ERROR, actual=ref.value, expected=own)


def _words_of_form(plan: Plan) -> Iterator[str]:
    """What the form has printed on sheets; all other fixed words are the program's."""
    yield from (section.heading for section in plan.form.sections)
    yield from (table.zeros for table in plan.form.tables)
    yield from (place.text for grid in plan.grids.values() for place in grid.places if place.text)
    yield from (plan.form.label(cell) for cell in plan.form.carried)
    yield from (field.title for field in plan.form.fields.values())


def _renamed(form: Form) -> Mapping[str, frozenset[str]]:
    """What the form says that its headings and labels were, by what they are."""
    nodes = [node for table in form.tables for key in ("rows", "columns") for _, node in named_nodes(table, key)]
    words = [(node.label, node.was) for node in nodes] + [(section.heading, section.was) for section in form.sections]
    words += [(own.title, tuple(replace(own, label=was).title for was in own.was)) for own in form.fields.values()]
    found: dict[str, frozenset[str]] = {}
    for now, was in words:
        found[plain(now)] = found.get(plain(now), frozenset()).union(map(plain, was))
    return found


def _displayed_places(binding: Binding, planned: str) -> frozenset[Place]:
    """Places of the plan that show something and have an id."""
    return frozenset(
        _place(cell_address)
        for key in SHOWN_ONLY
        if (cell_address := binding.plan.cell_addresses[key]).sheet == planned
    )


def _place(cell_address: CellAddress) -> Place:
    return cell_address.row, cell_address.column


@dataclass
class _Sheet:
    """What cells hold that are not read, against what they should.

    ``known``: all that the sheet may hold is known. ``own``: the fixed words that are held against it (None: all).
    ``text`` is the region of a text sheet, below whose header previews are as many as staff need. ``revised``: the form
    has changed since, and formulas are where it put them then; ``former`` are the lines that it has no more, and
    ``renamed`` are words that it had for others.
    """

    fixed: FixedSheet
    alignment: Alignment
    known: bool
    own: frozenset[str] | None
    text: Region | None
    former: FormerLines
    revised: bool
    renamed: Mapping[str, frozenset[str]]
    unread_cell: dict[Place, Content] = field(default_factory=dict)
    changed: dict[Place, Content] = field(default_factory=dict)
    inserted: dict[Place, Content] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """All fixed words of the sheet."""
        return frozenset(map(plain, self.fixed.words.values()))

    @cached_property
    def worded(self) -> frozenset[int]:
        """The columns with fixed words."""
        return frozenset(column for _, column in self.fixed.words)

    def as_planned(self, place: Place, content: Content) -> bool:
        """Whether the cell obviously is as it should be."""
        if isinstance(content, Formula):
            return self.text is not None and place[0] >= self.text.first
        return not self.alignment.moved and self.fixed.words.get(place) == content

    def take(self, place: Place, content: Content) -> None:
        """Keep the cell if it holds what it should not."""
        if self.text and place[0] >= self.text.first:
            self.unread_cell[place] = content
            return
        planned = self.alignment.planned(place)
        if planned in self.fixed.formulas or (self.revised and isinstance(content, Formula)):
            return
        word = self.fixed.words.get(planned) if planned else None
        if word is not None:
            held = self.own is None or plain(word) in self.own or _is_figure(content)
            there = plain(written(content))
            if held and there != plain(word) and there not in self.renamed.get(plain(word), ()):
                self.changed[place] = content
        elif (self.known or self._typed(place, content)) and not self._printed(content):
            rows, columns = self.alignment.rows, self.alignment.columns
            among = rows.inserted(place[0]) or columns.inserted(place[1])
            former = place[0] in self.former.rows or place[1] in self.former.columns
            (self.inserted if among or former else self.unread_cell)[place] = content

    def gone(self, cells: Cells, shown: frozenset[Place]) -> Iterator[tuple[Place, Content]]:
        """Where a formula should be, and what is; of a sheet not all known, only in ``shown`` or if it is a figure.

        So too where its row or column is doubtful: a workbook of another version may not have it.
        """
        rows, columns = self.alignment.rows.present, self.alignment.columns.present
        for row, column in self.fixed.formulas:
            if row in rows and column in columns:
                content = cells.get((rows[row], columns[column]))
                certain = self.known and not self.revised and self.alignment.certain((row, column))
                held = certain or (row, column) in shown or _is_figure(content)
                if held and not isinstance(content, Formula):
                    yield (rows[row], columns[column]), content

    def _printed(self, content: Content) -> bool:
        """Whether the sheet has these words anyway, and they were only moved or copied."""
        return isinstance(content, str | RichText) and plain(content) in self.words

    def _typed(self, place: Place, content: Content) -> bool:
        """Whether no version of the program would have written it: a figure, or words in a column that has none."""
        return _is_figure(content) or (not isinstance(content, Formula) and place[1] not in self.worded)


def _is_figure(content: Content) -> bool:
    """Whether it is a number or date, which no version of the program writes among fixed words."""
    return content is not None and not isinstance(content, str | RichText | Formula)


def _reported(
    code: str, variant: str, sheet: str, cells: Cells, severity: Severity = Severity.WARNING
) -> Iterator[Finding]:
    if not cells:
        return
    places = sorted(cells)
    refs = [listed_cell(sheet, *place, cells[place]) for place in places[:MOST_LISTED]]
    more = f"（本表共 {len(places)} 处）" if len(places) > 1 else ""
    yield finding(code, refs, variant=variant, severity=severity, actual=refs[0].value, more=more)
