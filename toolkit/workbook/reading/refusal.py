"""The three marked early stops of reading, worded by the catalogue."""

from __future__ import annotations

from typing import Any

from toolkit.errors import UnreadableFile
from toolkit.finding.catalogue import finding


def refusal(
    code: str, variant: str = "default", *, error: type[UnreadableFile] = UnreadableFile, **values: Any
) -> UnreadableFile:
    """The exception that stops reading with the catalogue's sentence for ``code``."""
    told = finding(code, variant=variant, **values)
    return error(told.message, told.remedy, code=code)
