"""The exceptions that refuse a workbook (WB-01 to WB-04), in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolkit.errors import UnreadableFile
from toolkit.finding.catalogue import finding
from toolkit.workbook.reading.source_workbook import CorruptPart, OutOfBounds


def refusal(
    code: str, variant: str = "default", *, error: type[UnreadableFile] = UnreadableFile, **values: Any
) -> UnreadableFile:
    """The exception that stops reading with the catalogue's sentence for ``code``."""
    reported = finding(code, variant=variant, **values)
    return error(reported.message, reported.remedy, code=code)


@contextmanager
def refusing(name: str, unsound: str = "damaged") -> Iterator[None]:
    """Refuse (WB-01) the file called ``name`` where what is read from it is out of bounds or ``unsound``."""
    try:
        yield
    except OutOfBounds as bound:
        raise refusal("WB-01", "hostile", name=name, reason=bound) from None
    except CorruptPart:
        raise refusal("WB-01", unsound, name=name) from None
