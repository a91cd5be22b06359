"""Parameters of which a few are tried while working, and all of them by ``.ci/run``."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def sampled(values: Iterable[object], quick: int) -> list[object]:
    """``values`` as parameters; all but ``quick`` of them, spread evenly, run under the marker ``scale`` only."""
    whole = list(values)
    chosen = {place * len(whole) // quick for place in range(quick)}
    return [
        value if place in chosen else _slow(*(value if isinstance(value, tuple) else (value,)))
        for place, value in enumerate(whole)
    ]


def _slow(*values: object) -> object:
    return pytest.param(*values, marks=pytest.mark.scale)
