"""One made-up report in the layouts that pages arrive in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsTruth, Right

WHOLE = AsTruth(inputs=166)
NOTED = frozenset({"IM-10"})
REFUSED = AsTruth(inputs=165, findings=frozenset({"IM-03"}))
"""One figure is left to people."""

RIGHT: Mapping[str, Right] = {
    "c-h01-plain.docx": WHOLE,
    "d01-superscript.docx": AsTruth(inputs=166, findings=frozenset({"IM-10"})),
    "d03-tracked-deletion.docx": WHOLE,
    "d04-tracked-insert-over-old.docx": WHOLE,
    "d05-hidden-text.docx": WHOLE,
    "d06-moved-from.docx": WHOLE,
    "d07-content-control.docx": WHOLE,
    "d08-field.docx": WHOLE,
    "h07-digits-in-spans-newlines.html": AsTruth(inputs=149, findings=frozenset({"IM-03"})),
    "h14-units.html": AsTruth(inputs=166, findings=NOTED),
    "h26-white-text-digits.html": WHOLE,
    "m26-fee-in-yuan.html": AsTruth(inputs=165, findings=frozenset({"IM-02"})),
    "m26b-fee-head-without-unit.html": AsTruth(inputs=165, findings=frozenset({"IM-01", "IM-03"})),
    "m27-brackets-negative.html": REFUSED,
    "m28-sup-footnote.html": AsTruth(inputs=166, findings=NOTED),
    "m30-input-fields.html": WHOLE,
    "m31-br-in-number.html": REFUSED,
    "m31b-p-in-number.html": REFUSED,
    "m32-wbr-number.html": REFUSED,
    "m34-decimal-comma.html": REFUSED,
    "m35-dot-thousands.html": REFUSED,
}


@pytest.mark.parametrize("name", RIGHT)
def test_report(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "reports" / name)
