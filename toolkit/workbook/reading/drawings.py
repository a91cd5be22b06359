"""The pictures and shapes on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.workbook.reading.source_workbook import Drawing

_OBJECTS = tuple(f"{{*}}{tag}" for tag in ("pic", "sp", "graphicFrame", "cxnSp"))
_MOST_CHARACTERS = 2_000


def drawings_in(root: Any) -> Iterator[Drawing]:
    """Each anchored object of a drawing part's root; what has no cell of its own counts as over the first."""
    for anchor in root:
        if isinstance(anchor.tag, str) and next(anchor.iter(*_OBJECTS), None) is not None:
            text = "".join(piece.text or "" for piece in anchor.iter("{*}t"))
            yield Drawing(_number(anchor, "row"), _number(anchor, "col"), text[:_MOST_CHARACTERS])


def _number(anchor: Any, tag: str) -> int:
    """Counted from 1, while the part counts from 0."""
    text = anchor.findtext(f"{{*}}from/{{*}}{tag}", "0").strip()
    return int(text) + 1 if text.isdecimal() and len(text) < 8 else 1
