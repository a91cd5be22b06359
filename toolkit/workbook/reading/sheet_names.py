"""Which sheet of a workbook is which of the plan's: staff and other programs rename, copy and reorder them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from toolkit.form.excel import CellAddress
from toolkit.workbook.fixed_cells import FixedSheet
from toolkit.workbook.plan import Plan
from toolkit.workbook.reading.alignment import plain
from toolkit.workbook.reading.source_workbook import RichText, SourceWorkbook

_ALIKE = 0.5
"""Share of a planned sheet's fixed words that a sheet must hold to be taken for it."""


def present_sheets(
    book: SourceWorkbook, plan: Plan, fixed: Mapping[str, FixedSheet], named: Mapping[str, CellAddress]
) -> Mapping[str, str]:
    """The present name of each planned sheet that is there.

    It is the sheet of that name to which its defined names, if it has any, point too. Where the two differ, or one of
    them is missing, it is the sheet that holds its fixed words rather than those of another; defined names go before
    the sheet's own name where both do.
    """
    homes = {key: cell_address.sheet for key, cell_address in plan.cell_addresses.items()} | {
        k: r.sheet for k, r in plan.regions.items()
    }
    voted = _voted(homes, named)
    nameless = set(book.sheets) - set(homes.values())
    found = {sheet: sheet for sheet in plan.sheets if sheet in nameless or voted.get(sheet) == sheet}
    if len(found) == len(plan.sheets):
        return found
    tabs = _Tabs(book, fixed)
    for sheet in plan.sheets:
        if sheet not in found:
            free = [other for other in book.sheets if other not in found.values()]
            reported = [other for other in dict.fromkeys((voted.get(sheet), sheet)) if other in free]
            alike = [other for other in reported if tabs.applies(sheet, other)]
            alike = alike or [other for other in free if tabs.applies(sheet, other)]
            if alike and (len(alike) == 1 or alike[0] in reported):
                found[sheet] = alike[0]
            elif unlike := [other for other in reported if not tabs.applies_to_another(sheet, other)]:
                found[sheet] = unlike[0]
    return {sheet: found[sheet] for sheet in plan.sheets if sheet in found}


class _Tabs:
    """The present sheets beside the planned ones, compared when first asked for."""

    def __init__(self, book: SourceWorkbook, fixed: Mapping[str, FixedSheet]) -> None:
        self._book = book
        self._words = {sheet: {plain(text) for text in own.words.values()} for sheet, own in fixed.items()}
        self._nearest: dict[str, str | None] = {}

    def applies(self, planned: str, present: str) -> bool:
        """Whether ``present`` holds the words of ``planned`` rather than those of another."""
        return self._planned(present) == planned

    def applies_to_another(self, planned: str, present: str) -> bool:
        """Whether it holds those of another."""
        return self._planned(present) not in (None, planned)

    def _planned(self, present: str) -> str | None:
        """The planned sheet whose words a sheet holds, if they are enough to be sure."""
        if present not in self._nearest:
            cells = self._book.cells(present).values()
            held = {plain(content) for content in cells if isinstance(content, str | RichText)}
            shares = {sheet: len(words & held) / len(words) for sheet, words in self._words.items()}
            most = max(shares.values())
            best = [sheet for sheet, share in shares.items() if share == most]
            self._nearest[present] = best[0] if len(best) == 1 and most >= _ALIKE else None
        return self._nearest[present]


def _voted(homes: Mapping[str, str], named: Mapping[str, CellAddress]) -> Mapping[str, str]:
    """The sheet in which most of a planned sheet's names are."""
    votes: dict[str, Counter[str]] = {}
    for key, home in homes.items():
        if key in named:
            votes.setdefault(home, Counter())[named[key].sheet] += 1
    return {sheet: count.most_common(1)[0][0] for sheet, count in votes.items()}
