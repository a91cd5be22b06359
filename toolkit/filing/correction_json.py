"""A corrected edition in Filing JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.filing.correction import Correction
from toolkit.filing.shape import CorrectionShape


def correction_to_json(correction: Correction | None) -> dict[str, Any]:
    """What Filing JSON says of it; nothing of a first edition."""
    return {"number": correction.number, "changes": [*correction.changes]} if correction else {}


def correction_from_json(shape: CorrectionShape | None) -> Correction | None:
    """The edition in a Filing JSON without :func:`correction_mistakes`."""
    return Correction(number=shape.number, changes=shape.changes) if shape else None


def correction_mistakes(shape: CorrectionShape | None) -> Iterator[str]:
    """A number that no edition has."""
    if shape and shape.number < 1:
        yield f"correction.number：应为不小于 1 的整数，现为 {shape.number}"
