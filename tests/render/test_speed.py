"""The limits that each slow format keeps; the figures beside other ways are on the page of the benchmarks."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

import docx

from tests.conftest import Stopwatch
from tests.render.samples import document
from toolkit.render import FORMATS

_RUNS = 40
_EMPTY, _DOCX_MARGIN, _PDF_LIMIT = 0.012, 0.050, 0.150  # seconds


def _fastest(job: Callable[[], object], stopwatch: Stopwatch, goal: float = 0) -> float:
    """The least disturbed of many runs, after one that fills caches; none after one within ``goal``."""
    job()
    fastest = math.inf
    for _ in range(_RUNS):
        fastest = min(fastest, stopwatch(job))
        if fastest <= goal:
            break
    return fastest


def test_docx_takes_at_most_twice_an_empty_save_and_fifty_milliseconds(stopwatch: Stopwatch) -> None:
    report, render = document("large"), FORMATS["docx"].renderer()
    empty = _fastest(lambda: docx.Document().save(io.BytesIO()), stopwatch)
    goal = 2 * empty + _DOCX_MARGIN
    assert _fastest(lambda: render(report), stopwatch, goal) <= goal


def test_pdf_takes_at_most_150_milliseconds(fonts: Path, stopwatch: Stopwatch) -> None:
    """Or as much more as a machine takes more for an empty document: 12 milliseconds where that limit holds."""
    report, render = document("large"), FORMATS["pdf"].renderer()
    goal = _PDF_LIMIT * max(1, _fastest(lambda: docx.Document().save(io.BytesIO()), stopwatch) / _EMPTY)
    assert _fastest(lambda: render(report, font_folders=(fonts,), system_fonts=False), stopwatch, goal) <= goal
