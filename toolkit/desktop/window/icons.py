"""Small pictures, drawn when the window opens, so that they are sharp at any scaling."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from toolkit.desktop.window.outcome import Tone
from toolkit.desktop.window.theme import ACCENT, EDGE, GROUND, PAPER, SEVERITIES, TONES

_FINE = 4
"""Points across a pixel: edges are as smooth as their shares of it."""
Shape = Callable[[float, float], str]
"""The colour of the point that is so far across and down, of 1; empty where the ground shows."""


Key = TypeVar("Key")


class Icons(dict[Key, tk.PhotoImage]):
    """Pictures by what they stand for, each drawn when it is first shown."""

    def __init__(self, root: tk.Misc, size: int, shapes: Mapping[Key, Shape]) -> None:
        super().__init__()
        self._drawn = partial(_drawn, root, size)
        self._shapes = shapes

    def __missing__(self, key: Key) -> tk.PhotoImage:
        picture = self[key] = self._drawn(self._shapes[key], PAPER)
        return picture


def severity_icons(root: tk.Misc, size: int) -> Icons[str]:
    """Signs that differ in shape as well as in colour, by severity."""
    shapes = {"error": _disc, "warning": _triangle, "note": _ring, "waived": _dash}
    return Icons(root, size, {name: _in(SEVERITIES[name], shape) for name, shape in shapes.items()})


def tone_icons(root: tk.Misc, size: int) -> Icons[Tone]:
    """What stands before the sentence: an i, a tick, an exclamation mark, a cross."""
    signs = {Tone.PLAIN: _letter, Tone.GOOD: _tick, Tone.CAUTION: _exclamation, Tone.BAD: _cross}
    return Icons(root, size, {tone: _on_disc(TONES[tone], sign) for tone, sign in signs.items()})


def program_icon(root: tk.Misc, size: int) -> tk.PhotoImage:
    """A page with lines and a tick; what is around it stays transparent."""

    def page(x: float, y: float) -> str:
        if not (0.14 <= x <= 0.86 and 0.04 <= y <= 0.96):
            return ""
        lines = 0.28 <= x <= 0.72 and any(abs(y - line) < 0.035 for line in (0.22, 0.36))
        return PAPER if lines or _tick(x, (y - 0.32) / 0.72 * 0.9 + 0.08) else ACCENT

    return _drawn(root, size, page, "")


def tick_boxes(root: tk.Misc, size: int) -> tuple[tk.PhotoImage, tk.PhotoImage]:
    """A box without a tick, and one with it."""

    def box(x: float, y: float) -> str:
        inside = 0.1 <= x <= 0.9 and 0.1 <= y <= 0.9
        return PAPER if inside else EDGE

    ticked = _drawn(root, size, lambda x, y: PAPER if _tick(x, y) else ACCENT, GROUND)
    return _drawn(root, size, box, GROUND), ticked


def _in(colour: str, shape: Callable[[float, float], bool]) -> Shape:
    return lambda x, y: colour if shape(x, y) else ""


def _on_disc(colour: str, sign: Callable[[float, float], bool]) -> Shape:
    return lambda x, y: (PAPER if sign(x, y) else colour) if _disc(x, y) else ""


def _disc(x: float, y: float) -> bool:
    return (x - 0.5) ** 2 + (y - 0.5) ** 2 <= 0.25


def _ring(x: float, y: float) -> bool:
    return 0.36**2 <= (x - 0.5) ** 2 + (y - 0.5) ** 2 <= 0.25


def _triangle(x: float, y: float) -> bool:
    return 0.02 <= y <= 0.96 and abs(x - 0.5) <= (y - 0.02) * 0.56


def _dash(x: float, y: float) -> bool:
    return 0.1 <= x <= 0.9 and abs(y - 0.5) <= 0.09


def _tick(x: float, y: float) -> bool:
    return _near(x, y, (0.27, 0.52), (0.44, 0.69)) or _near(x, y, (0.44, 0.69), (0.75, 0.34))


def _cross(x: float, y: float) -> bool:
    return _near(x, y, (0.32, 0.32), (0.68, 0.68)) or _near(x, y, (0.68, 0.32), (0.32, 0.68))


def _exclamation(x: float, y: float) -> bool:
    return _near(x, y, (0.5, 0.24), (0.5, 0.56)) or _near(x, y, (0.5, 0.755), (0.5, 0.76))


def _letter(x: float, y: float) -> bool:
    return _exclamation(x, 1 - y)


def _near(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a point is on the stroke between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * across + (y - start[1]) * down) / (across**2 + down**2)
    along = min(1.0, max(0.0, along))
    return (x - start[0] - along * across) ** 2 + (y - start[1] - along * down) ** 2 <= 0.065**2


def _drawn(root: tk.Misc, size: int, shape: Shape, ground: str) -> tk.PhotoImage:
    """The shape in ``size`` pixels; without a ``ground`` pixels are whole or transparent."""
    image = tk.PhotoImage(master=root, width=size, height=size)
    corners = [[shape(column / size, row / size) for column in range(size + 1)] for row in range(size + 1)]
    for row in range(size):
        for column in range(size):
            found = {corners[row + down][column + across] for down in (0, 1) for across in (0, 1)}
            colour = found.pop() if len(found) == 1 else _mixed(_points(shape, size, column, row), ground)
            if colour or ground:
                image.put(colour or ground, (column, row))
    return image


def _points(shape: Shape, size: int, column: int, row: int) -> list[str]:
    """The colours within a pixel on an edge."""
    steps = [(number + 0.5) / _FINE for number in range(_FINE)]
    return [shape((column + across) / size, (row + down) / size) for across in steps for down in steps]


def _mixed(points: list[str], ground: str) -> str:
    colours = [point or ground for point in points if point or ground]
    if not ground and 2 * len(colours) < len(points):
        return ""
    parts = [[int(colour[place : place + 2], 16) for colour in colours] for place in (1, 3, 5)]
    return "#" + "".join(f"{round(sum(part) / len(part)):02x}" for part in parts)
