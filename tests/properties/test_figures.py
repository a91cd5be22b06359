"""No figure that nobody stated: whatever part of a source is cut out, covered or garbled.

Each figure in a result was stated for that very cell in the source, is a printed blank that the form counts as zero, or
is computed from those.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.properties.damage import FORMATS, damaged
from tests.properties.figures import figures_of, invented
from tests.properties.sources import source_of
from tests.sizes import sampled
from toolkit.errors import ReportError
from toolkit.ingest import read_any
from toolkit.workbook.reading.salvage import salvage

FEW, MANY = range(4), range(4, 200)


def trials(seeds: range, *formats: str) -> list[tuple[str, range]]:
    """Each of ``formats`` with the ``seeds`` of its damages."""
    return [(extension, seeds) for extension in formats]


@pytest.mark.parametrize(
    ("extension", "seeds"),
    [
        *trials(FEW, *FORMATS),
        *(pytest.param(*trial, marks=pytest.mark.fuzz) for trial in (*trials(MANY, *FORMATS), *trials(FEW, "pdf"))),
    ],
    ids=str,
)
@pytest.mark.parametrize("form", sampled(FORMS.available, 1))
def test_reading_invents_nothing(form: str, extension: str, seeds: range, tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        source = damaged(form, extension, seed)
        path = tmp_path / source.name
        path.write_bytes(source.content)
        try:
            filing, _ = read_any(path, FORMS)
        except ReportError:
            outcomes["refused"] += 1
            continue
        figures = figures_of(filing)
        assert invented(figures, source, filing.form) == [], seed
        outcomes["read" if figures else "empty"] += 1
    assert outcomes["read"] >= len(seeds) // 2, outcomes


@pytest.mark.parametrize("seeds", [range(1), pytest.param(MANY, marks=pytest.mark.fuzz)], ids=str)
@pytest.mark.parametrize("form", sampled(FORMS.available, 1))
def test_a_damaged_workbook_invents_nothing(form: str, seeds: range, tmp_path: Path) -> None:
    """Whether it is read, or what is left of it is saved."""
    read = 0
    for seed in seeds:
        source = source_of(form, "xlsx", seed)
        path = tmp_path / source.name
        path.write_bytes(source.content)
        for reader in (read_any, salvage):
            with suppress(ReportError):
                filing, *_ = reader(path, FORMS)
                assert invented(figures_of(filing), source, filing.form) == [], seed
                read += reader is read_any
    assert read >= len(seeds) // 2
