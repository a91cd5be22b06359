"""Characters in the text that nobody can see: TX-09, at the cell that holds them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.characters import display_name, hidden_places, without_hidden
from toolkit.filing import Filing, Source
from toolkit.filing.texts import texts_of
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.references import Family, Slot
from toolkit.location import Location
from toolkit.rules.cell_refs import clipped, cover_ref, heading_ref

_LISTED = 3
_BEFORE = 4
"""Characters that are shown of what stands before a hidden one."""


def check(filing: Filing) -> Iterator[Finding]:
    """A finding for each text; a note in a published report, where the page's program put them."""
    severity = Severity.NOTE if filing.source is Source.REPORT else Severity.WARNING
    for slot, text in texts_of(filing):
        places = hidden_places(text.value)
        if places:
            listed = "、".join(_placed(text.value, place) for place in places[:_LISTED])
            yield finding(
                "TX-09",
                [_ref(filing, slot, text.where, text.value)],
                variant="hidden" if slot.family is Family.TEXT else "hidden_name",
                severity=severity,
                count=len(places),
                listed=listed + ("等" if len(places) > _LISTED else ""),
                actual=text.value,
            )


def _placed(text: str, place: int) -> str:
    before = without_hidden(text[max(0, place - _BEFORE) : place]).strip()
    return f"“{before}”后面的{display_name(text[place])}" if before else f"开头的{display_name(text[place])}"


def _ref(filing: Filing, slot: Slot, where: Location, value: str) -> CellRef:
    if slot.family is Family.COVER:
        return cover_ref(filing, slot.name)
    if slot.family is Family.HEADING:
        return heading_ref(filing, slot.name)
    return CellRef(id=str(slot), where=where, value=clipped(value))
