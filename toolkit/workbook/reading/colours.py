"""Colours of fonts and fills, as far as needed to know whether a text can be seen on its background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_NEAREST = 24
"""Steps of 256 in red, green or blue by which a text must differ from its background; white on pale yellow does not."""
_WINDOW, _INK = "FFFFFF", "000000"
_INDEXED = {0: _INK, 1: _WINDOW, 8: _INK, 9: _WINDOW, 64: _INK, 65: _WINDOW}
_THEMED = {0: _WINDOW, 1: _INK}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by its red, green and blue, or by the ``name`` alone under which a theme or palette has it."""

    channels: tuple[int, ...] = ()
    name: str = ""

    def seen_on(self, background: Colour) -> bool:
        """Whether it differs from the background."""
        if self.channels and background.channels:
            steps = zip(self.channels, background.channels, strict=True)
            return any(abs(own - other) >= _NEAREST for own, other in steps)
        return self != background


WHITE, BLACK, UNKNOWN = Colour((255, 255, 255)), Colour((0, 0, 0)), Colour(name="?")


def colour_of(element: Any, otherwise: Colour) -> Colour:
    """The colour that an element gives by its attributes; ``otherwise`` where there is none, or it is automatic."""
    if element is None or element.get("auto") in ("1", "true"):
        return otherwise
    rgb, tint = element.get("rgb", "")[-6:], element.get("tint", "0")
    for palette, known in (("indexed", _INDEXED), ("theme", _THEMED)):
        number = element.get(palette, "")
        if not rgb and number.isdecimal():
            rgb = known.get(int(number), "") if len(number) < 4 else ""
            if not rgb:
                return Colour(name=f"{palette} {number} {tint}")
    try:
        return Colour(tuple(_tinted(channel, float(tint)) for channel in bytes.fromhex(rgb))) if rgb else otherwise
    except ValueError:
        return UNKNOWN


def background_of(fill: Any, namespace: str) -> Colour:
    """The colour behind a cell with this fill: white without one, not known where it is a pattern or runs over."""
    pattern = fill.find(f"{namespace}patternFill")
    kind = "" if pattern is None else pattern.get("patternType", "none")
    if kind == "solid":
        return colour_of(pattern.find(f"{namespace}fgColor"), WHITE)
    return WHITE if kind == "none" else UNKNOWN


def _tinted(channel: int, tint: float) -> int:
    """Towards black by a negative tint, towards white by a positive one."""
    return round(channel * (1 + tint) if tint < 0 else channel + (255 - channel) * tint)
