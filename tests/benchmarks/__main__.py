"""``python -m tests.benchmarks``: measures everything and writes the table into README.md beside this file."""

from __future__ import annotations

import compileall
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import commands, reading, rendering
from tests.benchmarks.measure import table
from tests.regenerate import ROOT

PAGE = Path(__file__).parent / "README.md"
LIBRARIES = ("click", "openpyxl", "jinja2", "python-docx", "lxml", "pdfplumber", "typst")


def main() -> None:
    compileall.compile_dir(ROOT / "toolkit", quiet=1)  # or the compiler is measured
    with tempfile.TemporaryDirectory() as folder:
        of_commands = table(list(commands.figures(Path(folder))))
        of_reading = table(list(reading.figures(Path(folder))))
    of_rendering = table(list(rendering.figures()))
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    PAGE.write_text(
        f"""# Benchmarks

Made by `python -m tests.benchmarks` (CPython {platform.python_version()}; {versions}).
The least of several runs, each in turn with what stands beside it; ratios matter more than the absolute figures.

## Commands, each a process of its own

{of_commands}

## Rendering alone, libraries loaded: six-digit counts, 6,000 characters in section one

{of_rendering}

## Reading and checking that report, libraries loaded (a pdf in a process of its own)

{of_reading}
""",
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
