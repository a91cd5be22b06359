"""Findings of reading a report: its form, headings out of order, text without a place or crossed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.filing import Correction, Unplaced
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.ingest.blocks import Block, SourceCell, SourceGrid, SourceLine
from toolkit.ingest.encoding import BROKEN
from toolkit.ingest.form_recognition import RecognisedForm
from toolkit.ingest.headings import number_of
from toolkit.ingest.sections import Sections
from toolkit.location import Location
from toolkit.rules.cell_refs import clipped, unplaced_ref

_MOST_LABELS = 3
_LONGEST_QUOTE = 41


def copy_findings(first: Block | None) -> Iterator[Finding]:
    """That the report stands twice in its source; ``first`` is the block with which its copy begins, or None."""
    if first:
        shown = first.text if isinstance(first, SourceLine) else _grid_text(first)
        yield finding("IM-19", [unplaced_ref(first.where, shown)])


def correction_findings(correction: Correction | None, lines: Sequence[SourceLine]) -> Iterator[Finding]:
    """That it is a corrected edition, whose own words on what it corrects are no text of the report."""
    if correction:
        cells = [unplaced_ref(line.where, line.text) for line in lines]
        yield finding("IM-24", cells, edition=correction.mark, count=len(correction.changes))


def struck_findings(blocks: Sequence[Block]) -> Iterator[Finding]:
    """One finding for all that a report shows crossed out; of its page nothing."""
    cells = [unplaced_ref(where, part.struck) for part, where in _parts(blocks, lambda part: bool(part.struck))]
    if cells:
        yield finding("IM-11", cells, actual=cells[0].value, count=len(cells))


def order_findings(blocks: Sequence[Block]) -> Iterator[Finding]:
    """One finding for all characters of a report that its bytes do not decode to."""
    cells = [
        unplaced_ref(where, _around(part.text)) for part, where in _parts(blocks, lambda part: BROKEN in part.text)
    ]
    if cells:
        yield finding("IM-13", cells, actual=cells[0].value, count=len(cells))


def _parts(
    blocks: Sequence[Block], wanted: Callable[[SourceLine | SourceCell], bool]
) -> Iterator[tuple[SourceLine | SourceCell, Location]]:
    """The ``wanted`` lines and cells of a report, not of its page, each with its place."""
    grids = 0
    for block in blocks:
        if block.aside:
            continue
        if isinstance(block, SourceLine):
            if wanted(block):
                yield block, block.where
            continue
        grids += 1
        for number, row in enumerate(block.rows, start=1):
            for cell in filter(wanted, row):
                yield cell, Location(f"{block.where}第{grids}个表格第{number}行第{cell.column + 1}列")


def _around(text: str) -> str:
    """The text near the first character that is broken."""
    place = text.index(BROKEN)
    return text[max(0, place - 10) : place + 10]


def form_findings(known: RecognisedForm) -> Iterator[Finding]:
    """Why the form may be another one (IM-05); nothing where its labels leave no doubt."""
    if not known.labelled and known.rival:
        yield finding("IM-05", variant="pictures", form=known.form.name, rival=known.rival.name)
    elif not known.labelled:
        yield finding("IM-05", form=known.form.name)
    elif known.rival:
        labels = "，".join((*_labels("没有", known.missing), *_labels("有", known.foreign)))
        yield finding(
            "IM-05",
            variant="rival" if labels else "either",
            form=known.form.name,
            rival=known.rival.name,
            labels=labels,
        )


def _labels(word: str, labels: Sequence[str]) -> Iterator[str]:
    if labels:
        yield word + "、".join(f"“{clipped(label, 15)}”" for label in labels[:_MOST_LABELS])


def section_findings(
    form: Form, sections: Sections, left: Sequence[SourceLine]
) -> tuple[list[Finding], list[Unplaced]]:
    """IM-02 for tables that are none of the form's, IM-04 for all else, and the pieces themselves."""
    grids = [Unplaced(text=_grid_text(grid), where=grid.where) for grid in sections.strange]
    lines = [*left, *sections.beside_tables, *sections.beyond]
    cells = [unplaced_ref(piece.where, piece.text) for piece in grids]
    findings = [finding("IM-18", [cell], actual=cell.value) for cell in cells]
    findings += _headings(form, sections)
    findings += _restarts(form, sections)
    findings += _unplaced_findings("default", [*left, *sections.beside_tables])
    findings += _unplaced_findings("beyond", sections.beyond)
    return findings, [*grids, *(Unplaced(text=line.text, where=line.where) for line in lines)]


def _headings(form: Form, sections: Sections) -> Iterator[Finding]:
    order = [section.id for section in form.sections]
    last = -1
    for section, line in sections.headings.items():
        if order.index(section) < last:
            yield finding("IM-04", [_heading_ref(section, line)], variant="order", actual=line.text)
        last = max(last, order.index(section))
    for missing in form.sections:
        if missing.id not in sections.headings:
            cells = [CellRef(id=f"headings.{missing.id}", label=missing.sheet)]
            yield finding("IM-04", cells, variant="heading", heading=missing.heading)


def _restarts(form: Form, sections: Sections) -> Iterator[Finding]:
    """Headings with another section's number, and lines numbered like headings within a section's text."""
    for place, section in enumerate(form.sections, start=1):
        line = sections.headings.get(section.id)
        if line and number_of(line.text) not in (0, place):
            yield finding("IM-04", [_heading_ref(section.id, line)], variant="restart", actual=line.text)
        numbered = [line for line in sections.lines.get(section.id, ()) if number_of(line.text)]
        if numbered:
            cells = [
                CellRef(id=f"narrative.{section.id}", where=line.where, value=clipped(line.text, _LONGEST_QUOTE))
                for line in numbered
            ]
            yield finding("IM-04", cells, variant="within", actual=cells[0].value, heading=section.heading)


def _unplaced_findings(variant: str, lines: Sequence[SourceLine]) -> Iterator[Finding]:
    if lines:
        cells = [unplaced_ref(line.where, line.text) for line in lines]
        yield finding("IM-04", cells, variant=variant, actual=cells[0].value, count=len(lines))


def _heading_ref(section: str, line: SourceLine) -> CellRef:
    return CellRef(id=f"headings.{section}", where=line.where, value=line.text)


def _grid_text(grid: SourceGrid) -> str:
    return "\n".join(" ".join(cell.text for cell in row) for row in grid.rows)
