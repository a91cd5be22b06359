"""Ids of what is no number of the form, and the section that any id belongs to."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from toolkit.form.references import Family, Slot

FORM = FORMS.form("gkgb-2021")


@pytest.mark.parametrize(
    ("reference", "slot"),
    [
        ("cover.agency", Slot(Family.COVER, "agency")),
        ("carried.applications.carried_in.total", Slot(Family.CARRIED, "applications.carried_in.total")),
        ("waivers", Slot(Family.WAIVER)),
        ("applications.received.total", None),
        ("processing_fee.notices", None),
        ("unplaced", None),
        ("", None),
    ],
)
def test_a_slot_is_read_and_printed(reference: str, slot: Slot | None) -> None:
    assert Slot.parse(reference) == slot
    assert slot is None or str(slot) == reference


@pytest.mark.parametrize(
    ("reference", "section"),
    [
        ("applications.received.total", "applications"),
        ("applications.recieved.total", "applications"),  # begun by a table: a misspelt cell
        ("disputes", "disputes"),
        ("processing_fee.notices", "other"),
        ("narrative.overview", "overview"),
        ("headings.problems", "problems"),
        ("narrative.preamble", None),
        ("cover.agency", None),
        ("indicators.disputes", None),
        ("unplaced", None),
        ("", None),
    ],
)
def test_the_section_that_an_id_belongs_to(reference: str, section: str | None) -> None:
    found = FORM.section_of(reference)
    assert (found and found.id) == section
