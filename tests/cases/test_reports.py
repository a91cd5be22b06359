"""One made-up report in the layouts that pages arrive in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases import test_states
from tests.cases.right import AsTabbed, AsTruth, Found, Right

WHOLE = AsTruth(inputs=166)
NOTED = frozenset({"IM-10"})
REFUSED = AsTruth(inputs=165, findings=frozenset({"IM-03"}))
"""One figure is left to people."""

WHOLLY_READ = (
    "c-h02-trailing-empty-column.docx",
    "c-h04-head-in-two-rows.docx",
    "h01-plain.html",
    "h03-no-spans-blanks.html",
    "h04-head-in-two-rows.html",
    "h05-p-in-cells-nbsp.html",
    "h06-digits-in-spans.html",
    "h08-table3-cut-in-two.html",
    "h09-table3-cut-heads-repeated.html",
    "h10-heading-row-in-table.html",
    "h11-content-twice.html",
    "h12-fullwidth-digits.html",
    "h13-thousand-commas.html",
    "h20-div-grid.html",
    "k01-bars-trailing.txt",
    "k01h-bars-trailing-halfwidth.txt",
    "k02-bars-both-no-separator.txt",
    "k04-cell-then-bar-line.txt",
    "k06-paragraph-cells.txt",
    "k09-spaces-one-line.txt",
    "k10-tab-cell-lines-no-blank.txt",
    "k10b-tab-cell-lines-blank-between-rows.txt",
    "k11-plain-cell-lines.txt",
    "k13-tab-rows.txt",
    "k13g-tab-rows-gbk.txt",
    "k13u-tab-rows-utf16.txt",
    "k14-comma-rows.txt",
    "k15-markdown.txt",
    "m01-total-column-first.html",
    "m06-table4-litigation-first.html",
    "m25-serial-number-column.html",
    "m33-rows-swapped-denied.html",
)
"""Those that come back whole without a finding."""

RIGHT: Mapping[str, Right] = dict.fromkeys(WHOLLY_READ, WHOLE) | {
    "c-h01-plain.docx": WHOLE,
    "c-h01-plain.pdf": AsTruth(inputs=166, findings=frozenset({"IM-16", "IM-20"})),
    "c-h04-head-in-two-rows.pdf": AsTruth(inputs=166, findings=frozenset({"IM-16", "IM-20"})),
    "c-h16-blank-for-zero.docx": AsTruth(inputs=121, blank=45),
    "c-h16-blank-for-zero.pdf": AsTruth(inputs=121, blank=45, findings=frozenset({"IM-16", "IM-20"})),
    "c-m24-content-twice-visible.docx": AsTruth(inputs=166, findings=frozenset({"IM-19"})),
    "c-m24-content-twice-visible.pdf": AsTruth(inputs=166, findings=frozenset({"IM-16", "IM-19", "IM-20"})),
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
    "k08-glued-one-line.txt": AsTruth(inputs=0, findings=None),
    "m02-head-and-rows-lack-research.html": AsTruth(inputs=142, findings=frozenset({"IM-02"})),
    "m02b-head-lacks-research-rows-have-it.html": AsTruth(inputs=22, findings=frozenset({"IM-02"})),
    "m03-table3-transposed.html": AsTruth(inputs=22, findings=frozenset({"IM-02"})),
    "m04-table4-no-totals.html": AsTruth(inputs=166, findings=frozenset({"IM-20"})),
    "m08-lines-zero-cells-vanish.txt": AsTruth(inputs=46, findings=frozenset({"IM-02"})),
    "m10-blank-gone-page-number-in.txt": AsTruth(inputs=160, findings=frozenset({"IM-02"})),
    "m19-extra-table-in-section1.html": AsTruth(inputs=166, findings=frozenset({"IM-18"})),
    "m20-extra-same-head-table-before.html": AsTruth(inputs=166, findings=frozenset({"IM-18"})),
    "m21-extra-same-head-table-section1.html": AsTruth(inputs=166, findings=frozenset({"IM-18"})),
    "m22-two-year-table-section1.html": AsTruth(inputs=166, findings=frozenset({"IM-18"})),
    "m22b-two-year-table-section3.html": AsTruth(inputs=166, findings=frozenset({"IM-18"})),
    "m24-content-twice-visible.html": AsTruth(inputs=166, findings=frozenset({"IM-19"})),
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
    "t01-circled-superscript-notes.txt": AsTruth(inputs=166, findings=NOTED),
    "w01-circled-note-in-cell.xlsx": Found(
        findings={
            "T2-01": "二 主动公开!B13",
            "T3-49": "六 其他事项!A4",
            "TX-06": "六 其他事项!A4",
            "FM-02": "封面!B4",
        }
    ),
    "y01-2019form-tab-rows.txt": AsTabbed("y01-2019form-tab-rows.txt"),
    "y02-2019form-lines.txt": AsTabbed("y01-2019form-tab-rows.txt"),
    "y04-2019form-bars.txt": AsTabbed("y01-2019form-tab-rows.txt"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_report(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "reports" / name)


def test_every_report_has_what_is_right(corpus: Path) -> None:
    """Here, or where the states of its figures are."""
    files = {path.name for path in (corpus / "cases" / "reports").iterdir()} - {"truth.json"}
    assert files == {*RIGHT, *test_states.RIGHT}
