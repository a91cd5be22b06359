"""Every limit on what is read, declared once. All lie far above any annual report."""

from __future__ import annotations

WORD_PART_BYTES = 20_000_000
"""Of one part of a Word file, unpacked; a report has a quarter of a million."""
WORD_PART_NODES = 600_000
"""Elements and attributes of such a part; a report has twenty thousand."""
WORD_PARTS = 5_000
"""Entries in the directory of a Word file."""
TABLE_SPAN = 1_000
"""Columns that one cell may claim."""
TEXT_CHARACTERS = 20_000
"""Of one paragraph or line; a longer one is read in pieces, so that no pattern meets more."""
