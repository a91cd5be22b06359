"""``python -m tests.benchmarks [part…]``: measures the parts named, or all, and writes them into README.md here."""

from __future__ import annotations

import compileall
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import commands, reading, rendering
from tests.benchmarks.measure import Figure, table
from tests.regenerate import ROOT

PAGE = Path(__file__).parent / "README.md"
LIBRARIES = ("click", "openpyxl", "jinja2", "python-docx", "lxml", "pdfplumber", "typst")
PARTS: dict[str, tuple[str, Callable[[Path], Iterable[Figure]]]] = {
    "commands": ("Commands, each a process of its own", commands.figures),
    "rendering": (
        "Rendering alone, libraries loaded: six-digit counts, 6,000 characters in section one",
        lambda _: rendering.figures(),
    ),
    "reading": ("Reading that report, libraries loaded (a pdf in a process of its own)", reading.figures),
}


def main() -> None:
    compileall.compile_dir(ROOT / "toolkit", quiet=1)  # or the compiler is measured
    _, *known = PAGE.read_text(encoding="utf-8").split("\n## ")
    kept = dict(zip(PARTS, known, strict=True))
    for part in sys.argv[1:] or PARTS:
        title, figures = PARTS[part]
        with tempfile.TemporaryDirectory() as folder:
            kept[part] = f"{title}\n\n{table(list(figures(Path(folder))))}\n"
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    head = f"""# Benchmarks

Made by `python -m tests.benchmarks` (CPython {platform.python_version()}; {versions}).
The least of several runs, each in turn with what stands beside it; ratios matter more than the absolute figures.
"""
    PAGE.write_text("\n## ".join((head, *kept.values())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
