"""One made-up report in the layouts that pages arrive in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsTruth, Right

WHOLE = AsTruth(inputs=166)
RIGHT: Mapping[str, Right] = {
    "c-h01-plain.docx": WHOLE,
    "d01-superscript.docx": AsTruth(inputs=166, findings=frozenset({"IM-10"})),
    "d03-tracked-deletion.docx": WHOLE,
    "d04-tracked-insert-over-old.docx": WHOLE,
    "d05-hidden-text.docx": WHOLE,
    "d06-moved-from.docx": WHOLE,
    "d07-content-control.docx": WHOLE,
    "d08-field.docx": WHOLE,
}


@pytest.mark.parametrize("name", RIGHT)
def test_report(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "reports" / name)
