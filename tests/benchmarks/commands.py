"""What a user waits for: each command in a process of its own, beside its libraries doing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Figure, beside, process
from tests.regenerate import WORKBOOK

MAIN = ("-m", "toolkit.cli")
PASS = ("`python -c pass`", process("-c", "pass"))
CLICK = ("`import click`", process("-c", "import click"))
SAVE_XLSX = (
    "openpyxl: import, save an empty workbook",
    process("-c", "import io, openpyxl; openpyxl.Workbook().save(io.BytesIO())"),
)
LOAD_XLSX = (
    "openpyxl: import, load the same file",
    process("-c", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])", str(WORKBOOK)),
)
LOAD_TWICE = (
    "openpyxl: import, load it twice (values, formulas)",
    process(
        "-c",
        "import sys, openpyxl; [openpyxl.load_workbook(sys.argv[1], data_only=b) for b in (True, False)]",
        str(WORKBOOK),
    ),
)


def figures(out: Path) -> Iterator[Figure]:
    """Start-up, ``new``, ``check``, ``annotate`` and ``render`` of the example; results go to ``out``."""
    for option in ("--help", "--version"):
        for baseline in (PASS, CLICK):
            yield beside(f"`{option}`", process(*MAIN, option), *baseline)
    blank = str(out / "blank.xlsx")
    yield beside("`new`", process(*MAIN, "new", "--agency", "某局", "--year", "2025", "-o", blank), *SAVE_XLSX)
    for baseline in (LOAD_XLSX, LOAD_TWICE):
        yield beside("`check`", process(*MAIN, "check", str(WORKBOOK)), *baseline)
    marked = process(*MAIN, "annotate", str(WORKBOOK), "-o", str(out / "marked.xlsx"))
    yield beside("`annotate`", marked, *LOAD_XLSX)
    for formats in ("docx", "html", "docx,html", "pdf", "md", "txt"):
        render = process(*MAIN, "render", str(WORKBOOK), "--to", formats, "-o", str(out))
        yield beside(f"`render --to {formats}`", render, *LOAD_XLSX)
