"""Ids of what is no number of the form, parsed once: texts, headings, the cover, figures handed on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

JOINT = "+"
"""Between the ids of a form and of its supplements, in the id of what they are together."""


def base_id(form_id: str) -> str:
    """The id of a form without those of its supplements."""
    return form_id.partition(JOINT)[0]


class Family(StrEnum):
    """What their ids begin with."""

    COVER = "cover"
    HEADING = "headings"
    TEXT = "narrative"
    ZEROS = "zeros"  # where a table says that its blanks are zeros
    INDICATOR = "indicators"
    WAIVER = "waivers"
    REVIEW = "review"  # the names of its rounds
    PRIOR = "prior"  # what is known of last year
    CARRIED = "carried"  # a figure of last year
    OVERRIDE = "override"  # what staff put in its place
    REASON = "reason"  # and why


@dataclass(frozen=True, slots=True)
class Slot:
    """``cover.agency``, ``narrative.overview``, ``carried.<cell>``: ``name`` is of the cover, a section, a cell …"""

    family: Family
    name: str = ""

    def __str__(self) -> str:
        return f"{self.family}.{self.name}" if self.name else self.family

    @classmethod
    def parse(cls, reference: str) -> Slot | None:
        """The slot of that id; None for a cell, a field and whatever else."""
        family, _, name = reference.partition(".")
        return cls(_FAMILIES[family], name) if family in _FAMILIES else None


_FAMILIES = {family.value: family for family in Family}


def is_of(family: Family, reference: str) -> bool:
    """Whether an id is of that family."""
    slot = Slot.parse(reference)
    return slot is not None and slot.family is family


def root_of(reference: str) -> str:
    """The table of a cell, or the group of a field, whose id this is or should have been."""
    return reference.partition(".")[0]
