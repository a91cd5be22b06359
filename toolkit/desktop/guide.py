"""The guide, where this program came with one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import toolkit

GUIDE = "使用说明.html"
_SOURCE = "README.zh-CN.md"


def guide_page() -> Path | None:
    """The page that came with the folder for computers without internet, else the text in the source code."""
    return next((place for place in _places() if place.is_file()), None)


def _places() -> Iterator[Path]:
    for folder in (Path(sys.prefix), *Path(sys.prefix).parents[:2]):
        yield folder / GUIDE
    yield Path(toolkit.__file__).parent.parent / _SOURCE
