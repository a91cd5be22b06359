"""Photographs of what people see, as small files: those of guide and README are in ``examples/guide/pictures``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

_COLOURS = 64


def keep(picture: Image.Image, place: Path) -> None:
    """Save a picture of words and areas, which needs few colours, as a small file."""
    picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        place, optimize=True
    )


def photograph(page: Any, place: Path) -> None:
    """What an open page shows, or an element of it."""
    keep(Image.open(io.BytesIO(page.screenshot())), place)
