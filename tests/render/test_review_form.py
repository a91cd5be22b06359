"""The review form as it is printed: room to write in, and no line on another."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber

from tests.render.samples import zeros
from toolkit.finding import CellRef, Finding
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.render import pdf
from toolkit.review.review_form import review_form

MM = 72 / 25.4
PLACES = (45 * MM, 80 * MM)
"""From where to where across the page the places of findings stand."""


def _pages(findings: Sequence[Finding], fonts: Path) -> list[list[dict[str, Any]]]:
    """The words of each page, as pdfplumber finds them."""
    data = pdf.render(review_form(zeros(), findings), font_folders=(fonts,), system_fonts=False)
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_words() for page in document.pages]


def test_every_round_to_come_has_a_row_to_write_in_on_the_first_page(fonts: Path) -> None:
    first, *others = _pages((), fonts)
    tops = [word["top"] for word in first if word["text"] in ("初审", "复审", "终审")]
    assert [round((below - above) / MM) for above, below in pairwise(tops)] == [20, 20]
    assert not any(word["text"].startswith("□") for page in others for word in page)


def test_no_line_of_a_list_stands_on_another(fonts: Path) -> None:
    cell = CellRef(id="", where=Location("tables.applications.received.natural_person"), label="本年新收，自然人" * 3)
    found = Finding(code="T3-01", severity=Severity.ERROR, message="不对。", remedy="请改。", cells=(cell,) * 3)
    _, second, *_ = _pages([found] * 3, fonts)
    tops = sorted(word["top"] for word in second if PLACES[0] < word["x0"] < PLACES[1])
    apart = [below - above for above, below in pairwise(tops) if below - above > 3]  # Latin type stands a little higher
    assert len(apart) > 12
    assert min(apart) > 9
