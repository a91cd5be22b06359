"""A unit in the head of a column is that of its figures and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.made_up import FORMS
from tests.forms.test_every_form import example
from tests.ingest.printed import WRITERS, printed
from tests.ingest.variants import relabelled
from toolkit.ingest import read_any

VISITED, SATISFIED, RATE = (f"quality.all.{column}" for column in ("visited", "satisfied", "rate"))


@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("$^", "", set()),
        ("^回访数$", "回访数（%）", {VISITED}),
        ("^回访数$", "回访数（万件）", {VISITED}),
        ("^满意数$", "满意数（件）", set()),
    ],
)
def test_a_unit_counts_for_its_column(old: str, new: str, refused: set[str], extension: str, tmp_path: Path) -> None:
    filing = example("rexian-2025")
    path = tmp_path / f"报告.{extension}"
    path.write_bytes(WRITERS[extension](relabelled(old, new)(printed(filing))))
    back, _ = read_any(path, FORMS)
    lost = {cell for cell in (VISITED, SATISFIED, RATE) if back.number(cell) != filing.number(cell)}
    assert lost == refused
