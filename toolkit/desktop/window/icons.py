"""Small pictures, drawn when the window opens, so that they are sharp at any scaling."""

from __future__ import annotations

import struct
import tkinter as tk
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import hypot
from typing import TypeVar

from toolkit.desktop.window.outcome import Tone
from toolkit.desktop.window.theme import ACCENT, EDGE, PAPER, SEVERITIES, TONES

Shape = Callable[[float, float], float]
"""How far the point that is so far across and down, of 1, is from the shape's edge; below 0 within it."""
Layer = tuple[Shape, str]
"""A shape and its colour."""
Key = TypeVar("Key")

_STROKE = 0.065
"""Half the width of a line."""
_NOTHING = bytes(3)


class Icons(dict[Key, tk.PhotoImage]):
    """Pictures by what they stand for, each drawn when it is first shown."""

    def __init__(self, root: tk.Misc, size: int, pictures: Mapping[Key, Sequence[Layer]]) -> None:
        super().__init__()
        self._drawn = partial(_drawn, root, size)
        self._pictures = pictures

    def __missing__(self, key: Key) -> tk.PhotoImage:
        picture = self[key] = self._drawn(self._pictures[key])
        return picture


def severity_icons(root: tk.Misc, size: int) -> Icons[str]:
    """Signs that differ in shape as well as in colour, by severity."""
    shapes = {"error": _disc, "warning": _triangle, "note": _ring, "waived": _rectangle(0.1, 0.41, 0.9, 0.59)}
    return Icons(root, size, {name: [(shape, SEVERITIES[name])] for name, shape in shapes.items()})


def tone_icons(root: tk.Misc, size: int) -> Icons[Tone]:
    """What stands before the sentence: an i, a tick, an exclamation mark, a cross."""
    signs = {Tone.PLAIN: _letter, Tone.GOOD: _tick, Tone.CAUTION: _exclamation, Tone.BAD: _cross}
    return Icons(root, size, {tone: [(_disc, TONES[tone]), (sign, PAPER)] for tone, sign in signs.items()})


def program_icon(root: tk.Misc, size: int) -> tk.PhotoImage:
    """A page with lines and a tick; what is around it stays transparent."""
    page = _rectangle(0.14, 0.04, 0.86, 0.96)
    lines = _together(_rectangle(0.28, 0.185, 0.72, 0.255), _rectangle(0.28, 0.325, 0.72, 0.395))
    tick = _together(_stroke((0.27, 0.67), (0.44, 0.81)), _stroke((0.44, 0.81), (0.75, 0.53)))
    return _drawn(root, size, [(page, ACCENT), (lines, PAPER), (tick, PAPER)])


def tick_boxes(root: tk.Misc, size: int) -> tuple[tk.PhotoImage, tk.PhotoImage]:
    """A box without a tick, and one with it."""
    whole, inside = _rectangle(0, 0, 1, 1), _rectangle(0.1, 0.1, 0.9, 0.9)
    return (
        _drawn(root, size, [(whole, EDGE), (inside, PAPER)]),
        _drawn(root, size, [(whole, ACCENT), (_tick, PAPER)]),
    )


def _disc(x: float, y: float) -> float:
    return hypot(x - 0.5, y - 0.5) - 0.5


def _ring(x: float, y: float) -> float:
    distance = hypot(x - 0.5, y - 0.5)
    return max(distance - 0.5, 0.36 - distance)


def _triangle(x: float, y: float) -> float:
    return max(y - 0.96, (abs(x - 0.5) - (y - 0.02) * 0.56) / hypot(1, 0.56))


def _rectangle(left: float, top: float, right: float, bottom: float) -> Shape:
    return lambda x, y: max(left - x, x - right, top - y, y - bottom)


def _stroke(start: tuple[float, float], end: tuple[float, float]) -> Shape:
    """The line between two points, round at its ends."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2

    def distance(x: float, y: float) -> float:
        along = min(1.0, max(0.0, ((x - start[0]) * across + (y - start[1]) * down) / length))
        return hypot(x - start[0] - along * across, y - start[1] - along * down) - _STROKE

    return distance


def _together(*shapes: Shape) -> Shape:
    return lambda x, y: min(shape(x, y) for shape in shapes)


_tick = _together(_stroke((0.27, 0.52), (0.44, 0.69)), _stroke((0.44, 0.69), (0.75, 0.34)))
_cross = _together(_stroke((0.32, 0.32), (0.68, 0.68)), _stroke((0.68, 0.32), (0.32, 0.68)))
_exclamation = _together(_stroke((0.5, 0.24), (0.5, 0.56)), _stroke((0.5, 0.755), (0.5, 0.76)))
_letter = _together(_stroke((0.5, 0.76), (0.5, 0.44)), _stroke((0.5, 0.245), (0.5, 0.24)))


def _drawn(root: tk.Misc, size: int, layers: Sequence[Layer]) -> tk.PhotoImage:
    """The layers over each other in ``size`` pixels; what is around them is transparent."""
    painted = [(shape, bytes.fromhex(colour[1:])) for shape, colour in layers]
    places = [(number + 0.5) / size for number in range(size)]
    rows = (b"".join(_pixel(painted, size, x, y) for x in places) for y in places)
    return tk.PhotoImage(master=root, data=_png(size, b"".join(b"\0" + row for row in rows)))


def _pixel(layers: Sequence[tuple[Shape, bytes]], size: int, x: float, y: float) -> bytes:
    """Red, green, blue and how opaque a pixel is: on an edge, by the share of it that the shape covers."""
    shown: Sequence[float] = _NOTHING
    opaque = 0.0
    for shape, colour in layers:
        covered = 0.5 - size * shape(x, y)
        if covered >= 1:
            shown, opaque = colour, 1.0
        elif covered > 0:
            below = opaque * (1 - covered)
            opaque = covered + below
            shown = [(new * covered + old * below) / opaque for new, old in zip(colour, shown, strict=True)]
    return bytes([*map(round, shown), round(255 * opaque)])


def _png(size: int, rows: bytes) -> bytes:
    """The file of a picture, which Tk takes at once; pixel by pixel it is slow."""
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
