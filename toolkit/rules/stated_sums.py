"""What a source states for a derived cell against what its inputs give: it breaks the rule of the sum."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.finding.words import fill_in
from toolkit.form import Cell
from toolkit.form.model import Sum
from toolkit.rules.cell_refs import cell_refs


def check(filing: Filing, reported: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """One finding for each stated total that differs; a blank, or text that is no number, states nothing.

    ``reported`` are ids that the reader of the source has already found fault with: of a total typed over its formula.
    """
    for cell in filing.form.cells.values():
        stated = filing.stated.get(cell.id) if cell.id not in reported else None
        computed = filing.number(cell.id)
        if cell.of and stated and None not in (stated.number, computed) and stated.number != computed:
            declared = _declaration(filing, cell)
            values = {
                "label": cell.label,
                "actual": number_text(stated.number),
                "expected": number_text(computed),
                "level": "",
            }
            yield Finding(
                code=cell.code,
                severity=declared.severity,
                message=fill_in(declared.wording.message, values),
                remedy=fill_in(declared.wording.remedy, values),
                cells=cell_refs(filing, (cell.id, *cell.of.refs)),
                expected=values["expected"],
                actual=values["actual"],
            )


def _declaration(filing: Filing, cell: Cell) -> Sum:
    own = (declared for declared in filing.form.sums if (declared.table, declared.code) == (cell.table, cell.code))
    return next(own)
