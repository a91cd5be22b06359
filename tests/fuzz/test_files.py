"""Whatever happens to the bytes of a file: a filing, or one sentence."""

from __future__ import annotations

import functools
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.fuzz.conftest import share
from tests.regenerate import EXAMPLE, WORKBOOK
from tests.zips import zip_of
from toolkit.errors import UnreadableFile
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.salvage import salvage

REPORTS = [path for path in sorted(EXAMPLE.iterdir()) if path.suffix in (".docx", ".html", ".md", ".txt", ".json")]
FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=5)
Flips = list[tuple[float, int]]


@functools.cache
def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if "theme" not in name}


def flipped(data: bytes, flips: Flips) -> bytes:
    """``data`` with some bytes changed, at places given as shares of its length."""
    changed = bytearray(data)
    for place, mask in flips if changed else ():
        changed[int(place * len(changed))] ^= mask
    return bytes(changed)


def survives(path: Path) -> None:
    try:
        filing, reading = read_any(path, FORMS)
    except UnreadableFile as stop:
        assert stop.message.endswith(("。", "）", "：")) or "\n" in stop.message
        assert "Traceback" not in str(stop)
    else:
        check_filing(filing, reading)


def test_each_part_of_a_workbook(fuzz_cases: int, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"

    @share(fuzz_cases, 0.02)
    @given(name=st.sampled_from(sorted(parts(WORKBOOK))), flips=FLIPS)
    def holds(name: str, flips: Flips) -> None:
        path.write_bytes(zip_of(parts(WORKBOOK) | {name: flipped(parts(WORKBOOK)[name], flips)}))
        survives(path)

    holds()


def test_a_workbook_as_it_lies_on_the_disk(fuzz_cases: int, tmp_path: Path) -> None:
    path, data = tmp_path / "表.xlsx", WORKBOOK.read_bytes()

    @share(fuzz_cases, 0.01)
    @given(flips=FLIPS, cut=st.one_of(st.just(1.0), st.floats(0, 1)))
    def holds(flips: Flips, cut: float) -> None:
        path.write_bytes(flipped(data, flips)[: int(cut * len(data))])
        survives(path)
        try:
            salvage(path, FORMS)
        except UnreadableFile as stop:
            assert stop.message

    holds()


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.suffix)
def test_a_report(report: Path, fuzz_cases: int, tmp_path: Path) -> None:
    """Its text, or, where it is a package, one of its parts."""
    path = tmp_path / f"报告{report.suffix}"

    @share(fuzz_cases, 0.02 / len(REPORTS))
    @given(flips=FLIPS, pick=st.floats(0, 1, exclude_max=True))
    def holds(flips: Flips, pick: float) -> None:
        if report.suffix == ".docx":
            name = sorted(parts(report))[int(pick * len(parts(report)))]
            path.write_bytes(zip_of(parts(report) | {name: flipped(parts(report)[name], flips)}))
        else:
            path.write_bytes(flipped(report.read_bytes(), flips))
        survives(path)

    holds()
