"""A filing: one agency's one year on one form."""

from __future__ import annotations

from toolkit.filing.correction import Correction
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
from toolkit.filing.review import Decision, Review, ReviewRound

__all__ = [
    "Adjustment",
    "Correction",
    "Decision",
    "Entry",
    "Filing",
    "Indicator",
    "Original",
    "Paragraph",
    "Prior",
    "Review",
    "ReviewRound",
    "Source",
    "Text",
    "Unplaced",
    "Waiver",
]
