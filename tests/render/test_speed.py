"""The limits that each slow format keeps; the figures beside other ways are on the page of the benchmarks."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import docx

from tests.render.samples import document
from toolkit.render import FORMATS

_RUNS = 7
_DOCX_MARGIN, _PDF_LIMIT = 0.050, 0.150  # seconds


def _fastest(job: Callable[[], object]) -> float:
    """The least disturbed of several runs, after one that fills caches."""
    job()
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def test_docx_takes_at_most_twice_an_empty_save_and_fifty_milliseconds() -> None:
    report, render = document("large"), FORMATS["docx"].renderer()
    empty = _fastest(lambda: docx.Document().save(io.BytesIO()))
    assert _fastest(lambda: render(report)) <= 2 * empty + _DOCX_MARGIN


def test_pdf_takes_at_most_150_milliseconds(fonts: Path) -> None:
    report, render = document("large"), FORMATS["pdf"].renderer()
    assert _fastest(lambda: render(report, font_folders=(fonts,), system_fonts=False)) <= _PDF_LIMIT
