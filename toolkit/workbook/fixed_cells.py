"""What a sheet holds beside what staff fill in: the fixed words and formulas, as writing puts them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

Place = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSheet:
    """The fixed words of a sheet by place, where its formulas stand, and its last row and column.

    ``totals`` are formulas too, those of derived cells. Words stand for several rows at the places in ``tall``, for
    several columns at those in ``wide``. ``hidden`` are columns that staff need not see. Text sheets end with their
    header.
    """

    words: Mapping[Place, str]
    formulas: frozenset[Place]
    totals: frozenset[Place]
    tall: frozenset[Place]
    wide: frozenset[Place]
    hidden: frozenset[int]
    end: Place


def digest_of(sheets: Mapping[str, FixedSheet]) -> str:
    """The same for sheets that hold the same in the same places."""
    listed = [(name, sorted(sheet.words.items()), sorted(sheet.formulas)) for name, sheet in sheets.items()]
    return hashlib.sha256(repr(listed).encode()).hexdigest()[:16]
