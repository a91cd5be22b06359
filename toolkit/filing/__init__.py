"""A filing: one agency's one year on one form."""

from __future__ import annotations

from toolkit.filing.model import (
    Adjustment,
    Entry,
    Filing,
    Indicator,
    Original,
    Paragraph,
    Source,
    Text,
    Unplaced,
    Waiver,
)
from toolkit.filing.prior import Prior

__all__ = [
    "Adjustment",
    "Entry",
    "Filing",
    "Indicator",
    "Original",
    "Paragraph",
    "Prior",
    "Source",
    "Text",
    "Unplaced",
    "Waiver",
]
