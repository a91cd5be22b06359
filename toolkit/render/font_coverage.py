"""Whether a font holds a character, looked up in its raw cmap: a hundredth of the time of reading all mappings."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable
from functools import cache

from fontTools.ttLib import TTFont

Holds = Callable[[int], bool]

_FULL = ((3, 10), (0, 6), (0, 4))  # (platform, encoding) of tables for all of Unicode
_BASIC = ((3, 1), (0, 3))


@cache
def coverage_test(path: str, index: int) -> Holds:
    """A test of code points for the font at ``path`` (``index`` within a collection)."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        table = font.reader["cmap"]
    places = {}
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * number)
        places[platform, encoding, struct.unpack_from(">H", table, offset)[0]] = offset
    for kinds, form, read in ((_FULL, 12, _groups), (_BASIC, 4, _segments)):
        for kind in kinds:
            if (*kind, form) in places:
                return read(table, places[*kind, form])
    return lambda code: False


def _groups(table: bytes, offset: int) -> Holds:
    """Format 12: groups of first code, last code, first glyph."""
    size = struct.unpack_from(">L", table, offset + 12)[0]
    groups = list(struct.iter_unpack(">LLL", table[offset + 16 : offset + 16 + 12 * size]))
    ends = [last for _, last, _ in groups]

    def holds(code: int) -> bool:
        place = bisect_left(ends, code)
        return place < len(groups) and groups[place][0] <= code and groups[place][2] + code - groups[place][0] != 0

    return holds


def _segments(table: bytes, offset: int) -> Holds:
    """Format 4: segments of last code, first code, delta, and where in the table their glyphs are listed, if at all."""
    count = struct.unpack_from(">H", table, offset + 6)[0] // 2
    columns = [offset + 14, *(offset + 16 + 2 * count * n for n in (1, 2, 3))]
    ends, starts, deltas, ranges = (struct.unpack_from(f">{count}H", table, column) for column in columns)

    def holds(code: int) -> bool:
        place = bisect_left(ends, code)
        if place >= count or code < starts[place]:
            return False
        if ranges[place] == 0:
            return bool((code + deltas[place]) % 0x10000)
        listed = columns[3] + 2 * place + ranges[place] + 2 * (code - starts[place])
        return listed + 2 <= len(table) and any(table[listed : listed + 2])

    return holds
