"""Parses the addresses of cells (``C7``) in a file."""

from __future__ import annotations

from functools import lru_cache

from toolkit.form.excel import column_number
from toolkit.patterns import regex

_PLACE = regex("([A-Z]{1,3})([0-9]{1,7})")


@lru_cache(maxsize=8_192)  # workbooks of one form fill the same cells
def place_of(address: str) -> tuple[int, int]:
    """Row and column of ``C7``; :class:`ValueError` for what is no address."""
    match = _PLACE.fullmatch(address.upper())
    if match is None:
        raise ValueError(address)
    return int(match[2]), column_number(match[1])
